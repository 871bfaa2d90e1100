import { barX, ruleX, text } from '@observablehq/plot';
import { bandHeight, denseBandHeight, type ChartSpec } from './chart';
import { ink } from './colours';
import { widest } from './measure';
import { barInsets, barsWidth, labelWidth, rowGround, rowScale } from './rows';

export interface BarRow {
  readonly label: string;
  /** At least 0: bars begin at zero. */
  readonly value: number;
  /** Written at the end of the bar: `21,874   41.7%`. */
  readonly text: string;
  /** Drawn grey: 'others', 'none of them'. */
  readonly isRest?: boolean;
}

export interface BarWords {
  /** Names of the two columns of the table behind it. */
  readonly label: string;
  readonly value: string;
  /** Lower bands and thinner bars. */
  readonly dense?: boolean;
}

/** Bars from zero with their numbers beside them, in the order given (by value, unless the order means something). */
export function bars<Row extends BarRow>(rows: readonly Row[], words: BarWords): ChartSpec<Row> {
  const band = words.dense ? denseBandHeight : bandHeight;
  const thickness = words.dense ? 6 : 14;
  const domain = [0, Math.max(Number.MIN_VALUE, ...rows.map((row) => row.value))] as const;
  return {
    rows,
    table: { columns: [words.label, words.value], rows: rows.map((row) => [row.label, row.value]) },
    plot(given) {
      const width = barsWidth(given);
      const marginLeft = labelWidth(
        rows.map((row) => row.label),
        width,
      );
      const marginRight = widest(rows.map((row) => row.text)) + 12;
      return {
        width,
        height: rows.length * band,
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
            x: 'value',
            y: (_: Row, index: number) => index,
            fill: (row: Row) => (row.isRest ? ink.rest : ink.first),
            ...barInsets(band, thickness),
            pointerEvents: 'none',
          }),
          ruleX([0], { stroke: ink.axis }),
          text(rows, {
            x: 'value',
            y: (_: Row, index: number) => index,
            text: 'text',
            textAnchor: 'start',
            dx: 8,
            fill: ink.normal,
            pointerEvents: 'none',
          }),
        ],
      };
    },
  };
}
