import { Bool, Float32, Float64, Int32, Table, Utf8, Vector, makeData, makeVector, tableToIPC } from 'apache-arrow';

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
  return column instanceof Vector ? column : textVector(column);
}

/** Arrow's own builder compiles its null test with `new Function`, which the page's policy refuses. */
function textVector(texts: readonly (string | null)[]): Vector {
  const length = texts.length;
  const encoder = new TextEncoder();
  const cells = texts.map((text) => (text === null ? null : encoder.encode(text)));
  const valueOffsets = new Int32Array(length + 1);
  const nullBitmap = new Uint8Array((length + 7) >> 3);
  let nullCount = 0;
  cells.forEach((cell, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + (cell?.length ?? 0);
    const byte = i >> 3;
    if (cell === null) nullCount += 1;
    else nullBitmap[byte] = (nullBitmap[byte] ?? 0) | (1 << (i & 7));
  });
  const data = new Uint8Array(valueOffsets[length] ?? 0);
  cells.forEach((cell, i) => cell && data.set(cell, valueOffsets[i] ?? 0));
  return new Vector([makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data })]);
}

/** Numbers in which NaN stands for 'none'; no numbers at all are none in every row. */
export function nullableFloats(values: Float32Array | undefined, rows: number): Vector {
  const bits = new Uint8Array((rows + 7) >> 3);
  let nullCount = rows;
  values?.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const byte = i >> 3;
    bits[byte] = (bits[byte] ?? 0) | (1 << (i & 7));
    nullCount -= 1;
  });
  const data = values ?? new Float32Array(rows);
  return new Vector([makeData({ type: new Float32(), length: rows, nullCount, nullBitmap: bits, data })]);
}

export const numbers = (values: readonly number[]): Vector =>
  makeVector({ type: new Float64(), data: Float64Array.from(values), length: values.length, nullCount: 0 });

/** `false` in every row. */
export const allFalse = (rows: number): Vector =>
  new Vector([makeData({ type: new Bool(), length: rows, nullCount: 0, data: new Uint8Array((rows + 7) >> 3) })]);

/** The same value in every row. */
export const constant = (value: number, rows: number): Int32Array => new Int32Array(rows).fill(value);
