import { barX, text, type Markish } from '@observablehq/plot';
import { ink } from './colours';
import { clip, widest } from './measure';
import { press } from './press';

/** Width of the column of labels at the left of a chart of rows: as its words, at most two fifths of the chart. */
export const labelWidth = (labels: readonly string[], width: number): number =>
  Math.ceil(Math.min(widest(labels) + 14, Math.max(64, width * 0.4)));

/** Bars longer than this compare no better and weigh more. */
const widestChart = 560;

/** The width a chart of bars takes of the width it is given. */
export const barsWidth = (width: number): number => Math.min(width, widestChart);

interface RowsLayout {
  readonly labels: readonly string[];
  /** What a row says when it is read aloud. */
  readonly spoken: readonly string[];
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly domain: readonly [number, number];
  readonly strong?: (row: number) => boolean;
}

/** The ground of a chart of rows: a band per row that can be pressed over its whole width, and its label. */
export function rowGround({ labels, spoken, marginLeft, marginRight, domain, strong }: RowsLayout): Markish[] {
  const indices = labels.map((_, row) => row);
  return [
    barX(indices, {
      x1: () => domain[0],
      x2: () => domain[1],
      y: (row: number) => row,
      insetLeft: -marginLeft,
      insetRight: -marginRight,
      fill: 'transparent',
      ...press(spoken),
    }),
    ...[false, true].map((isStrong) =>
      text(indices, {
        filter: (row: number) => (strong?.(row) ?? false) === isStrong,
        y: (row: number) => row,
        text: (row: number) => clip(labels[row] ?? '', marginLeft - 10),
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: -marginLeft,
        fill: ink.strong,
        fontWeight: isStrong ? 600 : 400,
        pointerEvents: 'none',
      }),
    ),
  ];
}

/** Scale of the rows: one band each, in their order, without padding. */
export const rowScale = (count: number) => ({
  y: { type: 'band' as const, domain: Array.from({ length: count }, (_, row) => row), axis: null, padding: 0 },
});

/** Insets that leave a bar of `thickness` in a band, its centre moved by `shift`. */
export const barInsets = (band: number, thickness: number, shift = 0) => ({
  insetTop: (band - thickness) / 2 + shift,
  insetBottom: (band - thickness) / 2 - shift,
});
