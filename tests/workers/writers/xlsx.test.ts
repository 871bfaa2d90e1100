import { Bool, DateDay, Float64, Int64, TimestampMicrosecond, Vector, makeData, vectorFromArray } from 'apache-arrow';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { XlsxWriter } from '../../../workers/writers/xlsx';
import { pageOf } from '../../../workers/writers/page';
import { columnLetters, sheetName } from '../../../workers/writers/xlsx-parts';
import { payloads } from './payloads';
import { partOf, planOf, textVector, writeFile } from './write';

const day = (iso: string) => Date.parse(iso) / 86_400_000;
const days = (...dates: string[]) =>
  new Vector([makeData({ type: new DateDay(), data: Int32Array.from(dates, day), nullCount: 0 })]);
const moments = (...times: string[]) =>
  new Vector([
    makeData({
      type: new TimestampMicrosecond(),
      data: BigInt64Array.from(times, (time) => BigInt(Date.parse(`${time}Z`)) * 1000n),
      nullCount: 0,
    }),
  ]);
const doubles = (...values: number[]) =>
  new Vector([makeData({ type: new Float64(), data: Float64Array.from(values), nullCount: 0 })]);
const longs = (...values: bigint[]) =>
  new Vector([makeData({ type: new Int64(), data: BigInt64Array.from(values), nullCount: 0 })]);

/** The XML of a part of a workbook. */
const xmlOf = (bytes: Uint8Array, path = 'xl/worksheets/sheet1.xml') =>
  strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());

/** Attributes and inside of a cell. */
function cellOf(xml: string, reference: string) {
  const found = new RegExp(`<c r="${reference}"([^>]*)>(.*?)</c>`).exec(xml);
  return found && { attributes: found[1]?.trim(), inside: found[2] };
}

const texts = { id: textVector(['007', '310101199001011234', '13800138000']) };

describe('an Excel workbook', () => {
  it('keeps ids whole, as text', async () => {
    const { bytes } = await writeFile(planOf('xlsx', ['id'], 3), [partOf(texts)]);
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows.slice(1)).toEqual([['007'], ['310101199001011234'], ['13800138000']]);
    expect(cellOf(xmlOf(bytes), 'A3')).toEqual({
      attributes: 's="2" t="inlineStr"',
      inside: '<is><t>310101199001011234</t></is>',
    });
    expect(xmlOf(bytes, 'xl/styles.xml')).toContain('<xf numFmtId="49"');
  });

  it('writes numbers as numbers, money with two decimals, truths as truths, nothing as nothing', async () => {
    const part = partOf({
      amount: doubles(-5, 1234.5),
      orders: vectorFromArray([3, null]),
      yes: vectorFromArray([true, false], new Bool()),
    });
    const plan = planOf('xlsx', [{ name: 'amount', kind: 'money' }, 'orders', 'yes'], 2);
    const { bytes } = await writeFile(plan, [part]);
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows[1]).toEqual([-5, 3, true]);
    const xml = xmlOf(bytes);
    expect(cellOf(xml, 'A3')).toEqual({ attributes: 's="4"', inside: '<v>1234.5</v>' });
    expect(cellOf(xml, 'B3')).toBeNull();
    expect(cellOf(xml, 'C3')).toEqual({ attributes: 't="b"', inside: '<v>0</v>' });
  });

  it('writes integers of more than fifteen digits as text, and what is no number too', async () => {
    const part = partOf({
      n: longs(999_999_999_999_999n, 1_000_000_000_000_000n, -9_007_199_254_740_993n),
      x: doubles(Number.NaN, Infinity, 0.1),
    });
    const { bytes } = await writeFile(planOf('xlsx', ['n', 'x'], 3), [part]);
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows.slice(1)).toEqual([
      [999_999_999_999_999, 'NaN'],
      ['1000000000000000', 'Infinity'],
      ['-9007199254740993', 0.1],
    ]);
  });

  it('counts days as Excel does, without a time zone, and writes as text what it cannot count', async () => {
    const part = partOf({
      day: days('2024-02-29', '1900-03-01', '1900-02-28', '9999-12-31', '0999-01-01'),
      time: moments(
        '2024-02-29T23:59:59',
        '1970-01-01T00:00:00',
        '1999-12-31T12:00:00',
        '2024-03-31T02:30:00',
        '1899-12-31T00:00:00',
      ),
    });
    const { bytes } = await writeFile(planOf('xlsx', ['day', 'time'], 5), [part]);
    const xml = xmlOf(bytes);
    expect(cellOf(xml, 'A2')).toEqual({ attributes: 's="5"', inside: '<v>45351</v>' });
    expect(cellOf(xml, 'A3')?.inside).toBe('<v>61</v>');
    expect(cellOf(xml, 'A4')?.inside).toBe('<is><t>1900-02-28</t></is>');
    expect(cellOf(xml, 'A5')?.inside).toBe('<v>2958465</v>');
    expect(cellOf(xml, 'A6')?.inside).toBe('<is><t>0999-01-01</t></is>');
    expect(cellOf(xml, 'B2')).toEqual({ attributes: 's="6"', inside: '<v>45351.999988426</v>' });
    expect(cellOf(xml, 'B3')?.inside).toBe('<v>25569</v>');
    expect(cellOf(xml, 'B4')?.inside).toBe('<v>36525.5</v>');
    // An hour that daylight saving skips in many zones is an hour like any other.
    expect(cellOf(xml, 'B5')?.inside).toBe('<v>45382.104166667</v>');
    expect(cellOf(xml, 'B6')?.inside).toBe('<is><t>1899-12-31T00:00:00</t></is>');
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows[1]?.[0]).toEqual(new Date('2024-02-29T00:00:00Z'));
    expect(xmlOf(bytes, 'xl/workbook.xml')).not.toContain('date1904');
  });

  it('holds no formula and no link, whatever a text begins with, and gives every text back', async () => {
    expect(payloads.length).toBeGreaterThanOrEqual(120);
    const { bytes } = await writeFile(planOf('xlsx', ['=1+1'], payloads.length), [
      partOf({ text: textVector(payloads) }),
    ]);
    for (const [path, part] of Object.entries(unzipSync(bytes))) {
      if (!path.endsWith('.xml') && !path.endsWith('.rels')) continue;
      expect(strFromU8(part)).not.toMatch(/<f[ >]|<hyperlink|TargetMode|externalLink|<ddeLink/);
    }
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows.slice(1).map(([text]) => text)).toEqual(payloads);
  });

  it('has a bold header that stays in sight, a filter over all rows, and a sheet about the data', async () => {
    const { bytes } = await writeFile(planOf('xlsx', ['id', '金额'], 3), [
      partOf({ ...texts, amount: doubles(1, 2, 3) }),
    ]);
    const xml = xmlOf(bytes);
    expect(cellOf(xml, 'B1')).toEqual({
      attributes: 's="1" t="inlineStr"',
      inside: '<is><t xml:space="preserve">金额</t></is>',
    });
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A1:B4"/>');
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ name }) => name)).toEqual(['客户', '说明']);
    expect(sheets[1]?.rows).toEqual([
      ['项目', '演示'],
      ['行数', '3'],
    ]);
  });

  it('goes on on a further sheet where one is full, and says so', async () => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const writer = new XlsxWriter(planOf('xlsx', ['id'], 5), async (chunk) => void chunks.push(chunk), {
      rows: 3,
      bytes: 1e9,
    });
    await writer.write(pageOf(partOf({ id: textVector(['1', '2', '3']) })));
    await writer.write(pageOf(partOf({ id: textVector(['4', '5']) })));
    expect(await writer.finish()).toEqual({ sheets: 3, cutTexts: 0 });
    const { sheets } = await readXlsx(new Uint8Array(await new Blob(chunks).arrayBuffer()));
    expect(sheets.map(({ name, rows }) => [name, ...rows.flat()])).toEqual([
      ['客户', 'id', '1', '2'],
      ['客户 2', 'id', '3', '4'],
      ['客户 3', 'id', '5'],
      ['说明', '项目', '演示', '行数', '5', '工作表', '3'],
    ]);
  });

  it('cuts a text that no cell can hold, and counts it', async () => {
    const long = '长'.repeat(32_767);
    const { bytes, receipt } = await writeFile(planOf('xlsx', ['text'], 2), [
      partOf({ text: textVector([long, `${long.slice(1)}😀`]) }),
    ]);
    expect(receipt.cutTexts).toBe(1);
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]?.rows.slice(1).map(([text]) => String(text).length)).toEqual([32_767, 32_766]);
  });

  it('is a whole workbook without any row', async () => {
    const { bytes } = await writeFile(planOf('xlsx', ['id']), [partOf({ id: textVector([]) })]);
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ rows }) => rows)).toEqual([
      [['id']],
      [
        ['项目', '演示'],
        ['行数', '0'],
      ],
    ]);
  });

  it('gives the same bytes again', async () => {
    const write = async () => (await writeFile(planOf('xlsx', ['id'], 3), [partOf(texts)])).bytes;
    expect(await write()).toEqual(await write());
  });
});

describe('names in a workbook', () => {
  it('are columns by letters', () => {
    expect([0, 25, 26, 51, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA', 'XFD']);
  });

  it('are sheets that Excel takes', () => {
    expect(sheetName("'a/b:c*[d]?\\'")).toBe('a b c  d');
    expect(sheetName('')).toBe('Sheet');
    expect(sheetName('客'.repeat(40))).toHaveLength(31);
    expect(sheetName('A', ['a', 'A 2'])).toBe('A 3');
  });
});
