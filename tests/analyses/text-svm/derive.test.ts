import { describe, expect, it } from 'vitest';
import {
  confusionsOf,
  heldOutTexts,
  markTerms,
  MINIMUM_TEXTS,
  prepare,
  TEXTS_PER_CELL,
  type Feedback,
} from '../../../src/analyses/text-svm/derive';

const feedback = (rows: readonly (readonly [string | null, string | null])[]): Feedback => ({
  file: new Int32Array(rows.length),
  row: Int32Array.from(rows, (_, i) => i + 1),
  text: rows.map(([text]) => text),
  label: rows.map(([, label]) => label),
});
const many = (label: string, count = MINIMUM_TEXTS) =>
  Array.from({ length: count }, (_, i) => [`${label} ${i}`, label] as const);

describe('prepare', () => {
  it('orders classes by size and leaves out those too small to test', () => {
    const set = prepare(feedback([...many('billing'), ...many('network', 12), ...many('rare', 3)]));
    expect(set.classes).toEqual(['network', 'billing']);
    expect(set.smallClasses).toEqual([{ label: 'rare', texts: 3 }]);
    expect(set.texts).toHaveLength(22);
  });
  it('counts equal texts once, whatever their case, width and blanks', () => {
    const set = prepare(feedback([...many('a'), ['A  0', 'a'], ['ａ 0', 'a']]));
    expect(set.texts).toHaveLength(10);
    expect(set.duplicateRows).toBe(2);
  });
  it('lets the majority decide about a text with several labels, and drops a tie', () => {
    const set = prepare(
      feedback([...many('a'), ...many('b'), ['x', 'a'], ['x', 'a'], ['x', 'b'], ['tie', 'a'], ['tie', 'b']]),
    );
    expect(set.conflictingTexts).toBe(1);
    expect(set.texts.includes('tie')).toBe(false);
    expect(set.labels[set.texts.indexOf('x')]).toBe(set.classes.indexOf('a'));
  });
  it('asks about an unlabelled text once and answers for every row of it', () => {
    const set = prepare(feedback([...many('a'), ...many('b'), ['hello', null], ['', null], ['Hello ', null]]));
    expect(set.unlabelled).toEqual(['hello']);
    expect([...set.unlabelledRows]).toEqual([20, 22]);
    expect([...set.unlabelledText]).toEqual([0, 0]);
    expect(set.emptyRows).toBe(1);
  });
});

describe('heldOutTexts', () => {
  it('keeps the surest of each cell and no more than fit', () => {
    const count = TEXTS_PER_CELL + 5;
    const texts = Array.from({ length: count + 1 }, (_, i) => `t${i}`);
    const kept = heldOutTexts(
      { texts, labels: new Int32Array(count + 1) },
      {
        index: Int32Array.from(texts, (_, i) => i),
        predicted: Int32Array.from(texts, (_, i) => (i === count ? 1 : 0)),
        score: Float32Array.from(texts, (_, i) => i / 100),
      },
    );
    expect(kept.filter(({ predicted }) => predicted === 0)).toHaveLength(TEXTS_PER_CELL);
    expect(kept[0]).toMatchObject({ text: `t${count}`, predicted: 1 });
    expect(kept.some(({ text }) => text === 't0')).toBe(false);
  });
});

describe('confusionsOf', () => {
  it('puts the largest share of a row first and ignores the diagonal', () => {
    expect(
      confusionsOf([
        [90, 10, 0],
        [0, 3, 1],
        [0, 0, 5],
      ]),
    ).toEqual([
      { label: 1, predicted: 2, count: 1, share: 0.25 },
      { label: 0, predicted: 1, count: 10, share: 0.1 },
    ]);
  });
});

describe('markTerms', () => {
  it('marks words for the label and words for the model, longest first', () => {
    expect(markTerms('五月改了套餐又扣费', ['扣费'], ['套餐', '改了套餐'])).toEqual([
      { text: '五月', supports: null },
      { text: '改了套餐', supports: 'model' },
      { text: '又', supports: null },
      { text: '扣费', supports: 'label' },
    ]);
  });
  it('gives the text back whole', () => {
    const pieces = markTerms('Bill too HIGH', ['high'], ['bill']);
    expect(pieces.map(({ text }) => text).join('')).toBe('Bill too HIGH');
  });
});
