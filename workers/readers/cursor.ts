/**
 * What a reader stands on: `record` has fields, `damaged` is a piece that is no record (see `damage`), `none` means
 * that the bytes at hand hold no further whole record.
 */
export type Found = 'record' | 'damaged' | 'none';

/** A record of any kind of file: its fields as UTF-8, and where it stands. Valid until the next one is read. */
export interface RecordCursor {
  /** Number of fields. */
  readonly width: number;
  /** 1-based line on which it starts (in a spreadsheet the number of its row), and its 1-based number in the file. */
  readonly line: number;
  readonly record: number;
  /** Why a damaged piece is no record: a code with a translation. */
  readonly damage: string;
  /** Fields of a whole record, 0 while unknown: set by whoever knows, for readers who can tell damage by it. */
  expected: number;
  /** The value of a field, after `cell(i)`: bytes `cellFrom` to `cellTo` of `cellBytes`. */
  readonly cellBytes: Uint8Array;
  readonly cellFrom: number;
  readonly cellTo: number;
  cell(i: number): void;
  /** Whether every field from `first` on is empty or blank. */
  isEmptyFrom(first: number): boolean;
  /** The record or damaged piece as it stands in the file, at most `limit` bytes of it. */
  raw(limit: number): string;
}
