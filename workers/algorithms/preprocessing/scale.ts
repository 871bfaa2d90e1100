import { AlgorithmError } from '../../errors';
import { matrix, type Matrix } from '../matrix';
import { columnOf } from './columns';
import { rankNormal } from './rank-normal';
import { learnStandardisation, standardise } from './standardise';

/**
 * sign(v) · ln(1 + |v|): draws in the long tail of amounts and counts. For v ≥ 0 it is ln(1 + v); negative values,
 * which net amounts have after refunds, are mirrored. Zero stays zero, NaN stays NaN.
 */
export function signedLog1p(value: number): number {
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value);
}

/**
 * How a column is made comparable with others: as it is, in standard deviations, the same after ln(1 + v), or by rank.
 */
export type Scaling = 'none' | 'z-score' | 'log-z-score' | 'rank-normal';

/**
 * A new matrix with each column scaled in its own way. Constant columns become 0 under every scaling but `none`;
 * missing values (NaN) stay missing.
 * @param scalings one for all columns, or one per column
 * @throws AlgorithmError `columns-mismatch`
 */
export function scaleColumns(x: Matrix, scalings: Scaling | readonly Scaling[]): Matrix {
  if (typeof scalings !== 'string' && scalings.length !== x.columns) {
    throw new AlgorithmError('columns-mismatch', { needed: scalings.length, columns: x.columns });
  }
  const scaled = matrix(x.rows, x.columns);
  for (let j = 0; j < x.columns; j++) {
    const scaling = typeof scalings === 'string' ? scalings : scalings[j]!;
    const values = scaleColumn(matrix(x.rows, 1, columnOf(x, j)), scaling).data;
    for (let i = 0; i < x.rows; i++) scaled.data[i * x.columns + j] = values[i]!;
  }
  return scaled;
}

function scaleColumn(column: Matrix, scaling: Scaling): Matrix {
  switch (scaling) {
    case 'none':
      return column;
    case 'z-score':
      return standardise(column, learnStandardisation(column));
    case 'log-z-score':
      return scaleColumn({ ...column, data: column.data.map(signedLog1p) }, 'z-score');
    case 'rank-normal':
      return rankNormal(column);
  }
}
