import { AlgorithmError } from '../../errors';
import type { ImportWarning, LayoutHints, SheetFacts, SheetLayout, TableShape } from '../../protocol';
import type { ByteSource } from '../containers/byte-source';
import { findHeader, lastFilled } from '../header';
import { HEAD_BYTES } from '../head';
import type { SourceKind } from '../source';
import { LAST_COLUMN, LAST_ROW, parseRange, rangeText, type CellRange } from './cell-range';
import { SheetStream } from './sheet';
import { openWorkbook, type SheetPart, type Workbook } from './workbook';

/** Rows by which a header is looked for and columns are described. */
const SAMPLE_ROWS = 20_000;
/** Rows by which a sheet is told to hold a table. */
const TRIAL_ROWS = 200;

/** Excel workbooks (.xlsx, .xlsm): one sheet, or a range of it, as a table. */
export const xlsx: SourceKind<SheetLayout> = {
  /**
   * Goes through the sheet once: its rows, its columns, where the header is.
   * @throws AlgorithmError `sheet-unknown` (sheet), `sheet-empty` (sheet), `range-invalid` (range), `header-row-invalid`
   *   (row, range), and what `openWorkbook` says
   */
  async survey(bytes, hints, report) {
    const workbook = await openWorkbook(bytes);
    const sheet = await chosenSheet(workbook, hints.sheet);
    const given = hints.range === undefined ? wholeSheet : parseRange(hints.range);
    const seen = await lookThrough(workbook, sheet, given, report);
    if (seen.filledRows === 0) throw new AlgorithmError('sheet-empty', { sheet: sheet.name });
    // Columns left of the first cell are no columns; a range the user gives is taken at its word.
    const range = hints.range === undefined ? seen.range : within(given, seen.range);
    const offset = range.firstColumn - given.firstColumn;
    const rows = seen.rows
      .filter(({ line }) => line >= range.firstRow)
      .map(({ line, cells }) => ({ line, cells: cells.slice(offset, range.lastColumn - given.firstColumn + 1) }));
    const headerRecord = headerOf(rows, range, hints.headerRow);
    const header = rows[headerRecord]?.cells ?? [];
    const columns = range.lastColumn - range.firstColumn + 1;
    const shape: TableShape = { headerRecord, columns, ragged: true };
    const above = rows.slice(0, headerRecord + 1).filter(({ cells }) => lastFilled(cells) > 0).length;
    return {
      layout: {
        format: 'xlsx',
        sheet: sheet.name,
        range: rangeText(range),
        headerRow: rows[headerRecord]?.line ?? 0,
        shape,
      },
      shape,
      names: Array.from({ length: columns }, (_, i) => (header[i] ?? '').trim()),
      rows: rows.slice(headerRecord + 1).flatMap(({ cells }) => (lastFilled(cells) > 0 ? [cells] : [])),
      records: { count: seen.filledRows - above, exact: true },
      warnings: [...warningsOf(seen, headerRecord), ...hiddenSheets(workbook)],
      sheets: await factsOf(workbook, sheet, seen.range.lastRow - seen.range.firstRow + 1),
    };
  },

  async open(bytes, layout) {
    const workbook = await openWorkbook(bytes);
    const sheet = await chosenSheet(workbook, layout.sheet);
    const strings = await workbook.strings();
    const range = parseRange(layout.range);
    return { read: () => new SheetStream(workbook, strings, workbook.open(sheet), range) };
  },
};

/**
 * The sheets of a workbook that hold a table: those in sight with two rows or more, and two columns or more where any
 * sheet has as many; where there is none, those that hold anything; then hidden ones.
 * @throws AlgorithmError `workbook-empty`, and what `openWorkbook` says
 */
export async function sheetsWithTables(bytes: ByteSource): Promise<readonly string[]> {
  return (await tableSheets(await openWorkbook(bytes))).map(({ name }) => name);
}

async function tableSheets(workbook: Workbook): Promise<readonly SheetPart[]> {
  const trials: { sheet: SheetPart; rows: number; width: number }[] = [];
  for (const sheet of workbook.sheets) trials.push({ sheet, ...(await trialOf(workbook, sheet)) });
  const filled = trials.filter(({ rows }) => rows > 0);
  const seen = filled.filter(({ sheet }) => !sheet.isHidden);
  const tables = seen.filter(({ rows, width }) => rows >= 2 && width >= 2);
  const lists = seen.filter(({ rows }) => rows >= 2);
  const best = [tables, lists, seen, filled].find((candidates) => candidates.length > 0);
  if (best === undefined) throw new AlgorithmError('workbook-empty');
  return best.map(({ sheet }) => sheet);
}

async function chosenSheet(workbook: Workbook, name: string | undefined): Promise<SheetPart> {
  const sheet =
    name === undefined ? (await tableSheets(workbook))[0] : workbook.sheets.find((one) => one.name === name);
  if (sheet === undefined) throw new AlgorithmError('sheet-unknown', { sheet: name ?? '' });
  return sheet;
}

/** How many of a sheet's first rows hold something, and how many cells most of them have. */
async function trialOf(workbook: Workbook, sheet: SheetPart): Promise<{ rows: number; width: number }> {
  const stream = new SheetStream(workbook, await workbook.strings(), workbook.open(sheet), wholeSheet);
  const widths: number[] = [];
  do {
    while (widths.length < TRIAL_ROWS && stream.next() !== 'none') {
      const filled = filledCells(stream);
      if (filled > 0) widths.push(filled);
    }
  } while (widths.length < TRIAL_ROWS && (await stream.fill()));
  widths.sort((a, b) => a - b);
  return { rows: widths.length, width: widths[widths.length >> 1] ?? 0 };
}

function filledCells({ cursor }: SheetStream): number {
  let filled = 0;
  for (let i = 0; i < cursor.width; i++) {
    cursor.cell(i);
    if (cursor.cellTo > cursor.cellFrom) filled++;
  }
  return filled;
}

const wholeSheet: CellRange = { firstRow: 1, lastRow: LAST_ROW, firstColumn: 0, lastColumn: LAST_COLUMN };

/** The part of a range that holds cells where the range leaves its rows or columns open. */
const within = (given: CellRange, found: CellRange): CellRange => ({
  firstRow: given.firstRow,
  lastRow: given.lastRow === LAST_ROW ? found.lastRow : given.lastRow,
  firstColumn: given.firstColumn === 0 && given.lastColumn === LAST_COLUMN ? found.firstColumn : given.firstColumn,
  lastColumn: given.lastColumn === LAST_COLUMN ? found.lastColumn : given.lastColumn,
});

/** A sheet gone through: its first rows, the cells that hold something, and what was counted. */
interface Seen {
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly filledRows: number;
  readonly range: CellRange;
  readonly counts: SheetStream['counts'];
}

async function lookThrough(
  workbook: Workbook,
  sheet: SheetPart,
  range: CellRange,
  report: (fraction: number) => void,
): Promise<Seen> {
  const stream = new SheetStream(workbook, await workbook.strings(), workbook.open(sheet), range);
  const { cursor } = stream;
  const rows: { line: number; cells: string[] }[] = [];
  let bytes = 0;
  let filledRows = 0;
  let [firstRow, lastRow, firstColumn, lastColumn] = [LAST_ROW, 1, LAST_COLUMN, 0];
  do {
    while (stream.next() !== 'none') {
      const isSample = rows.length < SAMPLE_ROWS && bytes < HEAD_BYTES;
      const cells: string[] = [];
      let [first, last] = [-1, -1];
      for (let i = 0; i < cursor.width; i++) {
        cursor.cell(i);
        if (cursor.cellTo > cursor.cellFrom) {
          if (first < 0) first = i;
          last = i;
        }
        if (isSample) cells.push(decoder.decode(cursor.cellBytes.subarray(cursor.cellFrom, cursor.cellTo)));
      }
      if (isSample) {
        rows.push({ line: cursor.line, cells });
        bytes += cells.reduce((sum, cell) => sum + cell.length + 1, 0);
      }
      if (last < 0) continue;
      filledRows++;
      firstRow = Math.min(firstRow, cursor.line);
      lastRow = Math.max(lastRow, cursor.line);
      firstColumn = Math.min(firstColumn, first);
      lastColumn = Math.max(lastColumn, last);
    }
    report(stream.progress);
  } while (await stream.fill());
  const offset = range.firstColumn;
  const found = { firstRow, lastRow, firstColumn: offset + firstColumn, lastColumn: offset + lastColumn };
  return { rows, filledRows, range: found, counts: stream.counts };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Position of the header among the rows: the given one, or the one that looks like names; −1 for none. */
function headerOf(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  range: CellRange,
  given: LayoutHints['headerRow'],
): number {
  if (given === 0) return -1;
  if (given === undefined) {
    // As wide as what it holds: a row of cells ends with its last filled one.
    const cells = rows.map((row) => row.cells.slice(0, lastFilled(row.cells)));
    const widths = cells.map((row) => row.length).filter((width) => width > 0);
    return findHeader(cells, commonest(widths));
  }
  const record = rows.findIndex(({ line }) => line === given);
  if (record < 0) throw new AlgorithmError('header-row-invalid', { row: given, range: rangeText(range) });
  return record;
}

function commonest(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0])[0];
}

function warningsOf({ counts }: Seen, headerRecord: number): ImportWarning[] {
  const said = (code: string, count: number) => (count > 0 ? [{ code, details: { count } }] : []);
  return [
    ...(headerRecord < 0 ? [{ code: 'no-header', details: {} }] : []),
    ...(headerRecord > 0 ? [{ code: 'preamble', details: { records: headerRecord } }] : []),
    ...said('hidden-rows', counts.hiddenRows),
    ...said('hidden-columns', counts.hiddenColumns),
    ...said('merged-cells', counts.merged),
    ...said('rounded-numbers', counts.rounded),
    ...said('error-cells', counts.errors),
    ...said('unsolved-formulas', counts.unsolved),
    ...said('lost-strings', counts.lost),
  ];
}

function hiddenSheets({ sheets }: Workbook): ImportWarning[] {
  const hidden = sheets.filter(({ isHidden }) => isHidden);
  const names = hidden.map(({ name }) => name).join(', ');
  return hidden.length === 0 ? [] : [{ code: 'hidden-sheets', details: { count: hidden.length, names } }];
}

/** All sheets with their rows: of the others as they state it themselves, for reading them all would take too long. */
async function factsOf(workbook: Workbook, chosen: SheetPart, rows: number): Promise<SheetFacts[]> {
  const facts: SheetFacts[] = [];
  for (const sheet of workbook.sheets) {
    const { name, isHidden } = sheet;
    facts.push({ name, isHidden, rows: sheet === chosen ? rows : await statedRows(workbook, sheet) });
  }
  return facts;
}

async function statedRows(workbook: Workbook, sheet: SheetPart): Promise<number> {
  const none = { bytes: new Uint8Array(0), starts: new Int32Array(1), count: 0 };
  const stream = new SheetStream(workbook, none, workbook.open(sheet), wholeSheet);
  let rows = 0;
  do {
    while (stream.next() !== 'none') rows++;
    if (stream.dimension !== undefined) {
      const { firstRow, lastRow } = parseRange(stream.dimension);
      if (lastRow > firstRow) return lastRow - firstRow + 1;
    }
  } while (await stream.fill());
  return rows;
}
