import type { TableShape } from '../protocol';
import { sameBytes } from './bytes';
import type { Found, RecordCursor } from './cursor';

/** What a piece of the file is to the table: a row, a declared skip, or a row that cannot be. */
export type RecordKind = 'data' | 'skipped' | 'rejected';

/**
 * Tells rows from what stands around them: lines before the header, the header (also where it comes again, as in files
 * joined end to end), blank records, records of the wrong width. Counts what it skips, so that nothing goes unaccounted.
 */
export class RecordSorter {
  readonly skippedBy: { header: number; preamble: number; blank: number } = { header: 0, preamble: 0, blank: 0 };
  /** Why the last record was rejected. */
  reason = '';
  private header: readonly Uint8Array[] = [];
  private width: number;

  constructor(private readonly shape: TableShape) {
    this.width = shape.columns ?? 0;
  }

  get skipped(): number {
    return this.skippedBy.header + this.skippedBy.preamble + this.skippedBy.blank;
  }

  /** Sorts the record the cursor stands on. */
  sort(cursor: RecordCursor, found: Exclude<Found, 'none'>): RecordKind {
    const index = cursor.record - 1;
    if (index < this.shape.headerRecord) return this.skip('preamble');
    if (index === this.shape.headerRecord) {
      this.header = Array.from({ length: cursor.width }, (_, i) => {
        cursor.cell(i);
        return cursor.cellBytes.slice(cursor.cellFrom, cursor.cellTo);
      });
      this.expect(cursor, this.width === 0 ? cursor.width : this.width);
      return this.skip('header');
    }
    if (found === 'damaged') return this.reject(cursor.damage);
    if (cursor.isEmptyFrom(0)) return this.skip('blank');
    // Without a header the first row has to say how wide rows are.
    if (this.width === 0 || cursor.expected === 0) this.expect(cursor, this.width || cursor.width);
    if (this.isHeader(cursor)) return this.skip('header');
    const { width } = cursor;
    const hasTail = width > this.width && this.shape.trailing === true && cursor.isEmptyFrom(this.width);
    if (width > this.width && !hasTail) return this.reject('too-many-fields');
    if (width < this.width && this.shape.ragged !== true) return this.reject('too-few-fields');
    return 'data';
  }

  /** From here on the cursor knows the width: before the header it would take titles for damage. */
  private expect(cursor: RecordCursor, width: number): void {
    this.width = width;
    cursor.expected = this.shape.ragged === true ? 0 : width;
  }

  /** The same names again, however they are quoted. */
  private isHeader(cursor: RecordCursor): boolean {
    if (cursor.width !== this.header.length) return false;
    return this.header.every((name, i) => {
      cursor.cell(i);
      return sameBytes(name, cursor.cellBytes, cursor.cellFrom, cursor.cellTo);
    });
  }

  private skip(why: keyof RecordSorter['skippedBy']): RecordKind {
    this.skippedBy[why]++;
    return 'skipped';
  }

  private reject(reason: string): RecordKind {
    this.reason = reason;
    return 'rejected';
  }
}
