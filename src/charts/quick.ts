import type { ChartSpec } from './chart';
import { bars } from './bars';
import { curve } from './curve';
import { scatter } from './scatter';

/** A column of any table, with what its values are. */
export interface QuickColumn {
  readonly name: string;
  readonly kind: 'number' | 'time' | 'category';
}

export type QuickKind = 'line' | 'bars' | 'dots';

export interface QuickChoice {
  readonly x: string;
  readonly y: string;
  readonly kind: QuickKind;
}

/** Bars beyond these are not compared any more. */
const mostBars = 20;
/** Points a drawing can still tell apart. */
const mostPoints = 2000;

/**
 * What fits two columns: a number over time is a line, a number per category bars, two numbers dots. Null where the
 * table has no number to draw.
 */
export function suggestChart(columns: readonly QuickColumn[]): QuickChoice | null {
  const numbers = columns.filter(({ kind }) => kind === 'number');
  const [y] = numbers;
  if (!y) return null;
  const time = columns.find(({ kind }) => kind === 'time');
  const category = columns.find(({ kind }) => kind === 'category');
  if (time) return { x: time.name, y: y.name, kind: 'line' };
  if (category) return { x: category.name, y: y.name, kind: 'bars' };
  return numbers[1] ? { x: y.name, y: numbers[1].name, kind: 'dots' } : null;
}

interface QuickFormats {
  readonly number: (value: number) => string;
  readonly date: (value: number) => string;
}

/** Draws two columns of a table. Rows without a number are left out; bars keep the twenty largest. */
export function quickChart(
  choice: QuickChoice,
  columns: readonly QuickColumn[],
  rows: readonly Readonly<Record<string, unknown>>[],
  formats: QuickFormats,
): ChartSpec<unknown> {
  const { x, y, kind } = choice;
  const isTime = columns.find(({ name }) => name === x)?.kind === 'time';
  const drawn = rows
    .filter((row) => typeof row[y] === 'number' && row[x] !== null && row[x] !== undefined)
    .map((row) => ({
      label: String(row[x]),
      at: isTime ? Date.parse(`${String(row[x])}`) : Number(row[x]),
      value: Number(row[y]),
    }));
  if (kind === 'bars') {
    const largest = drawn.filter(({ value }) => value >= 0).toSorted((a, b) => b.value - a.value);
    const shown = largest.slice(0, mostBars).map(({ label, value }) => ({ label, value, text: formats.number(value) }));
    return bars(shown, { label: x, value: y });
  }
  const points = drawn
    .filter(({ at }) => Number.isFinite(at))
    .slice(0, mostPoints)
    .map(({ at, value }) => ({ x: at, y: value, group: 0 }));
  const formatX = isTime ? formats.date : formats.number;
  if (kind === 'line') {
    return curve(
      points.toSorted((a, b) => a.x - b.x),
      { x, y, format: formats.number, formatX, height: 260 },
    );
  }
  return scatter(points, { x, y, group: '', groups: [''], formatX, formatY: formats.number });
}
