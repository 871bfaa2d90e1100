import type { ImportWarning, Layout, LayoutHints, SheetFacts, TableShape } from '../protocol';
import type { ByteSource } from './containers/byte-source';
import type { Found, RecordCursor } from './cursor';
import { HEAD_BYTES } from './head';
import { RecordSorter } from './records';

/** The records of a file, from the first to the last, in one pass. */
export interface RecordStream {
  readonly cursor: RecordCursor;
  /** Share of the file that was read, in [0, 1]. */
  readonly progress: number;
  /** Bytes could not be decoded: texts with U+FFFD have to be listed. */
  readonly hasDamagedText: boolean;
  /** Takes in more of the file; false when all of it was taken in. After a true, `next` may find something again. */
  fill(): Promise<boolean>;
  next(): Found;
  /** What became known while reading; asked when the pass is over. */
  warnings(): readonly ImportWarning[];
}

/** A file opened by its layout. Every call of `read` is a pass of its own. */
export interface Source {
  read(): RecordStream;
}

/** What a look at a file tells before its columns are described. */
export interface Survey {
  readonly layout: Layout;
  readonly shape: TableShape;
  /** Names of the columns, '' where there is none. */
  readonly names: readonly string[];
  /** The first rows, as texts. */
  readonly rows: readonly (readonly string[])[];
  /** Rows of the table, without header, titles and blanks. */
  readonly records: { readonly count: number; readonly exact: boolean };
  readonly warnings: readonly ImportWarning[];
  readonly sheets?: readonly SheetFacts[];
}

/**
 * A kind of file: how it is looked at and how it is opened. A new kind is one such module and a line in `sources.ts`;
 * typing, batches and accounting are the same for all.
 */
export interface SourceKind<L extends Layout> {
  survey(bytes: ByteSource, hints: LayoutHints, report: (fraction: number) => void): Promise<Survey>;
  open(bytes: ByteSource, layout: L): Promise<Source>;
}

/** Where the rows of a layout stand among its records. Objects and columns of values have neither titles nor header. */
export function shapeOf(layout: Layout): TableShape {
  switch (layout.format) {
    case 'text':
      return layout.dialect;
    case 'xlsx':
      return layout.shape;
    case 'json':
    case 'parquet':
      return { headerRecord: -1, columns: layout.columns.length };
  }
}

/** Calls `take` with the texts of each row of a source until it says stop, or as much was seen as of any file's head. */
export async function eachSampleRow(
  source: Source,
  shape: TableShape,
  take: (text: (column: number) => string) => 'more' | 'enough',
): Promise<void> {
  const stream = source.read();
  const { cursor } = stream;
  const sorter = new RecordSorter(shape);
  let seen = 0;
  const text = (column: number) => {
    cursor.cell(column);
    seen += cursor.cellTo - cursor.cellFrom + 1;
    return decoder.decode(cursor.cellBytes.subarray(cursor.cellFrom, cursor.cellTo));
  };
  do {
    for (let found = stream.next(); found !== 'none'; found = stream.next()) {
      if (sorter.sort(cursor, found) !== 'data') continue;
      if (take(text) === 'enough' || seen > HEAD_BYTES) return;
    }
  } while (await stream.fill());
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
