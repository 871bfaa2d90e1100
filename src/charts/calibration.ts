import { axisX, axisY, dot, gridY, line, ruleX, text } from '@observablehq/plot';
import { smallN, type ChartSpec } from './chart';
import { ink } from './colours';
import { press } from './press';

export interface CalibrationBin {
  /** Mean predicted probability of the bin. */
  readonly predicted: number;
  /** Share that responded, with the ends of its interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface CalibrationWords {
  readonly predicted: string;
  readonly observed: string;
  readonly n: string;
  readonly low: string;
  readonly high: string;
  /** Figures under the diagonal, the first one strong: `ECE 0.013`, `Brier 0.118`. */
  readonly notes: readonly string[];
  readonly decimal: (value: number) => string;
  readonly integer: (value: number) => string;
}

const side = 300;

/** What was predicted against what came true: on the diagonal a probability means what it says. */
export function calibration<Bin extends CalibrationBin>(bins: readonly Bin[], words: CalibrationWords): ChartSpec<Bin> {
  const colourOf = (bin: Bin) => (bin.n < smallN ? ink.grey : ink.first);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return {
    rows: bins,
    table: {
      columns: [words.predicted, words.observed, words.low, words.high, words.n],
      rows: bins.map((bin) => [bin.predicted, bin.observed, bin.low, bin.high, bin.n]),
    },
    plot(width) {
      const size = Math.min(width, side);
      return {
        width: size,
        height: size,
        marginLeft: 30,
        marginRight: 14,
        marginTop: 8,
        marginBottom: 38,
        x: { domain: [0, 1] },
        y: { domain: [0, 1] },
        marks: [
          gridY(ticks, { stroke: ink.line, strokeOpacity: 1 }),
          axisX(ticks, { tickSize: 0, label: null, tickFormat: (tick: number) => tick.toFixed(1), fill: ink.quiet }),
          axisY(ticks, { tickSize: 0, label: null, tickFormat: (tick: number) => tick.toFixed(1), fill: ink.quiet }),
          line(
            [
              [0, 0],
              [1, 1],
            ],
            { stroke: ink.grey, strokeDasharray: '3 3', strokeWidth: 1 },
          ),
          text([words.observed], {
            frameAnchor: 'top-left',
            textAnchor: 'start',
            dx: 6,
            dy: 2,
            fill: ink.quiet,
            stroke: ink.canvas,
            strokeWidth: 3,
          }),
          text([words.predicted], { frameAnchor: 'bottom-right', textAnchor: 'end', dy: 34, fill: ink.quiet }),
          words.notes.map((note, row) =>
            text([note], {
              x: 0.62,
              y: 0.24,
              dy: row * 16,
              textAnchor: 'start',
              fontWeight: row === 0 ? 600 : 400,
              fill: row === 0 ? ink.strong : ink.normal,
              stroke: ink.canvas,
              strokeWidth: 4,
            }),
          ),
          ruleX(bins, {
            x: 'predicted',
            y1: 'low',
            y2: 'high',
            stroke: colourOf,
            strokeWidth: 3,
            strokeOpacity: 0.4,
          }),
          dot(bins, { x: 'predicted', y: 'observed', r: 3.5, fill: colourOf }),
          dot(bins, {
            x: 'predicted',
            y: 'observed',
            r: 10,
            fill: 'transparent',
            ...press(
              bins.map(
                (bin) =>
                  `${words.predicted} ${words.decimal(bin.predicted)}, ${words.observed} ${words.decimal(bin.observed)} (${words.decimal(bin.low)}–${words.decimal(bin.high)}), ${words.n} ${words.integer(bin.n)}`,
              ),
            ),
          }),
        ],
      };
    },
  };
}
