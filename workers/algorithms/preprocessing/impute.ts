import type { Matrix } from '../matrix';
import { median } from '../statistics/descriptive';
import { columnOf, mapColumns, requireColumns } from './columns';

/** Median of each column over the values that are not missing (NaN); 0 for a column without any. */
export function columnMedians(x: Matrix): Float64Array {
  return Float64Array.from({ length: x.columns }, (_, j) => median(columnOf(x, j)) || 0);
}

/**
 * Puts the given value of its column where a value is missing (NaN). With the medians of the training rows this keeps
 * the middle of each column where it was, but narrows its spread and hides that something was missing: prefer a method
 * that accepts missing values where there is one.
 * @throws AlgorithmError `columns-mismatch`
 */
export function impute(x: Matrix, replacements: Float64Array): Matrix {
  requireColumns(x, replacements.length);
  return mapColumns(x, (value, j) => (Number.isNaN(value) ? replacements[j]! : value));
}
