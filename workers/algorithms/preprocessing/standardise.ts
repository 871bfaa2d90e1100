import type { Matrix } from '../matrix';
import { deviation, mean } from '../statistics/descriptive';
import { columnOf, mapColumns, requireColumns } from './columns';

/** What standardising needs to know of each column; plain data, to be kept beside a model. */
export interface Standardisation {
  readonly means: Float64Array;
  /** Standard deviations of exactly the rows seen (n in the denominator); 1 where a column is constant or empty. */
  readonly deviations: Float64Array;
}

/**
 * Learns means and deviations of the columns; missing values (NaN) are left out. A constant column gets deviation 1,
 * so that it becomes 0 throughout instead of NaN and adds nothing to a distance. Same as scikit-learn's StandardScaler.
 */
export function learnStandardisation(x: Matrix): Standardisation {
  const means = new Float64Array(x.columns);
  const deviations = new Float64Array(x.columns);
  for (let j = 0; j < x.columns; j++) {
    const values = columnOf(x, j);
    means[j] = mean(values) || 0;
    deviations[j] = deviation(values, 0) || 1;
  }
  return { means, deviations };
}

/**
 * z-scores: (value − mean) / deviation per column, so that every column weighs the same in a distance whatever its
 * unit. Missing values stay missing.
 * @throws AlgorithmError `columns-mismatch`
 */
export function standardise(x: Matrix, { means, deviations }: Standardisation): Matrix {
  requireColumns(x, means.length);
  return mapColumns(x, (value, j) => (value - means[j]!) / deviations[j]!);
}

/** Back to the units of the columns: value · deviation + mean. @throws AlgorithmError `columns-mismatch` */
export function unstandardise(x: Matrix, { means, deviations }: Standardisation): Matrix {
  requireColumns(x, means.length);
  return mapColumns(x, (value, j) => value * deviations[j]! + means[j]!);
}
