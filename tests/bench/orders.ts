import { createRandom } from '../../workers/algorithms/random';

const categories = ['女装', '男装', '手机', '电脑', '食品', '美妆', '家居', '母婴', '图书', '运动'];
const channels = ['APP', '网站', '小程序', '门店'];
const cities = ['上海', '北京', '广州', '深圳', '杭州', '成都', '武汉', '西安', '南京', '重庆', '长沙', '苏州'];

/** Order lines as typed columns, one row each; customers are a tenth of the rows, a few of them with most orders. */
export interface Orders {
  readonly rows: number;
  readonly customers: number;
  readonly customer: Int32Array;
  /** Seconds since 1970 of the wall clock. */
  readonly time: Int32Array;
  /** Cents. */
  readonly amount: Int32Array;
}

const firstDay = Date.UTC(2023, 0, 1) / 1000;
const days = 730;

export function orders(rows: number): Orders {
  const random = createRandom(5);
  const customers = Math.max(1, Math.floor(rows / 10));
  const [customer, time, amount] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)];
  for (let i = 0; i < rows; i++) {
    customer[i] = Math.floor(customers * random.next() ** 1.6);
    time[i] = firstDay + Math.floor(random.next() * days * 86_400);
    amount[i] = Math.round(100 * Math.exp(3 + random.next() + random.next() + random.next()));
  }
  return { rows, customers, customer, time, amount };
}

/** The text id of a customer, as a company's file has it. */
const customerId = (customer: number): string => `C${String(customer).padStart(7, '0')}`;

/** Lines of a file in parts of some megabytes, which no single string of V8 could hold together. */
function fileOf(header: string, rows: number, line: (row: number) => string): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let lines = [header];
  const flush = () => {
    parts.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (let i = 0; i < rows; i++) {
    if (lines.push(line(i)) === 50_000) flush();
  }
  flush();
  return new Blob(parts);
}

const timeOf = (seconds: number): string => {
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
};

/** A CSV file of nine columns with a header, as an order system exports it; about 72 bytes a line. */
export function ordersCsv({ rows, customer, time, amount }: Orders): Blob {
  const random = createRandom(6);
  return fileOf('order_id,customer_id,order_time,sku,category,quantity,amount,channel,city', rows, (i) => {
    const kind = Math.floor(random.next() ** 1.5 * 10);
    const sku = `SKU${kind}${String(Math.floor(random.next() * 500)).padStart(3, '0')}`;
    const quantity = 1 + Math.floor(random.next() ** 3 * 5);
    return (
      `${i + 1},${customerId(customer[i] ?? 0)},${timeOf(time[i] ?? 0)},${sku},${categories[kind]},${quantity},` +
      `${((amount[i] ?? 0) / 100).toFixed(2)},${channels[Math.floor(random.next() * 4)]},` +
      `${cities[Math.floor(random.next() ** 1.3 * 12)]}`
    );
  });
}

/** The four columns that recency, frequency and money need; about 46 bytes a line. */
export const purchasesCsv = ({ rows, customer, time, amount }: Orders): Blob =>
  fileOf(
    'order_id,customer_id,order_time,amount',
    rows,
    (i) => `${i + 1},${customerId(customer[i] ?? 0)},${timeOf(time[i] ?? 0)},${((amount[i] ?? 0) / 100).toFixed(2)}`,
  );
