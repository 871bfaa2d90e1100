import { gzipSync, strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_ENTRIES } from '../../../workers/readers/containers/zip';
import { run as list } from '../../../workers/tasks/import/list';
import { hasSharedData, sharedData } from '../../shared-data';
import { workbook, zip } from '../packed';
import { blobOf, inspect, planOf, read, recorder } from './import-harness';

const listOf = async (content: string | Uint8Array, name = 'file') =>
  list({ file: blobOf(content), name }, null, recorder<never>().context);

const orders = 'id,amount\nA1,1.5\nA2,2.5\n';
const customers = 'id,name\nC1,张三\n';

/** Reads the one column of a part, as inspected. */
async function firstColumn(content: Uint8Array, entry?: string) {
  const part = entry === undefined ? {} : { entry };
  const { values } = await read(content, planOf(await inspect(content, {}, part)), part);
  return values.get('c0');
}

describe('a .gz', () => {
  it('is read as what is in it, also of several members', async () => {
    const packed = gzipSync(strToU8(orders));
    expect((await listOf(packed)).parts).toEqual([{}]);
    expect(await firstColumn(packed)).toEqual(['A1', 'A2']);
    const members = new Uint8Array([...gzipSync(strToU8('id,x\nA1,1\n')), ...gzipSync(strToU8('A2,1\n'))]);
    expect(await firstColumn(members)).toEqual(['A1', 'A2']);
  });

  it('is refused when it ends too early or holds an archive', async () => {
    const packed = gzipSync(strToU8(orders.repeat(50)));
    await expect(listOf(packed.slice(0, packed.length / 2))).rejects.toThrow('archive-damaged');
    await expect(listOf(gzipSync(zip({ 'a.csv': orders })), 'a.zip.gz')).rejects.toThrow('nested-archive');
    await expect(listOf(gzipSync(gzipSync(strToU8(orders))))).rejects.toThrow('nested-archive');
  });
});

describe('a .zip', () => {
  it('gives its entries in order, a workbook by its sheets, and says why others are not read', async () => {
    const table = [
      ['a', 'b'],
      ['1', '2'],
    ];
    const content = zip({
      'b/orders.csv': orders,
      'customers.csv': customers,
      '__MACOSX/._orders.csv': 'x',
      '.DS_Store': 'x',
      'book.xlsx': workbook([
        { name: 'S1', rows: table },
        { name: 'S2', rows: table },
      ]),
      'inner.zip': zip({ 'a.csv': orders }),
      'readme.pdf': '%PDF-1.7',
      'rows.ndjson': '{"a":1}\n{"a":2}\n',
    });
    const { parts, refused } = await listOf(content);
    expect(parts).toEqual([
      { entry: 'b/orders.csv' },
      { entry: 'customers.csv' },
      { entry: 'book.xlsx', sheet: 'S1' },
      { entry: 'book.xlsx', sheet: 'S2' },
      { entry: 'rows.ndjson' },
    ]);
    expect(refused).toEqual([
      { entry: 'inner.zip', code: 'nested-archive', details: { name: 'inner.zip' } },
      { entry: 'readme.pdf', code: 'unsupported-document', details: { format: 'PDF' } },
    ]);
    expect(await firstColumn(content, 'b/orders.csv')).toEqual(['A1', 'A2']);
    expect(await firstColumn(content, 'book.xlsx')).toEqual([1n]);
    await expect(inspect(content, {}, { entry: 'none.csv' })).rejects.toThrow('archive-entry-missing');
  });

  it('reads names that Windows wrote in GBK', async () => {
    const content = zipSync({ 'XX.csv': strToU8(orders) });
    // 订单 in GBK over the two letters, in the local header and in the directory.
    for (let i = 0; i + 1 < content.length; i++)
      if (content[i] === 0x58 && content[i + 1] === 0x58) content.set([0xb6, 0xa9], i);
    expect((await listOf(content)).parts).toEqual([{ entry: '订.csv' }]);
  });

  it('is refused when it is empty, locked, of another method, or not what its directory says', async () => {
    await expect(listOf(zip({}))).rejects.toThrow('archive-empty');
    await expect(listOf(zip({ '.hidden': 'x' }))).rejects.toThrow('archive-empty');
    /** The archive with a byte of its directory's first record changed. */
    const bent = (offset: number, value: number) => {
      const content = zip({ 'orders.csv': orders.repeat(20) });
      const at = content.findLastIndex(
        (_, i) => content[i] === 0x50 && content[i + 1] === 0x4b && content[i + 2] === 1,
      );
      content[at + offset] = value;
      return content;
    };
    const codeOf = async (content: Uint8Array) => (await listOf(content)).refused.map(({ code }) => code);
    expect(await codeOf(bent(8, 1))).toEqual(['archive-encrypted']);
    expect(await codeOf(bent(10, 14))).toEqual(['archive-method']);
    await expect(inspect(bent(16, 0), {}, { entry: 'orders.csv' })).rejects.toThrow('archive-damaged');
    await expect(inspect(bent(24, 1), {}, { entry: 'orders.csv' })).rejects.toThrow('archive-damaged');
    await expect(listOf(bent(0, 0))).rejects.toThrow('archive-damaged');
  });
});

describe('bombs', () => {
  const lines = strToU8('x,y\n'.repeat(16 * 2 ** 20));
  const zeros = new Uint8Array(64 * 2 ** 20);

  it('are stopped by the budget, whatever their directory says', async () => {
    const packed = gzipSync(lines);
    expect(lines.length / packed.length).toBeGreaterThan(900);
    await expect(firstColumn(packed)).rejects.toThrow('inflates-too-far');
    const archive = zipSync({ 'a.csv': lines });
    await expect(inspect(archive, {}, { entry: 'a.csv' })).rejects.toThrow('inflates-too-far');
    // The directory states one byte: then the bytes themselves are counted.
    const at = archive.findLastIndex((_, i) => archive[i] === 0x50 && archive[i + 1] === 0x4b && archive[i + 2] === 1);
    archive.set([1, 0, 0, 0], at + 24);
    await expect(firstColumn(archive, 'a.csv')).rejects.toThrow('inflates-too-far');
    const book = { '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': zeros };
    await expect(listOf(zipSync(book))).rejects.toThrow('inflates-too-far');
  });

  it('of very many entries are refused before any is looked at', async () => {
    const entries = Object.fromEntries(Array.from({ length: MAX_ENTRIES + 1 }, (_, i) => [`${i}`, strToU8('')]));
    await expect(listOf(zipSync(entries, { level: 0 }))).rejects.toThrow('archive-too-many-entries');
  });

  it('leave small tables of equal lines alone', async () => {
    const lines = `a,b\n${'x,y\n'.repeat(200_000)}`;
    const packed = gzipSync(strToU8(lines));
    expect(lines.length / packed.length).toBeGreaterThan(400);
    expect((await firstColumn(packed))?.length).toBe(200_000);
  });
});

describe('files that are not read', () => {
  it('are recognised by their first bytes and refused with what to do', async () => {
    const cases: readonly (readonly [string, string, string?])[] = [
      ['%PDF-1.4', 'unsupported-document', 'PDF'],
      ['Rar!\x1a\x07', 'unsupported-archive', 'RAR'],
      ['SQLite format 3\0', 'unsupported-database', 'SQLite'],
      ['PARE1234', 'encrypted-parquet'],
      ['<html><table><tr><td>1</td></tr></table>', 'unsupported-spreadsheet', 'HTML'],
      ['<?xml version="1.0"?><Workbook/>', 'unsupported-spreadsheet', 'XML'],
      ['ID;PWXL;N;E\nC;X1;Y1;K1\n', 'unsupported-spreadsheet', 'SYLK'],
    ];
    for (const [head, code, format] of cases) {
      const refusal = expect(listOf(head), head).rejects;
      await refusal.toMatchObject({ code, details: format === undefined ? {} : { format } });
    }
  });

  it.runIf(hasSharedData)('name the format of real spreadsheets, and a password', async () => {
    const told = async (name: string) =>
      listOf(new Uint8Array(readFileSync(join(sharedData, 'messy-spreadsheets', name))), name).then(
        () => 'read',
        (thrown: { code: string; details: { format?: string } }) => thrown.details.format ?? thrown.code,
      );
    expect(await told('sushi.xlsb')).toBe('XLSB');
    expect(await told('merge_cells.ods')).toBe('OpenDocument');
    expect(await told('outline.xls')).toBe('XLS');
    expect(await told('Attendance.numbers')).toBe('Numbers');
    expect(await told('sushi.xml')).toBe('XML');
    expect(await told('LO7322.fods')).toBe('XML');
    expect(await told('write.dif')).toBe('DIF');
    expect(await told('password_2002_40_xor.xls')).toBe('XLS');
  });
});
