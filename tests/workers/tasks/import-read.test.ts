import { describe, expect, it } from 'vitest';
import { accountAgain, inspect, planOf, read } from './import-harness';

/** Reads a text as inspected and checks the two laws of the reader: no line lost, no cell lost. */
async function readAsInspected(content: string | Uint8Array, changes: Parameters<typeof planOf>[1] = {}) {
  const plan = planOf(await inspect(content), changes);
  const result = await read(content, plan);
  const { lines, loaded, rejected, skipped } = result.account;
  expect(lines).toBe(loaded + rejected + skipped);
  expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  return { plan, ...result };
}

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n');

describe('import/read', () => {
  it('emits Arrow streams of file, row and targets', async () => {
    const { values, account, fractions } = await readAsInspected('id,n,d\n007,1.5,2024-03-05\n008,2,2024-03-06\n');
    expect([...values.keys()]).toEqual(['_file', '_row', 'c0', 'c1', 'c2']);
    expect(values.get('_file')).toEqual([7, 7]);
    expect(values.get('_row')).toEqual([2, 3]);
    expect(values.get('c0')).toEqual(['007', '008']);
    expect(values.get('c1')).toEqual([1.5, 2]);
    expect(values.get('c2')?.map((value) => new Date(value as number).toISOString().slice(0, 10))).toEqual([
      '2024-03-05',
      '2024-03-06',
    ]);
    expect(account).toMatchObject({ lines: 3, loaded: 2, rejected: 0, skipped: 1, skippedBy: { header: 1 } });
    expect(fractions.at(-1)).toBe(1);
  });

  it('keeps ids as text to the last character', async () => {
    const ids = [
      '0123',
      '00',
      '110101199003071234',
      '11010119900307123X',
      '20240101000000000001',
      '+8613800138000',
      '1E10',
    ];
    const { values } = await readAsInspected(`编号,金额\n${ids.map((id) => `${id},1`).join('\n')}\n`);
    expect(values.get('c0')).toEqual(ids);
  });

  it('tells 20-digit order numbers apart', async () => {
    const { values, plan } = await readAsInspected('order,x\n12345678901234567890,1\n12345678901234567891,2\n');
    expect(plan.columns[0]?.type).toBe('text');
    expect(new Set(values.get('c0')).size).toBe(2);
  });

  it('splits a file into batches of the planned size', async () => {
    const { chunks, account } = await readAsInspected(`a,b\n${rows(2500, (i) => `${i},x`)}\n`);
    expect(account.loaded).toBe(2500);
    expect(chunks).toBe(3);
  });

  it('lists late surprises at row 20,481 and keeps their text', async () => {
    const text = `n,t\n${rows(20_480, (i) => `${i},${i}`)}\n0123,12.75\nabc,1_000\n`;
    const columns = [{ type: 'integer' as const }, { type: 'integer' as const }];
    const { rejects, raws, account } = await readAsInspected(text, { columns });
    expect(rejects.map(({ reason, raw, row, column }) => ({ reason, raw, row, column }))).toEqual([
      { reason: 'not-an-integer', raw: '12.75', row: 20_482, column: 1 },
      { reason: 'not-an-integer', raw: 'abc', row: 20_483, column: 0 },
      { reason: 'not-an-integer', raw: '1_000', row: 20_483, column: 1 },
    ]);
    expect(raws).toEqual([{ row: 20_482, column: 0, raw: '0123' }]);
    expect(account).toMatchObject({ loaded: 20_482, rejected: 0, cellRejects: 3 });
  });

  it('accounts for every line around a quote that is never closed', async () => {
    const text = `a,b,c\n${rows(5000, (i) => (i === 1999 ? `${i},"open,x` : `${i},"q, ${i}",x`))}\n`;
    const { account, rejects } = await readAsInspected(text);
    expect(account).toMatchObject({ lines: 5001, loaded: 4999, rejected: 1, skipped: 1 });
    expect(rejects).toEqual([
      { scope: 'row', line: 2001, row: 2001, column: -1, reason: 'unterminated-quote', raw: '1999,"open,x' },
    ]);
  });

  it('rejects ragged rows with their line and reason', async () => {
    const text = `a,b,c\n${rows(30, (i) => `${i},x,y`)}\n1,2\n1,2,3,4\n1,2,3,,\n"l\n2",5,6\n7,8\n`;
    const { rejects, account, values } = await readAsInspected(text);
    expect(rejects.map(({ line, reason, raw }) => [line, reason, raw])).toEqual([
      [32, 'too-few-fields', '1,2'],
      [33, 'too-many-fields', '1,2,3,4'],
      [34, 'too-many-fields', '1,2,3,,'],
      [37, 'too-few-fields', '7,8'],
    ]);
    expect(account.loaded).toBe(31);
    expect(values.get('c0')?.at(-1)).toBe('l\n2');
  });

  it('takes delimiters at the end of rows for nothing where that is the habit of the file', async () => {
    const text = `a,b\n${rows(30, (i) => (i % 2 === 0 ? `${i},x,,` : `${i},x`))}\n`;
    const { account } = await readAsInspected(text);
    expect(account).toMatchObject({ loaded: 30, rejected: 0 });
    expect(account.columns).toHaveLength(2);
  });

  it('fills short rows where that is the habit of the file', async () => {
    const text = `a,b,c\n${rows(30, (i) => (i % 3 === 0 ? `${i},x` : `${i},x,y`))}\n`;
    const { account, values } = await readAsInspected(text);
    expect(account).toMatchObject({ loaded: 30, rejected: 0 });
    expect(values.get('c2')?.filter((value) => value === null)).toHaveLength(10);
  });

  it('skips blank records, titles above the header and headers that come again', async () => {
    const text = '2024年订单,,\n\n订单号,金额,备注\nA1,1,x\n,,\n订单号,"金额",备注\nA2,2,y\n\n';
    const { account, values } = await readAsInspected(text);
    expect(account.skippedBy).toEqual({ preamble: 2, header: 2, blank: 2 });
    expect(account).toMatchObject({ lines: 8, loaded: 2, rejected: 0, skipped: 6 });
    expect(values.get('c0')).toEqual(['A1', 'A2']);
  });

  it('rejects a row whose required cell is empty, and only then', async () => {
    const plan = { columns: [{}, { required: true }] };
    const { rejects, values } = await readAsInspected('id,text\nA1,好\nA2,\nA3,无\n', plan);
    expect(rejects).toEqual([{ scope: 'row', line: 3, row: 3, column: 1, reason: 'missing-required', raw: 'A2,' }]);
    expect(values.get('c1')).toEqual(['好', '无']);
  });

  it('takes words for nothing as NULL and keeps them', async () => {
    const { values, raws, account } = await readAsInspected('a,n\nx,1\nNULL,\\N\n无,N/A\n-,NA\n,3\n');
    expect(values.get('c0')).toEqual(['x', null, null, null, null]);
    expect(values.get('c1')).toEqual([1n, null, null, null, 3n]);
    expect(raws).toHaveLength(6);
    expect(account.cellRejects).toBe(0);
  });

  it('reads money, groups and per cent, and keeps what stands otherwise', async () => {
    const text = '价,率,量\n"¥1,234.50",12.5%,１２\n¥99.00,3.0%,7\n88,100%,8\n';
    const { values, raws } = await readAsInspected(text, { columns: [{ type: 'decimal' }, { type: 'decimal' }, {}] });
    expect(values.get('c0')).toEqual([1234.5, 99, 88]);
    expect(values.get('c1')).toEqual([0.125, 0.03, 1]);
    expect(values.get('c2')).toEqual([12n, 7n, 8n]);
    expect(raws.map(({ raw }) => raw)).toEqual(['１２', '3.0%', '88']);
  });

  it('reads a decimal comma where the column proves it', async () => {
    const { values } = await readAsInspected('a;b\n1.234,5;x\n7,25;y\n12;z\n');
    expect(values.get('c0')).toEqual([1234.5, 7.25, 12]);
  });

  it('lists dates that contradict the chosen order', async () => {
    const text = `d,x\n${rows(40, (i) => `03/${String((i % 28) + 1).padStart(2, '0')}/2024,x`)}\n25/12/2024,x\n`;
    const plan = { columns: [{ type: 'date' as const, dateOrder: 'mdy' as const }] };
    const { rejects, values } = await readAsInspected(text, plan);
    expect(rejects).toMatchObject([{ scope: 'cell', reason: 'date-order', raw: '25/12/2024', line: 42 }]);
    expect(values.get('c0')?.at(-1)).toBe(null);
  });

  it('turns instants into the wall clock of the project', async () => {
    const text = 'id,时间戳,at\nx,1512189107,2017-12-02T04:31:47Z\ny,1512189108,2017-12-02T12:31:48+08:00\n';
    const { values, raws } = await readAsInspected(text, { timeZone: 'Asia/Shanghai' });
    const iso = (value: unknown) => new Date(Number(value)).toISOString().slice(0, 19);
    expect(values.get('c1')?.map(iso)).toEqual(['2017-12-02T12:31:47', '2017-12-02T12:31:48']);
    expect(values.get('c2')?.map(iso)).toEqual(['2017-12-02T12:31:47', '2017-12-02T12:31:48']);
    expect(raws).toEqual([{ row: 3, column: 2, raw: '2017-12-02T12:31:48+08:00' }]);
  });

  it('reads GB18030, UTF-16 and a byte-order mark to the same rows', async () => {
    const text = '客户号,城市\nC001,北京\nC002,上海市浦东新区\n';
    const wide = new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (char) => char.charCodeAt(0)).buffer);
    const gb = Uint8Array.from([
      ...[0xbf, 0xcd, 0xbb, 0xa7, 0xba, 0xc5, 0x2c, 0xb3, 0xc7, 0xca, 0xd0, 0x0a],
      ...[0x43, 0x30, 0x30, 0x31, 0x2c, 0xb1, 0xb1, 0xbe, 0xa9, 0x0a],
      ...[
        0x43, 0x30, 0x30, 0x32, 0x2c, 0xc9, 0xcf, 0xba, 0xa3, 0xca, 0xd0, 0xc6, 0xd6, 0xb6, 0xab, 0xd0, 0xc2, 0xc7,
        0xf8,
      ],
    ]);
    for (const content of [text, `\uFEFF${text}`, wide, gb]) {
      const { values } = await readAsInspected(content);
      expect(values.get('c1'), content.slice(0, 2).toString()).toEqual(['北京', '上海市浦东新区']);
    }
  });

  it('stores no U+FFFD without listing the cell', async () => {
    const head = new TextEncoder().encode(`id,city\n${rows(200_000, (i) => `${i},city`)}\n`);
    const content = new Uint8Array([...head, 0x78, 0x2c, 0xb1, 0xb1, 0x0a]);
    const inspection = await inspect(head);
    const plan = planOf(inspection);
    const result = await read(content, plan);
    expect(result.raws.map(({ row, column }) => [row, column])).toEqual([[200_002, 1]]);
    expect(result.account.warnings).toEqual([{ code: 'undecodable-bytes', details: { cells: 1 } }]);
  });

  it('takes names of Object.prototype, repeated and missing headers as they come', async () => {
    const { values, account } = await readAsInspected('__proto__,constructor,,a,a\n1,2,3,4,5\n6,7,8,9,10\n');
    expect(values.get('c0')).toEqual([1n, 6n]);
    expect(values.get('c4')).toEqual([5n, 10n]);
    expect(account.columns).toHaveLength(5);
  });

  it('holds both laws on 300 generated nasty files', async () => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const pick = <T>(items: readonly T[]) => items[random(items.length)] as T;
    const cells: (() => string)[] = [
      () => String(random(5000)),
      () => (random(100000) / 100).toFixed(random(4)),
      () => `00${random(100)}`,
      () => `2024-0${1 + random(9)}-${10 + random(18)}`,
      () => `${1 + random(12)}/${1 + random(12)}/2024 ${random(24)}:0${random(10)}`,
      () => pick(['是', '否', 'NULL', '-', '', 'NA']),
      () => pick(['好，但是"慢"', 'a,b', 'x\ny', '"', "it's", ' pad ', '客户']),
    ];
    const quote = (cell: string, mark: string) =>
      cell.includes(mark) || /["\n]/.test(cell)
        ? random(12) === 0
          ? `"${cell}`
          : `"${cell.replaceAll('"', '""')}"`
        : cell;
    for (let n = 0; n < 300; n++) {
      const mark = pick([',', '\t', ';', '|']);
      const kinds = Array.from({ length: 2 + random(5) }, () => pick(cells));
      const end = pick(['\n', '\r\n']);
      const lines = Array.from({ length: random(60) }, () => {
        const row = kinds.map((kind) => quote((random(15) === 0 ? pick(cells) : kind)(), mark));
        if (random(25) === 0) row.pop();
        return row.join(mark);
      });
      const text = [kinds.map((_, i) => `col${i}`).join(mark), ...lines].join(end) + pick(['', end]);
      await readAsInspected(text);
    }
  });
});
