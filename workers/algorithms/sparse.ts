/**
 * Compressed sparse rows (CSR): the entries of row i stand at positions `offsets[i]` to `offsets[i + 1]` of
 * `indices` (column numbers, ascending within a row) and `values`.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Length rows + 1. */
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** The given rows of a matrix, in the given order, as a new matrix. */
export function takeRows(matrix: SparseMatrix, rows: ArrayLike<number>): SparseMatrix {
  const offsets = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    offsets[i + 1] = offsets[i]! + matrix.offsets[row + 1]! - matrix.offsets[row]!;
  }
  const indices = new Uint32Array(offsets[rows.length]!);
  const values = new Float32Array(offsets[rows.length]!);
  for (let i = 0; i < rows.length; i++) {
    const from = matrix.offsets[rows[i]!]!;
    const to = matrix.offsets[rows[i]! + 1]!;
    indices.set(matrix.indices.subarray(from, to), offsets[i]!);
    values.set(matrix.values.subarray(from, to), offsets[i]!);
  }
  return { rows: rows.length, columns: matrix.columns, offsets, indices, values };
}
