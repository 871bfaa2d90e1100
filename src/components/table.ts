import type { Snippet } from 'svelte';

/** Of the width that fixed columns leave: at least so many pixels, and its part of the rest. */
export interface Share {
  readonly least: number;
  readonly share: number;
}

/** A column of a DataTable. The cell shows `cell`, else `text`, else the row's value as it is. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** Words behind the label, on hover: unit, definition, example. */
  readonly hint?: string;
  /** Numbers stand right, under each other. */
  readonly align?: 'start' | 'end';
  /** Pixels, or a share of what is left; a share of 1 without it. */
  readonly width?: number | Share;
  /** Value to sort by where the table sorts itself; `row[id]` without it. */
  readonly value?: (row: Row) => unknown;
  /** What the cell says. '' shows nothing, so say '—' for a missing value. */
  readonly text?: (row: Row) => string;
  /** Draws the cell where a word is not enough: chips, bars, pips. */
  readonly cell?: Snippet<[Row, Column<Row>]>;
  readonly sortable?: boolean;
  /** Heading over neighbouring columns of the same group: the layers of the base. */
  readonly group?: string;
  /** The name of the row. */
  readonly strong?: boolean;
  /** Grey: ids, secondary values. */
  readonly quiet?: boolean;
  /** Stays at the left edge while the others scroll; only for the first columns, and with a width in pixels. */
  readonly pinned?: boolean;
  /** Which parts of the cell's words a search found, as pairs of beginning and end. */
  readonly marks?: (text: string) => readonly (readonly [from: number, to: number])[];
  /** Distribution under the label: counts per bin of all rows, and of those that the filter kept. */
  readonly profile?: { readonly all: readonly number[]; readonly kept?: readonly number[]; readonly label: string };
  /** A second line under the label where there is no profile: `17 个可用`. */
  readonly note?: string;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** How the rows of a table are ticked: a column of boxes, and one in the head for all of them. */
export interface Ticks<Row> {
  readonly isTicked: (row: Row) => boolean;
  /** With `isRange` up to here from the last one. */
  readonly ontick: (row: Row, index: number, isRange: boolean) => void;
  readonly onall: (isTicked: boolean) => void;
  readonly all: 'none' | 'some' | 'all';
  readonly label: string;
  readonly labelOf: (row: Row) => string;
}

/** Runs of neighbouring columns under one heading. */
export interface ColumnGroup {
  readonly label: string;
  readonly span: number;
  readonly start: number;
}

export function groupsOf<Row>(columns: readonly Column<Row>[]): readonly ColumnGroup[] {
  const groups: { label: string; span: number; start: number }[] = [];
  for (const [index, column] of columns.entries()) {
    const label = column.group ?? '';
    const last = groups.at(-1);
    if (last && last.label === label) last.span += 1;
    else groups.push({ label, span: 1, start: index });
  }
  return groups.some((group) => group.label !== '') ? groups : [];
}

/** Width of the column of boxes, in pixels. */
export const tickWidth = 28;

/** Where the pinned columns stand from the left edge, in pixels; nothing for the others. */
export function pinnedLefts<Row>(columns: readonly Column<Row>[], before: number): readonly (number | undefined)[] {
  let left = before;
  return columns.map(({ pinned, width }) => {
    if (!pinned) return undefined;
    const mine = left;
    left += typeof width === 'number' ? width : 0;
    return mine;
  });
}

/** A text in pieces, those that a search found marked. */
export function piecesOf(
  text: string,
  marks: readonly (readonly [number, number])[],
): readonly { readonly text: string; readonly isFound: boolean }[] {
  const pieces: { text: string; isFound: boolean }[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), isFound: false });
    pieces.push({ text: text.slice(from, to), isFound: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isFound: false });
  return pieces;
}

const usualShare: Share = { least: 88, share: 1 };

/** The columns as tracks of a CSS grid. */
export function tracksOf<Row>(columns: readonly Column<Row>[]): string {
  return columns
    .map(({ width = usualShare }) =>
      typeof width === 'number' ? `${width}px` : `minmax(${width.least}px, ${width.share}fr)`,
    )
    .join(' ');
}

/** Pixels the columns need; below that the table scrolls sideways. */
export function leastWidthOf<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, { width = usualShare }) => sum + (typeof width === 'number' ? width : width.least), 0);
}

export function valueOf<Row>(column: Column<Row>, row: Row): unknown {
  return column.value ? column.value(row) : (row as Record<string, unknown>)[column.id];
}

export function textOf<Row>(column: Column<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const value = valueOf(column, row);
  return value === null || value === undefined ? '—' : String(value);
}

/** Rows in the order of a sort; missing values last whichever way, equal ones as they came. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const column = sort && columns.find((candidate) => candidate.id === sort.column);
  if (!sort || !column) return rows;
  const sign = sort.descending ? -1 : 1;
  const isMissing = (value: unknown) => value === null || value === undefined || Number.isNaN(value);
  return rows
    .map((row) => ({ row, value: valueOf(column, row) }))
    .toSorted((a, b) => {
      if (isMissing(a.value) || isMissing(b.value)) return Number(isMissing(a.value)) - Number(isMissing(b.value));
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}
