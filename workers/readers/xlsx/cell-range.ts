import { AlgorithmError } from '../../errors';

/** Cells of a sheet: rows from 1, columns from 0, both ends included. */
export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_383;

/** `A` is 0, `XFD` is 16383; −1 for what is no column. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = 26 * column + letter.charCodeAt(0) - 64;
  return letters.length > 3 || column > LAST_COLUMN + 1 ? -1 : column - 1;
}

export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

export const rangeText = ({ firstRow, lastRow, firstColumn, lastColumn }: CellRange): string =>
  `${columnLetters(firstColumn)}${firstRow}:${columnLetters(lastColumn)}${lastRow}`;

/**
 * Reads `B3:H200`, `B:H` (all rows), `3:200` (all columns), `B3` (one cell), with or without `$`.
 * @throws AlgorithmError `range-invalid` (range)
 */
export function parseRange(text: string): CellRange {
  const match = /^\s*\$?([a-z]{0,3})\$?(\d{0,7})(?:\s*:\s*\$?([a-z]{0,3})\$?(\d{0,7}))?\s*$/i.exec(text);
  const [, fromLetters = '', fromRow = '', toLetters = fromLetters, toRow = fromRow] = match ?? [];
  const range: CellRange = {
    firstRow: fromRow === '' ? 1 : Number(fromRow),
    lastRow: toRow === '' ? LAST_ROW : Number(toRow),
    firstColumn: fromLetters === '' ? 0 : columnNumber(fromLetters),
    lastColumn: toLetters === '' ? LAST_COLUMN : columnNumber(toLetters),
  };
  const isEmpty = fromLetters + fromRow === '' || toLetters + toRow === '';
  const isOrdered = range.firstRow <= range.lastRow && range.firstColumn <= range.lastColumn;
  const isWithin = range.firstRow >= 1 && range.lastRow <= LAST_ROW && range.firstColumn >= 0;
  if (match === null || isEmpty || !isOrdered || !isWithin) throw new AlgorithmError('range-invalid', { range: text });
  return range;
}
