import { describe, expect, it } from 'vitest';
import { stratifiedHoldOut, stratifiedSample } from '../../../../workers/algorithms/evaluate/hold-out';
import { createRandom } from '../../../../workers/algorithms/random';

describe('stratified hold-out', () => {
  // 50 rows of class 0, 20 of class 1, two of class 2, one of class 3.
  const labels = [...Array<number>(50).fill(0), ...Array<number>(20).fill(1), 2, 2, 3];
  const heldOut = stratifiedHoldOut(labels, 0.2, createRandom(1));
  const count = (label: number) => labels.filter((own, row) => own === label && heldOut[row] === 1).length;

  it('keeps the share of every class, one of two, and none of one', () => {
    expect([0, 1, 2, 3].map(count)).toEqual([10, 4, 1, 0]);
  });

  it('depends on the seed only', () => {
    expect(stratifiedHoldOut(labels, 0.2, createRandom(1))).toEqual(heldOut);
    expect(stratifiedHoldOut(labels, 0.2, createRandom(2))).not.toEqual(heldOut);
  });

  it('leaves every class that has them two rows to learn from, however large the share', () => {
    const most = stratifiedHoldOut(labels, 0.99, createRandom(1));
    const left = [0, 1, 2, 3].map((label) => labels.filter((own, row) => own === label && most[row] === 0).length);
    expect(left).toEqual([2, 2, 1, 1]);
  });
});

describe('stratified sample', () => {
  it('keeps the share of every class, and rare classes whole', () => {
    const labels = [...Array<number>(100).fill(0), ...Array<number>(20).fill(1), 2, 2];
    const sample = stratifiedSample(labels, 0.3, 4, createRandom(1));
    const count = (label: number) => labels.filter((own, row) => own === label && sample[row] === 1).length;
    expect([0, 1, 2].map(count)).toEqual([30, 6, 2]);
  });
});
