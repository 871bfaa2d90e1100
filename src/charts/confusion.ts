import { rect, text } from '@observablehq/plot';
import { pixels, tracks, type Cell } from './cells';
import type { ChartSpec } from './chart';
import { difference, ink, inkOnDifference, inkOnSequence, sequence } from './colours';
import { clip, textWidth, twoLines, widest } from './measure';
import { press } from './press';

export interface ConfusionCell {
  /** Index of the class by hand (row) and by the model (column). */
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
  /** Share of the row. */
  readonly share: number;
}

export interface ConfusionWords {
  readonly actual: string;
  readonly predicted: string;
  readonly count: string;
  readonly n: string;
  readonly recall: string;
  readonly precision: string;
  readonly integer: (value: number) => string;
  /** The cell whose texts are listed. */
  readonly selected?: { readonly actual: number; readonly predicted: number };
}

const cellHeight = 32;
const oneLineHeight = 26;
const twoLineHeight = 34;
/** Shares of a row above which a mistake is shaded, and shaded strongly: below, it is what any model makes. */
const noteworthy = 0.04;
const serious = 0.08;

/**
 * The confusion matrix: rows by hand, columns by the model; teal is right, ochre is wrong, shade is the share of the
 * row. `counts[actual][predicted]`. Precision stands below, n and recall at the right, both in per cent.
 */
export function confusion(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  words: ConfusionWords,
): ChartSpec<ConfusionCell> {
  const k = classes.length;
  const count = (actual: number, predicted: number) => counts[actual]?.[predicted] ?? 0;
  const sum = (of: (index: number) => number) => classes.reduce((total, _, index) => total + of(index), 0);
  const rowSums = classes.map((_, actual) => sum((predicted) => count(actual, predicted)));
  const columnSums = classes.map((_, predicted) => sum((actual) => count(actual, predicted)));
  const rate = (part: number, whole: number) => (whole === 0 ? '—' : String(Math.round((100 * part) / whole)));

  const cells = classes.flatMap((_, actual) =>
    classes.map((__, predicted): ConfusionCell => {
      const whole = rowSums[actual] ?? 0;
      return { actual, predicted, count: count(actual, predicted), share: whole && count(actual, predicted) / whole };
    }),
  );
  const isRight = (cell: ConfusionCell) => cell.actual === cell.predicted;
  const step = (cell: ConfusionCell) => Math.min(7, 1 + Math.floor(cell.share * 7));
  const wrong = (cell: ConfusionCell) => (cell.share >= serious ? -2 : cell.share >= noteworthy ? -1 : 0);

  return {
    rows: cells,
    table: {
      columns: [words.actual, words.predicted, words.count],
      rows: cells.map((cell) => [classes[cell.actual] ?? '', classes[cell.predicted] ?? '', cell.count]),
    },
    plot(width) {
      const left = widest([...classes, words.precision], Math.max(56, width * 0.22)) + 10;
      const right = widest([words.n, ...rowSums.map(words.integer)]) + widest([words.recall, '100']) + 26;
      const size = Math.min(64, Math.max(18, (width - left - right) / Math.max(1, k)));
      const names = classes.map((label) => twoLines(label, size - 2));
      const isHigh = names.some((name) => name.includes('\n'));
      const headHeight = isHigh ? twoLineHeight : oneLineHeight;
      const columns = tracks(k, left, size);
      const rows = tracks(k, headHeight, cellHeight);
      const place = ({ actual, predicted }: ConfusionCell): Cell => ({
        x1: columns[predicted] ?? 0,
        x2: (columns[predicted + 1] ?? 0) - 1,
        y1: rows[actual] ?? 0,
        y2: (rows[actual + 1] ?? 0) - 1,
      });
      const end = columns[k] ?? left;
      const bottom = rows[k] ?? headHeight;
      const middle = (index: number) => headHeight + (index + 0.5) * cellHeight;
      const fits = (cell: ConfusionCell) => textWidth(words.integer(cell.count)) <= size - 2;
      const chosen = cells.filter(
        (cell) => cell.actual === words.selected?.actual && cell.predicted === words.selected.predicted,
      );
      const numbers = (side: 'n' | 'recall') =>
        text(classes, {
          x: side === 'n' ? end + widest([words.n, ...rowSums.map(words.integer)]) + 8 : end + right - 4,
          y: (_: string, index: number) => middle(index),
          text: (_: string, index: number) =>
            side === 'n' ? words.integer(rowSums[index] ?? 0) : rate(count(index, index), rowSums[index] ?? 0),
          textAnchor: 'end',
          fill: side === 'n' ? ink.quiet : ink.strong,
        });
      return {
        ...pixels(Math.min(width, end + right), bottom + 28),
        marks: [
          text(classes, {
            x: (_: string, index: number) => ((columns[index] ?? 0) + (columns[index + 1] ?? 0)) / 2,
            y: headHeight / 2,
            text: (_: string, index: number) => names[index] ?? '',
            lineHeight: isHigh ? 1.15 : 1,
            title: (label: string) => label,
            fill: ink.normal,
          }),
          text(classes, {
            x: 0,
            y: (_: string, index: number) => middle(index),
            text: (label: string) => clip(label, left - 8),
            title: (label: string) => label,
            textAnchor: 'start',
            fill: ink.normal,
          }),
          rect(cells, {
            x1: (cell: ConfusionCell) => place(cell).x1,
            x2: (cell: ConfusionCell) => place(cell).x2,
            y1: (cell: ConfusionCell) => place(cell).y1,
            y2: (cell: ConfusionCell) => place(cell).y2,
            r: 2,
            fill: (cell: ConfusionCell) => (isRight(cell) ? sequence(step(cell)) : difference(wrong(cell))),
            fillOpacity: (cell: ConfusionCell) => (cell.count === 0 ? 0.4 : 1),
            ...press(
              cells.map(
                (cell) =>
                  `${words.actual} ${classes[cell.actual]}, ${words.predicted} ${classes[cell.predicted]}: ${words.integer(cell.count)}`,
              ),
            ),
          }),
          rect(chosen, {
            x1: (cell: ConfusionCell) => place(cell).x1 - 1,
            x2: (cell: ConfusionCell) => place(cell).x2 + 1,
            y1: (cell: ConfusionCell) => place(cell).y1 - 1,
            y2: (cell: ConfusionCell) => place(cell).y2 + 1,
            r: 3,
            fill: 'none',
            stroke: 'var(--focus)',
            strokeWidth: 2,
            pointerEvents: 'none',
          }),
          text(cells, {
            filter: fits,
            x: (cell: ConfusionCell) => (place(cell).x1 + place(cell).x2) / 2,
            y: (cell: ConfusionCell) => (place(cell).y1 + place(cell).y2) / 2,
            text: (cell: ConfusionCell) => words.integer(cell.count),
            fill: (cell: ConfusionCell) =>
              cell.count === 0 ? ink.quiet : isRight(cell) ? inkOnSequence(step(cell)) : inkOnDifference(wrong(cell)),
            pointerEvents: 'none',
          }),
          text([words.n], {
            x: end + widest([words.n, ...rowSums.map(words.integer)]) + 8,
            y: headHeight / 2,
            textAnchor: 'end',
            fill: ink.quiet,
          }),
          text([words.recall], { x: end + right - 4, y: headHeight / 2, textAnchor: 'end', fill: ink.quiet }),
          numbers('n'),
          numbers('recall'),
          text([words.precision], { x: 0, y: bottom + 14, textAnchor: 'start', fill: ink.normal }),
          text(classes, {
            x: (_: string, index: number) => ((columns[index] ?? 0) + (columns[index + 1] ?? 0)) / 2,
            y: bottom + 14,
            text: (_: string, index: number) => rate(count(index, index), columnSums[index] ?? 0),
            fill: ink.strong,
          }),
        ],
      };
    },
  };
}
