import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  RecordBatch,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  makeData,
  tableToIPC,
  Table,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { CellType } from '../protocol';

/** Values of one column of the batch that is being filled, with a bitmap of those that are there. */
export interface ColumnSink {
  /** Puts a value read by a cell reader into row `row`. */
  put(row: number, value: number): void;
  data(rows: number): Data;
  clear(): void;
}

/** Which rows of a batch have a value. */
class Validity {
  private readonly bits: Uint8Array;
  private count = 0;

  constructor(capacity: number) {
    this.bits = new Uint8Array((capacity + 7) >> 3);
  }

  set(row: number): void {
    this.bits[row >> 3]! |= 1 << (row & 7);
    this.count++;
  }

  clear(): void {
    this.bits.fill(0);
    this.count = 0;
  }

  /** In the form Arrow wants it; the bytes are shared until the batch is written. */
  of(rows: number): { nullCount: number; nullBitmap: Uint8Array } {
    return { nullCount: rows - this.count, nullBitmap: this.bits.subarray(0, (rows + 7) >> 3) };
  }
}

/** Decimals and durations. */
class Float64Sink implements ColumnSink {
  private readonly values: Float64Array;
  private readonly valid: Validity;

  constructor(capacity: number) {
    this.values = new Float64Array(capacity);
    this.valid = new Validity(capacity);
  }

  put(row: number, value: number): void {
    this.values[row] = value;
    this.valid.set(row);
  }

  data(rows: number): Data {
    return makeData({ type: new Float64(), length: rows, ...this.valid.of(rows), data: this.values.subarray(0, rows) });
  }

  clear(): void {
    this.valid.clear();
  }
}

/** Integers within ±2⁵³, and timestamps: milliseconds with a fraction, kept as whole microseconds. */
class Int64Sink implements ColumnSink {
  private readonly values: BigInt64Array<ArrayBuffer>;
  private readonly words: Int32Array;
  private readonly valid: Validity;

  constructor(
    capacity: number,
    private readonly isTimestamp: boolean,
  ) {
    this.values = new BigInt64Array(capacity);
    this.words = new Int32Array(this.values.buffer);
    this.valid = new Validity(capacity);
  }

  put(row: number, value: number): void {
    const whole = this.isTimestamp ? Math.round(value * 1000) : value;
    if (Number.isSafeInteger(whole)) {
      // Two halves instead of a BigInt, which would be made and thrown away for every cell.
      this.words[2 * row] = whole | 0;
      this.words[2 * row + 1] = Math.floor(whole / 2 ** 32);
    } else {
      const milliseconds = Math.floor(value);
      this.values[row] = BigInt(milliseconds) * 1000n + BigInt(Math.round((value - milliseconds) * 1000));
    }
    this.valid.set(row);
  }

  data(rows: number): Data {
    const data = this.values.subarray(0, rows);
    return this.isTimestamp
      ? makeData({ type: new TimestampMicrosecond(), length: rows, ...this.valid.of(rows), data })
      : makeData({ type: new Int64(), length: rows, ...this.valid.of(rows), data });
  }

  clear(): void {
    this.valid.clear();
  }
}

/** Dates as days since 1970. */
class DateSink implements ColumnSink {
  private readonly values: Int32Array;
  private readonly valid: Validity;

  constructor(capacity: number) {
    this.values = new Int32Array(capacity);
    this.valid = new Validity(capacity);
  }

  put(row: number, value: number): void {
    this.values[row] = value;
    this.valid.set(row);
  }

  data(rows: number): Data {
    return makeData({ type: new DateDay(), length: rows, ...this.valid.of(rows), data: this.values.subarray(0, rows) });
  }

  clear(): void {
    this.valid.clear();
  }
}

class BooleanSink implements ColumnSink {
  private readonly bits: Uint8Array;
  private readonly valid: Validity;

  constructor(capacity: number) {
    this.bits = new Uint8Array((capacity + 7) >> 3);
    this.valid = new Validity(capacity);
  }

  put(row: number, value: number): void {
    if (value !== 0) this.bits[row >> 3]! |= 1 << (row & 7);
    this.valid.set(row);
  }

  data(rows: number): Data {
    const data = this.bits.subarray(0, (rows + 7) >> 3);
    return makeData({ type: new Bool(), length: rows, ...this.valid.of(rows), data });
  }

  clear(): void {
    this.bits.fill(0);
    this.valid.clear();
  }
}

/** Text: the bytes of the file go into the batch as they are. */
export class TextSink implements ColumnSink {
  private readonly offsets: Int32Array;
  private readonly valid: Validity;
  private bytes: Uint8Array<ArrayBuffer>;
  private last = -1;

  constructor(capacity: number) {
    this.offsets = new Int32Array(capacity + 1);
    this.valid = new Validity(capacity);
    this.bytes = new Uint8Array(16 * capacity);
  }

  /** Text has no number. */
  put(): void {
    throw new Error('a text sink takes bytes');
  }

  putBytes(row: number, source: Uint8Array, from: number, to: number): void {
    const at = this.closeUpTo(row);
    const length = to - from;
    if (at + length > this.bytes.length) this.grow(at + length);
    const { bytes } = this;
    // Below some forty bytes a loop beats the call that copies.
    if (length < 40) for (let i = 0; i < length; i++) bytes[at + i] = source[from + i]!;
    else bytes.set(source.subarray(from, to), at);
    this.offsets[row + 1] = at + length;
    this.last = row;
    this.valid.set(row);
  }

  data(rows: number): Data {
    const end = this.closeUpTo(rows);
    return makeData({
      type: new Utf8(),
      length: rows,
      ...this.valid.of(rows),
      valueOffsets: this.offsets.subarray(0, rows + 1),
      data: this.bytes.subarray(0, end),
    });
  }

  clear(): void {
    this.valid.clear();
    this.last = -1;
  }

  /** Gives the rows since the last text an end; returns where the next text begins. */
  private closeUpTo(row: number): number {
    const end = this.last < 0 ? 0 : this.offsets[this.last + 1]!;
    for (let next = this.last + 1; next <= row; next++) this.offsets[next] = end;
    return end;
  }

  private grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

export function sinkFor(type: CellType, capacity: number): ColumnSink {
  switch (type) {
    case 'text':
      return new TextSink(capacity);
    case 'integer':
      return new Int64Sink(capacity, false);
    case 'timestamp':
      return new Int64Sink(capacity, true);
    case 'date':
      return new DateSink(capacity);
    case 'boolean':
      return new BooleanSink(capacity);
    case 'decimal':
    case 'duration':
      return new Float64Sink(capacity);
  }
}

/** One batch as an Arrow IPC stream with its end mark, in a buffer of its own that can be transferred. */
export function toStream(names: readonly string[], columns: readonly Data[], rows: number): Uint8Array {
  const fields = names.map((name, i) => new Field<DataType>(name, columns[i]!.type, i >= 2));
  const schema = new Schema(fields);
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children: [...columns] });
  const ipc = tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream');
  return ipc.byteLength === ipc.buffer.byteLength ? ipc : ipc.slice();
}

/** The values of `_file` or `_row`. */
export const int32Data = (values: Int32Array): Data =>
  makeData({ type: new Int32(), length: values.length, nullCount: 0, data: values });
