import type { Dialect } from '../protocol';
import { concat, textOf } from './bytes';
import { Transcoder } from './decode';
import { RecordSorter } from './records';
import { Tokeniser } from './tokenise';

/** How much of a file is looked at before anything is decided. */
export const HEAD_BYTES = 2 ** 20;

/** The beginning of a file as UTF-8. */
export interface Head {
  readonly bytes: Uint8Array;
  /** The head is the whole file. */
  readonly isWhole: boolean;
}

export const bytesOf = async (file: Blob, from: number, to: number) =>
  new Uint8Array(await file.slice(from, to).arrayBuffer());

export function decodeHead(bytes: Uint8Array, label: string, isWhole: boolean): Head {
  const transcoder = new Transcoder(label);
  const pieces = [transcoder.push(bytes)];
  if (isWhole) pieces.push(transcoder.finish());
  return { bytes: concat(pieces), isWhole };
}

/** A record of the head: its cells as text, and where it ends. */
export interface HeadRecord {
  readonly cells: readonly string[];
  readonly kind: 'data' | 'skipped' | 'rejected';
  readonly reason: string;
  /** Position behind the record in the head. */
  readonly end: number;
}

/** The records of a head, at most `limit`; a last record that may be cut off is left out. */
export function* recordsOf(head: Head, dialect: Dialect, limit = Infinity): Generator<HeadRecord> {
  const tokeniser = new Tokeniser(dialect);
  const sorter = new RecordSorter(dialect);
  tokeniser.push(head.bytes);
  if (head.isWhole) tokeniser.end();
  for (let count = 0; count < limit; count++) {
    const found = tokeniser.next();
    if (found === 'none') return;
    const kind = sorter.sort(tokeniser, found);
    const cells: string[] = [];
    for (let i = 0; i < tokeniser.width; i++) {
      tokeniser.cell(i);
      cells.push(textOf(tokeniser.cellBytes, tokeniser.cellFrom, tokeniser.cellTo));
    }
    yield { cells, kind, reason: kind === 'rejected' ? sorter.reason : '', end: tokeniser.recordEnd };
  }
}
