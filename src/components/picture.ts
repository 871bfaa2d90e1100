import type { PictureKind } from '../lib/core/picture-kinds';

/** Small drawings of what will stand on an empty page, from a few shapes. Pure: the component only draws them. */

/** Greys for what is there anyway, the accent for what the page adds, ochre for what deserves a look. */
export type Tone = 'pale' | 'grey' | 'soft' | 'middle' | 'accent' | 'warn' | 'line';

export type Shape =
  | {
      readonly shape: 'bar';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly tone: Tone;
    }
  | { readonly shape: 'dot'; readonly x: number; readonly y: number; readonly r: number; readonly tone: Tone }
  | {
      readonly shape: 'words';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly isStrong?: boolean;
    };

export const pictureSize = { width: 440, height: 176 } as const;

const bar = (x: number, y: number, width: number, height: number, tone: Tone): Shape => ({
  ...{ shape: 'bar', x, y, width, height, tone },
});
const dot = (x: number, y: number, r: number, tone: Tone): Shape => ({ shape: 'dot', x, y, r, tone });
const words = (x: number, y: number, text: string, more: { anchor?: 'middle' | 'end'; isStrong?: boolean } = {}) =>
  ({ shape: 'words', x, y, text, ...more }) as const;
const line = (y: number): Shape => bar(0, y, pictureSize.width, 1, 'line');
/** Grey bars of uneven length, like words not yet written. */
const text = (x: number, y: number, width: number): Shape => bar(x, y - 4, width, 8, 'pale');

const rowHeight = 34;
const rowAt = (index: number): number => 24 + index * rowHeight;
const lengths = [0.9, 0.6, 0.75, 0.5, 0.82] as const;
const lengthAt = (index: number): number => lengths[index % lengths.length] ?? 1;

type Draw = (labels: readonly string[]) => readonly Shape[];

/** Lines of a table: a label, then cells. */
const rows = (labels: readonly string[], cells: (index: number, y: number) => readonly Shape[]) =>
  labels
    .slice(0, 4)
    .flatMap((label, index) => [
      line(rowAt(index) + rowHeight / 2 - 1),
      words(0, rowAt(index) + 4, label, { isStrong: true }),
      ...cells(index, rowAt(index)),
    ]);

const draw: Readonly<Record<PictureKind, Draw>> = {
  /** The user's columns left, an arrow, our fields right. */
  mapping: (labels) =>
    rows(labels.slice(0, 4), (index, y) => [
      bar(150, y - 0.5, 44, 1, 'grey'),
      dot(196, y, 3, 'accent'),
      words(216, y + 4, labels[index + 4] ?? ''),
      text(330, y, 110 * lengthAt(index)),
    ]),
  table: (labels) =>
    rows(labels, (index, y) => [
      bar(120, y - 5, 220 * lengthAt(index), 10, 'soft'),
      text(370, y, 70 * lengthAt(index + 2)),
    ]),
  rejects: (labels) =>
    rows(labels, (index, y) => [
      text(150, y, 70 * lengthAt(index)),
      bar(250, y - 8, 84, 16, index === 1 ? 'warn' : 'pale'),
      text(356, y, 84 * lengthAt(index + 1)),
    ]),
  /** Everybody, then fewer with every condition. */
  segments: (labels) =>
    rows(labels, (index, y) => {
      const width = [250, 168, 92, 48][index] ?? 0;
      return [bar(150, y - 8, 250, 16, 'pale'), bar(150, y - 8, width, 16, index === 3 ? 'accent' : 'soft')];
    }),
  tags: (labels) =>
    rows(labels, (index, y) => [
      ...[0, 1, 2].map((n) =>
        bar(150 + n * 76, y - 9, 66, 18, n === index % 3 ? 'middle' : n === (index + 1) % 3 ? 'soft' : 'pale'),
      ),
      text(388, y, 52 * lengthAt(index)),
    ]),
  search: (labels) => [
    bar(0, 10, 260, 30, 'pale'),
    words(14, 30, labels[0] ?? ''),
    ...[0, 1, 2].flatMap((index) => [
      text(0, 72 + index * 34, 110 * lengthAt(index)),
      text(150, 72 + index * 34, 80 * lengthAt(index + 1)),
      text(260, 72 + index * 34, 150 * lengthAt(index + 2)),
      line(88 + index * 34),
    ]),
  ],
  /** Five by five, darker towards the customers who buy lately, often and much. */
  grid: (labels) => [
    ...Array.from({ length: 25 }, (_, cell) => {
      const [across, up] = [cell % 5, Math.floor(cell / 5)];
      const tones = ['pale', 'pale', 'soft', 'soft', 'middle', 'middle', 'accent', 'accent', 'accent'] as const;
      return bar(44 + across * 50, 2 + (4 - up) * 29, 48, 27, tones[across + up] ?? 'pale');
    }),
    words(44, 168, labels[0] ?? ''),
    words(292, 168, labels[1] ?? '', { anchor: 'end' }),
    words(312, 20, labels[2] ?? '', { isStrong: true }),
    words(312, 138, labels[3] ?? ''),
  ],
  /** Three clouds, each with its name. */
  groups: (labels) => {
    const clouds = [
      { x: 90, y: 60, tone: 'accent' },
      { x: 220, y: 118, tone: 'middle' },
      { x: 340, y: 52, tone: 'grey' },
    ] as const;
    // Turns of the golden angle: spread evenly, without chance.
    return clouds.flatMap(({ x, y, tone }, cloud) => [
      ...Array.from({ length: 26 }, (_, n) => {
        const [turn, far] = [n * 2.4 + cloud, 8.4 * Math.sqrt(n)];
        return dot(x + far * Math.cos(turn) * 1.25, y + far * Math.sin(turn) * 0.85, 3, tone);
      }),
      words(x, y + 56, labels[cloud] ?? '', { anchor: 'middle', isStrong: true }),
    ]);
  },
  levels: (labels) =>
    rows(labels, (index, y) => {
      const shares = [
        [0.1, 0.15, 0.2, 0.3, 0.25],
        [0.25, 0.25, 0.2, 0.2, 0.1],
        [0.5, 0.2, 0.15, 0.1, 0.05],
        [0.7, 0.15, 0.1, 0.05, 0],
      ][index] ?? [0];
      const tones = ['pale', 'grey', 'soft', 'middle', 'accent'] as const;
      let x = 120;
      return shares.map((share, level) => {
        const shape = bar(x, y - 10, Math.max(0, 320 * share - 2), 20, tones[level] ?? 'pale');
        x += 320 * share;
        return shape;
      });
    }),
  matrix: (labels) =>
    labels
      .slice(0, 4)
      .flatMap((label, row) => [
        words(108, 27 + row * 40, label, { anchor: 'end' }),
        ...[0, 1, 2, 3].map((column) =>
          bar(
            120 + column * 80,
            4 + row * 40,
            78,
            38,
            row === column ? 'middle' : row === 1 && column === 2 ? 'warn' : 'pale',
          ),
        ),
      ]),
};

/** The shapes of one picture. `labels` are the words in it, as many as it has rows or names. */
export const shapesOf = (kind: PictureKind, labels: readonly string[]): readonly Shape[] => draw[kind](labels);
