import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { entities, type EntityId } from '../../../src/lib/data/entities';
import { run, type DemoFile } from '../../../workers/tasks/import/demo';
import { run as inspect } from '../../../workers/tasks/import/inspect';
import { civil, isoDate, weekday } from '../../../workers/tasks/import/demo/calendar';
import { generateDemo, type Demo } from '../../../workers/tasks/import/demo/generate';
import { tableText, type DemoTable } from '../../../workers/tasks/import/demo/table';
import { fullSize, generateFull, recordsOf, tableOf, files, type DemoFileKey } from './demo-tables';

let demo: Demo;

beforeAll(() => {
  demo = generateFull();
});

describe('the calendar of the demo', () => {
  it('knows its days', () => {
    expect(isoDate(0)).toBe('2025-01-01');
    expect(isoDate(545)).toBe('2026-06-30');
    expect(weekday(0)).toBe(3); // 2025-01-01 was a Wednesday
    expect(civil(-307)).toEqual({ year: 2024, month: 2, day: 29 });
  });
});

describe('a file of the demo', () => {
  const table = (rows: string[][], more: Partial<DemoTable> = {}): DemoTable => ({
    name: 'a.csv',
    header: ['x', 'y'],
    rows,
    delimiter: ',',
    newline: '\r\n',
    bom: false,
    ...more,
  });

  it('quotes what needs quotes and nothing else', () => {
    expect(
      tableText(
        table([
          ['1,299.00', 'say "hi"'],
          ['a b', 'two\nlines'],
        ]),
      ),
    ).toBe('x,y\r\n"1,299.00","say ""hi"""\r\na b,"two\nlines"\r\n');
  });

  it('may have tabs and a byte-order mark', () => {
    expect(tableText(table([['1,2', '3']], { delimiter: '\t', newline: '\n', bom: true }))).toBe(
      '\ufeffx\ty\n1,2\t3\n',
    );
  });
});

describe('the demo', () => {
  it('has the promised size', () => {
    const orders = new Set(recordsOf(demo, 'transactions').map((cell) => cell('订单编号')));
    expect(demo.truth.customerIds).toHaveLength(fullSize);
    expect(orders.size).toBeGreaterThan(55_000);
    expect(orders.size).toBeLessThan(67_000);
    expect(tableOf(demo, 'contacts').rows.length).toBeGreaterThan(76_000);
    expect(tableOf(demo, 'contacts').rows.length).toBeLessThan(86_000);
    expect(tableOf(demo, 'content').rows.length).toBeGreaterThan(28_000);
    expect(tableOf(demo, 'content').rows.length).toBeLessThan(33_000);
    expect(demo.truth.texts).toHaveLength(6000);
    expect(demo.truth.texts.filter(({ language }) => language === 'zh')).toHaveLength(4200);
    const respondents = new Set(recordsOf(demo, 'survey').map((cell) => cell('答卷编号'))).size;
    expect(respondents).toBeGreaterThan(1000);
    expect(respondents).toBeLessThan(1400);
  });

  it('grows in proportion to its customers', () => {
    const small = generateDemo(1, 300);
    expect(small.truth.customerIds).toHaveLength(300);
    expect(small.truth.texts).toHaveLength(360);
    expect(new Set(small.truth.segments).size).toBe(5);
    const ratio = tableOf(demo, 'contacts').rows.length / tableOf(small, 'contacts').rows.length;
    expect(ratio).toBeGreaterThan((0.8 * fullSize) / 300);
    expect(ratio).toBeLessThan((1.25 * fullSize) / 300);
  });

  it('has headers that each name a field of their entity, but for the free attributes', () => {
    const entityOf: Record<DemoFileKey, EntityId> = {
      customers: 'customers',
      products: 'products',
      transactions: 'transactions',
      contacts: 'interactions',
      content: 'interactions',
      feedback: 'feedback',
      survey: 'survey_answers',
    };
    const plain = (word: string) => word.toLowerCase().replace(/[\s_\p{P}]/gu, '');
    const unknown = (Object.keys(files) as DemoFileKey[]).flatMap((file) => {
      const words = new Set(
        entities[entityOf[file]].fields.flatMap(({ name, zh, en, synonyms }) => [name, zh, en, ...synonyms].map(plain)),
      );
      return tableOf(demo, file).header.filter((column) => !words.has(plain(column)));
    });
    expect(unknown).toEqual(['终端品牌', 'content_title']);
  });

  it('lies within its period, but for one date of 2099 and the damaged ones', () => {
    const times = recordsOf(demo, 'transactions')
      .map((cell) => cell('下单时间'))
      .sort();
    const sound = times.filter((time) => time < '2026-06-30 18:22' && time >= '2025-01-01');
    expect(times.length - sound.length).toBeLessThan(times.length / 1000);
    expect(times.filter((time) => time > '2027')).toEqual(['2099-12-31 23:59:59']);
    expect(sound[sound.length - 1]).toMatch(/^2026-06-30 /); // so that the as-of date is 2026-07-01
  });

  it('proves the order of its American dates in the first row', () => {
    expect(recordsOf(demo, 'survey')[0]?.('提交时间')).toMatch(/^4\/16\/2026 /);
  });
});

describe('the demo as a task', () => {
  const generate = async (seed: number, fractions: number[] = []) => {
    const made: DemoFile[] = [];
    const names: string[] = [];
    for (const part of ['first', 'rest'] as const) {
      const report = (fraction: number) => void fractions.push(fraction);
      const emit = async (file: DemoFile) => void made.push(file);
      names.push(...(await run(null, { customers: 300, part }, { seed, report, emit })));
    }
    expect(made.map(({ name }) => name)).toEqual(names);
    expect(names.slice(0, 2)).toEqual([files.customers, files.transactions]);
    return made;
  };

  it('gives the same bytes for the same seed and others for another', async () => {
    const digest = async (seed: number) =>
      (await generate(seed)).map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]);
    const first = await digest(7);
    expect(await digest(7)).toEqual(first);
    expect((await digest(8))[0]).not.toEqual(first[0]);
  });

  it('gives files of UTF-8, some with a mark, drawn on the evening of 2026-06-30', async () => {
    const made = await generate(7);
    const hasMark = made.map(({ bytes }) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
    expect(new Set(hasMark)).toEqual(new Set([true, false]));
    for (const { bytes } of made) expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
    const drawn = new Date(made[0]?.lastModified ?? 0);
    expect([drawn.getFullYear(), drawn.getMonth(), drawn.getDate(), drawn.getHours()]).toEqual([2026, 5, 30, 18]);
  });

  it('reports progress of each part up to 1', async () => {
    const fractions: number[] = [];
    await generate(7, fractions);
    expect(fractions).toEqual([0.5, 1, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('opens without a question, the survey by the month first', async () => {
    for (const { name, bytes } of await generate(7)) {
      const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
      const context = { seed: 7, report: () => {}, emit: async () => {} };
      const { questions, columns } = await inspect({ file, name }, {}, context);
      expect(questions).toEqual([]);
      const orders = new Set(columns.flatMap(({ dateOrder }) => dateOrder ?? []));
      if (name !== files.products) expect(orders).toEqual(new Set([name === files.survey ? 'mdy' : 'ymd']));
    }
  });

  it('stays below 20 MB in full size', () => {
    const size = demo.tables.reduce((sum, table) => sum + new TextEncoder().encode(tableText(table)).length, 0);
    expect(size).toBeLessThan(20_000_000);
  });
});

describe('the mess in the demo', () => {
  it('keeps ten-digit numbers with leading zeros', () => {
    expect(demo.truth.customerIds.every((id) => /^00\d{8}$/.test(id))).toBe(true);
    expect(new Set(demo.truth.customerIds).size).toBe(fullSize);
  });

  it('repeats about one row in two hundred exactly', () => {
    for (const file of ['customers', 'transactions', 'contacts', 'content', 'feedback'] as const) {
      const { rows } = tableOf(demo, file);
      const repeated = rows.length - new Set(rows.map((row) => row.join('\u0001'))).size;
      expect(repeated / rows.length).toBeGreaterThan(0.003);
      expect(repeated / rows.length).toBeLessThan(0.008);
    }
  });

  it('has rows that come late', () => {
    const times = recordsOf(demo, 'contacts').map((cell) => cell('接触时间'));
    let latest = '';
    let late = 0;
    for (const time of times) {
      if (time < latest) late++;
      else if (/^\d{4}-(0\d|1[0-2])/.test(time)) latest = time;
    }
    expect(late / times.length).toBeGreaterThan(0.008);
    expect(late / times.length).toBeLessThan(0.03);
  });

  it('has rows with too many and too few fields, and dates that do not exist', () => {
    const { header, rows } = tableOf(demo, 'transactions');
    expect(rows.filter((row) => row.length > header.length).length).toBeGreaterThanOrEqual(5);
    expect(rows.filter((row) => row.length < header.length).length).toBeGreaterThanOrEqual(5);
    expect(rows.filter((row) => row[3] === '2025-02-30 10:00:00').length).toBeGreaterThanOrEqual(5);
    const malformed = demo.tables.flatMap((table) => table.rows.filter((row) => row.length !== table.header.length));
    expect(malformed.length).toBeLessThan(200);
  });

  it('writes some amounts with separators, some not at all, and refunds below zero', () => {
    const rows = recordsOf(demo, 'transactions');
    const amounts = rows.map((cell) => cell('实付金额'));
    expect(amounts.filter((amount) => /^-?\d,\d{3}\.\d\d$/.test(amount)).length).toBeGreaterThan(20);
    const empty = rows.filter((cell) => cell('实付金额') === '');
    expect(empty.length).toBeGreaterThan(500);
    expect(empty.every((cell) => cell('单价') !== '' && cell('优惠金额') === '')).toBe(true);
    const refunds = rows.filter((cell) => cell('是否退款') === '是');
    expect(refunds.length).toBeGreaterThan(500);
    expect(refunds.filter((cell) => !cell('实付金额').startsWith('-') && cell('实付金额') !== '待核')).toEqual([]);
  });

  it('has anonymous orders, customers who must not be contacted, odd phones and misspelt cities', () => {
    const anonymous = recordsOf(demo, 'transactions').filter((cell) => cell('客户编号') === '').length;
    expect(anonymous).toBeGreaterThan(500);
    const people = recordsOf(demo, 'customers');
    const blocked = people.filter((cell) => cell('免打扰') === '是').length;
    expect(blocked / people.length).toBeGreaterThan(0.03);
    expect(blocked / people.length).toBeLessThan(0.05);
    expect(people.filter((cell) => cell('手机号码').includes(' ')).length).toBeGreaterThan(100);
    expect(people.filter((cell) => !/^(\+86 )?129[\d -]*$/.test(cell('手机号码')) && cell('手机号码') !== '')).toEqual(
      [],
    );
    const cities = new Map<string, number>();
    for (const cell of people) cities.set(cell('城市'), (cities.get(cell('城市')) ?? 0) + 1);
    expect([...cities.values()].filter((count) => count < 40).length).toBeGreaterThan(10);
  });
});
