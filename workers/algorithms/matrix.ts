import { AlgorithmError } from '../errors';

/** Dense matrix, row-major: element (i, j) stands at `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function matrix(rows: number, columns: number, data: Float64Array = new Float64Array(rows * columns)): Matrix {
  if (data.length !== rows * columns) {
    throw new AlgorithmError('shape-mismatch', { rows, columns, length: data.length });
  }
  return { rows, columns, data };
}

/** Refuses NaN and infinities, naming the first place. @throws AlgorithmError `not-finite` */
export function requireFinite({ data, columns }: Matrix): void {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      throw new AlgorithmError('not-finite', { row: Math.floor(i / columns), column: i % columns });
    }
  }
}

/** The given rows of a matrix, in the given order, as a new matrix. */
export function takeRows({ columns, data }: Matrix, rows: ArrayLike<number>): Matrix {
  const taken = matrix(rows.length, columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns;
    taken.data.set(data.subarray(from, from + columns), i * columns);
  }
  return taken;
}
