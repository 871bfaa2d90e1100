import type { Dialect, ImportWarning } from '../protocol';
import { readsAsData } from './types';
import { textOf } from './bytes';
import type { Head } from './head';
import { findHeader, lastFilled } from './header';
import { Tokeniser } from './tokenise';

/** Delimiters that are tried, each with how readily it is believed: a comma or blank also stands in plain text. */
const DELIMITERS: readonly (readonly [delimiter: string, credit: number])[] = [
  [',', 1],
  ['\t', 1],
  [';', 1],
  ['|', 1],
  ['\u0001', 1],
  ['||', 1],
  [', ', 0.98],
  ['，', 0.9],
  ['^', 0.9],
  ['~', 0.9],
  [':', 0.6],
  [' ', 0.5],
];

/** Stands for no delimiter at all: a file of one column. */
const NO_DELIMITER = '\u001f';

/** The sample by which delimiters are compared; the winner is then judged on the whole head. */
const TRIAL_BYTES = 2 ** 18;
const MAX_TRIAL_RECORDS = 2000;
/** How a piece of text falls into records under one dialect. */
interface Trial {
  readonly dialect: Dialect;
  readonly widths: readonly number[];
  readonly cells: readonly (readonly string[])[];
  readonly damaged: number;
  /** Fields per record as most records have them. */
  readonly width: number;
  /** Share of non-blank records of that width, in [0, 1]. */
  readonly consistency: number;
}

export interface Sniffed {
  readonly dialect: Dialect;
  /** Names of the columns, '' where the header has none. */
  readonly names: readonly string[];
  readonly warnings: readonly ImportWarning[];
}

/**
 * Finds delimiter, quote, escape, line ends, header and width of delimited text by trying them all on the head of the
 * file. A reading is good when most records have the same number of fields, no quote is left over, and fields do not
 * hold other delimiters; the first line alone says nothing.
 */
export function sniff(head: Head, delimiter?: string): Sniffed {
  const sample: Head =
    head.bytes.length <= TRIAL_BYTES ? head : { bytes: head.bytes.subarray(0, TRIAL_BYTES), isWhole: false };
  const newline = newlineOf(sample.bytes);
  const text = textOf(sample.bytes, 0, sample.bytes.length);
  const hasBackslash = text.includes('\\"');
  const quotes = [...(text.includes('"') ? ['"'] : []), ...(/(^|[,;\t|])'/m.test(text) ? ["'"] : []), ''];
  const trials = (delimiter === undefined ? DELIMITERS : [[delimiter, 1] as const])
    .filter(([mark]) => text.includes(mark) || delimiter !== undefined)
    .flatMap(([mark, credit]) =>
      quotes.flatMap((quote) =>
        (hasBackslash && quote !== '' ? [undefined, '\\' as const] : [undefined]).map((escape) => {
          const trial = tryDialect(sample, { delimiter: mark, quote, headerRecord: -1, newline, escape });
          return { trial, score: scoreOf(trial, credit) };
        }),
      ),
    );
  const single = tryDialect(sample, { delimiter: NO_DELIMITER, quote: '"', headerRecord: -1, newline });
  const best = trials.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a), { trial: single, score: 0.2 }).trial;
  const quote = best.dialect.quote === '' && !text.includes('"') ? '"' : best.dialect.quote;
  return describe({ ...best, dialect: { ...best.dialect, quote } }, text);
}

/** LF wherever one ends a record; CR only where nothing else does. */
function newlineOf(bytes: Uint8Array): 'lf' | 'cr' {
  let isQuoted = false;
  let returns = 0;
  for (const byte of bytes) {
    if (byte === 0x22) isQuoted = !isQuoted;
    else if (byte === 0x0a && !isQuoted) return 'lf';
    else if (byte === 0x0d) returns++;
  }
  return returns > 0 && !bytes.includes(0x0a) ? 'cr' : 'lf';
}

function tryDialect(sample: Head, dialect: Dialect): Trial {
  const tokeniser = new Tokeniser(dialect);
  tokeniser.push(sample.bytes);
  if (sample.isWhole) tokeniser.end();
  const widths: number[] = [];
  const cells: string[][] = [];
  let damaged = 0;
  for (let found = tokeniser.next(); found !== 'none' && widths.length < MAX_TRIAL_RECORDS; found = tokeniser.next()) {
    if (found === 'damaged') damaged++;
    const isBlank = found === 'damaged' || tokeniser.isEmptyFrom(0);
    widths.push(isBlank ? 0 : tokeniser.width);
    const row: string[] = [];
    for (let i = 0; i < tokeniser.width && !isBlank; i++) {
      tokeniser.cell(i);
      row.push(textOf(tokeniser.cellBytes, tokeniser.cellFrom, tokeniser.cellTo));
    }
    cells.push(row);
  }
  const byDelimiters = commonest(widths);
  const byContent = commonest(cells.map(lastFilled));
  // Some exports end rows with delimiters as they please: then what is filled tells the width.
  const isHabit = byDelimiters.share < 0.9 && byContent.share > byDelimiters.share;
  const { width, share } = isHabit ? byContent : byDelimiters;
  return { dialect, widths, cells, damaged, width, consistency: share };
}

/** The commonest of the widths above 0, and its share of them. */
function commonest(widths: readonly number[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  let filled = 0;
  for (const width of widths) {
    if (width === 0) continue;
    counts.set(width, (counts.get(width) ?? 0) + 1);
    filled++;
  }
  const [width, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  return { width, share: filled === 0 ? 0 : most / filled };
}

/**
 * How much a trial looks like a table: consistency² × share of clean cells × credit of the delimiter, more for more
 * columns, less for damage. A cell is clean when no other common delimiter stands in it unless it is a number.
 */
function scoreOf(trial: Trial, credit: number): number {
  if (trial.width < 2) return 0;
  let clean = 0;
  let cells = 0;
  const used = new Set<number>();
  for (const row of trial.cells.slice(0, 300)) {
    if (row.length < trial.width) continue;
    row.slice(0, trial.width).forEach((cell, i) => {
      cells++;
      if (cell !== '') used.add(i);
      if (!/[;\t|,]|^ |^"|^'|'$|"$/.test(cell) || readsAsData(cell)) clean++;
    });
  }
  // Columns that are always empty speak for a longer delimiter: `a||b` is no three columns.
  const order = (1 - 1 / (used.size + 2)) * (0.9 + (0.1 * used.size) / trial.width);
  const damage = 1 - Math.min(1, (3 * trial.damaged) / (trial.widths.length || 1));
  return trial.consistency ** 2 * (0.4 + (0.6 * clean) / (cells || 1)) * credit * order * damage;
}

/** Header, names and width of the winner. */
function describe(trial: Trial, text: string): Sniffed {
  const warnings: ImportWarning[] = [];
  const headerRecord = findHeader(trial.cells, trial.width);
  const header = trial.cells[headerRecord] ?? [];
  const data = trial.cells.slice(headerRecord + 1).filter((row) => row.length > 0);
  const named = lastFilled(header);
  const used = data.reduce((most, row) => (row.length === trial.width ? Math.max(most, lastFilled(row)) : most), 0);
  // Columns at the end that have neither a name nor a value are only delimiters; under a narrow header none is passed over.
  const isNarrow = headerRecord >= 0 && header.length < trial.width;
  const columns = Math.max(1, named, isNarrow ? trial.width : used);
  const tails = data.filter((row) => row.length > columns && lastFilled(row) <= columns).length;
  const trailing = tails > Math.max(1, 0.02 * data.length);
  const short = data.filter((row) => row.length < columns).length;
  const long = data.filter((row) => lastFilled(row) > columns).length + (trailing ? 0 : tails);
  const ragged = short > 0.1 * data.length;
  if (trial.width === 1) {
    const others = DELIMITERS.filter(([mark, credit]) => credit === 1 && occursOften(text, mark));
    if (others.length >= 2) warnings.push({ code: 'one-column', details: { candidates: others.length } });
  }
  if (headerRecord < 0) warnings.push({ code: 'no-header', details: {} });
  if (headerRecord > 0) warnings.push({ code: 'preamble', details: { records: headerRecord } });
  if (short > 0) warnings.push({ code: ragged ? 'short-rows-filled' : 'short-rows', details: { rows: short } });
  if (long > 0) warnings.push({ code: 'long-rows', details: { rows: long } });
  if (trial.damaged > 0) warnings.push({ code: 'unterminated-quotes', details: { rows: trial.damaged } });
  const names = Array.from({ length: columns }, (_, i) => (header[i] ?? '').trim());
  if (isShifted(header, data, columns)) {
    names.unshift('');
    names.pop();
    warnings.push({ code: 'header-shifted', details: {} });
  } else if (headerRecord >= 0 && data.length > 0 && named !== columns) {
    warnings.push({ code: 'header-width', details: { header: named, rows: columns } });
  }
  const dialect: Dialect = {
    ...trial.dialect,
    headerRecord,
    columns,
    ...(ragged ? { ragged } : {}),
    ...(trailing ? { trailing } : {}),
  };
  return { dialect, names, warnings };
}

const occursOften = (text: string, mark: string) => {
  const lines = text.split(/\r\n|\n|\r/, 200).filter((line) => line.trim() !== '');
  return lines.filter((line) => line.includes(mark)).length >= lines.length / 2;
};

/** R writes row names without a name over them: the header then has one field less than every row. */
function isShifted(header: readonly string[], data: readonly (readonly string[])[], columns: number): boolean {
  if (header.length === 0 || header.length !== columns - 1 || lastFilled(header) !== header.length) return false;
  const whole = data.filter((row) => row.length === columns && row[columns - 1] !== '');
  return whole.length > 0.9 * data.length && new Set(whole.map((row) => row[0])).size === whole.length;
}
