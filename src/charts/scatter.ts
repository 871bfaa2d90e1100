import { axisX, axisY, dot, gridX, gridY, text } from '@observablehq/plot';
import type { ChartSpec } from './chart';
import { category, ink } from './colours';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Index of the group; its colour stays the same wherever the group is drawn. */
  readonly group: number;
}

export interface ScatterWords {
  readonly groups: readonly string[];
  readonly group: string;
  readonly x: string;
  readonly y: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  readonly height?: number;
}

/** A sample of rows as points, coloured by group, each group named at its middle. Give it at most some thousands. */
export function scatter<Point extends ScatterPoint>(points: readonly Point[], words: ScatterWords): ChartSpec<Point> {
  const groups = [...new Set(points.map((point) => point.group))].toSorted((a, b) => a - b);
  const middles = groups.map((group) => {
    const own = points.filter((point) => point.group === group);
    return { group, x: median(own.map((point) => point.x)), y: median(own.map((point) => point.y)) };
  });
  type Middle = (typeof middles)[number];
  return {
    rows: points,
    table: {
      columns: [words.group, words.x, words.y],
      rows: points.map((point) => [words.groups[point.group] ?? '', point.x, point.y]),
    },
    plot: (width) => ({
      width,
      height: words.height ?? 320,
      marginLeft: 48,
      marginRight: 12,
      marginTop: 22,
      marginBottom: 36,
      x: { nice: true },
      y: { nice: true },
      marks: [
        gridX({ stroke: ink.line, strokeOpacity: 1, ticks: 5 }),
        gridY({ stroke: ink.line, strokeOpacity: 1, ticks: 5 }),
        axisX({ tickSize: 0, ticks: 5, label: null, tickFormat: words.formatX, fill: ink.quiet }),
        axisY({ tickSize: 0, ticks: 5, label: null, tickFormat: words.formatY, fill: ink.quiet }),
        text([words.y], { frameAnchor: 'top-left', textAnchor: 'start', dx: -48, dy: -18, fill: ink.quiet }),
        text([words.x], { frameAnchor: 'bottom-right', textAnchor: 'end', dy: 32, fill: ink.quiet }),
        dot(points, {
          x: 'x',
          y: 'y',
          r: 2,
          fill: (point: Point) => category(point.group),
          fillOpacity: points.length > 500 ? 0.5 : 0.8,
        }),
        text(middles, {
          x: 'x',
          y: 'y',
          text: (middle: Middle) => words.groups[middle.group] ?? '',
          fontWeight: 600,
          fill: ink.strong,
          stroke: ink.canvas,
          strokeWidth: 4,
        }),
      ],
    }),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
