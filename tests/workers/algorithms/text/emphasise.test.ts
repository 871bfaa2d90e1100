import { describe, expect, it } from 'vitest';
import { emphasise } from '../../../../workers/algorithms/text/emphasise';
import type { Tfidf } from '../../../../workers/algorithms/text/tfidf';
import { fromEntries } from '../../../conformance/row-operations';

const tfidf: Tfidf = {
  kind: 'tfidf',
  version: 1,
  columns: 2,
  documents: 4,
  minDocuments: 1,
  columnOf: Int32Array.of(0, 1),
  nodeOf: Int32Array.of(0, 1),
  idf: Float64Array.of(1, 3),
  block: new Uint8Array(2),
};

// The first column is in every row, the second in rows 1 and 3.
const x = fromEntries(2, [
  [[0, 1]],
  [
    [0, 1],
    [1, 2],
  ],
  [[0, 1]],
  [
    [0, 1],
    [1, 2],
  ],
]);

describe('emphasise', () => {
  it('leaves columns alone that are as frequent inside as outside', () => {
    expect(Array.from(emphasise(tfidf, x, Int32Array.of(0, 0, 1, 1), 2).idf)).toEqual([1, 3]);
  });

  it('multiplies idf by 1 + |r| / 2, r being the log ratio of smoothed shares', () => {
    const { idf } = emphasise(tfidf, x, Int32Array.of(0, 1, 0, 1), 2);
    // Class 1 has 2.0 of the first and 4.0 of the second column, class 0 has 2.0 and 0.
    expect(idf[0]).toBeCloseTo(1 + Math.log(6.2 / 2.2) / 2, 6);
    expect(idf[1]).toBeCloseTo(3 * (1 + Math.log(4.1 / 6.2 / (0.1 / 2.2)) / 2), 5);
  });

  it('is not moved by a class without rows', () => {
    expect(emphasise(tfidf, x, Int32Array.of(0, 0, 1, 1), 5).idf).toEqual(tfidf.idf);
  });

  it('does not change the weights it was given', () => {
    emphasise(tfidf, x, Int32Array.of(0, 1, 0, 1), 2);
    expect(Array.from(tfidf.idf)).toEqual([1, 3]);
  });
});
