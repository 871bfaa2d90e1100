/**
 * Dates and times of the wall clock as ISO 8601 text, from the engine's integers. Written out because the engine's
 * range (to the year 290,000) is wider than that of Date, and because it has an infinity at either end.
 */

const lastDay = 2_147_483_647;

/** Days since 1970-01-01 as `YYYY-MM-DD`. Proleptic Gregorian; years before 0 and after 9999 carry a sign. */
export function isoDate(days: number): string {
  if (days >= lastDay) return 'infinity';
  if (days <= -lastDay) return '-infinity';
  // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${isoYear(year)}-${two(month)}-${two(day)}`;
}

const isoYear = (year: number): string => {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return year < 0 ? `-${digits.padStart(6, '0')}` : year > 9999 ? `+${digits.padStart(6, '0')}` : digits;
};

const two = (number: number | bigint): string => String(number).padStart(2, '0');

const lastTick = 9_223_372_036_854_775_807n;

/** Ticks since 1970-01-01T00:00 as `YYYY-MM-DDTHH:MM:SS[.fraction]`, without a zone. */
export function isoTimestamp(ticks: bigint, perSecond: bigint): string {
  if (ticks >= lastTick) return 'infinity';
  if (ticks <= -lastTick) return '-infinity';
  const seconds = ticks / perSecond;
  // Whole seconds, as most are, in plain numbers: big ones take several times as long.
  if (ticks >= 0n && seconds * perSecond === ticks) return wholeSeconds(Number(seconds));
  const perDay = perSecond * 86_400n;
  const remainder = ((ticks % perDay) + perDay) % perDay;
  return `${isoDate(Number((ticks - remainder) / perDay))}T${isoTime(remainder, perSecond)}`;
}

function wholeSeconds(since1970: number): string {
  const day = Math.floor(since1970 / 86_400);
  const rest = since1970 - day * 86_400;
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor(rest / 60) - hours * 60;
  return `${isoDate(day)}T${two(hours)}:${two(minutes)}:${two(rest % 60)}`;
}

/** Ticks since midnight as `HH:MM:SS[.fraction]`. */
export function isoTime(ticks: bigint, perSecond: bigint): string {
  const seconds = ticks / perSecond;
  const fraction = ticks % perSecond;
  const digits = String(perSecond).length - 1;
  const tail = fraction === 0n ? '' : `.${String(fraction).padStart(digits, '0').replace(/0+$/, '')}`;
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${tail}`;
}
