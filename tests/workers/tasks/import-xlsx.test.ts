import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { LayoutHints } from '../../../workers/protocol';
import { run as list } from '../../../workers/tasks/import/list';
import { hasSharedData, sharedData } from '../../shared-data';
import { styled, workbook, zip, type TestCell, type TestSheet } from '../packed';
import { accountAgain, blobOf, inspect, planOf, read, recorder } from './import-harness';

const listOf = async (content: Uint8Array) =>
  list({ file: blobOf(content), name: 'book.xlsx' }, null, recorder<never>().context);

/** Inspects and reads a sheet and holds it to the two laws of the readers. */
async function readSheet(content: Uint8Array, hints: LayoutHints = {}) {
  const inspection = await inspect(content, hints);
  if (inspection.layout.format !== 'xlsx') throw new Error('no sheet');
  const plan = planOf(inspection);
  const result = await read(content, plan);
  const { lines, loaded, rejected, skipped } = result.account;
  expect(lines).toBe(loaded + rejected + skipped);
  expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  return { inspection, layout: inspection.layout, ...result };
}

const sheet = (rows: readonly (readonly TestCell[])[], more: Partial<TestSheet> = {}): TestSheet => ({
  name: '客户',
  rows,
  ...more,
});
const textsOf = async (content: Uint8Array, hints: LayoutHints = {}) => (await inspect(content, hints)).sample;

describe('a sheet', () => {
  it('is read below its merged titles, from where its cells begin', async () => {
    const rows = [
      [null, '2026 年客户清单'],
      [],
      [null, '客户号', '姓名', '金额'],
      [null, '001', '张三', 12.5],
      [null, '002', '李四', 8],
      [],
      [null, '003', '王五', 1],
    ];
    const { layout, account, values, inspection } = await readSheet(
      workbook([sheet(rows, { after: '<mergeCells><mergeCell ref="B1:D1"/></mergeCells>' })]),
    );
    expect(layout).toMatchObject({ sheet: '客户', range: 'B1:D7', headerRow: 3 });
    expect(inspection.columns.map(({ name }) => name)).toEqual(['客户号', '姓名', '金额']);
    expect(values.get('c0')).toEqual(['001', '002', '003']);
    expect(values.get('c2')).toEqual([12.5, 8, 1]);
    expect(account).toMatchObject({ lines: 7, loaded: 3, skippedBy: { preamble: 2, header: 1, blank: 1 } });
    expect(inspection.records).toEqual({ count: 3, exact: true });
    expect(inspection.warnings.map(({ code }) => code)).toEqual(['preamble', 'merged-cells']);
  });

  it('is read in the range and under the header row the user names', async () => {
    const content = workbook([
      sheet([
        ['a', 'b'],
        ['1', '2'],
        ['x', 'y'],
        ['3', '4'],
        ['5', '6'],
      ]),
    ]);
    const part = await readSheet(content, { range: 'B3:B5' });
    expect(part.inspection.columns.map(({ name }) => name)).toEqual(['y']);
    expect(part.values.get('c0')).toEqual([4n, 6n]);
    const third = await readSheet(content, { headerRow: 3 });
    expect(third.inspection.columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(third.account).toMatchObject({ loaded: 2, skipped: 3 });
    expect((await readSheet(content, { headerRow: 0 })).account.loaded).toBe(5);
    await expect(inspect(content, { range: 'Z' })).rejects.toThrow('sheet-empty');
    await expect(inspect(content, { range: '1A:2' })).rejects.toThrow('range-invalid');
    await expect(inspect(content, { headerRow: 99 })).rejects.toThrow('header-row-invalid');
    await expect(inspect(content, { sheet: 'none' })).rejects.toThrow('sheet-unknown');
  });

  it('names what a reader cannot see: hidden rows, columns and sheets, formulas without result, errors', async () => {
    const rows: TestCell[][] = [
      ['id', 'n'],
      ['A', { xml: '<c t="e"><v>#N/A</v></c>' }],
      ['B', { xml: '<c><f>A1&gt;2</f></c>' }],
      ['C', { xml: '<c><f>1+1</f><v>2</v></c>' }],
      ['D', 3],
    ];
    const content = workbook([
      sheet(rows, { rowAttributes: { 3: 'hidden="1"' }, before: '<cols><col min="2" max="2" hidden="1"/></cols>' }),
      {
        name: 'old',
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
        state: 'veryHidden',
      },
    ]);
    const { inspection, values, raws } = await readSheet(content);
    expect(inspection.warnings.map(({ code }) => code)).toEqual([
      ...['hidden-rows', 'hidden-columns', 'error-cells', 'unsolved-formulas', 'hidden-sheets'],
    ]);
    expect(values.get('c1')).toEqual([null, null, 2n, 3n]);
    expect(raws).toEqual([{ row: 2, column: 1, raw: '#N/A' }]);
  });

  it('keeps texts as they are: shared, rich, phonetic, escaped, with leading zeros', async () => {
    const strings = [
      '<t>00123</t>',
      '<r><t xml:space="preserve">bold </t></r><r><t>&amp; plain</t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
      '<t>a_x000D_&#10;b_x005F_x000D_</t>',
    ];
    const cells = strings.map((_, i): TestCell[] => [{ xml: `<c t="s"><v>${i}</v></c>` }, 1]);
    const rows = await textsOf(workbook([sheet([['code', 'n'], ...cells])], { strings }));
    expect(rows.map(([text]) => text)).toEqual(['00123', 'bold & plain', '東京', 'a\r\nb_x000D_']);
  });

  it('tells that Excel rounded a number of twenty digits, and keeps a text of twenty', async () => {
    const rows = [
      ['order', 'copy'],
      [styled('1.2345678901234567E+19', 0), '12345678901234567891'],
      [styled('110101199003071008', 0), '110101199003071234'],
    ];
    const { inspection, values } = await readSheet(workbook([sheet(rows)]));
    expect(inspection.warnings).toContainEqual({ code: 'rounded-numbers', details: { count: 2 } });
    expect(values.get('c0')).toEqual(['12345678901234567000', '110101199003071008']);
    expect(values.get('c1')).toEqual(['12345678901234567891', '110101199003071234']);
  });

  it('writes numbers as plain digits', async () => {
    const numbers = [
      '1E-3',
      '1.0000000000000001E-5',
      '1234.5599999999999',
      '-0',
      '1E+5',
      '0.5',
      '1.10',
      '12',
      '-3.25E2',
    ];
    const rows = await textsOf(workbook([sheet([['n', 'x'], ...numbers.map((n) => [styled(n, 0), 'x'])])]));
    expect(rows.map(([n]) => n)).toEqual([
      ...['0.001', '0.00001', '1234.56', '-0', '100000', '0.5', '1.1', '12', '-325'],
    ]);
  });
});

describe('dates', () => {
  const formats = [
    14,
    22,
    'yyyy"年"m"月"d"日"',
    '[$-804]aaaa;@',
    'h:mm',
    '[h]:mm:ss',
    '0.00%',
    '0.00E+00',
    31,
    '[Red]#,##0',
  ];
  const dates = [
    styled(45356, 1),
    styled(45356.354166666664, 2),
    styled(45356, 3),
    styled(0.75, 5),
    styled(1.25, 6),
    styled(0.125, 7),
    styled(45356, 9),
    styled(45356.5, 9),
    styled(60, 1),
    styled(59, 1),
    styled(61, 1),
    styled(2958465, 1),
    styled(45356.99999999999, 2),
  ];
  const written = [
    ...['2024-03-05', '2024-03-05 08:30:00', '2024-03-05', '18:00:00', '30:00:00', '0.125', '2024-03-05'],
    ...['2024-03-05 12:00:00', '1900-02-29', '1900-02-28', '1900-03-01', '9999-12-31', '2024-03-06 00:00:00'],
  ];
  const content = workbook([sheet([['d', 'x'], ...dates.map((date) => [date, 'x'])])], { formats });

  it('are told by their format and read in whole days, in any zone', async () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['Asia/Shanghai', 'America/Sao_Paulo', 'UTC', 'Pacific/Apia']) {
        process.env.TZ = zone;
        expect(
          (await textsOf(content)).map(([date]) => date),
          zone,
        ).toEqual(written);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('begin in 1904 where the workbook says so', async () => {
    const rows = [
      ['d', 'x'],
      [styled(0, 1), 'x'],
      [styled(43894, 1), 'x'],
    ];
    const texts = await textsOf(workbook([sheet(rows)], { formats: [14], date1904: true }));
    expect(texts.map(([date]) => date)).toEqual(['1904-01-01', '2024-03-05']);
  });

  it('become dates of the table', async () => {
    const rows = [['day', 'x'], ...Array.from({ length: 5 }, (_, i): TestCell[] => [styled(45356 + i, 1), 'x'])];
    const { values, inspection } = await readSheet(workbook([sheet(rows)], { formats: [14] }));
    expect(inspection.columns[0]?.type).toBe('date');
    expect(values.get('c0')?.[0]).toBe(Date.UTC(2024, 2, 5));
  });
});

describe('a workbook', () => {
  it('gives a part for each sheet in sight that holds a table', async () => {
    const table = [
      ['a', 'b'],
      ['1', '2'],
    ];
    const content = workbook([
      { name: 'note', rows: [['made by hand']] },
      { name: 'orders', rows: table },
      { name: 'empty', rows: [] },
      { name: 'customers', rows: table },
      { name: 'secret', rows: table, state: 'hidden' },
    ]);
    expect((await listOf(content)).parts).toEqual([{ sheet: 'orders' }, { sheet: 'customers' }]);
    const { sheets, layout } = await inspect(content);
    expect(layout).toMatchObject({ sheet: 'orders' });
    expect(sheets).toEqual([
      { name: 'note', rows: 1, isHidden: false },
      { name: 'orders', rows: 2, isHidden: false },
      { name: 'empty', rows: 0, isHidden: false },
      { name: 'customers', rows: 2, isHidden: false },
      { name: 'secret', rows: 2, isHidden: true },
    ]);
  });

  it('is refused when it is empty, damaged, or hides a document type', async () => {
    await expect(listOf(workbook([sheet([])]))).rejects.toThrow('workbook-empty');
    const parts = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook>' };
    await expect(listOf(zip(parts))).rejects.toThrow('workbook-malformed');
    const bomb = { ...parts, 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' };
    await expect(listOf(zip(bomb))).rejects.toThrow('workbook-malformed');
    const whole = workbook([
      sheet([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ]);
    await expect(listOf(whole.slice(0, -40))).rejects.toThrow('archive-damaged');
  });

  it('reads names with prefixes and cells without references', async () => {
    const files = {
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': '<x:workbook><x:sheets><x:sheet name="S" r:id="a"/></x:sheets></x:workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/s.xml"/></Relationships>',
      'xl/s.xml':
        '<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row>' +
        '<x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><!-- > --><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect((await readSheet(zip(files))).values.get('c1')).toEqual([null, 2n]);
  });
});

describe.runIf(hasSharedData)('workbooks of other test suites', () => {
  const folder = join(sharedData, 'messy-spreadsheets');
  const files = hasSharedData ? readdirSync(folder).filter((name) => /\.xls[xm]$/.test(name)) : [];
  const empty = ['author_snowman.xlsx', 'page_margins_2016.xlsx'];
  const text = (value: unknown) => (value instanceof Date ? '[date]' : String(value ?? ''));

  it.each(files)('reads %s as hucre does, cell by cell, and loses none', async (name) => {
    const content = new Uint8Array(readFileSync(join(folder, name)));
    if (empty.includes(name)) return expect(listOf(content)).rejects.toThrow('workbook-empty');
    const oracle = await readXlsx(content);
    let compared = 0;
    for (const { sheet: one } of (await listOf(content)).parts) {
      const { layout, inspection } = await readSheet(content, { sheet: one, headerRow: 0, range: 'A1:XFD1048576' });
      const rows = oracle.sheets.find(({ name: other }) => other === layout.sheet)?.rows ?? [];
      const theirs = rows.map((row) => row.map(text)).filter((row) => row.some((cell) => cell.trim() !== ''));
      for (const [i, row] of inspection.sample.entries())
        for (const [j, cell] of row.entries()) {
          const other = theirs[i]?.[j] ?? '';
          // Dates are texts here and `Date` there; numbers are compared as numbers, truth without case.
          // hucre does not take the built-in formats 27 to 58, dates in Chinese Excel, and 45 to 47 for times.
          const isTime = /^\d{4}-\d\d-\d\d|^\d+:\d\d:/.test(cell) && Number.isFinite(Number(other));
          if (other === '[date]' || isTime) continue;
          const isSame = other.toLowerCase() === cell.toLowerCase() || Number(other) === Number(cell);
          expect(isSame, `${name} ${one} ${i + 1}:${j + 1} ${JSON.stringify([cell, other])}`).toBe(true);
          compared++;
        }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
