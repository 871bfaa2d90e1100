import { axisX, axisY, dot, gridY, line, ruleX, text } from '@observablehq/plot';
import type { ChartSpec } from './chart';
import { ink } from './colours';
import { textWidth, widest } from './measure';
import { press } from './press';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval, where there is one. */
  readonly low?: number;
  readonly high?: number;
}

export interface CurveWords {
  readonly x: string;
  readonly y: string;
  /** The x that was chosen, and what to write at it. */
  readonly chosen?: { readonly x: number; readonly label: string };
  readonly format: (value: number) => string;
  readonly formatX: (value: number) => string;
  readonly height?: number;
  /** Where y begins; the data's minimum without it. A curve is read by its shape, so zero is not forced. */
  readonly from?: number;
}

/** How a measure changes with a setting (silhouette with k, F1 with the number of labels), the chosen point marked. */
export function curve<Point extends CurvePoint>(points: readonly Point[], words: CurveWords): ChartSpec<Point> {
  const ys = points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
  const chosen = points.filter((point) => point.x === words.chosen?.x);
  const low = words.from ?? Math.min(...ys);
  const high = Math.max(...ys);
  const domain = low === high ? [low - 0.5, high + 0.5] : [low, high];
  return {
    rows: points,
    table: { columns: [words.x, words.y], rows: points.map((point) => [point.x, point.y]) },
    plot(width) {
      const marginLeft = widest(ys.map(words.format)) + 8;
      const isRight = chosen.some((point) => point.x > ((points.at(0)?.x ?? 0) + (points.at(-1)?.x ?? 0)) / 2);
      return {
        width,
        height: words.height ?? 180,
        marginLeft,
        marginRight: 16,
        marginTop: 24,
        marginBottom: 36,
        x: { nice: false },
        y: { domain, nice: true },
        marks: [
          gridY({ stroke: ink.line, strokeOpacity: 1, ticks: 4 }),
          axisY({ tickSize: 0, ticks: 4, label: null, tickFormat: words.format, fill: ink.quiet }),
          axisX(
            points.map((point) => point.x).filter((_, index) => index % Math.ceil((points.length * 28) / width) === 0),
            { tickSize: 0, label: null, tickFormat: words.formatX, fill: ink.quiet },
          ),
          text([words.y], { frameAnchor: 'top-left', textAnchor: 'start', dx: -marginLeft, dy: -20, fill: ink.quiet }),
          text([words.x], { frameAnchor: 'bottom-right', textAnchor: 'end', dy: 32, fill: ink.quiet }),
          ruleX(
            points.filter((point) => point.low !== undefined && point.high !== undefined),
            { x: 'x', y1: 'low', y2: 'high', stroke: ink.first, strokeWidth: 3, strokeOpacity: 0.35 },
          ),
          line(points, { x: 'x', y: 'y', stroke: ink.first, strokeWidth: 1.5 }),
          dot(points, { x: 'x', y: 'y', r: 2.5, fill: ink.canvas, stroke: ink.first, strokeWidth: 1.5 }),
          dot(chosen, { x: 'x', y: 'y', r: 4.5, fill: ink.first }),
          text(chosen, {
            x: 'x',
            y: 'y',
            text: () => words.chosen?.label ?? '',
            textAnchor: isRight && textWidth(words.chosen?.label ?? '') > 60 ? 'end' : 'start',
            dx: isRight ? -4 : 6,
            dy: -12,
            fontWeight: 600,
            fill: ink.strong,
            stroke: ink.canvas,
            strokeWidth: 3,
          }),
          dot(points, {
            x: 'x',
            y: 'y',
            r: 10,
            fill: 'transparent',
            ...press(
              points.map((point) => `${words.x} ${words.formatX(point.x)}, ${words.y} ${words.format(point.y)}`),
            ),
          }),
        ],
      };
    },
  };
}
