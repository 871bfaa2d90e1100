import type { Random } from '../../../algorithms/random';
import { poisson } from './sampling';

/*
 * What goes wrong between a company's systems and the file an analyst is sent. Each function takes the clean rows and
 * gives new ones; none touches a row in place.
 */

type Rows = readonly (readonly string[])[];

/** Writes a share of the rows a second time, a little further down: a job that was restarted. */
export function duplicateSome(random: Random, rows: Rows, share: number): Rows {
  const copies = new Map<number, (readonly string[])[]>();
  for (let i = atLeastOne(random, rows.length * share); i > 0; i--) {
    const from = random.below(rows.length);
    const at = Math.min(rows.length - 1, from + random.below(40));
    copies.set(at, [...(copies.get(at) ?? []), rows[from]!]);
  }
  return rows.flatMap((row, i) => [row, ...(copies.get(i) ?? [])]);
}

/** Moves a share of the rows towards the end of the file: events that were transmitted days or weeks late. */
export function delaySome(random: Random, rows: Rows, share: number): Rows {
  const place = Float64Array.from(rows, (_, i) => i);
  for (let i = atLeastOne(random, rows.length * share); i > 0; i--) {
    place[random.below(rows.length)]! += rows.length * 0.12 * random.next();
  }
  const order = Array.from(rows.keys()).sort((a, b) => place[a]! - place[b]! || a - b);
  return order.map((i) => rows[i]!);
}

/**
 * Damages a few rows, each kind of damage at its own row: `damages` take the cells of a row and give the damaged ones.
 * About one row in 4,000 suffers each kind, at least one.
 */
export function damageSome(random: Random, rows: Rows, damages: readonly ((cells: string[]) => string[])[]): Rows {
  const result = rows.slice();
  const free = random.shuffle(Int32Array.from(rows.keys()));
  let next = 0;
  for (const damage of damages) {
    for (let i = atLeastOne(random, rows.length / 4000); i > 0 && next < free.length; i--) {
      const at = free[next++]!;
      result[at] = damage([...rows[at]!]);
    }
  }
  return result;
}

/** Replaces one cell. */
export function put(cells: string[], column: number, text: string): string[] {
  cells[column] = text;
  return cells;
}

function atLeastOne(random: Random, expected: number): number {
  return Math.max(1, expected < 20 ? poisson(random, expected) : Math.round(expected));
}

const homophones: readonly (readonly [string, string])[] = [
  ['账单', '帐单'],
  ['流量', '留量'],
  ['登录', '登陆'],
  ['已经', '己经'],
  ['再次', '在次'],
  ['客服', '客夫'],
  ['宽带', '宽代'],
  ['信号', '信好'],
  ['套餐', '套歺'],
  ['扣费', '扣废'],
  ['营业厅', '营业听'],
  ['积分', '积份'],
  ['停机', '停鸡'],
  ['的时候', '得时候'],
  ['什么', '神马'],
  ['电话', '电活'],
  ['怎么', '咋么'],
  ['没有', '木有'],
  ['费用', '费佣'],
  ['处理', '处里'],
];

/** One slip of the finger or of the input method: a homophone, a lost or doubled character. */
export function mistypeChinese(random: Random, text: string): string {
  const usable = homophones.filter(([right]) => text.includes(right));
  if (usable.length > 0 && random.next() < 0.6) {
    const [right, wrong] = usable[random.below(usable.length)]!;
    return text.replace(right, wrong);
  }
  const at = 1 + random.below(Math.max(1, text.length - 2));
  const kept = random.next() < 0.5 ? '' : text.charAt(at) + text.charAt(at);
  return splitsPair(text, at) ? text : text.slice(0, at) + kept + text.slice(at + 1);
}

/** One slip on a keyboard: two letters swapped, one lost, one doubled; never inside a number. */
export function mistypeEnglish(random: Random, text: string): string {
  const words = text.split(' ');
  const at = random.below(words.length);
  const word = words[at]!;
  if (!/^[a-z]{4,}/.test(word)) return text.toLowerCase();
  const i = 1 + random.below(word.length - 2);
  const kind = random.below(3);
  const middle =
    kind === 0
      ? word.charAt(i + 1) + word.charAt(i)
      : kind === 1
        ? word.charAt(i + 1)
        : word.charAt(i) + word.slice(i, i + 2);
  words[at] = word.slice(0, i) + middle + word.slice(i + 2);
  return words.join(' ');
}

/** Whether position `at` lies in a character of two UTF-16 units (an emoji), which must not be cut. */
function splitsPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdfff;
}
