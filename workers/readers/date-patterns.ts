import { textOf } from './bytes';
import { EXACT, INEXACT, REFUSED, commonest, type CellReader, type Verdict } from './cell';
import type { DateOrder } from '../protocol';
import { daysIn, daysSince1970, parseDate, parseEpoch, type ParsedDate } from './dates';
import { Zone } from './zones';

const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Tokens of a pattern: quoted text, an offset or epoch in brackets, letters of one kind, any other character. */
const TOKEN = /'[^']*'|\[[^\]]*\]|y+|M+|d+|H+|h+|m+|s+|f+|a|b|./gu;

const tokensOf = (pattern: string): readonly string[] => pattern.match(TOKEN) ?? [];

const read = (text: string, order: DateOrder | null, isEpoch: boolean) =>
  isEpoch ? parseEpoch(text) : parseDate(text, order);

/** Minutes east of Greenwich that a pattern states; null when its clock is the wall's. */
function offsetOf(pattern: string): number | null {
  const zone = /\[.*?([+-])(\d{1,2})(?::?(\d{2}))?\]/.exec(pattern);
  if (zone === null) return /\[/.test(pattern) ? 0 : null;
  return (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3] ?? 0));
}

/** Writes wall-clock milliseconds (with a fraction down to microseconds) in a pattern. */
export function dateText(ms: number, pattern: string): string {
  if (pattern === '[epoch]') return String(ms / 1000);
  if (pattern === '[epoch-ms]') return String(ms);
  const date = new Date(Math.floor(ms));
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const micros = Math.round((ms - Math.floor(ms / 1000) * 1000) * 1000);
  const write = (token: string): string => {
    switch (token) {
      case 'yyyy':
        return String(date.getUTCFullYear()).padStart(4, '0');
      case 'yy':
        return two(date.getUTCFullYear() % 100);
      case 'MMM':
        return MONTHS[date.getUTCMonth()] ?? '';
      case 'MM':
        return two(date.getUTCMonth() + 1);
      case 'M':
        return String(date.getUTCMonth() + 1);
      case 'dd':
        return two(date.getUTCDate());
      case 'd':
        return String(date.getUTCDate());
      case 'HH':
        return two(hour);
      case 'H':
        return String(hour);
      case 'hh':
        return two(hour % 12 || 12);
      case 'h':
        return String(hour % 12 || 12);
      case 'mm':
        return two(date.getUTCMinutes());
      case 'ss':
        return two(date.getUTCSeconds());
      case 'a':
        return hour < 12 ? 'AM' : 'PM';
      case 'b':
        return hour < 12 ? '上午' : '下午';
    }
    if (/^f+$/.test(token)) return String(micros).padStart(6, '0').padEnd(9, '0').slice(0, token.length);
    return token.replace(/^['[]|['\]]$/g, '');
  };
  return tokensOf(pattern).map(write).join('');
}

/** The pattern in which most of the texts stand; ISO when none can be read. */
export function commonDatePattern(texts: readonly string[], order: DateOrder | null, isEpoch: boolean): string {
  const candidates = new Map<string, string>();
  const parsed = new Map<string, ParsedDate | null>();
  for (const text of texts) {
    const date = read(text, order, isEpoch);
    parsed.set(text, date);
    if (candidates.size < 24) for (const pattern of date?.patterns ?? []) candidates.set(pattern, pattern);
  }
  const best = commonest(texts, candidates, (text, pattern) => parsed.get(text)?.patterns.includes(pattern) ?? false);
  return best ?? 'yyyy-MM-dd HH:mm:ss';
}

/** What one step of the fast path reads. */
type Step = { readonly token: string; readonly byte: number };

/**
 * Reads dates or timestamps that stand mostly in one pattern. The value is wall-clock time: milliseconds since 1970 with
 * a fraction down to microseconds, or whole days for the type `date`. Instants (epoch numbers, texts with an offset)
 * are turned into the wall clock of the zone.
 */
export class DateReader implements CellReader {
  value = 0;
  reason = '';
  private readonly steps: readonly Step[] | null;
  private readonly isEpoch: boolean;
  private readonly offset: number | null;

  constructor(
    readonly format: string,
    private readonly order: DateOrder | null,
    private readonly isDate: boolean,
    private readonly zone: Zone | null,
  ) {
    this.isEpoch = format.startsWith('[epoch');
    this.offset = offsetOf(format);
    this.steps = this.offset === null ? stepsOf(format) : null;
  }

  text(value: number): string {
    const wall = this.isDate ? value * DAY_MS : value;
    if (this.offset === null || this.zone === null) return dateText(wall, this.format);
    return dateText(this.zone.instant(wall) + this.offset * 60_000, this.format);
  }

  read(bytes: Uint8Array, from: number, to: number): Verdict {
    if (this.steps !== null && this.readSteps(this.steps, bytes, from, to)) return this.finish(EXACT);
    const text = textOf(bytes, from, to);
    const date = read(text, this.order, this.isEpoch) ?? (this.isEpoch ? parseDate(text, this.order) : null);
    if (date === null) {
      this.reason = contradicts(text, this.order) ? 'date-order' : 'not-a-date';
      return REFUSED;
    }
    const isInstant = date.offset !== null && this.zone !== null;
    this.value = isInstant ? this.zone.wallClock(date.ms - date.offset * 60_000) : date.ms;
    const verdict = this.finish(EXACT);
    return verdict === EXACT && this.text(this.value) !== text ? INEXACT : verdict;
  }

  /** Days for the type `date`; a time of day that is lost that way has to be kept as text. */
  private finish(verdict: Verdict): Verdict {
    if (!this.isDate) return verdict;
    const days = Math.floor(this.value / DAY_MS);
    const isWhole = days * DAY_MS === this.value;
    this.value = days;
    return isWhole ? verdict : INEXACT;
  }

  /** Reads a cell that stands exactly in the pattern; false leaves it to the general reading. */
  private readSteps(steps: readonly Step[], bytes: Uint8Array, from: number, to: number): boolean {
    let year = 0;
    let month = 1;
    let day = 1;
    let seconds = 0;
    let at = from;
    for (const { token, byte } of steps) {
      if (token === '') {
        if (bytes[at++] !== byte) return false;
        continue;
      }
      const isBare = token.length === 1;
      const first = bytes[at]! - 0x30;
      if (!(first >= 0 && first <= 9)) return false;
      at++;
      let value = first;
      for (let i = 1; i < (isBare ? 2 : token.length); i++) {
        const digit = at < to ? bytes[at]! - 0x30 : -1;
        if (!(digit >= 0 && digit <= 9)) {
          if (isBare) break;
          return false;
        }
        if (isBare && first === 0) return false;
        value = value * 10 + digit;
        at++;
      }
      switch (token) {
        case 'yyyy':
          year = value;
          break;
        case 'MM':
        case 'M':
          month = value;
          break;
        case 'dd':
        case 'd':
          day = value;
          break;
        case 'HH':
        case 'H':
          if (value > 23) return false;
          seconds += value * 3600;
          break;
        case 'mm':
          if (value > 59) return false;
          seconds += value * 60;
          break;
        case 'ss':
          if (value > 59) return false;
          seconds += value;
          break;
      }
    }
    if (at !== to || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
    this.value = daysSince1970(year, month, day) * DAY_MS + seconds * 1000;
    return true;
  }
}

/** Whether a text is a numeric date in another order of day and month than the column's. */
const contradicts = (text: string, order: DateOrder | null) =>
  (['mdy', 'dmy'] as const).some((other) => other !== order && parseDate(text, other) !== null);

const FAST = /^(?:yyyy|MM?|dd?|HH?|mm|ss)$/;

/** The steps of the fast path, byte by byte; null for patterns with tokens it does not know. */
function stepsOf(pattern: string): readonly Step[] | null {
  const steps: Step[] = [];
  for (const token of tokensOf(pattern)) {
    if (FAST.test(token)) {
      steps.push({ token, byte: 0 });
    } else if (/^[a-zA-Z]+$/.test(token)) {
      return null;
    } else {
      for (const byte of new TextEncoder().encode(token.replace(/^'|'$/g, ''))) steps.push({ token: '', byte });
    }
  }
  return steps;
}
