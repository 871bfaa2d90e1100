import type { CellType, DateOrder } from '../protocol';
import { isBooleanPair } from './booleans';
import { parseDate, parseEpoch } from './dates';
import { hasDurationForm, parseDuration } from './durations';
import { isMissingMark, isNullWord } from './nulls';
import { parseNumber, type DecimalMark } from './numbers';

/** What the sampled texts of a column are, and what they leave open. */
export interface InferredType {
  readonly type: CellType;
  readonly dateOrder: DateOrder | null;
  readonly decimalMark?: ',';
  /** Different texts that are one date as month-day and another as day-month. Empty unless the order is open. */
  readonly ambiguous: readonly string[];
}

/** Share of the texts that must read as numbers or durations. The few that do not are listed as rejects when the file is read. */
const MOST = 0.99;
/** Share of the texts that must be dates for a column of dates. */
const DATES = 0.6;
/** Proofs of one order of day and month, against those of the other, that are passed over as slips. */
const SLIPS = 0.1;

/** Headers over numbers that name something and are not counted with. */
const ID_HEADER =
  /(?:^|[_\s-])(?:id|ids|no|code|zip|postcode|tel|sku|key)$|[a-z](?:ID|Id|No|Code)$|(?:user|cust|customer|client|member|order|item|product|shop|store)_?(?:id|no)$|phone|mobile|编号|号码|[^型]号$|编码|代码|条码|邮编|电话|手机|身份证|ID$/;
const TIME_HEADER = /time|date|stamp|(?:^|_)(?:ts|at|on)$|时间|日期|时刻/i;
const DURATION_HEADER = /时长|耗时|duration|elapsed|dwell|talk_?time|长度/i;

const TEXT: InferredType = { type: 'text', dateOrder: null, ambiguous: [] };

/** The different texts of a column and how often each stands there. */
export type TextCounts = ReadonlyMap<string, number>;

/**
 * Finds the type of a column from its texts and header. Whatever could lose a character as a number stays text: leading
 * zeros, more than 15 digits, a sign of plus, phone and identity numbers, codes under an id-like header.
 */
export function inferType(counts: TextCounts, header: string): InferredType {
  const texts = [...counts.keys()].filter((cell) => cell !== '' && !isNullWord(cell) && !isMissingMark(cell));
  if (texts.length === 0) return TEXT;
  if (isBooleanPair(texts)) return { ...TEXT, type: 'boolean' };
  const cells = texts.reduce((sum, cell) => sum + (counts.get(cell) ?? 0), 0);
  const allowed = cells < 20 ? 0 : Math.floor((1 - MOST) * cells);
  const most = (test: (cell: string) => boolean) => {
    let wrong = 0;
    return texts.every((cell) => test(cell) || (wrong += counts.get(cell) ?? 0) <= allowed);
  };
  if (TIME_HEADER.test(header) && most((cell) => parseEpoch(cell) !== null)) return { ...TEXT, type: 'timestamp' };
  if (DURATION_HEADER.test(header) && !most(isPlainNumber) && most((cell) => parseDuration(cell) !== null)) {
    return { ...TEXT, type: 'duration' };
  }
  if (most(hasDurationForm)) return { ...TEXT, type: 'duration' };
  return inferDate(counts, texts, header) ?? inferNumber(texts, header, most);
}

function inferNumber(
  texts: readonly string[],
  header: string,
  most: (test: (cell: string) => boolean) => boolean,
): InferredType {
  const mark = decimalMarkOf(texts);
  const isNumber = (cell: string) => isCountable(cell, mark);
  if (!most(isNumber) || (ID_HEADER.test(header) && most((cell) => /^\d+$/.test(cell)))) return TEXT;
  if (texts.every((cell) => /^1[3-9]\d{9}$/.test(cell))) return TEXT;
  const isInteger = texts.every((cell) => !isNumber(cell) || Number.isInteger(parseNumber(cell, mark)?.value));
  return { ...TEXT, type: isInteger ? 'integer' : 'decimal', ...(mark === ',' ? { decimalMark: mark } : {}) };
}

/** Whether one cell alone is a value rather than a word: a number, a date, a duration. */
export const readsAsData = (cell: string): boolean =>
  cell.trim() !== '' &&
  (parseNumber(cell, '.') !== null ||
    parseNumber(cell, ',') !== null ||
    parseDate(cell, 'mdy') !== null ||
    parseDate(cell, 'dmy') !== null ||
    hasDurationForm(cell) ||
    /^\d{1,2}:\d{2}$/.test(cell) ||
    isNullWord(cell));

const isPlainNumber = (cell: string) => /^\d+(?:\.\d+)?$/.test(cell);

/** A number that keeps every digit as one, and is not written like a code. */
function isCountable(cell: string, mark: DecimalMark): boolean {
  const plain = cell.trim();
  if (/^[-+]?0\d/.test(plain) || /^\+/.test(plain) || /\de[-+]?\d/i.test(plain)) return false;
  if (plain.replace(/\D/g, '').length > 15 && !/^[-]?\d{1,9}[.,]\d+$/.test(plain)) return false;
  return parseNumber(plain, mark) !== null;
}

/** A comma is the mark only where the numbers prove it: `3,14`, `1.234,5`; `1,234` alone is a group of three. */
function decimalMarkOf(texts: readonly string[]): DecimalMark {
  const proofs = texts.filter((cell) =>
    /^[^\d]*\d{1,3}(?:\.\d{3})+,\d+\D*$|^[^\d]*\d+,(?:\d{1,2}|\d{4,})\D*$/.test(cell),
  );
  return proofs.length > 0 && texts.every((cell) => parseNumber(cell, ',') !== null) ? ',' : '.';
}

/**
 * A column of dates is known by most of its texts, for nothing else looks like one; the others will be listed as rejects.
 * A value above 12 proves which number is the month. Few proofs of the other order are slips; many leave it open.
 */
function inferDate(counts: TextCounts, texts: readonly string[], header: string): InferredType | null {
  // Eight digits are a date by their header or by being dates throughout; a code of eight digits is not.
  if (texts.every((cell) => /^\d+$/.test(cell)) && !TIME_HEADER.test(header) && !texts.every(isCompactDate))
    return null;
  if (!texts.slice(0, 50).some((cell) => parseDate(cell, 'mdy') ?? parseDate(cell, 'dmy'))) return null;
  const total = { cells: 0, dates: 0, numeric: 0, monthFirst: 0, dayFirst: 0 };
  const ambiguous: string[] = [];
  let hasTime = false;
  for (const cell of texts) {
    const count = counts.get(cell) ?? 0;
    total.cells += count;
    const fixed = parseDate(cell, 'ymd');
    const monthFirst = fixed ?? parseDate(cell, 'mdy');
    const dayFirst = fixed ?? parseDate(cell, 'dmy');
    const date = monthFirst ?? dayFirst;
    if (date === null) continue;
    total.dates += count;
    hasTime ||= date.hasTime;
    if (fixed !== null) continue;
    total.numeric += count;
    if (dayFirst === null) total.monthFirst += count;
    else if (monthFirst === null) total.dayFirst += count;
    else if (monthFirst.ms !== dayFirst.ms) ambiguous.push(cell);
  }
  if (total.dates < DATES * total.cells) return null;
  const type = hasTime ? 'timestamp' : 'date';
  if (total.numeric === 0) return { type, dateOrder: 'ymd', ambiguous: [] };
  const [fewer, more] = [total.monthFirst, total.dayFirst].sort((a, b) => a - b) as [number, number];
  if (more === 0 || fewer > SLIPS * more) return { type, dateOrder: null, ambiguous };
  return { type, dateOrder: total.monthFirst > total.dayFirst ? 'mdy' : 'dmy', ambiguous: [] };
}

const isCompactDate = (cell: string) => {
  const year = Number(cell.slice(0, 4));
  return (cell.length === 8 || cell.length === 14) && year >= 1900 && year <= 2100 && parseDate(cell, 'ymd') !== null;
};
