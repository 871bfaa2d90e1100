import { readsAsData } from './types';

/** Records among which the header is looked for. */
const HEADER_SEARCH = 30;

/** Fields up to the last that holds something. */
export const lastFilled = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '') + 1;

/**
 * The record that names the columns, among the first that fill about as many columns as rows do, up to the first that
 * is exactly as wide: titles stand above it, a header may lack a field. −1 when all of them look like values.
 */
export function findHeader(rows: readonly (readonly string[])[], width: number): number {
  const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length;
  const usual = rows
    .map(filled)
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  const wide = Math.max(1, Math.ceil(0.6 * (usual[usual.length >> 1] ?? 1)));
  const candidates: number[] = [];
  for (let i = 0; i < Math.min(HEADER_SEARCH, rows.length); i++) {
    const row = rows[i] ?? [];
    if (filled(row) >= wide) candidates.unshift(i);
    if (filled(row) >= wide && row.length === width) break;
  }
  const rowsBelow = (i: number) => rows.slice(i + 1, i + 100).filter((row) => row.length > 0);
  return candidates.find((i) => looksLikeNames(rows[i] ?? [], rowsBelow(i))) ?? -1;
}

/** Names are words, short, different from each other, and do not come again among the values of their columns. */
function looksLikeNames(header: readonly string[], data: readonly (readonly string[])[]): boolean {
  const cells = header.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.some((cell) => readsAsData(cell) || cell.length > 120)) return false;
  if (data.length === 0) return true;
  // Values of other kinds under it prove a name. Rows equal to it are the header again, in files joined end to end.
  const others = data.filter((row) => row.some((cell, i) => cell !== (header[i] ?? '')));
  const contrasts = header.some((_, i) => others.filter((row) => readsAsData(row[i] ?? '')).length > others.length / 2);
  if (contrasts) return true;
  // Without any, a word that comes again under itself is a value, and names are shorter than what stands under them.
  if (header.some((name, i) => name !== '' && others.some((row) => row[i] === name))) return false;
  const length = (rows: readonly (readonly string[])[]) =>
    rows.reduce((sum, row) => sum + row.join('').length, 0) / (rows.length || 1);
  return cells.every((cell) => cell.length <= 40) && length([header]) <= 1.5 * length(others) + 10;
}
