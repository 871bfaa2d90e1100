import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import type { ChartSpec } from './chart';
import { category, ink } from './colours';
import { textWidth, widest } from './measure';
import { press } from './press';

export interface TimelineMark {
  /** Index of its line. */
  readonly line: number;
  /** Milliseconds since 1970 on the wall clock (UTC). */
  readonly at: number;
  /** On a line of circles: what the area stands for, at least 0. */
  readonly size?: number;
  /** Filled; otherwise an outline. */
  readonly isSolid: boolean;
  /** Written beside the mark where there is room. */
  readonly label?: string;
  /** The mark in words: read aloud, shown on hover, and the last column of the table. */
  readonly spoken: string;
}

export interface TimelineWords {
  /** One per kind of event, from the top; its shape stays the same wherever the kind is drawn. */
  readonly lines: readonly { readonly label: string; readonly shape: Shape }[];
  /** The span drawn, in milliseconds as `at`. */
  readonly from: number;
  readonly to: number;
  /** Names of the table's columns. */
  readonly line: string;
  readonly date: string;
  readonly event: string;
  readonly formatDate: (at: number) => string;
  readonly formatMonth: (at: number) => string;
}

const shapes = {
  circle: { symbol: 'circle', colour: category(0), radius: 3 },
  square: { symbol: 'square', colour: category(1), radius: 4.4 },
  triangle: { symbol: 'triangle', colour: category(2), radius: 5 },
  diamond: { symbol: 'diamond2', colour: category(3), radius: 4.4 },
  star: { symbol: 'star', colour: category(4), radius: 5 },
  hexagon: { symbol: 'hexagon', colour: category(5), radius: 4.6 },
  wye: { symbol: 'wye', colour: category(6), radius: 5 },
} as const;
export type Shape = keyof typeof shapes;

const lineHeight = 30;
const headHeight = 28;
const largestRadius = 8;
/** Below it a mark can be neither seen nor pressed, so the smallest amounts are drawn a little too large. */
const smallestRadius = 2.5;
/** Room a month's name needs. */
const monthWidth = 46;

type Side = 'above' | 'right' | 'left';

/** What happened to somebody, one line per kind of event: circles by area, other shapes filled or hollow. */
export function timeline<Mark extends TimelineMark>(marks: readonly Mark[], words: TimelineWords): ChartSpec<Mark> {
  const { lines, from, to } = words;
  const largest = Math.max(Number.MIN_VALUE, ...marks.map(({ size }) => size ?? 0));
  const shapeOf = (mark: Mark) => shapes[lines[mark.line]?.shape ?? 'circle'];
  const radiusOf = (mark: Mark) =>
    mark.size === undefined
      ? shapeOf(mark).radius
      : Math.max(smallestRadius, largestRadius * Math.sqrt(mark.size / largest));
  const indices = lines.map((_, line) => line);
  const moment = (mark: Mark) => new Date(mark.at);
  return {
    rows: marks,
    table: {
      columns: [words.line, words.date, words.event],
      rows: marks.map((mark) => [lines[mark.line]?.label ?? '', words.formatDate(mark.at), mark.spoken]),
    },
    plot(width) {
      const marginLeft = widest(lines.map(({ label }) => label)) + 20;
      const marginRight = largestRadius + 2;
      const space = width - marginLeft - marginRight;
      const place = (at: number) => ((at - from) / (to - from)) * space;
      const every = Math.ceil(monthWidth / (space / 12));
      const months = monthsBetween(from, to).filter((_, i) => i % every === 0);
      const sides = sidesOf(marks, (mark) => place(mark.at), space + marginRight);
      return {
        width,
        height: headHeight + lines.length * lineHeight,
        marginLeft,
        marginRight,
        marginTop: headHeight,
        marginBottom: 0,
        x: { type: 'utc', domain: [new Date(from), new Date(to)], axis: null },
        y: { type: 'band', domain: indices, axis: null, padding: 0 },
        r: { type: 'identity' },
        marks: [
          ruleX(months, { x: (at: number) => new Date(at), stroke: ink.line, insetTop: -6 }),
          text(
            months.filter((at) => place(at) < space - 20),
            {
              x: (at: number) => new Date(at),
              frameAnchor: 'top',
              text: words.formatMonth,
              textAnchor: 'start',
              dx: 4,
              dy: -24,
              fill: ink.quiet,
            },
          ),
          ruleY(indices, { y: (line: number) => line, stroke: ink.line }),
          ruleX([to], { x: (at: number) => new Date(at), stroke: ink.axis, strokeDasharray: '3 3', insetTop: -6 }),
          text(indices, {
            y: (line: number) => line,
            text: (line: number) => lines[line]?.label ?? '',
            frameAnchor: 'left',
            textAnchor: 'start',
            dx: -marginLeft,
            fill: ink.normal,
          }),
          ...(['above', 'right', 'left'] as const).map((side) =>
            text(marks, {
              filter: (_: Mark, index: number) => sides[index] === side,
              x: moment,
              y: 'line',
              text: 'label',
              ...anchors[side],
              fill: ink.normal,
              stroke: ink.canvas,
              strokeWidth: 3,
              pointerEvents: 'none',
            }),
          ),
          dot(marks, {
            x: moment,
            y: 'line',
            r: radiusOf,
            symbol: (mark: Mark) => shapeOf(mark).symbol,
            stroke: (mark: Mark) => shapeOf(mark).colour,
            fill: (mark: Mark) => (mark.isSolid ? shapeOf(mark).colour : ink.canvas),
            // In the order given, so that arrows walk through time; Plot would draw large circles first.
            sort: null,
            ...press(marks.map(({ spoken }) => spoken)),
          }),
        ],
      };
    },
  };
}

const anchors = {
  above: { textAnchor: 'middle', dy: -15 },
  right: { textAnchor: 'start', dx: 10 },
  left: { textAnchor: 'end', dx: -10 },
} as const;

/**
 * Where each label has room: above a circle, beside another shape (right, or else left). Labels touch neither marks nor
 * each other; one without room is left out, the mark's own words still say it.
 */
function sidesOf<Mark extends TimelineMark>(
  marks: readonly Mark[],
  place: (mark: Mark) => number,
  end: number,
): readonly (Side | null)[] {
  const taken: { line: number; isAbove: boolean; from: number; to: number }[] = marks.map((mark) => ({
    ...{ line: mark.line, isAbove: false, from: place(mark) - 5, to: place(mark) + 5 },
  }));
  return marks.map((mark) => {
    if (!mark.label) return null;
    const at = place(mark);
    const width = textWidth(mark.label);
    const candidates: readonly (readonly [Side, number])[] =
      mark.size === undefined
        ? [
            ['right', at + 8],
            ['left', at - 8 - width],
          ]
        : [['above', at - width / 2]];
    for (const [side, from] of candidates) {
      const box = { line: mark.line, isAbove: side === 'above', from, to: from + width };
      const isFree = taken.every(
        (other) =>
          other.line !== box.line || other.isAbove !== box.isAbove || other.to < box.from || other.from > box.to,
      );
      if (!isFree || box.from < 0 || box.to > end) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}

/** Beginnings of the months that lie in a span. */
function monthsBetween(from: number, to: number): readonly number[] {
  const first = new Date(from);
  const months: number[] = [];
  for (let step = 0; ; step++) {
    const month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step, 1);
    if (month >= to) return months;
    if (month >= from) months.push(month);
  }
}
