import { rect, text } from '@observablehq/plot';
import { pixels, tracks } from './cells';
import type { ChartSpec } from './chart';
import { difference, ink, inkOnDifference } from './colours';
import { clip, twoLines, widest } from './measure';
import { press } from './press';

export interface ProfileCell {
  /** Index of the group (column) and of the feature (row). */
  readonly group: number;
  readonly feature: number;
  /** Difference of the group's mean from everybody's, in standard deviations of everybody. */
  readonly difference: number;
}

export interface ProfileWords {
  readonly groups: readonly { readonly label: string; readonly note: string }[];
  readonly features: readonly string[];
  readonly group: string;
  readonly feature: string;
  readonly difference: string;
  readonly format: (value: number) => string;
}

const rowHeight = 28;
const headHeight = 52;
/** Standard deviations per step of the shade: three steps reach 1.5. */
const perStep = 0.5;

/** Groups beside each other, features below each other: where each group lies above (teal) or below (ochre) the mean. */
export function profileGrid<Row extends ProfileCell>(cells: readonly Row[], words: ProfileWords): ChartSpec<Row> {
  const step = (cell: Row) => Math.round(cell.difference / perStep);
  return {
    rows: cells,
    table: {
      columns: [words.group, words.feature, words.difference],
      rows: cells.map((cell) => [
        words.groups[cell.group]?.label ?? '',
        words.features[cell.feature] ?? '',
        cell.difference,
      ]),
    },
    plot(width) {
      const left = Math.min(widest(words.features) + 12, width * 0.34);
      const size = Math.min(140, (width - left) / Math.max(1, words.groups.length));
      const columns = tracks(words.groups.length, left, size);
      const rows = tracks(words.features.length, headHeight, rowHeight);
      const middleOf = (edges: readonly number[], index: number) => ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2;
      return {
        ...pixels(Math.min(width, (columns.at(-1) ?? width) + 1), rows.at(-1) ?? headHeight),
        marks: [
          text(words.groups, {
            x: (_: unknown, index: number) => middleOf(columns, index),
            y: headHeight / 2 - 3,
            text: ({ label, note }: { label: string; note: string }) => `${twoLines(label, size - 4)}\n${note}`,
            title: ({ label }: { label: string }) => label,
            lineHeight: 1.3,
            fill: ink.normal,
          }),
          text(words.features, {
            x: 0,
            y: (_: string, index: number) => middleOf(rows, index),
            text: (label: string) => clip(label, left - 10),
            title: (label: string) => label,
            textAnchor: 'start',
            fill: ink.normal,
          }),
          rect(cells, {
            x1: (cell: Row) => columns[cell.group] ?? 0,
            x2: (cell: Row) => (columns[cell.group + 1] ?? 0) - 1,
            y1: (cell: Row) => rows[cell.feature] ?? 0,
            y2: (cell: Row) => (rows[cell.feature + 1] ?? 0) - 1,
            r: 2,
            fill: (cell: Row) => difference(step(cell)),
            ...press(
              cells.map(
                (cell) =>
                  `${words.groups[cell.group]?.label ?? ''}, ${words.features[cell.feature] ?? ''}: ${words.format(cell.difference)}`,
              ),
            ),
          }),
          text(cells, {
            x: (cell: Row) => middleOf(columns, cell.group),
            y: (cell: Row) => middleOf(rows, cell.feature),
            text: (cell: Row) => words.format(cell.difference),
            fill: (cell: Row) => inkOnDifference(step(cell)),
            pointerEvents: 'none',
          }),
        ],
      };
    },
  };
}
