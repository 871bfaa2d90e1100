import { deviation, mean, median } from '../../../workers/algorithms/statistics/descriptive';
import { normalInverse } from '../../../workers/algorithms/statistics/normal';
import { midRanks } from '../../../workers/algorithms/statistics/ranks';
import type { Matrix } from '../../../workers/algorithms/matrix';
import { fillOf, type Fill } from './features';

export type Scaling = 'log' | 'rank' | 'plain';

/** A feature as it went into the distances. */
export interface PreparedFeature {
  readonly name: string;
  /** What was done before standardising: ln(1 + x), rank to normal, or nothing. */
  readonly transform: 'log' | 'rank' | 'none';
  /** Customers without a value, and what they were given. */
  readonly missing: number;
  readonly fill: Fill;
}

export interface Prepared {
  readonly features: readonly PreparedFeature[];
  /** Customers × features: mean 0 and standard deviation 1 in every column. */
  readonly matrix: Matrix;
  /** Values per kept feature in its own unit, filled where missing. */
  readonly raw: readonly Float64Array[];
  /** Features that tell nothing apart: constant, or missing for most. */
  readonly leftOut: readonly string[];
}

/** A long right tail: the mean lies far from the median, in standard deviations (Pearson's second skewness > 0.6). */
function isSkewed(values: Float64Array): boolean {
  const spread = deviation(values, 0);
  return spread > 0 && (3 * (mean(values) - median(values))) / spread > 0.6;
}

function transformed(values: Float64Array, transform: PreparedFeature['transform']): Float64Array {
  switch (transform) {
    case 'none':
      return values;
    case 'log':
      return values.map(Math.log1p);
    case 'rank':
      return midRanks(values).map((rank) => normalInverse((rank - 0.5) / values.length));
  }
}

/** The value for customers who have none. */
function filler(values: Float64Array, fill: Fill): number {
  if (fill === 'zero') return 0;
  if (fill === 'median') return median(values);
  return values.reduce((largest, value) => (value > largest ? value : largest), -Infinity);
}

/**
 * Makes features of different units comparable. A missing value is filled as `features.ts` says: by the median, which
 * pulls nobody anywhere, unless its absence has a meaning;
 * `log` takes ln(1 + x) of amounts and counts with a long right tail (never of columns with negative values), `rank`
 * maps ranks to the normal distribution, Φ⁻¹((rank − ½)/n), ties sharing theirs; then every column is standardised.
 * Features that are constant, or unknown for more than half of the customers, are left out.
 */
export function prepare(names: readonly string[], columns: readonly Float64Array[], scaling: Scaling): Prepared {
  const features: PreparedFeature[] = [];
  const raw: Float64Array[] = [];
  const scaled: Float64Array[] = [];
  const leftOut: string[] = [];
  names.forEach((name, i) => {
    const given = columns[i] ?? new Float64Array(0);
    const missing = given.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
    const fill = fillOf(name);
    const standIn = filler(given, fill);
    const filled = given.map((value) => (Number.isNaN(value) ? standIn : value));
    const transform =
      scaling === 'rank'
        ? 'rank'
        : scaling === 'log' && filled.every((value) => value >= 0) && isSkewed(filled)
          ? 'log'
          : 'none';
    const isKnown = missing < given.length && (fill !== 'median' || missing * 2 <= given.length);
    const values = isKnown ? transformed(filled, transform) : new Float64Array(0);
    const spread = deviation(values, 0);
    if (!(spread > 1e-12 * Math.max(1, Math.abs(mean(values))))) {
      leftOut.push(name);
      return;
    }
    const centre = mean(values);
    features.push({ name, transform, missing, fill });
    raw.push(filled);
    scaled.push(values.map((value) => (value - centre) / spread));
  });

  const rows = columns[0]?.length ?? 0;
  const data = new Float64Array(rows * scaled.length);
  scaled.forEach((column, j) => column.forEach((value, row) => (data[row * scaled.length + j] = value)));
  return { features, matrix: { rows, columns: scaled.length, data }, raw, leftOut };
}
