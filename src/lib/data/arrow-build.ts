import { Bool, Float32, Int32, Table, Utf8, makeVector, tableToIPC, vectorFromArray, type Vector } from 'apache-arrow';

/** A column on its way into the engine. */
export type NewColumn = Int32Array | Float32Array | readonly (string | null)[] | Vector;

/** Columns of equal length as one Arrow IPC stream. Names are columns of our own tables, never a user's. */
export const streamOf = (columns: Readonly<Record<string, NewColumn>>): Uint8Array =>
  tableToIPC(
    new Table(Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, vectorOf(one)]))),
    'stream',
  );

function vectorOf(column: NewColumn): Vector {
  if (column instanceof Int32Array) return makeVector({ type: new Int32(), data: column, length: column.length });
  if (column instanceof Float32Array) return makeVector({ type: new Float32(), data: column, length: column.length });
  return Array.isArray(column) ? vectorFromArray(column as readonly (string | null)[], new Utf8()) : (column as Vector);
}

/** Numbers in which NaN stands for 'none'. */
export const nullableFloats = (values: Float32Array): Vector =>
  vectorFromArray(
    Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    new Float32(),
  );

export const booleans = (values: readonly boolean[]): Vector => vectorFromArray(values, new Bool());

/** The same value in every row. */
export const constant = (value: number, rows: number): Int32Array => new Int32Array(rows).fill(value);
