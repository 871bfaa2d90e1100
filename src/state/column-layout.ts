import { layers } from '../lib/core/layers';
import type { BaseColumn } from '../lib/data/segments';

/** What the user decided about one column of the table of customers. */
interface ColumnChoice {
  readonly isShown?: boolean;
  readonly isPinned?: boolean;
  /** Pixels. */
  readonly width?: number;
}

/** How the columns of the table of customers stand: plain data, kept with the project. */
export interface ColumnLayout {
  /** Names in the order the user gave them; empty while nobody moved one. */
  readonly order: readonly string[];
  /** By name, as pairs: a user's own name is never a key. */
  readonly choices: readonly (readonly [string, ColumnChoice])[];
}

export const plainLayout: ColumnLayout = { order: [], choices: [] };

/** Columns shown before the user chooses: enough to know a customer, and beside the tags they fit a laptop. */
const shownAtFirst = new Set([
  ...['customer_id', 'name', 'city', 'age', 'membership'],
  ...['recency_days', 'orders', 'amount_total'],
]);

const choiceOf = ({ choices }: ColumnLayout, name: string): ColumnChoice | undefined =>
  choices.find(([own]) => own === name)?.[1];

/** The tag an analysis is named for is shown unless hidden, its details (`channel-preference:APP`) when chosen. */
export function isShown(layout: ColumnLayout, { name, kind }: BaseColumn): boolean {
  const isFirst = kind === 'tag' ? !name.includes(':') : shownAtFirst.has(name);
  return choiceOf(layout, name)?.isShown ?? isFirst;
}

/** The first column, by which one knows the row, is pinned until the user unpins it. */
export const isPinned = (layout: ColumnLayout, { name }: BaseColumn): boolean =>
  choiceOf(layout, name)?.isPinned ?? name === 'customer_id';

export const widthOf = (layout: ColumnLayout, name: string): number | undefined => choiceOf(layout, name)?.width;

/** The layout with one more decision about a column. */
export const withChoice = (layout: ColumnLayout, name: string, choice: ColumnChoice): ColumnLayout => ({
  ...layout,
  choices: [
    ...layout.choices.filter(([own]) => own !== name),
    [name, { ...choiceOf(layout, name), ...choice }] as const,
  ],
});

/**
 * The columns in their order: the pinned ones first, then the order the user gave, else the order of the five layers.
 * Columns that came later stand at the end of their kind.
 */
export function arranged(layout: ColumnLayout, columns: readonly BaseColumn[]): readonly BaseColumn[] {
  const byLayer = columns.toSorted((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer));
  const place = new Map(layout.order.map((name, at) => [name, at]));
  const own = byLayer.toSorted((a, b) => (place.get(a.name) ?? Infinity) - (place.get(b.name) ?? Infinity) || 0);
  const ordered = layout.order.length > 0 ? own : byLayer;
  return [
    ...ordered.filter((column) => isPinned(layout, column)),
    ...ordered.filter((column) => !isPinned(layout, column)),
  ];
}

/** The layout with a column moved to the place of another, among all columns. */
export function moved(
  layout: ColumnLayout,
  columns: readonly BaseColumn[],
  name: string,
  target: string,
): ColumnLayout {
  const names = arranged(layout, columns).map((column) => column.name);
  const from = names.indexOf(name);
  const to = names.indexOf(target);
  if (from < 0 || to < 0 || from === to) return layout;
  return { ...layout, order: names.toSpliced(from, 1).toSpliced(to, 0, name) };
}
