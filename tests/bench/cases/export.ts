import { DateDay, Float64, Int32, Table, TimestampMicrosecond, Utf8, makeData, tableToIPC, Vector } from 'apache-arrow';
import { writeXlsxStream } from 'hucre/xlsx';
import { createRandom } from '../../../workers/algorithms/random';
import { run as write } from '../../../workers/tasks/export/write';
import type { BenchContext, Quality } from '../case';

const partRows = 20_000;
const random = createRandom(7);

const textVector = (make: (row: number) => string): Vector => {
  const encoded = Array.from({ length: partRows }, (_, row) => new TextEncoder().encode(make(row)));
  const valueOffsets = new Int32Array(partRows + 1);
  encoded.forEach((bytes, row) => (valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + bytes.length));
  const data = new Uint8Array(valueOffsets[partRows] ?? 0);
  encoded.forEach((bytes, row) => data.set(bytes, valueOffsets[row] ?? 0));
  return new Vector([makeData({ type: new Utf8(), length: partRows, nullCount: 0, valueOffsets, data })]);
};
const integers = (top: number) =>
  new Vector([
    makeData({ type: new Int32(), data: Int32Array.from({ length: partRows }, () => random.below(top)), nullCount: 0 }),
  ]);
const amounts = () =>
  new Vector([
    makeData({
      type: new Float64(),
      data: Float64Array.from({ length: partRows }, () => Math.round(random.next() * 1e6) / 100),
      nullCount: 0,
    }),
  ]);
const days = () =>
  new Vector([
    makeData({
      type: new DateDay(),
      data: Int32Array.from({ length: partRows }, () => 18_000 + random.below(2000)),
      nullCount: 0,
    }),
  ]);
const times = () =>
  new Vector([
    makeData({
      type: new TimestampMicrosecond(),
      data: BigInt64Array.from({ length: partRows }, () => BigInt(1_600_000_000 + random.below(1e8)) * 1_000_000n),
      nullCount: 0,
    }),
  ]);

const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('');
const choose = (words: readonly string[]) => words[random.below(words.length)] ?? '';
const cities = ['上海', '北京', '深圳', '广州', '杭州', '成都', '武汉', '南京'];

function part(): Uint8Array {
  const columns: Record<string, Vector> = {
    customer_id: textVector(() => `C${digits(8)}`),
    name: textVector(() => choose(['王小明', '李雷', '韩梅梅', '张伟', '欧阳娜娜'])),
    phone: textVector(() => `138${digits(8)}`),
    national_id: textVector(() => `31010119${digits(10)}`),
    city: textVector(() => choose(cities)),
    registered_at: times(),
    birth_date: days(),
    age: integers(80),
    membership: textVector(() => choose(['金卡', '银卡', '普通'])),
    orders: integers(100),
    amount_total: amounts(),
    amount_average: amounts(),
    recency_days: integers(400),
    first_order_at: times(),
    last_order_at: times(),
    contacts: integers(50),
    rfm: textVector(() => choose(['重要价值客户', '重要发展客户', '一般保持客户'])),
    segment: textVector(() => choose(['A', 'B', 'C', 'D'])),
    churn: amounts(),
    clv: amounts(),
  };
  return tableToIPC(new Table(columns), 'stream');
}

export const id = 'export';
export const title = 'Files of each format';
export const onRequest = true;

/**
 * Writes customers × 20 columns with the task of the export worker, and records seconds of CPU, the size of the file
 * and the memory needed beyond what stood before. The parts come from five that were made beforehand, as the engine
 * would send them: 20,000 rows each. hucre's streaming writer gets the same number of rows, built beforehand.
 */
export async function run({ quick, record }: BenchContext): Promise<void> {
  const rows = quick ? 100_000 : 1_000_000;
  const parts = Array.from({ length: 5 }, part);
  for (const format of ['csv', 'json', 'parquet', 'xlsx'] as const) {
    let taken = 0;
    const columns = Array.from({ length: 20 }, (_, c) => ({ name: `column_${c}` }));
    const plan = {
      ...{ format, columns, rows, sheet: 'customers' },
      about: { sheet: 'About', lines: [], words: { rows: 'rows', sheets: 'sheets', cutTexts: 'cut' } },
    };
    const work = async (count: (bytes: number) => void) => {
      await write(null, plan, {
        seed: 0,
        report: () => undefined,
        emit: async (chunk) => count(chunk.length),
        take: async () => (taken++ < rows / partRows ? (parts[taken % parts.length] ?? null) : null),
      });
    };
    record(`${format}, ${rows} × 20`, await figures(work));
  }
  record(`xlsx by hucre's writeXlsxStream, ${rows} × 20`, await figures((count) => byHucre(rows, count)));
}

/** What one file takes. Memory is the resident set of the process, so the first format bears what all share. */
async function figures(work: (count: (bytes: number) => void) => Promise<void>): Promise<Quality> {
  const before = process.memoryUsage().rss;
  let peak = before;
  let bytes = 0;
  const used = process.cpuUsage();
  const began = performance.now();
  await work((more) => {
    bytes += more;
    peak = Math.max(peak, process.memoryUsage().rss);
  });
  const { user, system } = process.cpuUsage(used);
  return {
    wallSeconds: Number(((performance.now() - began) / 1000).toFixed(1)),
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    megabytes: Number((bytes / 1e6).toFixed(1)),
    memoryMegabytes: Math.round((peak - before) / 1e6),
  };
}

async function byHucre(rows: number, count: (bytes: number) => void): Promise<void> {
  const made = Array.from({ length: 5000 }, () => {
    const texts = [`C${digits(8)}`, '王小明', `138${digits(8)}`, `31010119${digits(10)}`, choose(cities)];
    const date = () => new Date(1.6e12 + random.below(1e9) * 100);
    const amount = () => Math.round(random.next() * 1e6) / 100;
    const more = [date(), date(), 42, '金卡', 17, amount(), amount(), 88, date(), date(), 3, '重要价值客户', 'A'];
    return [...texts, ...more, amount(), amount()];
  });
  const all = (function* () {
    for (let row = 0; row < rows; row++) yield made[row % made.length] ?? [];
  })();
  const columns = Array.from({ length: 20 }, (_, c) => ({ header: `column_${c}` }));
  const reader = writeXlsxStream(all, { name: 'customers', columns }).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) count(chunk.value.length);
}
