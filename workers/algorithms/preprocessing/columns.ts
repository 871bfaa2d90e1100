import { AlgorithmError } from '../../errors';
import { matrix, type Matrix } from '../matrix';

/** A copy of one column. */
export function columnOf({ rows, columns, data }: Matrix, column: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * columns + column]!;
  return values;
}

/** A new matrix whose values are made from value and column number. */
export function mapColumns(x: Matrix, make: (value: number, column: number) => number): Matrix {
  const { rows, columns, data } = x;
  const made = matrix(rows, columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) made.data[at] = make(data[at]!, j);
  }
  return made;
}

/** Refuses a matrix of another width than was learned from. @throws AlgorithmError `columns-mismatch` */
export function requireColumns(x: Matrix, columns: number): void {
  if (x.columns !== columns) throw new AlgorithmError('columns-mismatch', { needed: columns, columns: x.columns });
}
