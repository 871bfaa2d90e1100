import { Type, type Data, type Decimal, type Timestamp } from 'apache-arrow';
import { reader, ticksPerSecond } from '../arrow/cells';
import type { ExportColumn } from '../protocol';
import type { Page } from './page';

/** What a format makes of each kind of cell. */
export interface Cells {
  none(): void;
  /** UTF-8, straight from the column. */
  bytes(source: Uint8Array, from: number, to: number): void;
  text(text: string): void;
  /** `isWhole`: of an integer type. */
  number(value: number, isWhole: boolean, column: ExportColumn): void;
  truth(value: boolean): void;
  /** Days since 1970-01-01 on the wall clock. */
  date(days: number, iso: () => string): void;
  /** Milliseconds since 1970-01-01 on the wall clock. */
  moment(ms: number, iso: () => string): void;
}

/** Writes the cell of a row. */
export type Put = (row: number) => void;

/** Rows that lie together in memory, with a way to write each column's cell. */
export interface Batch {
  readonly rows: number;
  readonly put: readonly Put[];
}

export const batchesOf = (page: Page, columns: readonly ExportColumn[], cells: Cells): Batch[] =>
  page.table.batches.map(({ data, numRows }) => ({
    rows: numRows,
    put: data.children.map((child, c) => putOf(child as Data, columns[c] ?? { name: '' }, cells)),
  }));

function putOf(data: Data, column: ExportColumn, cells: Cells): Put {
  const put = valuePut(data, column, cells);
  if (data.nullCount === 0) return put;
  const { nullBitmap, offset } = data;
  return (row) => {
    const bit = offset + row;
    if (((nullBitmap[bit >> 3] ?? 0) >> (bit & 7)) & 1) put(row);
    else cells.none();
  };
}

function valuePut(data: Data, column: ExportColumn, cells: Cells): Put {
  const { values } = data;
  const read = reader(data);
  switch (data.type.typeId as Type) {
    case Type.Null:
      return () => cells.none();
    case Type.Utf8: {
      const { valueOffsets } = data;
      return (row) => cells.bytes(values as Uint8Array, valueOffsets[row] ?? 0, valueOffsets[row + 1] ?? 0);
    }
    case Type.Bool:
      return (row) => cells.truth(read(row) === true);
    case Type.Int:
      if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) {
        return (row) => cells.number(values[row] as number, true, column);
      }
      return numberOrText(read, true, column, cells);
    case Type.Float:
      if (values instanceof Float64Array) return (row) => cells.number(values[row] ?? 0, false, column);
      if (values instanceof Float32Array) return (row) => cells.number(shortest(values[row] ?? 0), false, column);
      break;
    case Type.Decimal:
      return numberOrText(read, (data.type as Decimal).scale === 0, column, cells);
    case Type.Date:
      if (values instanceof BigInt64Array) break;
      return (row) => cells.date(values[row] as number, () => read(row) as string);
    case Type.Timestamp: {
      const perMs = Number(ticksPerSecond(data.type as Timestamp)) / 1000;
      return (row) => cells.moment(Number(values[row]) / perMs, () => read(row) as string);
    }
  }
  return (row) => {
    const value = read(row);
    if (value === null || value === undefined) cells.none();
    else cells.text(typeof value === 'string' ? value : JSON.stringify(value));
  };
}

/** Integers beyond ±2^53 come as text. */
const numberOrText =
  (read: (row: number) => unknown, isWhole: boolean, column: ExportColumn, cells: Cells): Put =>
  (row) => {
    const value = read(row);
    if (typeof value === 'number') cells.number(value, isWhole, column);
    else cells.text(String(value));
  };

/** The shortest decimal that is this 32-bit number: 0.8, not 0.800000011920929. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

// A mark at the beginning of a cell is part of its text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a cell, for the few that need a closer look. */
export const decode = (source: Uint8Array, from: number, to: number): string =>
  decoder.decode(source.subarray(from, to));
