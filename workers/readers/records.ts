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
  private header: readonly Uint8Array[] = [];
  private width: number;

  constructor(private readonly dialect: Pick<Dialect, 'headerRecord' | 'columns' | 'ragged' | 'trailing'>) {
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
      this.header = Array.from({ length: tokeniser.width }, (_, i) => {
        tokeniser.cell(i);
        return tokeniser.cellBytes.slice(tokeniser.cellFrom, tokeniser.cellTo);
      });
      this.expect(tokeniser, this.width === 0 ? tokeniser.width : this.width);
      return this.skip('header');
    }
    if (found === 'damaged') return this.reject(tokeniser.damage);
    if (tokeniser.isEmptyFrom(0)) return this.skip('blank');
    // Without a header the first row has to say how wide rows are.
    if (this.width === 0 || tokeniser.expected === 0) this.expect(tokeniser, this.width || tokeniser.width);
    if (this.isHeader(tokeniser)) return this.skip('header');
    const { width } = tokeniser;
    const hasTail = width > this.width && this.dialect.trailing === true && tokeniser.isEmptyFrom(this.width);
    if (width > this.width && !hasTail) return this.reject('too-many-fields');
    if (width < this.width && this.dialect.ragged !== true) return this.reject('too-few-fields');
    return 'data';
  }

  /** From here on the tokeniser knows the width: before the header it would take titles for damage. */
  private expect(tokeniser: Tokeniser, width: number): void {
    this.width = width;
    tokeniser.expected = this.dialect.ragged === true ? 0 : width;
  }

  /** The same names again, however they are quoted. */
  private isHeader(tokeniser: Tokeniser): boolean {
    if (tokeniser.width !== this.header.length) return false;
    return this.header.every((name, i) => {
      tokeniser.cell(i);
      return sameBytes(name, tokeniser.cellBytes, tokeniser.cellFrom, tokeniser.cellTo);
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
