/** Words about bytes that every reader needs. All text inside the readers is UTF-8. */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a piece of UTF-8. Short ASCII, most cells of a table, is spelt out: a decoder call costs ten times more. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  if (to - from <= 24) {
    let text = '';
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80) return decoder.decode(bytes.subarray(from, to));
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes.subarray(from, to));
}

/** Whether two pieces hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array, from: number, to: number): boolean {
  if (to - from !== a.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[from + i]) return false;
  return true;
}

/** Joins pieces into one array. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** A piece of an array that moves along instead of being made anew for each cell. */
export class Span {
  from = 0;
  to = 0;

  /** The piece without blanks around it, ASCII and ideographic, and without Excel's guard `="…"` around digits. */
  trim(bytes: Uint8Array, from: number, to: number): void {
    this.from = from;
    this.to = to;
    this.trimBlanks(bytes);
    if (
      this.to - this.from >= 3 &&
      bytes[this.from] === EQUALS &&
      bytes[this.from + 1] === QUOTE &&
      bytes[this.to - 1] === QUOTE
    ) {
      this.from += 2;
      this.to -= 1;
      this.trimBlanks(bytes);
    }
  }

  private trimBlanks(bytes: Uint8Array): void {
    while (this.from < this.to) {
      const width = blankAt(bytes, this.from);
      if (width === 0 || this.from + width > this.to) break;
      this.from += width;
    }
    for (;;) {
      if (this.to - this.from >= 1 && blankAt(bytes, this.to - 1) === 1) this.to -= 1;
      else if (this.to - this.from >= 2 && blankAt(bytes, this.to - 2) === 2) this.to -= 2;
      else if (this.to - this.from >= 3 && blankAt(bytes, this.to - 3) === 3) this.to -= 3;
      else return;
    }
  }
}

const EQUALS = 0x3d;
const QUOTE = 0x22;

/** Length in bytes of the blank that begins here: space, tab and line ends, U+00A0, U+3000; 0 for anything else. */
function blankAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) return 1;
  if (byte === 0xc2 && bytes[at + 1] === 0xa0) return 2;
  return byte === 0xe3 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80 ? 3 : 0;
}
