import { AlgorithmError } from '../../errors';
import { wilson } from '../statistics/proportions';

function requireProbabilities(truth: ArrayLike<number>, probabilities: ArrayLike<number>): void {
  if (truth.length !== probabilities.length) {
    throw new AlgorithmError('length-mismatch', { first: truth.length, second: probabilities.length });
  }
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (!(p >= 0 && p <= 1)) throw new AlgorithmError('probability-invalid', { row: i, value: p });
  }
}

/**
 * Brier score: mean squared difference between the probability of the positive class and what happened, Σ(p − y)²/n.
 * 0 is perfect; always saying the share s of positives gives s(1 − s). NaN without rows.
 * Reference: Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
 * @param truth 1 = positive, anything else negative
 * @throws AlgorithmError `length-mismatch`, `probability-invalid`
 */
export function brierScore(truth: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  requireProbabilities(truth, probabilities);
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += (probabilities[i]! - (truth[i] === 1 ? 1 : 0)) ** 2;
  return sum / truth.length;
}

/** Rows whose predicted probability fell into one bin. */
export interface CalibrationBin {
  /** Mean predicted probability of the rows. */
  readonly predicted: number;
  /** Share of positives among them, with its 95 % Wilson interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/**
 * Reliability diagram: what happened against what was promised, in bins of equal width [0, 1/b), [1/b, 2/b) … with 1
 * in the last. Empty bins are left out. Equal widths, not equal counts: ten bins of 0.1 nest into the five levels of
 * 0.2 that the product shows, and a row's bin does not depend on the other rows.
 * @param truth 1 = positive, anything else negative
 * @throws AlgorithmError `length-mismatch`, `probability-invalid`
 */
export function calibrationBins(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): readonly CalibrationBin[] {
  requireProbabilities(truth, probabilities);
  const n = new Float64Array(bins);
  const positives = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  for (let i = 0; i < truth.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(probabilities[i]! * bins));
    n[bin]!++;
    predicted[bin]! += probabilities[i]!;
    if (truth[i] === 1) positives[bin]!++;
  }
  return Array.from(n.keys())
    .filter((bin) => n[bin]! > 0)
    .map((bin) => ({
      predicted: predicted[bin]! / n[bin]!,
      observed: positives[bin]! / n[bin]!,
      n: n[bin]!,
      ...wilson(positives[bin]!, n[bin]!),
    }));
}

/**
 * Expected calibration error: mean distance between promised and observed share, weighted by rows,
 * Σ (n_b / n)·|observed_b − predicted_b| over the bins of {@link calibrationBins} (ten of equal width unless told).
 * 0 is perfect. It depends on the binning and is biased upwards for few rows: compare only like with like.
 * Reference: Naeini, Cooper & Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning", AAAI.
 * NaN without rows.
 * @throws AlgorithmError `length-mismatch`, `probability-invalid`
 */
export function expectedCalibrationError(
  truth: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): number {
  const distances = calibrationBins(truth, probabilities, bins).map(
    (bin) => bin.n * Math.abs(bin.observed - bin.predicted),
  );
  return distances.reduce((sum, distance) => sum + distance, 0) / truth.length;
}
