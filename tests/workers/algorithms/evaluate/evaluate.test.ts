import { describe, expect, it } from 'vitest';
import { bootstrapIntervals } from '../../../../workers/algorithms/evaluate/bootstrap';
import {
  brierScore,
  calibrationBins,
  expectedCalibrationError,
} from '../../../../workers/algorithms/evaluate/calibration';
import { accuracy, classificationScores, confusion } from '../../../../workers/algorithms/evaluate/classification';
import { areaUnderRoc, averagePrecision } from '../../../../workers/algorithms/evaluate/ranking';
import { createRandom } from '../../../../workers/algorithms/random';

const truth = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 2);
const predicted = Int32Array.of(0, 0, 1, 1, 1, 2, 2, 2, 2, 0);

describe('classification scores', () => {
  it('count truth in rows and predictions in columns', () => {
    expect(Array.from(confusion(truth, predicted, 3).counts)).toEqual([2, 1, 0, 0, 2, 1, 1, 0, 3]);
  });

  it('agree with scikit-learn 1.2.1', () => {
    const scores = classificationScores(confusion(truth, predicted, 3));
    expect(scores.accuracy).toBe(0.7);
    expect(accuracy(truth, predicted)).toBe(0.7);
    expect(scores.macroF1).toBeCloseTo(0.6944444444444443, 14);
    expect(scores.byClass[2]).toEqual({ precision: 0.75, recall: 0.75, f1: 0.75, support: 4 });
  });

  it('leave a class that never occurs out of the macro mean, but count one that was only predicted', () => {
    const scores = classificationScores(confusion(Int32Array.of(0, 0), Int32Array.of(0, 1), 3));
    expect(scores.byClass[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 0) / 2, 14);
  });

  it('weigh rows', () => {
    expect(Array.from(confusion(Int32Array.of(0, 1), Int32Array.of(0, 0), 2, [3, 2]).counts)).toEqual([3, 0, 2, 0]);
  });

  it('refuse labels outside of the classes and lists of different length', () => {
    expect(() => confusion(Int32Array.of(3), Int32Array.of(0), 3)).toThrow('label-out-of-range');
    expect(() => confusion(Int32Array.of(0), Int32Array.of(-1), 3)).toThrow('label-out-of-range');
    expect(() => accuracy(Int32Array.of(0), new Int32Array(2))).toThrow('length-mismatch');
  });
});

describe('ranking', () => {
  const y = [0, 0, 1, 1, 0, 1, 1, 0];
  const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.9, 0.2];

  it('agrees with scikit-learn 1.2.1, ties included', () => {
    expect(areaUnderRoc(y, scores)).toBe(0.8125);
    expect(averagePrecision(y, scores)).toBeCloseTo(0.8166666666666667, 14);
  });

  it('is ½ and the share of positives where all scores are equal', () => {
    expect(areaUnderRoc([1, 0, 0, 0], [7, 7, 7, 7])).toBe(0.5);
    expect(averagePrecision([1, 0, 0, 0], [7, 7, 7, 7])).toBe(0.25);
  });

  it('has no value for a single class and refuses NaN', () => {
    expect([areaUnderRoc([1, 1], [1, 2]), areaUnderRoc([0], [1]), averagePrecision([0], [1])]).toEqual([NaN, NaN, NaN]);
    expect(() => areaUnderRoc([1, 0], [1, NaN])).toThrow('not-finite');
  });
});

describe('calibration', () => {
  it('has the Brier score of scikit-learn 1.2.1', () => {
    expect(brierScore([0, 0, 1, 1, 0, 1, 1, 0], [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.9, 0.2])).toBeCloseTo(0.1503125, 14);
  });

  it('puts 0.3 into [0.3, 0.4) and 1 into the last bin', () => {
    const bins = calibrationBins([1, 0, 1], [0.3, 0.39, 1]);
    expect(bins.map(({ n, observed }) => [n, observed])).toEqual([
      [2, 0.5],
      [1, 1],
    ]);
    expect(bins[0]?.predicted).toBeCloseTo(0.345, 14);
  });

  it('gives each bin the Wilson interval of its share', () => {
    const [bin] = calibrationBins(
      Array.from({ length: 10 }, (_, i) => (i < 8 ? 1 : 0)),
      new Array<number>(10).fill(0.75),
    );
    expect([bin?.low, bin?.high].map((end) => end?.toFixed(3))).toEqual(['0.490', '0.943']);
  });

  it('weighs the distance of each bin by its rows', () => {
    // Two rows promised 0.2 with half positive, two rows promised 0.9 with all positive.
    expect(expectedCalibrationError([1, 0, 1, 1], [0.2, 0.2, 0.9, 0.9])).toBeCloseTo(0.5 * 0.3 + 0.5 * 0.1, 14);
  });

  it('refuses what is no probability', () => {
    expect(() => brierScore([1], [1.5])).toThrow('probability-invalid');
    expect(() => expectedCalibrationError([1], [NaN])).toThrow('probability-invalid');
  });
});

describe('bootstrap', () => {
  const values = Array.from({ length: 400 }, (_, i) => Number(i < 100));
  const share = (weights: Uint32Array) => [values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / 400];

  it('comes close to the normal interval of a share', () => {
    const [interval] = bootstrapIntervals(400, share, { random: createRandom(1), samples: 4000 });
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect(interval?.low).toBeCloseTo(0.25 - half, 2);
    expect(interval?.high).toBeCloseTo(0.25 + half, 2);
  });

  it('is the same for the same seed', () => {
    const draw = (seed: number) => bootstrapIntervals(400, share, { random: createRandom(seed), samples: 50 });
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });

  it('draws as many rows as there are, and leaves out figures that a sample does not have', () => {
    const [total, sometimes, never] = bootstrapIntervals(
      3,
      (weights) => [weights.reduce((a, b) => a + b, 0), weights[0] ? 1 : NaN, NaN],
      { random: createRandom(2), samples: 200 },
    );
    expect([total, sometimes, never]).toEqual([
      { low: 3, high: 3 },
      { low: 1, high: 1 },
      { low: NaN, high: NaN },
    ]);
  });

  it('reports to 1 and refuses no rows', () => {
    const fractions: number[] = [];
    bootstrapIntervals(2, () => [1], { random: createRandom(1), samples: 4, report: (f) => fractions.push(f) });
    expect(fractions).toEqual([0.25, 0.5, 0.75, 1]);
    expect(() => bootstrapIntervals(0, () => [1], { random: createRandom(1) })).toThrow('too-few-rows');
  });
});
