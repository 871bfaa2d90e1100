/**
 * What the reader has seen of one column: how many cells hold text, and a sum of their hashes that does not depend on
 * order. Whoever gives the texts back (typed values written in the column's format, raw cells, rejects) must come to
 * the same two figures; a lost, doubled or altered cell changes them.
 */
export class ColumnAccount {
  filled = 0;
  private low = 0;
  private high = 0;

  /** Counts one non-empty text, given as UTF-8. */
  add(bytes: Uint8Array, from: number, to: number): void {
    this.filled++;
    let low = 0x811c9dc5;
    let high = 0x9e3779b9;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      low = Math.imul(low ^ byte, 0x01000193);
      high = Math.imul(high ^ byte, 0x5bd1e995);
      high ^= high >>> 15;
    }
    this.low = (this.low + low) >>> 0;
    this.high = (this.high + high) >>> 0;
  }

  /** Two sums modulo 2³²: of 32-bit FNV-1a, and of a second hash over the same bytes. */
  get hash(): string {
    const hex = (value: number) => value.toString(16).padStart(8, '0');
    return hex(this.high) + hex(this.low);
  }
}
