import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from '../../../../workers/algorithms/evaluate/folds';
import { createRandom } from '../../../../workers/algorithms/random';

describe('stratified folds', () => {
  const labels = Array.from({ length: 103 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  const foldOf = stratifiedFolds(labels, 5, createRandom(1));
  const count = (fold: number, label: number) =>
    labels.filter((own, row) => own === label && foldOf[row] === fold).length;

  it('have nearly equal size and nearly equal shares of every class', () => {
    for (const label of [0, 1]) {
      const counts = [0, 1, 2, 3, 4].map((fold) => count(fold, label));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    const sizes = [0, 1, 2, 3, 4].map((fold) => count(fold, 0) + count(fold, 1));
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('depend on the seed only', () => {
    expect(stratifiedFolds(labels, 5, createRandom(1))).toEqual(foldOf);
    expect(stratifiedFolds(labels, 5, createRandom(2))).not.toEqual(foldOf);
  });

  it('refuse a single fold and more folds than rows', () => {
    expect(() => stratifiedFolds(labels, 1, createRandom(1))).toThrow('folds-invalid');
    expect(() => stratifiedFolds([0, 1], 3, createRandom(1))).toThrow('folds-invalid');
  });
});
