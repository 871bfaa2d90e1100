import { barX, ruleX, text } from '@observablehq/plot';
import { denseBandHeight, type ChartSpec } from './chart';
import { ink } from './colours';
import { widest } from './measure';
import { barInsets, barsWidth, labelWidth, rowGround, rowScale } from './rows';

export interface PairedRow {
  readonly label: string;
  /** Share of the people in this class, in [0, 1]; drawn grey. */
  readonly people: number;
  /** Share of the money, in [0, 1]; drawn teal. Below zero (refunds) it is drawn as nothing and said in the text. */
  readonly money: number;
  /** The class the title speaks of. */
  readonly isStrong?: boolean;
}

export interface PairedWords {
  readonly label: string;
  readonly people: string;
  readonly money: string;
  readonly percent: (share: number) => string;
}

/** Two bars per class, people above and money below: who pays for whom. */
export function pairedBars<Row extends PairedRow>(rows: readonly Row[], words: PairedWords): ChartSpec<Row> {
  const textOf = (row: Row) => `${words.percent(row.people)} · ${words.percent(row.money)}`;
  const domain = [0, Math.max(Number.MIN_VALUE, ...rows.flatMap((row) => [row.people, row.money]))] as const;
  return {
    rows,
    legend: [
      { label: words.people, colour: ink.rest },
      { label: words.money, colour: ink.first },
    ],
    table: {
      columns: [words.label, words.people, words.money],
      rows: rows.map((row) => [row.label, row.people, row.money]),
    },
    plot(given) {
      const width = barsWidth(given);
      const marginLeft = labelWidth(
        rows.map((row) => row.label),
        width,
      );
      const marginRight = widest(rows.map(textOf)) + 12;
      const bar = (value: 'people' | 'money', fill: string, shift: number) =>
        barX(rows, {
          x: (row: Row) => Math.max(0, row[value]),
          y: (_: Row, index: number) => index,
          fill,
          ...barInsets(denseBandHeight, 5, shift),
          pointerEvents: 'none',
        });
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
            spoken: rows.map(
              (row) =>
                `${row.label}: ${words.people} ${words.percent(row.people)}, ${words.money} ${words.percent(row.money)}`,
            ),
            marginLeft,
            marginRight,
            domain,
            strong: (row) => rows[row]?.isStrong ?? false,
          }),
          bar('people', ink.rest, -3),
          bar('money', ink.first, 3),
          ruleX([0], { stroke: ink.axis }),
          text(rows, {
            x: (row: Row) => Math.max(row.people, row.money),
            y: (_: Row, index: number) => index,
            text: textOf,
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
