import { Type, Vector, type Data, type DataType, type Decimal, type Table, type Timestamp } from 'apache-arrow';
import { inputError } from '../core/errors';
import { isoDate, isoTime, isoTimestamp } from './iso';

/** One row of a query: column name → number, text, boolean, null, or nested lists and records of these. */
export type Row = Record<string, unknown>;

/** Columns of a query result: numbers as typed arrays (NULL is NaN), text as strings (NULL is null). */
export type ColumnValues = Float64Array | Int32Array | readonly (string | null)[];

type Read = (index: number) => unknown;

/** Arrow's own decoder takes a byte-order mark at the start of a text away; here it is a character of the user's. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Rows of a result. Integers within ±2^53 and DECIMAL become numbers, larger integers strings, dates and timestamps
 * ISO strings (wall clock, no zone), lists arrays, records objects. Arrow's own getters are not used for times and
 * decimals: they drop the decimal point, and throw on `infinity`.
 *
 * @param names keys in place of the result's own names, which may repeat
 * @param bare rows without prototype, for names a user chose
 */
export function rowsOf<T extends object = Row>(table: Table, names?: readonly string[], bare = false): T[] {
  const keys = names ?? table.schema.fields.map((field) => field.name);
  const rows: T[] = [];
  for (const batch of table.batches) {
    const reads = batch.data.children.map(reader);
    for (let i = 0; i < batch.numRows; i++) {
      const row: Row = bare ? (Object.create(null) as Row) : {};
      keys.forEach((key, c) => (row[key] = reads[c]?.(i)));
      rows.push(row as T);
    }
  }
  return rows;
}

/** Rows as arrays of cells in the order of the columns, converted as in `rowsOf`. */
export function cellsOf(table: Table): unknown[][] {
  return table.batches.flatMap((batch) => {
    const reads = batch.data.children.map(reader);
    return Array.from({ length: batch.numRows }, (_, i) => reads.map((read) => read(i)));
  });
}

/** Cell reader of one chunk of a column. */
function reader(data: Data): Read {
  const read = valueReader(data);
  return data.nullCount === 0 ? read : (i) => (data.getValid(i) ? read(i) : null);
}

function valueReader(data: Data): Read {
  const { values } = data;
  switch (data.type.typeId as Type) {
    case Type.Null:
      return () => null;
    case Type.Int:
      return values instanceof BigInt64Array || values instanceof BigUint64Array
        ? (i) => integer(values[i] ?? 0n)
        : (i) => values[i];
    case Type.Date:
      return values instanceof BigInt64Array
        ? (i) => isoDate(Number((values[i] ?? 0n) / 86_400_000n))
        : (i) => isoDate(values[i]);
    case Type.Timestamp: {
      const perSecond = ticksPerSecond(data.type as Timestamp);
      return (i) => isoTimestamp(values[i], perSecond);
    }
    case Type.Time: {
      const perSecond = ticksPerSecond(data.type as Timestamp);
      return (i) => isoTime(BigInt(values[i]), perSecond);
    }
    case Type.Decimal: {
      const { scale } = data.type as Decimal;
      return scale === 0 ? (i) => integer(unscaled(values, i)) : (i) => Number(`${unscaled(values, i)}e-${scale}`);
    }
    case Type.Utf8: {
      const { valueOffsets } = data;
      return (i) => utf8.decode((values as Uint8Array).subarray(valueOffsets[i], valueOffsets[i + 1]));
    }
    case Type.Interval:
      return (i) => interval(values.subarray(i * 4, i * 4 + 4));
    case Type.Binary:
      return (i) => hex(new Vector([data]).get(i) as Uint8Array);
    case Type.List:
      return listReader(data);
    case Type.Struct: {
      const children = data.children.map(reader);
      const names = (data.type as DataType & { children: { name: string }[] }).children.map((child) => child.name);
      return (i) => recordOf(names.map((name, c) => [name, children[c]?.(i)]));
    }
    case Type.Map: {
      const entries = listReader(data);
      return (i) => entries(i);
    }
    case Type.Dictionary:
      // The engine's pending results leave the dictionary out: a silent NULL would be a wrong answer.
      throw inputError('sql-type', { type: 'ENUM' });
    default: {
      const vector = new Vector([data]);
      return (i) => vector.get(i) as unknown;
    }
  }
}

function listReader(data: Data): Read {
  const [child] = data.children;
  if (!child) return () => [];
  const read = reader(child);
  const { valueOffsets } = data;
  return (i) => {
    const start = Number(valueOffsets[i]);
    return Array.from({ length: Number(valueOffsets[i + 1]) - start }, (_, k) => read(start + k));
  };
}

const recordOf = (entries: readonly (readonly [string, unknown])[]): Row => {
  const record = Object.create(null) as Row;
  for (const [name, value] of entries) record[name] = value;
  return record;
};

const integer = (value: bigint): number | string => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

/** A 128-bit two's complement integer out of four little-endian words. */
function unscaled(words: Uint32Array, index: number): bigint {
  let value = 0n;
  for (let w = 3; w >= 0; w--) value = (value << 32n) | BigInt(words[index * 4 + w] ?? 0);
  return BigInt.asIntN(128, value);
}

/** Months, days and nanoseconds, as ISO 8601 duration: `P2M3DT4.5S`. */
function interval(words: Int32Array): string {
  const [months = 0, days = 0, low = 0, high = 0] = words;
  const nanos = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const seconds = Number(nanos) / 1e9;
  const date = `${months ? `${months}M` : ''}${days ? `${days}D` : ''}`;
  return `P${date}${seconds !== 0 || date === '' ? `T${seconds}S` : ''}`;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const unitTicks = [1n, 1_000n, 1_000_000n, 1_000_000_000n] as const;

const ticksPerSecond = (type: { readonly unit: number }): bigint => unitTicks[type.unit] ?? 1n;

/**
 * Columns of a result as arrays over all rows. Integers of at most 32 bits without NULL are Int32Array; every other
 * number is Float64Array with NaN for NULL; booleans are 0 and 1; timestamps and dates are milliseconds since
 * 1970-01-01 of the wall clock; everything else is text as in `rowsOf`.
 */
export function columnsOf(table: Table): Record<string, ColumnValues> {
  const columns = Object.create(null) as Record<string, ColumnValues>;
  table.schema.fields.forEach((field, c) => {
    const chunks = table.batches.map((batch) => batch.data.children[c]).filter((chunk) => chunk !== undefined);
    columns[field.name] = column(field.type as DataType, chunks, table.numRows);
  });
  return columns;
}

function column(type: DataType, chunks: readonly Data[], rows: number): ColumnValues {
  const numberOf = numeric(type);
  if (!numberOf) {
    const texts: (string | null)[] = [];
    for (const chunk of chunks) {
      const read = reader(chunk);
      for (let i = 0; i < chunk.length; i++) {
        const value = read(i);
        texts.push(value === null || value === undefined ? null : String(value));
      }
    }
    return texts;
  }
  const isSmall = (type.typeId as Type) === Type.Bool || isSmallInteger(type);
  const target =
    isSmall && chunks.every((chunk) => chunk.nullCount === 0) ? new Int32Array(rows) : new Float64Array(rows);
  let row = 0;
  for (const chunk of chunks) {
    const read = numberOf(chunk);
    for (let i = 0; i < chunk.length; i++) target[row++] = chunk.nullCount === 0 || chunk.getValid(i) ? read(i) : NaN;
  }
  return target;
}

const isSmallInteger = (type: DataType): boolean => {
  const { bitWidth, isSigned } = type as DataType & { bitWidth?: number; isSigned?: boolean };
  return (type.typeId as Type) === Type.Int && (bitWidth ?? 64) <= (isSigned ? 32 : 16);
};

/** How a numeric type is read as a number, or undefined when it is no number. */
function numeric(type: DataType): ((data: Data) => (index: number) => number) | undefined {
  switch (type.typeId as Type) {
    case Type.Int:
    case Type.Float:
      return ({ values }) =>
        values instanceof BigInt64Array || values instanceof BigUint64Array
          ? (i) => Number(values[i])
          : (i) => values[i];
    case Type.Bool:
      return (data) => {
        const vector = new Vector([data]);
        return (i) => (vector.get(i) ? 1 : 0);
      };
    case Type.Decimal: {
      const { scale } = type as Decimal;
      return ({ values }) =>
        (i) =>
          Number(`${unscaled(values, i)}e-${scale}`);
    }
    case Type.Timestamp: {
      const perMs = Number(ticksPerSecond(type as Timestamp)) / 1000;
      return ({ values }) =>
        (i) =>
          Number(values[i]) / perMs;
    }
    case Type.Date:
      return ({ values }) =>
        values instanceof BigInt64Array ? (i) => Number(values[i]) : (i) => Number(values[i]) * 86_400_000;
    default:
      return undefined;
  }
}

/**
 * The one cell of a result that is a list of 32-bit integers without NULL, as an array of its own. A million numbers
 * come so as one piece of memory; as rows they would come in hundreds of batches, to be read one by one.
 */
export function integersOf(table: Table): Int32Array {
  const list = table.batches[0]?.data.children[0];
  const [child] = list?.children ?? [];
  if (!list || !child || list.length !== 1) return new Int32Array(0);
  const from = list.valueOffsets[0] ?? 0;
  const to = list.valueOffsets[1] ?? from;
  return (child.values as Int32Array).slice(from, to);
}
