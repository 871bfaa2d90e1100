import type { Random } from '../../../algorithms/random';
import { firstDay, isoTime, lastDay, minuteOn } from './calendar';
import { channels, products, type Product, type ProductCategory } from './company';
import type { Account } from './customers';
import { damageSome, delaySome, duplicateSome, put } from './mess';
import type { Person } from './population';
import { draw, gamma, pick, poisson, softmax } from './sampling';
import type { DemoTable } from './table';

/** What a group buys: how often the regular payment comes, and how many extras per 30 days by category. */
interface Habit {
  readonly regular: ProductCategory;
  /** Mean days between two regular payments, and the shape of their gamma distribution: high = like clockwork. */
  readonly gap: number;
  readonly regularity: number;
  readonly extras: Readonly<Partial<Record<ProductCategory, number>>>;
}

const habits: readonly Habit[] = [
  {
    regular: '套餐',
    gap: 34,
    regularity: 20,
    extras: { 流量包: 0.1, 增值业务: 0.09, 终端: 0.012, 配件: 0.025, 国际漫游: 0.006 },
  },
  {
    regular: '宽带',
    gap: 91,
    regularity: 400,
    extras: { 增值业务: 0.05, 终端: 0.018, 宽带: 0.012, 流量包: 0.03, 配件: 0.015 },
  },
  { regular: '话费充值', gap: 70, regularity: 6, extras: { 语音包: 0.03, 终端: 0.008, 配件: 0.005 } },
  {
    regular: '套餐',
    gap: 30,
    regularity: 500,
    extras: { 国际漫游: 0.07, 终端: 0.03, 配件: 0.03, 流量包: 0.04, 增值业务: 0.03 },
  },
  {
    regular: '话费充值',
    gap: 62,
    regularity: 2.2,
    extras: { 流量包: 0.42, 终端: 0.012, 语音包: 0.05, 配件: 0.015 },
  },
];

interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly discount: number;
}

interface Order {
  readonly customer: string;
  readonly minute: number;
  readonly channel: string;
  readonly lines: readonly Line[];
  /** Whether the goods came back: a row of its own with a negative amount. */
  readonly back: boolean;
}

/** Channels through which one can buy, and how much the kind of product draws people to a counter or a screen. */
const shopChannels = ['APP', '企业微信', '热线', '营业厅', '外呼'] as const;
const shopIndex = shopChannels.map((name) => channels.findIndex((channel) => channel.name === name));
const counterGoods: ReadonlySet<ProductCategory> = new Set(['终端', '配件', '宽带']);

const byCategory = new Map<ProductCategory, readonly Product[]>();
for (const product of products) {
  byCategory.set(product.category, [...(byCategory.get(product.category) ?? []), product]);
}

/** The order book from the ERP: UTF-8 without mark, one row per order line, refunds as negative rows of their own. */
export function orderTable(random: Random, people: readonly Person[], accounts: readonly Account[]): DemoTable {
  const orders = people.flatMap((person, i) => ordersOf(random, person, accounts[i]!.id));
  for (let i = Math.round(orders.length * 0.012); i > 0; i--) orders.push(walkIn(random));
  orders.sort((a, b) => a.minute - b.minute);
  const clean = orderRows(random, orders);
  const damaged = damageSome(random, delaySome(random, clean, 0.01), [
    (cells) => [...cells.slice(0, 9), '1', '299.00', ...cells.slice(10)], // '1,299.00' without quotes
    (cells) => put(cells, 3, '2025-02-30 10:00:00'),
    (cells) => put(cells, 3, '0000-00-00 00:00:00'),
    (cells) => put(cells, 9, '待核'),
    (cells) => cells.slice(0, 6),
  ]);
  const rows = duplicateSome(random, damaged, 0.005).slice();
  // The one clock that was set wrong: a date the as-of date must not follow.
  const wrong = random.below(rows.length);
  rows[wrong] = put([...rows[wrong]!], 3, '2099-12-31 23:59:59');
  return {
    name: '订单明细_202501-202606.csv',
    header: [
      '订单编号',
      '行号',
      '客户编号',
      '下单时间',
      '产品编码',
      '产品类别',
      '数量',
      '单价',
      '优惠金额',
      '实付金额',
      '币种',
      '办理渠道',
      '是否退款',
    ],
    rows,
    delimiter: ',',
    newline: '\n',
    bom: false,
  };
}

function ordersOf(random: Random, person: Person, customer: string): Order[] {
  const habit = habits[person.segment]!;
  const taste = new Taste(random, person);
  const from = Math.max(person.registered, firstDay);
  const until = Math.min(person.left, lastDay);
  const orders: Order[] = [];
  const add = (day: number, lines: readonly Line[]) =>
    orders.push({ customer, minute: minuteOn(random, day, 'leisure'), channel: taste.shop(lines), lines, back: false });

  // The regular product is chosen once and rarely changed; newcomers pay on their first day.
  let regular = taste.choose(habit.regular);
  const pace = habit.gap * Math.exp(0.12 * person.thrift);
  let day = person.registered >= firstDay ? from : from + Math.floor(random.next() * pace);
  while (day <= until) {
    if (random.next() < 0.025) regular = taste.choose(habit.regular);
    const lines = [lineOf(random, person, regular)];
    if (random.next() < 0.04) lines.push(lineOf(random, person, taste.choose('增值业务')));
    add(day, lines);
    day += Math.max(1, Math.round((pace * gamma(random, habit.regularity)) / habit.regularity));
  }

  const months = (until - from) / 30;
  for (const [category, rate] of Object.entries(habit.extras) as [ProductCategory, number][]) {
    const pull = category === '流量包' || category === '增值业务' ? 0.45 * person.appetite : -0.25 * person.thrift;
    for (let i = poisson(random, months * rate * Math.exp(pull)); i > 0; i--) {
      const lines = [lineOf(random, person, taste.choose(category))];
      if (category === '终端' && random.next() < 0.5) {
        lines.push(lineOf(random, person, taste.choose('配件')));
        if (random.next() < 0.25) lines.push(lineOf(random, person, taste.choose('流量包')));
      }
      const bought = from + random.below(until - from + 1);
      add(bought, lines);
      const returned = bought + 1 + random.below(14);
      if (returned <= lastDay && random.next() < returnRate(category) * (1 - 0.3 * Math.tanh(person.contentment))) {
        const last = orders[orders.length - 1]!;
        orders.push({ ...last, minute: minuteOn(random, returned, 'office'), lines: [lines[0]!], back: true });
      }
    }
  }
  return orders;
}

/** Somebody who bought at a counter without giving a name. */
function walkIn(random: Random): Order {
  const product = pick(random, byCategory.get(pick(random, ['配件', '话费充值', '流量包'] as const))!);
  return {
    customer: '',
    minute: minuteOn(random, random.below(lastDay + 1), 'office'),
    channel: '营业厅',
    lines: [{ product, quantity: 1, discount: 0 }],
    back: false,
  };
}

/** Share of extras that come back: things one can hold are returned, a used data pack hardly ever is. */
function returnRate(category: ProductCategory): number {
  return category === '流量包' || category === '语音包' ? 0.01 : 0.1;
}

/** What one customer chooses: shares of the offers and of the shops by softmax of smooth utilities, computed once. */
class Taste {
  private readonly offers = new Map<ProductCategory, Float64Array>();
  private readonly shops = new Map<boolean, Float64Array>();

  constructor(
    private readonly random: Random,
    private readonly person: Person,
  ) {}

  choose(category: ProductCategory): Product {
    const offers = byCategory.get(category)!;
    let shares = this.offers.get(category);
    if (shares === undefined) {
      const { digital, thrift, social, appetite } = this.person;
      shares = softmax(
        offers.map(({ appeal: [b, d, t, s, a] }) => b + d * digital + t * thrift + s * social + a * appetite),
      );
      this.offers.set(category, shares);
    }
    return offers[draw(this.random, shares)]!;
  }

  shop(lines: readonly Line[]): string {
    const atCounter = counterGoods.has(lines[0]!.product.category);
    let shares = this.shops.get(atCounter);
    if (shares === undefined) {
      const ease = [0.6, -0.8, -1.2, atCounter ? 1.2 : -0.2, -1.4];
      shares = softmax(
        shopIndex.map((channel, i) => {
          const p = this.person.propensity[channel]!;
          return 0.7 * Math.log(p / (1 - p)) + ease[i]!;
        }),
      );
      this.shops.set(atCounter, shares);
    }
    return shopChannels[draw(this.random, shares)]!;
  }
}

/** One line of an order; the thrifty wait for discounts of five to thirty per cent. */
function lineOf(random: Random, person: Person, product: Product): Line {
  const quantity = product.category === '配件' && random.next() < 0.15 ? 2 : 1;
  const onOffer = product.price >= 15 && random.next() < 0.12 + 0.08 * Math.tanh(person.thrift);
  const discount = onOffer ? Math.round(product.price * quantity * (0.05 + 0.25 * random.next())) : 0;
  return { product, quantity, discount };
}

function orderRows(random: Random, orders: readonly Order[]): string[][] {
  let number = 25_010_100_000;
  return orders.flatMap((order) => {
    number += 1 + random.below(9);
    return order.lines.map((line, i) => orderRow(random, order, line, `0${number}`, i + 1));
  });
}

function orderRow(random: Random, order: Order, line: Line, id: string, lineNumber: number): string[] {
  const { product, quantity, discount } = line;
  const sign = order.back ? -1 : 1;
  const paid = sign * (product.price * quantity - discount);
  // Where the amount was not exported, quantity × unit price gives it back; with a discount it would not.
  const lost = discount === 0 && sign > 0 && random.next() < 0.015;
  return [
    id,
    String(lineNumber),
    order.customer,
    isoTime(order.minute),
    product.id,
    product.category,
    String(quantity),
    product.price.toFixed(2),
    discount > 0 ? discount.toFixed(2) : '',
    lost ? '' : money(paid, paid >= 1000 && random.next() < 0.08),
    'CNY',
    random.next() < 0.01 ? '' : order.channel,
    sign < 0 ? '是' : '否',
  ];
}

function money(amount: number, grouped: boolean): string {
  const text = amount.toFixed(2);
  return grouped ? text.replace(/\B(?=(\d{3})+\.)/g, ',') : text;
}
