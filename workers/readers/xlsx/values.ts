import { dayText as calendarDay } from '../dates';

/**
 * What a number in a sheet stands for, by the number format of its cell. A spreadsheet keeps dates as days since its
 * epoch, and only the format tells them from other numbers.
 */
export type NumberKind = 'number' | 'date' | 'timestamp' | 'time' | 'elapsed';

const DAY_MS = 86_400_000;
/** 9999-12-31 in the epoch of 1900: greater numbers are no dates. */
const LAST_DAY = 2_958_465;
/** Days between the two epochs, 1900 and 1904. */
const EPOCH_1904 = 1462;

/** Built-in formats that are dates; those from 27 on are so in Chinese, Japanese and Korean Excel. */
function builtInKind(id: number): NumberKind {
  if (id === 22) return 'timestamp';
  if (id === 46) return 'elapsed';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return 'time';
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return 'date';
  return (id >= 50 && id <= 54) || id === 57 || id === 58 ? 'date' : 'number';
}

/** What a cell with this number format holds; `code` is the format's text where the workbook defines it. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtInKind(id);
  const [positive = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return 'elapsed';
  const plain = positive.replace(/\[[^\]]*\]|AM\/PM|A\/P|上午\/下午|General/gi, '');
  const hasTime = /[hs]/i.test(plain);
  const hasDate = /[yd]/i.test(plain) || (/m/i.test(plain) && !hasTime);
  if (hasDate) return hasTime ? 'timestamp' : 'date';
  return hasTime ? 'time' : 'number';
}

/**
 * A serial as text: `2024-03-05`, `2024-03-05 08:30:00`, `08:30:00`, `27:15:00`. All in whole milliseconds of days
 * without a zone, so that no clock of a machine moves a date. The day 60 of the epoch of 1900, which Excel calls
 * 1900-02-29, and day 0 stay what Excel shows, and no date reads from them. Null where the number is no such value.
 */
export function serialText(serial: number, kind: NumberKind, is1904: boolean): string | null {
  if (!(serial >= 0) || serial > LAST_DAY + 1) return null;
  let days = Math.floor(serial);
  let ms = Math.round((serial - days) * DAY_MS);
  if (ms === DAY_MS) {
    days += 1;
    ms = 0;
  }
  if (kind === 'elapsed') return timeText(days * DAY_MS + ms);
  if (kind === 'time' && days === 0) return timeText(ms);
  if (days === 0 && !is1904) return ms === 0 ? '1900-01-00' : timeText(ms);
  const date = dayText(is1904 ? days + EPOCH_1904 : days);
  return kind === 'date' && ms === 0 ? date : `${date} ${timeText(ms)}`;
}

/** Days are many and repeat: the last ones are remembered. */
const dayTexts = new Map<number, string>();

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = day === 60 ? '1900-02-29' : calendarDay(day < 60 ? day - 25_568 : day - 25_569);
  if (dayTexts.size > 20_000) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = ms - seconds * 1000;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? clock : `${clock}.${String(rest).padStart(3, '0')}`;
}

/** Whole numbers from here on have lost digits when Excel stored them: it keeps fifteen. */
export const isRounded = (text: string): boolean => /^-?\d{16,}$/.test(text);

/**
 * A number as a sheet stores it, as plain digits: `1.10101199003071E+17` is 110101199003071000, `1E-3` is 0.001, and
 * `1234.5599999999999`, the nearest double to 1234.56, is that. Nothing is rounded that the file had.
 */
export function plainNumber(text: string): string {
  const match = /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d{1,3}))?$/i.exec(text.trim());
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (digits === '' || point > 40 || point < -40) return text;
  if (point >= digits.length || /^0*$/.test(digits.slice(Math.max(0, point)))) {
    const integer = digits
      .slice(0, Math.max(0, point))
      .padEnd(point, '0')
      .replace(/^0+(?=\d)/, '');
    return (sign === '-' && /[1-9]/.test(integer) ? '-' : '') + (integer || '0');
  }
  // The shortest text of the double, with its digits moved behind the point where JavaScript would write an exponent.
  const [mantissa = '', power] = String(Math.abs(Number(text))).split('e-');
  const shortest = power === undefined ? mantissa : `0.${'0'.repeat(Number(power) - 1)}${mantissa.replace('.', '')}`;
  return sign === '-' ? `-${shortest}` : shortest;
}
