import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import { smallN, tooFewN, type ChartSpec } from './chart';
import { ink } from './colours';
import { widest } from './measure';
import { labelWidth, rowGround, rowScale } from './rows';

export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Observations behind the estimate. */
  readonly n: number;
}

export interface IntervalWords {
  readonly label: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly n: string;
  readonly format: (value: number) => string;
  readonly integer: (value: number) => string;
  /** Ends of the axis; the data's own, widened, without it. */
  readonly domain?: readonly [number, number];
  /** Stands instead of an estimate on fewer than five observations. */
  readonly tooFew: string;
  /** At the right: the interval in figures, or n. */
  readonly right?: 'interval' | 'n';
  /** A value to compare with, drawn as a thin line: the baseline. */
  readonly reference?: { readonly value: number; readonly label: string };
}

const band = 31;
const headHeight = 24;

/** One estimate per row with its interval: dot and thick line on a track; grey below 30, no dot below 5. */
export function intervalDots<Row extends IntervalRow>(rows: readonly Row[], words: IntervalWords): ChartSpec<Row> {
  const drawn = rows.flatMap((row, index) => (row.n >= tooFewN && Number.isFinite(row.value) ? [{ row, index }] : []));
  type Drawn = (typeof drawn)[number];
  const intervalOf = (row: Row) => `${words.format(row.low)}–${words.format(row.high)}`;
  const rightOf = (row: Row) =>
    words.right === 'n' || row.n < tooFewN ? `${words.n} ${words.integer(row.n)}` : intervalOf(row);
  const domain = words.domain ?? rangeOf(rows.filter((row) => row.n >= tooFewN));
  const colourOf = ({ row }: Drawn) => (row.n < smallN ? ink.grey : ink.first);
  return {
    rows,
    table: {
      columns: [words.label, words.value, words.low, words.high, words.n],
      rows: rows.map((row) => [row.label, row.value, row.low, row.high, row.n]),
    },
    plot(width) {
      const labels = labelWidth([words.label, ...rows.map((row) => row.label)], width);
      const values = widest([words.value, ...rows.map((row) => words.format(row.value))]) + 20;
      const marginLeft = labels + values;
      const marginRight = widest(rows.map(rightOf)) + 24;
      const ticks = [domain[0], (domain[0] + domain[1]) / 2, domain[1]];
      return {
        width,
        height: headHeight + rows.length * band,
        marginLeft,
        marginRight,
        marginTop: headHeight,
        marginBottom: 0,
        x: { domain: [...domain], axis: null, clamp: true },
        ...rowScale(rows.length),
        marks: [
          rowGround({
            labels: rows.map((row) => row.label),
            spoken: rows.map((row) =>
              row.n < tooFewN
                ? `${row.label}: ${words.tooFew}, ${words.n} ${words.integer(row.n)}`
                : `${row.label}: ${words.value} ${words.format(row.value)} (${intervalOf(row)}), ${words.n} ${words.integer(row.n)}`,
            ),
            marginLeft,
            marginRight,
            domain,
          }),
          text([words.label], {
            frameAnchor: 'top-left',
            textAnchor: 'start',
            dx: -marginLeft,
            dy: -18,
            fill: ink.quiet,
          }),
          text([words.value], { frameAnchor: 'top-left', textAnchor: 'end', dx: -14, dy: -18, fill: ink.quiet }),
          ticks.map((tick, place) =>
            text([tick], {
              x: (value: number) => value,
              frameAnchor: 'top',
              text: words.format,
              // The outer ones stay inside the track, clear of the columns beside it.
              textAnchor: place === 0 ? 'start' : place === ticks.length - 1 ? 'end' : 'middle',
              dy: -18,
              fill: ink.quiet,
            }),
          ),
          ruleY(drawn, {
            y: 'index',
            x1: () => domain[0],
            x2: () => domain[1],
            stroke: ink.line,
            pointerEvents: 'none',
          }),
          words.reference === undefined
            ? null
            : ruleX([words.reference.value], { stroke: ink.grey, strokeDasharray: '2 3' }),
          ruleY(drawn, {
            y: 'index',
            x1: ({ row }: Drawn) => Math.max(domain[0], row.low),
            x2: ({ row }: Drawn) => Math.min(domain[1], row.high),
            stroke: colourOf,
            strokeWidth: 3,
            strokeOpacity: 0.4,
            strokeLinecap: 'round',
            pointerEvents: 'none',
          }),
          dot(drawn, { x: ({ row }: Drawn) => row.value, y: 'index', r: 4, fill: colourOf, pointerEvents: 'none' }),
          text(drawn, {
            y: 'index',
            text: ({ row }: Drawn) => words.format(row.value),
            frameAnchor: 'left',
            textAnchor: 'end',
            dx: -14,
            fontWeight: 600,
            fill: ink.strong,
            pointerEvents: 'none',
          }),
          text(rows, {
            filter: (row: Row) => row.n < tooFewN,
            y: (_: Row, index: number) => index,
            text: () => words.tooFew,
            frameAnchor: 'left',
            textAnchor: 'start',
            fill: ink.quiet,
            pointerEvents: 'none',
          }),
          text(rows, {
            y: (_: Row, index: number) => index,
            text: rightOf,
            frameAnchor: 'right',
            textAnchor: 'end',
            dx: marginRight,
            fill: ink.quiet,
            pointerEvents: 'none',
          }),
        ],
      };
    },
  };
}

/** The intervals' range widened to whole tenths of its size. */
function rangeOf(rows: readonly IntervalRow[]): readonly [number, number] {
  const low = Math.min(...rows.map((row) => row.low));
  const high = Math.max(...rows.map((row) => row.high));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const step = 10 ** Math.floor(Math.log10(Math.max(1e-9, high - low)));
  const round = (value: number) => Number((value * step).toPrecision(12));
  return [round(Math.floor(low / step)), round(Math.ceil(high / step) || 1)];
}
