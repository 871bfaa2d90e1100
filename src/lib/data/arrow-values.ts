import { Type, Vector, type Data, type DataType, type Decimal, type Table, type Timestamp } from 'apache-arrow';
import { reader, ticksPerSecond, unscaled } from '../../../workers/arrow/cells';
import { inputError } from '../core/errors';

/** One row of a query: column name → number, text, boolean, null, or nested lists and records of these. */
export type Row = Record<string, unknown>;

/** Columns of a query result: numbers as typed arrays (NULL is NaN), text as strings (NULL is null). */
export type ColumnValues = Float64Array | Int32Array | readonly (string | null)[];

/**
 * Rows of a result, their cells as `reader` gives them.
 *
 * @param names keys in place of the result's own names, which may repeat
 * @param bare rows without prototype, for names a user chose
 */
export function rowsOf<T extends object = Row>(table: Table, names?: readonly string[], bare = false): T[] {
  const keys = names ?? table.schema.fields.map((field) => field.name);
  checkTypes(table);
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
  checkTypes(table);
  return table.batches.flatMap((batch) => {
    const reads = batch.data.children.map(reader);
    return Array.from({ length: batch.numRows }, (_, i) => reads.map((read) => read(i)));
  });
}

/** The engine's pending results leave the dictionary of an ENUM out: a silent NULL would be a wrong answer. */
export function checkTypes({ schema }: Pick<Table, 'schema'>): void {
  const holdsEnum = ({ typeId, children }: DataType): boolean =>
    (typeId as Type) === Type.Dictionary || (children ?? []).some(({ type }) => holdsEnum(type as DataType));
  if (schema.fields.some(({ type }) => holdsEnum(type as DataType))) throw inputError('sql-type', { type: 'ENUM' });
}

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
