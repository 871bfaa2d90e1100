/**
 * Summaries of one column of numbers. NaN means missing and is left out everywhere; a summary of nothing is NaN.
 */

/** Number of values that are not missing. */
export function countPresent(values: ArrayLike<number>): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) n++;
  return n;
}

/** The values that are not missing, in their order, as a new array. */
export function present(values: ArrayLike<number>): Float64Array {
  const found = new Float64Array(countPresent(values));
  for (let i = 0, n = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) found[n++] = values[i]!;
  return found;
}

/** Count, mean and sum of squared deviations from it in one pass (Welford 1962, doi:10.1080/00401706.1962.10490022). */
function moments(values: ArrayLike<number>): { n: number; mean: number; squares: number } {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    n++;
    const delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
  }
  return { n, mean, squares };
}

/** Arithmetic mean. */
export function mean(values: ArrayLike<number>): number {
  const { n, mean } = moments(values);
  return n === 0 ? NaN : mean;
}

/**
 * Variance, Σ(v − mean)² / (n − lost), in squared units of the values.
 * @param lost degrees of freedom lost: 1 (default) estimates the variance of the population a sample came from,
 *   0 is the variance of exactly these values. Not enough values give NaN.
 */
export function variance(values: ArrayLike<number>, lost: 0 | 1 = 1): number {
  const { n, squares } = moments(values);
  return n - lost <= 0 ? NaN : squares / (n - lost);
}

/** Square root of the {@link variance}, in the units of the values. */
export function deviation(values: ArrayLike<number>, lost: 0 | 1 = 1): number {
  return Math.sqrt(variance(values, lost));
}

/** The values that are not missing, ascending, as a new array. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return present(values).sort();
}

/**
 * Quantile of values that are already ascending and without NaN: the value below which a share `p` of them lies,
 * linearly between the two nearest order statistics at position p·(n − 1) (type 7 of Hyndman & Fan 1996,
 * doi:10.1080/00031305.1996.10473566; the default of R, NumPy and DuckDB's quantile_cont).
 * @param p in [0, 1]
 */
export function quantileSorted(ascending: ArrayLike<number>, p: number): number {
  const n = ascending.length;
  if (n === 0 || !(p >= 0 && p <= 1)) return NaN;
  const position = p * (n - 1);
  const below = Math.floor(position);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, n - 1)]!;
  // Equal neighbours are returned as they are: low + w·(high − low) may round away from both.
  return low === high ? low : low + (position - below) * (high - low);
}

/** {@link quantileSorted} of values in any order. O(n log n); sort once with {@link sorted} for several quantiles. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileSorted(sorted(values), p);
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
