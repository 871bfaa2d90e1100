import { describe, expect, it } from 'vitest';
import { brierScore } from '../../../../workers/algorithms/evaluate/calibration';
import { matrix } from '../../../../workers/algorithms/matrix';
import { createRandom } from '../../../../workers/algorithms/random';
import { measureTrees } from '../../../../workers/algorithms/tree/choose';
import { decisionTree } from '../../../../workers/algorithms/tree/decision-tree';
import { fitProbabilityTree, nodeEstimates } from '../../../../workers/algorithms/tree/probability-tree';

const quiet = (seed = 1) => ({ random: createRandom(seed), report: () => {} });

/** Responses with probability 1 / (1 + exp(−signal·x₀)); four more columns are noise. */
function responses(rows: number, signal: number, seed: number) {
  const random = createRandom(seed);
  const x = matrix(rows, 5);
  x.data.forEach((_, i) => (x.data[i] = random.normal()));
  const y = Int32Array.from({ length: rows }, (_, i) =>
    Number(random.next() < 1 / (1 + Math.exp(-signal * (x.data[5 * i] ?? 0)))),
  );
  return { x, y };
}

describe('measuring trees', () => {
  const { x, y } = responses(600, 1.5, 4);
  const grid = { maxDepth: 3, minLeafs: [10, 40], weights: [1, 50], folds: 3 };
  const candidates = measureTrees(x, y, grid, quiet());

  it('ranks every setting by its Brier score', () => {
    expect(candidates.length).toBe(4 * 2 * 2);
    expect(candidates.every(({ brier }, i) => brier >= (candidates[i - 1]?.brier ?? 0))).toBe(true);
  });

  it('gives depth 0 the score of always saying the share', () => {
    const constant = candidates.filter(({ maxDepth }) => maxDepth === 0).map(({ brier }) => brier);
    const share = y.reduce((sum, label) => sum + label, 0) / y.length;
    constant.forEach((brier) => expect(brier).toBeCloseTo(share * (1 - share), 3));
  });

  it('reads depth from one deep tree as if each had been grown', () => {
    const single = measureTrees(x, y, { ...grid, maxDepth: 2 }, quiet());
    const score = (list: typeof candidates) =>
      list.find((one) => one.maxDepth === 2 && one.minLeaf === 10 && one.weight === 50)?.brier;
    expect(score(single)).toBeCloseTo(score(candidates) ?? NaN, 14);
  });
});

describe('probability tree', () => {
  it('asks nothing where there is nothing to learn', () => {
    const { x, y } = responses(800, 0, 2);
    const { chosen, model } = fitProbabilityTree(x, y, { maxDepth: 6, minLeaf: 20 }, quiet());
    expect(chosen.maxDepth).toBe(0);
    expect(model.features.length).toBe(1);
  });

  it('says more of rows not seen than leaves taken at their word', () => {
    const [train, test] = [responses(800, 0.8, 5), responses(4_000, 0.8, 6)];
    const limits = { maxDepth: 8, minLeaf: 5 };
    const read = (model: Parameters<typeof decisionTree.predict>[0]) =>
      Array.from(decisionTree.scores?.(model, test.x) ?? []).filter((_, i) => i % 2 === 1);
    const raw = decisionTree.fit(train.x, train.y, { ...limits, smoothing: { kind: 'none' } }, quiet());
    const { model } = fitProbabilityTree(train.x, train.y, limits, quiet());
    expect(brierScore(test.y, read(model))).toBeLessThan(brierScore(test.y, read(raw)) - 0.02);
  });

  it('holds each probability within its interval, narrower for larger leaves', () => {
    const { x, y } = responses(2_000, 2, 3);
    const tree = fitProbabilityTree(x, y, { maxDepth: 4, minLeaf: 30 }, quiet());
    const { probability, low, high } = nodeEstimates(tree);
    expect(probability.length).toBeGreaterThan(3);
    probability.forEach((p, node) => {
      expect(low[node]).toBeLessThan(p);
      expect(high[node]).toBeGreaterThan(p);
    });
    const width = (node: number) => (high[node] ?? NaN) - (low[node] ?? NaN);
    const leaf = tree.model.features.findLastIndex((feature) => feature < 0);
    expect(width(leaf)).toBeGreaterThan(width(0));
  });

  it('refuses a third class and a class too rare to be held out', () => {
    const x = matrix(10, 1);
    const limits = { maxDepth: 2, minLeaf: 1 };
    expect(() =>
      fitProbabilityTree(
        x,
        Int32Array.from({ length: 10 }, (_, i) => i % 3),
        limits,
        quiet(),
      ),
    ).toThrow('label-out-of-range');
    expect(() =>
      fitProbabilityTree(
        x,
        Int32Array.from({ length: 10 }, (_, i) => +(i < 4)),
        limits,
        quiet(),
      ),
    ).toThrow('too-few-examples {"needed":5,"found":4}');
  });

  it('reports progress to 1', () => {
    const fractions: number[] = [];
    const { x, y } = responses(300, 1, 7);
    const context = { random: createRandom(1), report: (fraction: number) => fractions.push(fraction) };
    fitProbabilityTree(x, y, { maxDepth: 3, minLeaf: 20 }, context);
    expect(fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0))).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });
});
