import type { PlotOptions } from '@observablehq/plot';

/** A rectangle in pixels. */
export interface Cell {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** Options for marks that are laid out in pixels by the chart itself: grids of cells with their own gaps. */
export const pixels = (width: number, height: number): PlotOptions => ({
  width,
  height,
  margin: 0,
  x: { type: 'identity', axis: null },
  y: { type: 'identity', axis: null },
});

/** Edges of `count` tracks of equal size from `start` on, rounded to whole pixels so that gaps look alike. */
export const tracks = (count: number, start: number, size: number): readonly number[] =>
  Array.from({ length: count + 1 }, (_, index) => Math.round(start + index * size));
