import { describe, expect, it } from 'vitest';
import { classProbabilities, fitCalibration, fitSigmoid } from '../../../../workers/algorithms/classify/platt';
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
    // Four rows, one positive, smoothed by one each: 2 of 6. A rising slope is noise, too.
    for (const scores of [new Float64Array(4), Float64Array.of(-1, 1, 1, 2)]) {
      const { slope, offset } = fitSigmoid(scores, (row) => row === 0);
      expect(slope).toBe(0);
      expect(1 / (1 + Math.exp(offset))).toBeCloseTo(2 / 6, 12);
    }
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

describe('probabilities of several classes', () => {
  const row = (values: Float64Array, i: number, classes: number) =>
    Array.from(values.subarray(i * classes, (i + 1) * classes));
  const sigmoidOf = (score: number) => 1 / (1 + Math.exp(-score));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  it('sum to 1 in every row, follow the scores, and are equal where every sigmoid is 0', () => {
    const sigmoid = { slope: -1, offset: 0 };
    const calibration = { sigmoids: [sigmoid, sigmoid, sigmoid], sharpness: 1 };
    const probabilities = classProbabilities(Float64Array.of(2, 0, -2, -1e308, -1e308, -1e308), calibration);
    const [first, second] = [row(probabilities, 0, 3), row(probabilities, 1, 3)];
    expect(first).toEqual(
      [2, 0, -2].map((score) => expect.closeTo(sigmoidOf(score) / (sigmoidOf(2) + sigmoidOf(0) + sigmoidOf(-2)), 12)),
    );
    expect(second).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('are those of Platt for two classes, whose scores are mirror images', () => {
    const random = createRandom(2);
    const margins = Float64Array.from({ length: 4000 }, () => random.normal());
    const y = Array.from(margins, (margin) => (random.next() < 1 / (1 + Math.exp(-2 * margin)) ? 1 : 0));
    const scores = Float64Array.from({ length: 8000 }, (_, i) => (i % 2 === 1 ? 1 : -1) * (margins[i >> 1] ?? 0));
    const calibration = fitCalibration(scores, 2, y);
    expect(calibration.sharpness).toBeCloseTo(1, 1);
    const probabilities = classProbabilities(scores, calibration);
    margins.slice(0, 50).forEach((margin, i) => {
      expect(probabilities[2 * i + 1]).toBeCloseTo(1 / (1 + Math.exp(-2 * margin)), 1);
      expect(sum(row(probabilities, i, 2))).toBeCloseTo(1, 12);
    });
  });

  it('mean what they say for many classes: among rows called 70 to 90 per cent sure, that share is right', () => {
    const random = createRandom(3);
    const classes = 6;
    const rows = 12_000;
    const logits = Float64Array.from({ length: rows * classes }, () => 2 * random.normal());
    const y = Array.from({ length: rows }, (_, i) => {
      const weights = row(logits, i, classes).map(Math.exp);
      let at = random.next() * sum(weights);
      return weights.findIndex((weight) => (at -= weight) < 0);
    });
    // The classifier shows the logits on another scale, as margins are.
    const scores = logits.map((logit) => 0.3 * logit - 1);
    const probabilities = classProbabilities(scores, fitCalibration(scores, classes, y));
    const sure = y.flatMap((label, i) => {
      const own = row(probabilities, i, classes);
      const best = Math.max(...own);
      return best > 0.7 && best < 0.9 ? [{ best, hit: own.indexOf(best) === label ? 1 : 0 }] : [];
    });
    expect(sure.length).toBeGreaterThan(1000);
    const mean = (values: readonly number[]) => sum(values) / values.length;
    expect(Math.abs(mean(sure.map(({ hit }) => hit)) - mean(sure.map(({ best }) => best)))).toBeLessThan(0.03);
  });

  it('are finite without rows and for a class without rows', () => {
    expect(fitCalibration(new Float64Array(0), 3, []).sharpness).toBe(1);
    const calibration = fitCalibration(Float64Array.of(1, -1, -1, -1, 1, -1), 3, [0, 1]);
    const probabilities = classProbabilities(Float64Array.of(1, -1, -1), calibration);
    expect(sum(Array.from(probabilities))).toBeCloseTo(1, 12);
    expect(probabilities[0]).toBeGreaterThan(probabilities[2] ?? NaN);
  });
});
