import { describe, expect, it } from 'vitest';
import { classProbabilities, fitSigmoid, fitSigmoids } from '../../../../workers/algorithms/classify/platt';
import { createRandom } from '../../../../workers/algorithms/random';

describe('fitSigmoid', () => {
  it('recovers the sigmoid that drew the labels', () => {
    const random = createRandom(1);
    const scores = Float64Array.from({ length: 20_000 }, () => 2 * random.normal());
    const labels = Array.from(scores, (score) => random.next() < 1 / (1 + Math.exp(-1.5 * score + 0.5)));
    const { slope, offset } = fitSigmoid(scores, (row) => labels[row] === true);
    expect(slope).toBeCloseTo(-1.5, 1);
    expect(offset).toBeCloseTo(0.5, 1);
  });

  it('gives the smoothed share when the scores say nothing', () => {
    // Four rows, one positive: targets 2/3 and 1/5, mean (2/3 + 3/5) / 4.
    const { slope, offset } = fitSigmoid(new Float64Array(4), (row) => row === 0);
    expect(1 / (1 + Math.exp(slope * 0 + offset))).toBeCloseTo((2 / 3 + 3 / 5) / 4, 5);
  });

  it('is never certain where scores part the classes, and finite for a single class or huge scores', () => {
    const apart = fitSigmoid(Float64Array.of(-1, -1, 1, 1), (row) => row > 1);
    const p = 1 / (1 + Math.exp(apart.slope + apart.offset));
    expect(p).toBeGreaterThan(0.7);
    expect(p).toBeLessThan(0.9);
    for (const scores of [Float64Array.of(-1e300, 1e300), Float64Array.of(1, 2), new Float64Array(0)]) {
      const { slope, offset } = fitSigmoid(scores, () => false);
      expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true);
    }
  });
});

describe('classProbabilities', () => {
  it('sums to 1 in every row, keeps the order of equal sigmoids, and is never NaN', () => {
    const sigmoid = { slope: -1, offset: 0 };
    const probabilities = classProbabilities(Float64Array.of(2, 0, -2, -1e308, -1e308, -1e308), [
      sigmoid,
      sigmoid,
      sigmoid,
    ]);
    expect(probabilities[0]).toBeGreaterThan(probabilities[1] ?? NaN);
    expect((probabilities[0] ?? 0) + (probabilities[1] ?? 0) + (probabilities[2] ?? 0)).toBeCloseTo(1, 12);
    expect(Array.from(probabilities.subarray(3))).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('is calibrated for two classes on mirrored scores', () => {
    const scores = Float64Array.of(-1, 1, 2, -2, -0.5, 0.5, 1, -1);
    const sigmoids = fitSigmoids(scores, 2, [1, 0, 1, 0]);
    const probabilities = classProbabilities(scores, sigmoids);
    for (let i = 0; i < scores.length; i += 2)
      expect((probabilities[i] ?? 0) + (probabilities[i + 1] ?? 0)).toBeCloseTo(1, 12);
    expect(probabilities[1]).toBeGreaterThan(0.5);
    expect(probabilities[2]).toBeGreaterThan(0.5);
  });
});
