import { barX, ruleX, text } from '@observablehq/plot';
import { denseBandHeight, type ChartSpec } from './chart';
import { ink } from './colours';
import { widest } from './measure';
import { barInsets, barsWidth, labelWidth, rowGround, rowScale } from './rows';

export interface DifferenceRow {
  readonly label: string;
  /** Signed difference from the middle: standard deviations, points, a log ratio. */
  readonly value: number;
  /** Written at the right: `+0.31`, `186`. */
  readonly text: string;
}

export interface DifferenceWords {
  readonly label: string;
  readonly value: string;
}

/** What sets a group apart: bars from the middle, teal for more than the rest, ochre for less. */
export function differenceBars<Row extends DifferenceRow>(
  rows: readonly Row[],
  words: DifferenceWords,
): ChartSpec<Row> {
  const low = Math.min(0, ...rows.map((row) => row.value));
  const high = Math.max(0, ...rows.map((row) => row.value));
  const domain = low === high ? ([-1, 1] as const) : ([low, high] as const);
  return {
    rows,
    table: { columns: [words.label, words.value], rows: rows.map((row) => [row.label, row.value]) },
    plot(given) {
      const width = barsWidth(given);
      const marginLeft = labelWidth(
        rows.map((row) => row.label),
        width,
      );
      const marginRight = widest(rows.map((row) => row.text)) + 16;
      return {
        width,
        height: rows.length * denseBandHeight,
        marginLeft,
        marginRight,
        marginTop: 0,
        marginBottom: 0,
        x: { domain: [...domain], axis: null },
        ...rowScale(rows.length),
        marks: [
          rowGround({
            labels: rows.map((row) => row.label),
            spoken: rows.map((row) => `${row.label} ${row.text}`),
            marginLeft,
            marginRight,
            domain,
          }),
          barX(rows, {
            x1: 0,
            x2: 'value',
            y: (_: Row, index: number) => index,
            fill: (row: Row) => (row.value >= 0 ? ink.more : ink.less),
            ...barInsets(denseBandHeight, 6),
            pointerEvents: 'none',
          }),
          ruleX([0], { stroke: ink.axis }),
          text(rows, {
            y: (_: Row, index: number) => index,
            text: 'text',
            frameAnchor: 'right',
            textAnchor: 'end',
            dx: marginRight,
            fill: ink.strong,
            pointerEvents: 'none',
          }),
        ],
      };
    },
  };
}
