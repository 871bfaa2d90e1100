import { AlgorithmError } from '../../errors';
import type { Random } from '../random';
import { quantileSorted, sorted } from '../statistics/descriptive';
import type { Interval } from '../statistics/proportions';

export interface BootstrapOptions {
  readonly random: Random;
  /** Number of samples; 1,000 if not given. */
  readonly samples?: number;
  /** 0.95 if not given. */
  readonly confidence?: number;
  /** Fraction of the samples drawn. */
  report?(fraction: number): void;
}

/**
 * Percentile bootstrap intervals of any statistics of n rows: rows are drawn n at a time with replacement, the
 * statistics computed on each sample, and the middle `confidence` of the results returned. It shows how far a figure
 * measured on a test file would move with other rows of the same kind; it does not cover the choice of the model.
 *
 * @param statistics several figures of one sample. `weights[i]` is how often row i was drawn (0, 1, 2 …; they sum to
 *   n): a figure that is a sum over rows needs no copy of them. The array is reused, do not keep it. A figure that is
 *   NaN in a sample (a class that was not drawn) is left out of that figure's interval.
 * @returns one interval per figure, in order; NaN where every sample gave NaN
 * Complexity: samples × (n + statistics). Reference: Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13.
 * @throws AlgorithmError `too-few-rows`
 */
export function bootstrapIntervals(
  rows: number,
  statistics: (weights: Uint32Array) => ArrayLike<number>,
  { random, samples = 1000, confidence = 0.95, report }: BootstrapOptions,
): readonly Interval[] {
  if (rows < 1) throw new AlgorithmError('too-few-rows', { needed: 1, rows });
  const weights = new Uint32Array(rows);
  const figures: number[][] = [];
  for (let sample = 0; sample < samples; sample++) {
    weights.fill(0);
    for (let i = 0; i < rows; i++) weights[random.below(rows)]!++;
    const values = statistics(weights);
    for (let f = 0; f < values.length; f++) (figures[f] ??= []).push(values[f]!);
    report?.((sample + 1) / samples);
  }
  const outside = (1 - confidence) / 2;
  return figures.map((values) => {
    const ascending = sorted(values);
    return { low: quantileSorted(ascending, outside), high: quantileSorted(ascending, 1 - outside) };
  });
}
