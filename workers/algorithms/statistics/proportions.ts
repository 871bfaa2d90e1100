import { AlgorithmError } from '../../errors';
import { normalInverse, twoSidedP } from './normal';

/** Ends of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion: where the true share may lie when `successes` of `n` were seen.
 *
 *   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),  p = successes / n, z = Φ⁻¹((1 + confidence) / 2)
 *
 * It keeps its coverage for small n and for shares near 0 and 1, and stays within [0, 1]. Nothing seen (n = 0) gives
 * [0, 1]. `successes` and `n` need not be whole: a smoothed estimate has the interval of its effective counts.
 * Reference: Wilson 1927, doi:10.1080/01621459.1927.10502953. Example: 8 of 10 → [.490, .943].
 */
export function wilson(successes: number, n: number, confidence = 0.95): Interval {
  if (!(successes >= 0 && successes <= n)) throw new AlgorithmError('counts-invalid', { successes, n });
  if (n === 0) return { low: 0, high: 1 };
  const z = normalInverse((1 + confidence) / 2);
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At 0 of n and n of n an end is 0 or 1 exactly; the formula may miss it by a rounding error.
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === n ? 1 : (centre + half) / scale,
  };
}

/** The answer of a test that two shares are equal. */
export interface ProportionTest extends Interval {
  /** Share in the second group − share in the first, and its confidence interval `low` … `high`. */
  readonly difference: number;
  readonly z: number;
  /** Two-sided probability of a difference at least this large if the shares were equal. */
  readonly p: number;
}

/**
 * Two-proportion z test: do two independent groups differ in a share?
 *
 *   z = (p₂ − p₁) / √(p̄(1 − p̄)(1/n₁ + 1/n₂)),  p̄ = (x₁ + x₂) / (n₁ + n₂);  interval with the unpooled error
 *
 * A normal approximation: expect it to hold from about five successes and five failures in each group. Groups without
 * any variation (p̄ = 0 or 1) give z = 0, p = 1; an empty group gives NaN throughout.
 * Example: 100 of 2,000 against 130 of 2,000 → z 2.0376, p .0416, interval .00058 … .02942.
 */
export function twoProportions(x1: number, n1: number, x2: number, n2: number, confidence = 0.95): ProportionTest {
  if (!(x1 >= 0 && x1 <= n1)) throw new AlgorithmError('counts-invalid', { successes: x1, n: n1 });
  if (!(x2 >= 0 && x2 <= n2)) throw new AlgorithmError('counts-invalid', { successes: x2, n: n2 });
  if (n1 === 0 || n2 === 0) return { difference: NaN, z: NaN, p: NaN, low: NaN, high: NaN };
  const [p1, p2, pooled] = [x1 / n1, x2 / n2, (x1 + x2) / (n1 + n2)];
  const difference = p2 - p1;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  const z = error === 0 ? 0 : difference / error;
  const half = normalInverse((1 + confidence) / 2) * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  return { difference, z, p: twoSidedP(z), low: difference - half, high: difference + half };
}

/**
 * Benjamini–Hochberg adjusted p values: rejecting all with an adjusted value ≤ q keeps the expected share of false
 * discoveries at or below q (independent or positively dependent tests).
 *
 *   adjusted of the i-th smallest of m = min over j ≥ i of p₍ⱼ₎·m / j, at most 1
 *
 * In the order of the input. NaN (no test was made) stays NaN and does not count in m.
 * Reference: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; same as R's p.adjust(method = "BH").
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length).fill(NaN);
  const descending = Array.from({ length: pValues.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(pValues[i]!))
    .sort((i, j) => pValues[j]! - pValues[i]!);
  const m = descending.length;
  let smallest = 1;
  descending.forEach((i, position) => {
    smallest = Math.min(smallest, (pValues[i]! * m) / (m - position));
    adjusted[i] = smallest;
  });
  return adjusted;
}
