import { matrix, takeRows as takeMatrixRows, type Matrix } from '../../workers/algorithms/matrix';
import { takeRows, type SparseMatrix } from '../../workers/algorithms/sparse';

/** What the conformance suite must do to an input without knowing its layout. Every operation makes a new X. */
export interface RowOperations<X> {
  count(x: X): number;
  /** The given rows in the given order; a row may be taken several times. */
  take(x: X, rows: ArrayLike<number>): X;
  /** One value, of a row in the middle, becomes NaN. */
  withNaN(x: X): X;
  /** Every row has the same value in the first column. */
  withConstantColumn(x: X): X;
  withoutLastColumn(x: X): X;
}

export const denseRows: RowOperations<Matrix> = {
  count: (x) => x.rows,
  take: takeMatrixRows,
  withNaN({ rows, columns, data }) {
    const spoiled = data.slice();
    spoiled[Math.floor(rows / 2) * columns] = NaN;
    return matrix(rows, columns, spoiled);
  },
  withConstantColumn: ({ rows, columns, data }) =>
    matrix(
      rows,
      columns,
      data.map((value, i) => (i % columns === 0 ? 4.5 : value)),
    ),
  withoutLastColumn: ({ rows, columns, data }) =>
    matrix(
      rows,
      columns - 1,
      data.filter((_, i) => i % columns !== columns - 1),
    ),
};

/** A sparse matrix built from lists of (column, value) per row. */
export function fromEntries(columns: number, rows: readonly (readonly (readonly [number, number])[])[]): SparseMatrix {
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = (offsets[i] ?? 0) + row.length));
  const entries = rows.flat();
  return {
    rows: rows.length,
    columns,
    offsets,
    indices: Uint32Array.from(entries, ([column]) => column),
    values: Float32Array.from(entries, ([, value]) => value),
  };
}

const toEntries = ({ rows, offsets, indices, values }: SparseMatrix) =>
  Array.from({ length: rows }, (_, i) => {
    const [from, to] = [offsets[i] ?? 0, offsets[i + 1] ?? 0];
    return Array.from(indices.subarray(from, to), (column, j) => [column, values[from + j] ?? 0] as const);
  });

export const sparseRows: RowOperations<SparseMatrix> = {
  count: (x) => x.rows,
  take: takeRows,
  withNaN(x) {
    const values = x.values.slice();
    values[Math.floor(values.length / 2)] = NaN;
    return { ...x, values };
  },
  withConstantColumn: (x) =>
    fromEntries(
      x.columns,
      toEntries(x).map((row) => [[0, 4.5], ...row.filter(([column]) => column !== 0)]),
    ),
  withoutLastColumn: (x) =>
    fromEntries(
      x.columns - 1,
      toEntries(x).map((row) => row.filter(([column]) => column !== x.columns - 1)),
    ),
};
