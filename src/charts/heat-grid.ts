import { rect, text } from '@observablehq/plot';
import { pixels, tracks, type Cell } from './cells';
import type { ChartSpec } from './chart';
import { ink, inkOnSequence, sequence, stepOf, thresholdsOf } from './colours';
import { clip, textWidth, widest } from './measure';
import { press } from './press';

export interface HeatCell {
  /** Place from the left and from the bottom, from 0. */
  readonly column: number;
  readonly row: number;
  /** What the shade shows; NaN where nobody is: drawn dashed and empty. */
  readonly value: number;
  /** Written at the lower right: the number of people. */
  readonly text: string;
  /** Cells of the same region touch; between regions there is a gap. */
  readonly region: string;
}

export interface HeatWords {
  /** Labels along the bottom and up the side, each with its range. */
  readonly columns: readonly { readonly label: string; readonly note: string }[];
  readonly rows: readonly { readonly label: string; readonly note: string }[];
  /** Name and share of each region, written once into its first cell. */
  readonly regions: Readonly<Record<string, { readonly name: string; readonly share: string }>>;
  readonly columnName: string;
  readonly rowName: string;
  readonly textName: string;
  readonly regionName: string;
  /** What the shade means, with its unit. */
  readonly valueName: string;
  readonly format: (value: number) => string;
}

const cellHeight = 92;
/** Half of the gap between neighbouring cells of one region, and of two. */
const hairline = 0.5;
const border = 2.5;

/** A grid of cells shaded by a value, its named regions set apart by gaps rather than by more colours. */
export function heatGrid<Row extends HeatCell>(cells: readonly Row[], words: HeatWords): ChartSpec<Row> {
  const at = new Map(cells.map((cell) => [`${cell.column}/${cell.row}`, cell]));
  const regionAt = (column: number, row: number) => at.get(`${column}/${row}`)?.region;
  const filled = cells.map((cell) => cell.value).filter(Number.isFinite);
  const thresholds = [...new Set(thresholdsOf(filled))];
  const stepFor = (cell: Row) => stepOf(cell.value, thresholds);
  const isEmpty = (cell: Row) => !Number.isFinite(cell.value);
  const firsts = Object.keys(words.regions).flatMap((region) => {
    const own = cells.filter((cell) => cell.region === region);
    return own.toSorted((a, b) => b.row - a.row || a.column - b.column).slice(0, 1);
  });

  return {
    rows: cells,
    table: {
      columns: [words.columnName, words.rowName, words.regionName, words.textName, words.valueName],
      rows: cells.map((cell) => [
        words.columns[cell.column]?.label ?? '',
        words.rows[cell.row]?.label ?? '',
        words.regions[cell.region]?.name ?? '',
        cell.text,
        cell.value,
      ]),
    },
    plot(width) {
      const left = widest(words.rows.flatMap(({ label, note }) => [label, note])) + 12;
      const size = Math.min(120, (width - left) / Math.max(1, words.columns.length));
      const edges = tracks(words.columns.length, left, size);
      const levels = tracks(words.rows.length, 0, cellHeight);
      const down = (row: number) => words.rows.length - 1 - row;
      const gap = (cell: Row, dx: number, dy: number) => {
        const neighbour = regionAt(cell.column + dx, cell.row + dy);
        return neighbour === undefined ? 0 : neighbour === cell.region ? hairline : border;
      };
      const place = (cell: Row): Cell => ({
        x1: (edges[cell.column] ?? 0) + gap(cell, -1, 0),
        x2: (edges[cell.column + 1] ?? 0) - gap(cell, 1, 0),
        y1: (levels[down(cell.row)] ?? 0) + gap(cell, 0, 1),
        y2: (levels[down(cell.row) + 1] ?? 0) - gap(cell, 0, -1),
      });
      const bottom = levels[words.rows.length] ?? 0;
      const inkOf = (cell: Row) => (isEmpty(cell) ? ink.quiet : inkOnSequence(stepFor(cell)));
      const box = {
        x1: (cell: Row) => place(cell).x1,
        x2: (cell: Row) => place(cell).x2,
        y1: (cell: Row) => place(cell).y1,
        y2: (cell: Row) => place(cell).y2,
      };
      const legendTop = bottom + 50;
      return {
        ...pixels(Math.min(width, (edges.at(-1) ?? width) + 1), legendTop + 28),
        marks: [
          rect(cells, {
            ...box,
            fill: (cell: Row) => (isEmpty(cell) ? ink.canvas : sequence(stepFor(cell))),
            stroke: (cell: Row) => (isEmpty(cell) ? ink.axis : ink.canvas),
            strokeWidth: (cell: Row) => (isEmpty(cell) ? 1 : 0),
            strokeDasharray: '3 3',
            ...press(
              cells.map(
                (cell) =>
                  `${words.regions[cell.region]?.name ?? ''} ${words.columns[cell.column]?.label ?? ''} ${words.rows[cell.row]?.label ?? ''}: ${words.textName} ${cell.text}, ${words.valueName} ${words.format(cell.value)}`,
              ),
            ),
          }),
          text(firsts, {
            x: (cell: Row) => place(cell).x1 + 9,
            y: (cell: Row) => place(cell).y1 + 16,
            text: (cell: Row) => clip(words.regions[cell.region]?.name ?? '', size - 14),
            textAnchor: 'start',
            fontWeight: 600,
            fill: inkOf,
            pointerEvents: 'none',
          }),
          text(firsts, {
            x: (cell: Row) => place(cell).x1 + 9,
            y: (cell: Row) => place(cell).y1 + 33,
            text: (cell: Row) => words.regions[cell.region]?.share ?? '',
            textAnchor: 'start',
            fill: inkOf,
            pointerEvents: 'none',
          }),
          text(cells, {
            x: (cell: Row) => place(cell).x2 - 8,
            y: (cell: Row) => place(cell).y2 - 13,
            text: 'text',
            textAnchor: 'end',
            fill: inkOf,
            pointerEvents: 'none',
          }),
          text(words.columns, {
            x: (_: unknown, index: number) => ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2,
            y: bottom + 20,
            text: ({ label, note }: { label: string; note: string }) => `${label}\n${clip(note, size)}`,
            lineHeight: 1.35,
            fill: ink.quiet,
          }),
          text(words.rows, {
            x: left - 12,
            y: (_: unknown, index: number) => ((levels[down(index)] ?? 0) + (levels[down(index) + 1] ?? 0)) / 2,
            text: ({ label, note }: { label: string; note: string }) => `${label}\n${note}`,
            lineHeight: 1.35,
            textAnchor: 'end',
            fill: ink.quiet,
          }),
          ramp(thresholds, left, legendTop, words, width),
        ],
      };
    },
  };
}

/** The steps of the shade with the values between them. */
function ramp(thresholds: readonly number[], left: number, top: number, words: HeatWords, width: number) {
  const steps = Array.from({ length: thresholds.length + 1 }, (_, index) => index);
  const labels = thresholds.map(words.format);
  const size = Math.min(64, Math.max(34, widest(labels) + 8, 0));
  return [
    rect(steps, {
      x1: (step: number) => left + step * size,
      x2: (step: number) => left + (step + 1) * size - 1,
      y1: top,
      y2: top + 8,
      fill: (step: number) => sequence(step + 1),
    }),
    text(labels, {
      x: (_: string, index: number) => left + (index + 1) * size - 0.5,
      y: top + 19,
      fill: ink.quiet,
    }),
    text([words.valueName], {
      filter: () => left + steps.length * size + 12 + textWidth(words.valueName) <= width,
      x: left + steps.length * size + 10,
      y: top + 4,
      textAnchor: 'start',
      fill: ink.quiet,
    }),
  ];
}
