import type { DateOrder } from '../protocol';

/** A date and time of day as a text gives them, and the patterns that write exactly that text. */
export interface ParsedDate {
  /** Wall-clock milliseconds since 1970 as written, or the instant for epoch numbers. */
  readonly ms: number;
  /** Minutes east of Greenwich when the text says so (0 for `Z`), else null. */
  readonly offset: number | null;
  readonly isEpoch: boolean;
  readonly hasTime: boolean;
  /** Patterns that give the text back: several, as 12 does not show whether months have two digits. */
  readonly patterns: readonly string[];
}

const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';

const YEAR_FIRST = /^(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})([日号]?)/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const DAY_NAMED = new RegExp(`^(\\d{1,2})([- ])${MONTH}\\2(\\d{4}|\\d{2})(?!\\d)`, 'i');
const MONTH_NAMED = new RegExp(`^${MONTH}( )(\\d{1,2})(, ?| )(\\d{4})(?!\\d)`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const HALF_DAY = '上午|下午|凌晨|早上|中午|晚上|AM|PM';
const TIME = new RegExp(
  `^(T| ?)(${HALF_DAY})?( ?)(\\d{1,2})(?::|时|点)(\\d{2})(?:(?::|分)(\\d{2})(?:\\.(\\d{1,9}))?秒?|分)?( ?)(AM|PM)?`,
  'i',
);
const ZONE = /^ ?(?:(Z|UTC|GMT)|(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?)$/;

/** What the date part of a text gives: numbers, and the pattern pieces in order. */
interface DatePart {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly length: number;
  /** Pattern with padded tokens; `#MM` and `#dd` become `M` and `d` where the text is bare. */
  readonly pattern: string;
  readonly digits: readonly string[];
}

/**
 * Reads a date, with or without a time of day: ISO and its relatives (`2026/1/31 8:05`), Chinese (`2026年1月31日 下午3:04`),
 * numeric in the given order (`1/31/2026`), with English month names, compact (`20260131`, `20260131080500`), and, where
 * the column is known to hold them, seconds or milliseconds since 1970. Two-digit years mean 1950 to 2049.
 * Null when the text is no such date, or not in that order.
 */
export function parseDate(text: string, order: DateOrder | null): ParsedDate | null {
  const plain = (/[\uff01-\uff5e\u3000]/.test(text) ? text.normalize('NFKC') : text).trim();
  const date = compactDate(plain) ?? datePart(plain, order);
  if (date === null || date.month < 1 || date.month > 12) return null;
  if (date.day < 1 || date.day > daysIn(date.year, date.month)) return null;
  const midnight = daysSince1970(date.year, date.month, date.day) * DAY_MS;
  const rest = plain.slice(date.length);
  const time = rest === '' ? MIDNIGHT : timePart(rest);
  if (time === null) return null;
  const patterns = time.patterns.flatMap((tail) => datePatterns(date).map((head) => head + tail));
  const { ms, offset } = time;
  return { ms: midnight + ms, offset, isEpoch: false, hasTime: time !== MIDNIGHT, patterns };
}

/** Reads seconds (10 digits) or milliseconds (13) since 1970, between 2001 and 2100. */
export function parseEpoch(text: string): ParsedDate | null {
  if (!/^(?:[1-3]\d{9}|[1-3]\d{12})$/.test(text)) return null;
  const isSeconds = text.length === 10;
  const patterns = [isSeconds ? '[epoch]' : '[epoch-ms]'];
  return { ms: Number(text) * (isSeconds ? 1000 : 1), offset: 0, isEpoch: true, hasTime: true, patterns };
}

function datePart(text: string, order: DateOrder | null): DatePart | null {
  let match = YEAR_FIRST.exec(text);
  if (match !== null) {
    const [all, year = '', first = '', month = '', second = '', day = '', last = ''] = match;
    if ((first === '年') !== (second === '月') || (first !== '年' && (first !== second || last !== ''))) return null;
    const pattern = `yyyy${literal(first)}#MM${literal(second)}#dd${literal(last)}`;
    return part(all, pattern, year, month, day);
  }
  match = NUMERIC.exec(text);
  if (match !== null && (order === 'mdy' || order === 'dmy')) {
    const [all, a = '', separator = '', b = '', year = ''] = match;
    const mark = literal(separator);
    const isMonthFirst = order === 'mdy';
    const pattern = `${isMonthFirst ? `#MM${mark}#dd` : `#dd${mark}#MM`}${mark}${'y'.repeat(year.length)}`;
    return part(all, pattern, year, isMonthFirst ? a : b, isMonthFirst ? b : a);
  }
  match = DAY_NAMED.exec(text);
  if (match !== null) {
    const [all, day = '', separator = '', name = '', year = ''] = match;
    const pattern = `#dd${literal(separator)}MMM${literal(separator)}${'y'.repeat(year.length)}`;
    return part(all, pattern, year, String(MONTHS.indexOf(name.toLowerCase()) + 1), day);
  }
  match = MONTH_NAMED.exec(text);
  if (match === null) return null;
  const [all, name = '', gap = '', day = '', comma = '', year = ''] = match;
  const month = String(MONTHS.indexOf(name.toLowerCase()) + 1);
  return part(all, `MMM${literal(gap)}#dd${literal(comma)}yyyy`, year, month, day);
}

function part(all: string, pattern: string, year: string, month: string, day: string): DatePart {
  const named = pattern.includes('MMM') ? [day] : [month, day];
  return { year: fullYear(year), month: +month, day: +day, length: all.length, pattern, digits: named };
}

/** Eight digits, or twelve or fourteen with the time. The time stays in the text for its own part of the pattern. */
function compactDate(text: string): DatePart | null {
  const match = COMPACT.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  if (+year < 1900 || +year > 2199) return null;
  return { year: +year, month: +month, day: +day, length: 8, pattern: 'yyyy#MM#dd', digits: ['00'] };
}

interface TimePart {
  readonly ms: number;
  readonly offset: number | null;
  readonly patterns: readonly string[];
}

const MIDNIGHT: TimePart = { ms: 0, offset: null, patterns: [''] };

function timePart(rest: string): TimePart | null {
  const compact = /^(\d{2})(\d{2})(\d{2})?$/.exec(rest);
  if (compact !== null) {
    const [, hour = '', minute = '', second] = compact;
    return clock(+hour, +minute, +(second ?? 0), 0, null, [second === undefined ? 'HHmm' : 'HHmmss']);
  }
  const match = TIME.exec(rest);
  if (match === null) return null;
  const [all, joint = '', before, gap = '', hour = '', minute = '', second, fraction, tailGap = '', after] = match;
  const zone = rest.slice(all.length);
  const offset = zone === '' ? null : offsetOf(zone);
  if (offset === undefined || (before !== undefined && after !== undefined)) return null;
  const half = before ?? after;
  const hours = half === undefined ? +hour : hourOfDay(+hour, half);
  if (hours === null) return null;
  const tail =
    minutesPattern(all, second, fraction) +
    (after === undefined ? literal(tailGap) : `${literal(tailGap)}a`) +
    (offset === null ? '' : `[${zone}]`);
  const lead = literal(joint) + (before === undefined ? '' : 'b') + literal(gap);
  const token = half === undefined ? 'H' : 'h';
  const patterns = paddings(hour).map((isPadded) => lead + (isPadded ? token + token : token) + tail);
  const micros = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000;
  return clock(hours, +minute, +(second ?? 0), micros, offset, patterns);
}

/** The pattern of minutes and seconds with the marks of the text: colons, or 时 分 秒. */
function minutesPattern(all: string, second: string | undefined, fraction: string | undefined): string {
  const after = all.replace(/^\D*\d{1,2}/, '');
  const marks = after.replace(/\s?(AM|PM)$/i, '').match(/\D+/g) ?? [];
  const [first = ':', next = '', ...others] = marks;
  const last = others.join('');
  if (second === undefined) return `${literal(first)}mm${literal(next)}`;
  if (fraction === undefined) return `${literal(first)}mm${literal(next)}ss${literal(last)}`;
  return `${literal(first)}mm${literal(next)}ss.${'f'.repeat(fraction.length)}`;
}

function clock(
  hour: number,
  minute: number,
  second: number,
  milliseconds: number,
  offset: number | null,
  patterns: readonly string[],
): TimePart | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { ms: ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds, offset, patterns };
}

/** The hour of 24 for an hour of 12; Chinese words also stand before hours of 24 (晚上 20:15). */
function hourOfDay(hour: number, half: string): number | null {
  if (hour > 12) return /下午|晚上|PM/i.test(half) && hour < 24 ? hour : null;
  if (/下午|晚上|PM/i.test(half)) return hour === 12 ? 12 : hour + 12;
  if (half === '中午') return hour < 11 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

function offsetOf(zone: string): number | undefined {
  const match = ZONE.exec(zone);
  if (match === null) return undefined;
  const [, name, sign, hours = '0', minutes = '0'] = match;
  return name !== undefined ? 0 : (sign === '-' ? -1 : 1) * (+hours * 60 + +minutes);
}

/** Both ways to write the day and month where the digits do not tell. */
function datePatterns(date: DatePart): string[] {
  return paddings(...date.digits).map((isPadded) =>
    date.pattern.replaceAll('#MM', isPadded ? 'MM' : 'M').replaceAll('#dd', isPadded ? 'dd' : 'd'),
  );
}

/** Whether numbers stand with a leading zero: [true], [false], or both when none is below ten. */
function paddings(...digits: readonly string[]): boolean[] {
  const canPad = digits.every((one) => one.length === 2);
  const canBare = digits.every((one) => one.length === 1 || one[0] !== '0');
  return [...(canPad ? [true] : []), ...(canBare ? [false] : [])];
}

/** A literal of a pattern; letters are quoted so that they are no tokens. */
const literal = (text: string) => (/^[-/.:, ]*$/.test(text) ? text : `'${text}'`);

const fullYear = (year: string) => (year.length === 4 ? +year : +year + (+year < 50 ? 2000 : 1900));

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysIn = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, days_from_civil). */
export function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Days since 1970 as `2024-03-05`: the way back of `daysSince1970`, in whole numbers, without clock or zone. */
export function dayText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * part + 2) / 5) + 1;
  const month = part < 10 ? part + 3 : part - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? '-' : '';
  return `${sign}${String(Math.abs(year)).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
