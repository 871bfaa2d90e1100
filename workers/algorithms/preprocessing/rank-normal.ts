import { matrix, type Matrix } from '../matrix';
import { normalInverse } from '../statistics/normal';
import { midRanks } from '../statistics/ranks';
import { columnOf } from './columns';

/**
 * Rank-based normal scores: each value becomes the standard normal quantile of its place in its column,
 *
 *   z = Φ⁻¹((r − ½) / n),  r = mid-rank from 1, n = values present
 *
 * so that neither outliers nor skew decide a distance; equal values stay equal and only order survives. A constant
 * column becomes 0, missing values (NaN) stay missing. O(columns · n log n).
 * Reference: Hazen 1914 plotting positions; Beasley, Erickson & Allison 2009, doi:10.1007/s10519-009-9281-0.
 */
export function rankNormal(x: Matrix): Matrix {
  const scores = matrix(x.rows, x.columns);
  for (let j = 0; j < x.columns; j++) {
    const ranks = midRanks(columnOf(x, j));
    const n = ranks.reduce((count, rank) => count + (Number.isNaN(rank) ? 0 : 1), 0);
    for (let i = 0; i < x.rows; i++) scores.data[i * x.columns + j] = normalInverse((ranks[i]! - 0.5) / n);
  }
  return scores;
}
