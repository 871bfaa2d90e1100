import type { Dialect } from '../protocol';
import { sameBytes } from './bytes';
import type { Found, Tokeniser } from './tokenise';

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
  private header: Uint8Array | null = null;
  private width: number;

  constructor(private readonly dialect: Pick<Dialect, 'headerRecord' | 'columns' | 'ragged'>) {
    this.width = dialect.columns ?? 0;
  }

  get skipped(): number {
    return this.skippedBy.header + this.skippedBy.preamble + this.skippedBy.blank;
  }

  /** Sorts the record the tokeniser stands on. */
  sort(tokeniser: Tokeniser, found: Exclude<Found, 'none'>): RecordKind {
    const index = tokeniser.record - 1;
    if (index < this.dialect.headerRecord) return this.skip('preamble');
    if (index === this.dialect.headerRecord) {
      this.header = tokeniser.bytes.slice(tokeniser.recordStart, tokeniser.recordEnd);
      this.expect(tokeniser, this.width === 0 ? tokeniser.width : this.width);
      return this.skip('header');
    }
    if (found === 'damaged') return this.reject(tokeniser.damage);
    if (tokeniser.isEmptyFrom(0)) return this.skip('blank');
    // Without a header the first row has to say how wide rows are.
    if (this.width === 0 || tokeniser.expected === 0) this.expect(tokeniser, this.width || tokeniser.width);
    if (this.isHeader(tokeniser)) return this.skip('header');
    // Empty fields beyond the last column are delimiters at the line's end, and no text is lost with them.
    if (tokeniser.width > this.width && !tokeniser.isEmptyFrom(this.width)) return this.reject('too-many-fields');
    if (tokeniser.width < this.width && this.dialect.ragged !== true) return this.reject('too-few-fields');
    return 'data';
  }

  /** From here on the tokeniser knows the width: before the header it would take titles for damage. */
  private expect(tokeniser: Tokeniser, width: number): void {
    this.width = width;
    tokeniser.expected = this.dialect.ragged === true ? 0 : width;
  }

  private isHeader(tokeniser: Tokeniser): boolean {
    const { bytes, recordStart, recordEnd } = tokeniser;
    return this.header !== null && sameBytes(this.header, bytes, recordStart, recordEnd);
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
