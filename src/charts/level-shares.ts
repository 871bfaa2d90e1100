import { barX, text } from '@observablehq/plot';
import type { ChartSpec } from './chart';
import { ink, inkOnLevel, level } from './colours';
import { widest } from './measure';
import { barInsets, labelWidth, rowGround, rowScale } from './rows';

export interface LevelRow {
  readonly label: string;
  /** Shares of the five levels from lowest to highest, summing to 1. */
  readonly shares: readonly [number, number, number, number, number];
}

export interface LevelWords {
  readonly label: string;
  /** Names of the five levels from lowest to highest. */
  readonly levels: readonly [string, string, string, string, string];
  /** Over the bars: `占客户 %`. */
  readonly unit: string;
  /** Over the sum of the two highest levels at the right: `较依赖以上`. */
  readonly strong: string;
  readonly percent: (share: number) => string;
}

const band = 40;
const thickness = 28;
/** A number is written into a segment that is at least this wide, in pixels. */
const legible = 26;

/** One bar per channel, cut into the shares of the five levels; at the right the share of the two highest. */
export function levelShares<Row extends LevelRow>(rows: readonly Row[], words: LevelWords): ChartSpec<Row> {
  const strongOf = (row: Row) => row.shares[3] + row.shares[4];
  const segments = rows.flatMap((row, index) => {
    let from = 0;
    return row.shares.map((share, place) => {
      const segment = { index, level: place + 1, share, from, to: from + share };
      from += share;
      return segment;
    });
  });
  type Segment = (typeof segments)[number];
  return {
    rows,
    legend: words.levels.map((label, index) => ({ label, colour: level(index + 1) })),
    table: {
      columns: [words.label, ...words.levels],
      rows: rows.map((row) => [row.label, ...row.shares]),
    },
    plot(width) {
      const marginLeft = labelWidth(
        rows.map((row) => row.label),
        width,
      );
      const marginRight = widest([words.strong, ...rows.map((row) => words.percent(strongOf(row)))]) + 24;
      const inner = Math.max(1, width - marginLeft - marginRight);
      const marginTop = 20;
      return {
        width,
        height: marginTop + rows.length * band,
        marginLeft,
        marginRight,
        marginTop,
        marginBottom: 0,
        x: { domain: [0, 1], axis: null },
        ...rowScale(rows.length),
        marks: [
          rowGround({
            labels: rows.map((row) => row.label),
            spoken: rows.map(
              (row) =>
                `${row.label}: ${row.shares.map((share, place) => `${words.levels[place]} ${words.percent(share)}`).join(', ')}`,
            ),
            marginLeft,
            marginRight,
            domain: [0, 1],
          }),
          barX(segments, {
            x1: 'from',
            x2: 'to',
            y: 'index',
            fill: (segment: Segment) => level(segment.level),
            insetRight: 1,
            ...barInsets(band, thickness),
            pointerEvents: 'none',
          }),
          text(segments, {
            filter: (segment: Segment) => segment.share * inner >= legible,
            x: (segment: Segment) => (segment.from + segment.to) / 2,
            y: 'index',
            text: (segment: Segment) => String(Math.round(segment.share * 100)),
            fill: (segment: Segment) => inkOnLevel(segment.level),
            pointerEvents: 'none',
          }),
          text(rows, {
            y: (_: Row, index: number) => index,
            text: (row: Row) => words.percent(strongOf(row)),
            frameAnchor: 'right',
            textAnchor: 'end',
            dx: marginRight,
            fill: ink.strong,
            fontWeight: 600,
            pointerEvents: 'none',
          }),
          text([words.unit], { frameAnchor: 'top-left', textAnchor: 'start', dy: -18, fill: ink.quiet }),
          text([words.strong], {
            frameAnchor: 'top-right',
            textAnchor: 'end',
            dx: marginRight,
            dy: -18,
            fill: ink.quiet,
          }),
        ],
      };
    },
  };
}
