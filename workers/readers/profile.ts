import type { ColumnProfile, ImportQuestion, ProfileBar } from '../protocol';
import { dateText } from './date-patterns';
import { parseDate, parseEpoch } from './dates';
import { parseDuration } from './durations';
import { isMissingMark, isNullWord } from './nulls';
import { parseNumber } from './numbers';
import { inferType, type InferredType, type TextCounts } from './types';

const MAX_BARS = 8;
const MAX_BINS = 12;
const MAX_EXAMPLES = 5;
const MAX_EXAMPLE_LENGTH = 200;

export interface ProfiledColumn {
  readonly profile: ColumnProfile;
  /** The order of day and month, where the texts leave it open. */
  readonly question: ImportQuestion | null;
}

/** Describes a column by its sampled texts: type, how full, how many different, extremes, distribution. */
export function profileColumn(index: number, name: string, cells: readonly string[]): ProfiledColumn {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== '' && !isNullWord(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const inferred = inferType(counts, name);
  const values: Value[] = [];
  const hasValues = inferred.type !== 'text' && inferred.type !== 'boolean';
  let filled = 0;
  let misfits = 0;
  for (const [text, count] of counts) {
    filled += count;
    const value = valueOf(text, inferred);
    if (value !== null) values.push({ text, value, count });
    else if (hasValues && !isMissingMark(text)) misfits += count;
  }
  const extreme = (sign: number) =>
    values.length === 0 ? null : values.reduce((a, b) => (sign * b.value > sign * a.value ? b : a));
  const least = extreme(-1);
  const greatest = extreme(1);
  const profile: ColumnProfile = {
    index,
    name,
    type: inferred.type,
    dateOrder: inferred.dateOrder,
    ...(inferred.decimalMark === undefined ? {} : { decimalMark: inferred.decimalMark }),
    sampled: cells.length,
    filled,
    misfits,
    distinct: counts.size,
    examples: [...counts.keys()].slice(0, MAX_EXAMPLES).map((text) => text.slice(0, MAX_EXAMPLE_LENGTH)),
    minimum: least?.text ?? null,
    maximum: greatest?.text ?? null,
    bars:
      least === null || greatest === null || counts.size <= MAX_BARS
        ? topBars(counts)
        : bins(values, least.value, greatest.value, inferred),
  };
  return { profile, question: questionOf(index, inferred, counts) };
}

/** A text that has a place in an order, and how often it stands in the sample. */
interface Value {
  readonly text: string;
  readonly value: number;
  readonly count: number;
}

/** A number by which the texts of a column can be ordered; null for text. */
function valueOf(text: string, { type, dateOrder, decimalMark }: InferredType): number | null {
  switch (type) {
    case 'integer':
    case 'decimal':
      return parseNumber(text, decimalMark ?? '.')?.value ?? null;
    case 'date':
    case 'timestamp':
      return (parseDate(text, dateOrder ?? 'mdy') ?? parseEpoch(text))?.ms ?? null;
    case 'duration':
      return parseDuration(text);
    case 'boolean':
    case 'text':
      return null;
  }
}

function topBars(counts: ReadonlyMap<string, number>): ProfileBar[] {
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MAX_BARS)
    .map(([label, count]) => ({ label: label.slice(0, MAX_EXAMPLE_LENGTH), count }));
}

function bins(values: readonly Value[], from: number, to: number, { type }: InferredType): ProfileBar[] {
  const counts = new Array<number>(MAX_BINS).fill(0);
  const width = (to - from) / MAX_BINS || 1;
  for (const { value, count } of values) {
    counts[Math.min(MAX_BINS - 1, Math.floor((value - from) / width))]! += count;
  }
  const isTime = type === 'date' || type === 'timestamp';
  return counts.map((count, i) => {
    const bound = from + i * width;
    return { label: isTime ? dateText(bound, 'yyyy-MM-dd') : String(Number(bound.toPrecision(6))), count };
  });
}

/**
 * Asks for the order of day and month where the sample leaves it open; shown by the first date that differs. It is asked
 * even when none does (every date 5/5/2026): the rows behind the sample will.
 */
function questionOf(
  column: number,
  { dateOrder, type, ambiguous }: InferredType,
  counts: TextCounts,
): ImportQuestion | null {
  if (dateOrder !== null || (type !== 'date' && type !== 'timestamp')) return null;
  const text = ambiguous[0] ?? [...counts.keys()].find((cell) => parseDate(cell, 'mdy') !== null);
  if (text === undefined) return null;
  const reading = (order: 'mdy' | 'dmy') => ({
    value: order,
    sample: dateText(parseDate(text, order)?.ms ?? 0, 'yyyy-MM-dd'),
  });
  return {
    id: `date-order:${column}`,
    column,
    kind: 'date-order',
    readings: [reading('mdy'), reading('dmy')],
    affected: ambiguous.reduce((sum, cell) => sum + (counts.get(cell) ?? 0), 0),
  };
}
