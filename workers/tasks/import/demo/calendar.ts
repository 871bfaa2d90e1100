import type { Random } from '../../../algorithms/random';

/*
 * Time inside the generator is a whole number of minutes since 2025-01-01 00:00 on the company's wall clock; no clock
 * and no time zone take part, so the same seed gives the same bytes everywhere.
 */

/** First and last day of the demo's period, as days since 2025-01-01: 2025-01-01 … 2026-06-30. */
export const firstDay = 0;
export const lastDay = 545;

/** The exports were drawn on the last day at 18:22; nothing that really happened is later than 18:00. */
export const lastMinute = lastDay * 1440 + 18 * 60;

const epochDays = 20089; // days from 1970-01-01 to 2025-01-01

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Calendar date of a day number (Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
export function civil(dayNumber: number): CivilDate {
  const z = dayNumber + epochDays + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(dayNumber: number): number {
  return (((dayNumber + epochDays + 4) % 7) + 7) % 7;
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** `2025-03-08` */
export function isoDate(dayNumber: number): string {
  const { year, month, day } = civil(dayNumber);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The dates of the period written once: they are wanted a quarter of a million times. */
const periodDates = Array.from({ length: lastDay + 1 }, (_, day) => isoDate(day));

/** `2025/3/8`, as Excel shows a date in Chinese. */
export function slashDate(dayNumber: number): string {
  const { year, month, day } = civil(dayNumber);
  return `${year}/${month}/${day}`;
}

/** `2025-03-08 19:05:42`; the second is derived from the minute, for looks. */
export function isoTime(minute: number): string {
  const second = (Math.imul(minute, 2654435761) >>> 8) % 60;
  const day = Math.floor(minute / 1440);
  return `${periodDates[day] ?? isoDate(day)} ${clock(minute)}:${two(second)}`;
}

/** `3/8/2025 19:05`, as an American survey platform writes it. */
export function americanTime(minute: number): string {
  const { year, month, day } = civil(Math.floor(minute / 1440));
  return `${month}/${day}/${year} ${clock(minute)}`;
}

function clock(minute: number): string {
  const ofDay = ((minute % 1440) + 1440) % 1440;
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** Weights of the 24 hours: people at their phones, and people at counters and in call centres. */
const profiles = {
  leisure: [3, 2, 1, 1, 1, 1, 3, 6, 8, 8, 8, 9, 12, 11, 8, 7, 7, 9, 12, 15, 17, 16, 12, 7],
  office: [0, 0, 0, 0, 0, 0, 0, 0, 4, 14, 16, 12, 5, 7, 13, 14, 12, 9, 4, 2, 1, 0, 0, 0],
} as const;

const cumulated = {
  leisure: cumulate(profiles.leisure),
  office: cumulate(profiles.office),
};

function cumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, hour) => (sums[hour] = sum += weight));
  return sums;
}

export type DayRhythm = keyof typeof profiles;

/** A minute of the given day, by the hours at which such events happen; never later than the export. */
export function minuteOn(random: Random, dayNumber: number, rhythm: DayRhythm): number {
  const sums = cumulated[rhythm];
  const target = random.next() * sums[23]!;
  let hour = 0;
  while (sums[hour]! <= target) hour++;
  const minute = dayNumber * 1440 + hour * 60 + random.below(60);
  return minute <= lastMinute ? minute : lastMinute - random.below(9 * 60);
}
