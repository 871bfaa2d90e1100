import { textOf } from './bytes';
import { EXACT, INEXACT, REFUSED, commonest, type CellReader, type Verdict } from './cell';

const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.\d{1,3})?$/;
const UNITS =
  /^(?:(\d+(?:\.\d+)?)\s*(?:天|日|d|days?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:小时|时|h|hours?|hrs?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:分钟|分|m|mins?|minutes?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:秒钟|秒|s|secs?|seconds?))?$/i;
const PLAIN = /^\d+(?:\.\d+)?$/;

/** How a column writes durations: plain seconds, clocks, or Chinese units. */
const FORMATS = ['s', 'm:ss', 'mm:ss', 'H:mm:ss', 'HH:mm:ss', '分秒', '时分秒'] as const;
type DurationFormat = (typeof FORMATS)[number];

/** Seconds in a duration: `225`, `3:45` (minutes and seconds), `1:02:03`, `3分20秒`, `1h 20m`; null for anything else. */
export function parseDuration(text: string): number | null {
  const plain = text.trim();
  if (PLAIN.test(plain)) return Number(plain);
  const clock = CLOCK.exec(plain);
  if (clock !== null) {
    const [, hours, minutes = '', rest = ''] = clock;
    if (Number(rest) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
    const fraction = /\.\d+$/.exec(plain)?.[0] ?? '';
    return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest + fraction);
  }
  const units = plain === '' ? null : UNITS.exec(plain);
  if (units === null) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = units;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Whether a text is a duration by its form alone; `3:45` may be a time of day, and a number may be anything. */
export const hasDurationForm = (text: string): boolean =>
  !PLAIN.test(text.trim()) && !/^\d{1,4}:\d{2}(?:\.\d+)?$/.test(text.trim()) && parseDuration(text) !== null;

/** Writes seconds in a format. */
export function durationText(value: number, format: string): string {
  const hours = Math.floor(value / 3600);
  const minutes = Math.floor(value / 60) % 60;
  const seconds = value % 60;
  const two = (part: number) => String(part).padStart(2, '0');
  switch (format as DurationFormat) {
    case 's':
      return String(value);
    case 'm:ss':
      return `${hours * 60 + minutes}:${two(seconds)}`;
    case 'mm:ss':
      return `${two(hours * 60 + minutes)}:${two(seconds)}`;
    case 'H:mm:ss':
      return `${hours}:${two(minutes)}:${two(seconds)}`;
    case 'HH:mm:ss':
      return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
    case '分秒':
      return `${hours * 60 + minutes}分${seconds}秒`;
    case '时分秒':
      return `${hours}小时${minutes}分${seconds}秒`;
  }
}

/** The format in which most of the texts stand. */
export function commonDurationFormat(texts: readonly string[]): string {
  const candidates = new Map<string, string>(FORMATS.map((format) => [format, format]));
  const writes = (text: string, format: string) => {
    const seconds = parseDuration(text);
    return seconds !== null && durationText(seconds, format) === text;
  };
  return commonest(texts, candidates, writes) ?? 's';
}

/** Reads durations; the value is seconds. */
export class DurationReader implements CellReader {
  value = 0;
  reason = 'not-a-duration';

  constructor(readonly format: string) {}

  text(value: number): string {
    return durationText(value, this.format);
  }

  read(bytes: Uint8Array, from: number, to: number): Verdict {
    const text = textOf(bytes, from, to);
    const seconds = parseDuration(text);
    if (seconds === null) return REFUSED;
    this.value = seconds;
    return this.text(seconds) === text ? EXACT : INEXACT;
  }
}
