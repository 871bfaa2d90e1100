import type { Dialect } from '../protocol';
import { textOf } from './bytes';
import type { Found, RecordCursor } from './cursor';

/** Longest cell that is read; a longer one rejects its record. */
export const MAX_CELL_BYTES = 4 * 2 ** 20;
/** Longest record that is held; a longer one is rejected and passed over. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const BLANK = 0x20;
const BACKSLASH = 0x5c;

/** How a field stands in the file: its bytes are the value, or the value comes out by taking away escapes. */
const PLAIN = 0;
const ESCAPED = 1;

const NEED_MORE = -1;
const UNTERMINATED = -2;

export type Damage = 'unterminated-quote' | 'record-too-long';

/**
 * Cuts valid UTF-8 into records and fields, by RFC 4180 and what files do beyond it: any delimiter, also of several
 * bytes, or runs of blanks; LF, CR LF or CR; blanks before an opening quote; a backslash as escape; a quote inside quotes that nobody
 * escaped, on one line. Works on bytes in one window that only grows as far as one record needs.
 *
 * Every byte belongs to exactly one record or damaged piece. A quote that is never closed must not swallow the lines
 * after it: when the text inside quotes runs over a line's end and then meets a quote that cannot close it, or the end
 * of the file, or the longest cell, or when what results has the wrong width while the next line alone has the right
 * one, then the line on which the quote opened is the damage and reading restarts on the next line. A line that leaves
 * a quote open holds an odd number of quotes, and reading such a line inside quotes ends the text; so no byte is read
 * more than a few times, however hostile the file.
 */
export class Tokeniser implements RecordCursor {
  /** The window; fields are pieces of it. Valid until the next `push`. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(2 ** 16);
  /** Fields of the current record. */
  width = 0;
  /** Where the current record or damaged piece stands in the window, without its line end. */
  recordStart = 0;
  recordEnd = 0;
  /** 1-based physical line on which it starts, and its 1-based number in the file. */
  line = 1;
  record = 0;
  damage: Damage = 'unterminated-quote';

  /** The value of a field, after `cell(i)`: bytes `from` to `to` of `cellBytes`. */
  cellBytes: Uint8Array = this.bytes;
  cellFrom = 0;
  cellTo = 0;

  private starts = new Int32Array(64);
  private ends = new Int32Array(64);
  private kinds = new Uint8Array(64);
  private scratch = new Uint8Array(256);

  private position = 0;
  private limit = 0;
  private isEnded = false;
  private wanted = 0;
  private isPassingOver = false;
  private nextLine = 1;
  /** Line ends inside the quotes of the current record, and whether one stands behind it. */
  private innerLines = 0;
  private hasLineEnd = false;
  /** Position of the quote that opened the field last read in quotes, and what follows its closing quote. */
  private opened = 0;
  private after = 0;
  private fieldKind = PLAIN;

  private readonly delimiter: Uint8Array;
  private readonly delimiterByte: number;
  private readonly quote: number;
  private readonly escape: number;
  private readonly lineEnd: number;
  /** Blanks before a quote are layout, unless they delimit; then a run of them is one delimiter. */
  private readonly skipsBlanks: boolean;
  private readonly mergesBlanks: boolean;
  /** 1 for bytes at which an unquoted field may end. */
  private readonly stops = new Uint8Array(256);

  constructor(
    dialect: Pick<Dialect, 'delimiter' | 'quote' | 'newline' | 'escape'>,
    /** Fields of a whole record, 0 while unknown; a record of another width over several lines is looked at twice. */
    public expected = 0,
  ) {
    this.delimiter = new TextEncoder().encode(dialect.delimiter);
    this.delimiterByte = this.delimiter[0]!;
    this.quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.escape = dialect.escape === '\\' ? BACKSLASH : this.quote;
    this.lineEnd = dialect.newline === 'cr' ? CR : LF;
    this.skipsBlanks = this.delimiterByte !== BLANK;
    this.mergesBlanks = dialect.delimiter === ' ';
    this.stops[this.delimiterByte] = 1;
    this.stops[this.lineEnd] = 1;
  }

  /** Adds bytes behind what was not yet read; the window's earlier content is gone. */
  push(chunk: Uint8Array): void {
    const kept = this.limit - this.position;
    if (kept + chunk.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, kept + chunk.length));
      grown.set(this.bytes.subarray(this.position, this.limit));
      this.bytes = grown;
    } else {
      this.bytes.copyWithin(0, this.position, this.limit);
    }
    this.bytes.set(chunk, kept);
    this.position = 0;
    this.limit = kept + chunk.length;
  }

  /** Says that no bytes will follow: what is left is the last record. */
  end(): void {
    this.isEnded = true;
  }

  next(): Found {
    if (this.isPassingOver && !this.passOver()) return 'none';
    // A record that did not fit is read again from its start; waiting until it has doubled keeps that linear.
    if (!this.isEnded && this.limit - this.position < this.wanted) return 'none';
    if (this.position >= this.limit) return 'none';
    this.recordStart = this.position;
    this.line = this.nextLine;
    let end = this.scan(this.position);
    if (end === NEED_MORE) {
      const held = this.limit - this.position;
      if (held > MAX_RECORD_BYTES) return this.giveUpRecord();
      this.wanted = Math.min(2 * held, MAX_RECORD_BYTES + 1);
      return 'none';
    }
    this.wanted = 0;
    this.record++;
    const isSuspect = end >= 0 && this.innerLines > 0 && this.expected > 0 && this.width !== this.expected;
    if (isSuspect && this.isGlued()) end = UNTERMINATED;
    if (end === UNTERMINATED) {
      this.damage = 'unterminated-quote';
      end = this.endOfLine(this.opened);
      this.nextLine += this.linesWithin(this.recordStart, end);
      this.recordEnd = this.withoutLineEnd(this.recordStart, end);
      this.position = end;
      return 'damaged';
    }
    this.nextLine += this.innerLines + (this.hasLineEnd ? 1 : 0);
    this.recordEnd = this.withoutLineEnd(this.recordStart, end);
    this.position = end;
    return 'record';
  }

  /** Puts the value of field `i` of the current record into `cellBytes`, `cellFrom`, `cellTo`. */
  cell(i: number): void {
    if (i >= this.width) {
      this.cellFrom = this.cellTo = 0;
      return;
    }
    const from = this.starts[i]!;
    const to = this.ends[i]!;
    if (this.kinds[i] === PLAIN) {
      this.cellBytes = this.bytes;
      this.cellFrom = from;
      this.cellTo = to;
      return;
    }
    this.cellFrom = 0;
    this.cellTo = this.unescape(from, to);
    this.cellBytes = this.scratch;
  }

  /** The current record or damaged piece, without its line end. */
  raw(limit: number): string {
    return textOf(this.bytes, this.recordStart, Math.min(this.recordEnd, this.recordStart + limit));
  }

  /** Whether every field of the current record from `first` on is empty or blank. */
  isEmptyFrom(first: number): boolean {
    for (let i = first; i < this.width; i++) {
      const to = this.ends[i]!;
      for (let at = this.starts[i]!; at < to; at++)
        if (this.bytes[at] !== BLANK && this.bytes[at] !== TAB) return false;
    }
    return true;
  }

  /** Reads one record from `from` into the field arrays; gives the position behind its line end. */
  private scan(from: number): number {
    const { bytes, limit, stops, quote, lineEnd } = this;
    this.width = 0;
    this.innerLines = 0;
    this.hasLineEnd = false;
    let at = this.mergesBlanks ? this.behindBlanks(from) : from;
    let start = at;
    for (;;) {
      if (quote >= 0 && this.opensQuote(at)) {
        const close = this.closing(this.opened + 1);
        if (close < 0) return close;
        this.field(this.opened + 1, close, this.fieldKind);
        at = this.after;
      } else {
        while (at < limit) {
          if (stops[bytes[at]!] === 0) at++;
          else if (bytes[at] === lineEnd || this.isDelimiter(at)) break;
          else at++;
        }
        if (at >= limit && !this.isEnded) return NEED_MORE;
        const isLast = at >= limit || bytes[at] === lineEnd;
        this.field(start, isLast ? this.withoutLineEnd(start, at) : at, PLAIN);
      }
      if (at >= limit || bytes[at] === lineEnd) {
        // Blanks that delimit also pad the end of lines: no field follows them.
        const last = this.width - 1;
        if (this.mergesBlanks && last > 0 && this.starts[last] === this.ends[last]) this.width--;
        if (at >= limit) return at;
        this.hasLineEnd = true;
        return at + 1;
      }
      at = this.mergesBlanks ? this.behindBlanks(at) : at + this.delimiter.length;
      start = at;
      // The delimiter was the last thing there is: an empty field follows it, at the end of the file or of this chunk.
      if (at >= limit) {
        if (!this.isEnded) return NEED_MORE;
        this.field(at, at, PLAIN);
        return at;
      }
    }
  }

  private behindBlanks(from: number): number {
    let at = from;
    while (at < this.limit && this.bytes[at] === BLANK) at++;
    return at;
  }

  private opensQuote(from: number): boolean {
    const at = this.skipsBlanks ? this.behindBlanks(from) : from;
    if (at >= this.limit || this.bytes[at] !== this.quote) return false;
    this.opened = at;
    return true;
  }

  /** Finds the quote that closes the text beginning at `from`; sets `after` to the delimiter or line end behind it. */
  private closing(from: number): number {
    const { bytes, limit, quote, escape, lineEnd } = this;
    let hasStrayQuote = false;
    let isMultiLine = false;
    this.fieldKind = PLAIN;
    let at = from;
    for (; at < limit; at++) {
      const byte = bytes[at]!;
      if (byte === lineEnd) {
        if (hasStrayQuote) return UNTERMINATED;
        isMultiLine = true;
        this.innerLines++;
      } else if (byte === BACKSLASH && escape === BACKSLASH && bytes[at + 1] !== lineEnd) {
        this.fieldKind = ESCAPED;
        at++;
      } else if (byte === quote) {
        if (at + 1 >= limit) break;
        const isPair = bytes[at + 1] === quote && escape === quote;
        const boundary = this.boundary(at + (isPair && hasStrayQuote ? 2 : 1));
        if (boundary === NEED_MORE) return NEED_MORE;
        if (boundary >= 0) {
          this.after = boundary;
          return isPair ? at + 1 : at;
        }
        if (isPair) {
          this.fieldKind = ESCAPED;
          at++;
        } else {
          if (isMultiLine) return UNTERMINATED;
          hasStrayQuote = true;
        }
      }
    }
    if (!this.isEnded) return isMultiLine && limit - from > MAX_CELL_BYTES ? UNTERMINATED : NEED_MORE;
    if (at < limit && bytes[at] === quote) {
      this.after = limit;
      return at;
    }
    return UNTERMINATED;
  }

  /** The delimiter, line end or end of file that follows `from` behind blanks; −2 when something else does. */
  private boundary(from: number): number {
    let at = this.skipsBlanks ? this.behindBlanks(from) : from;
    if (this.lineEnd === LF) while (at < this.limit && this.bytes[at] === CR) at++;
    if (at >= this.limit) return this.isEnded ? at : NEED_MORE;
    if (at + this.delimiter.length > this.limit && !this.isEnded) return NEED_MORE;
    return this.bytes[at] === this.lineEnd || this.isDelimiter(at) ? at : UNTERMINATED;
  }

  private isDelimiter(at: number): boolean {
    const { bytes, delimiter } = this;
    if (bytes[at] !== this.delimiterByte) return false;
    for (let i = 1; i < delimiter.length; i++) if (bytes[at + i] !== delimiter[i]) return false;
    return at + delimiter.length <= this.limit;
  }

  private field(from: number, to: number, kind: number): void {
    const i = this.width++;
    if (i >= this.starts.length) this.growFields();
    this.starts[i] = from;
    this.ends[i] = to;
    this.kinds[i] = kind;
  }

  private growFields(): void {
    const doubled = 2 * this.starts.length;
    const grow = (old: Int32Array<ArrayBuffer>) => {
      const grown = new Int32Array(doubled);
      grown.set(old);
      return grown;
    };
    this.starts = grow(this.starts);
    this.ends = grow(this.ends);
    const kinds = new Uint8Array(doubled);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }

  private unescape(from: number, to: number): number {
    if (this.scratch.length < to - from) this.scratch = new Uint8Array(2 * (to - from));
    let length = 0;
    for (let at = from; at < to; at++) {
      const byte = this.bytes[at]!;
      const next = at + 1 < to ? this.bytes[at + 1] : -1;
      const isEscape = byte === this.escape && (next === this.quote || (byte === BACKSLASH && next === BACKSLASH));
      if (isEscape) at++;
      this.scratch[length++] = this.bytes[at]!;
    }
    return length;
  }

  /** Whether a record over several lines and of the wrong width hides a line that is whole by itself. */
  private isGlued(): boolean {
    const alone = this.scan(this.endOfLine(this.recordStart));
    if (alone >= 0 && this.innerLines === 0 && this.width === this.expected) {
      this.opened = this.recordStart;
      return true;
    }
    this.scan(this.recordStart);
    return false;
  }

  /** The position behind the line end that follows `from`. */
  private endOfLine(from: number): number {
    const at = this.bytes.subarray(0, this.limit).indexOf(this.lineEnd, from);
    return at < 0 ? this.limit : at + 1;
  }

  private linesWithin(from: number, to: number): number {
    let lines = 0;
    for (let at = from; at < to; at++) if (this.bytes[at] === this.lineEnd) lines++;
    return lines;
  }

  /** Takes the line end away, with every CR before a LF: some exports write CR CR LF. */
  private withoutLineEnd(from: number, end: number): number {
    let at = end;
    if (at > from && this.bytes[at - 1] === this.lineEnd) at--;
    if (this.lineEnd === LF) while (at > from && this.bytes[at - 1] === CR) at--;
    return at;
  }

  private giveUpRecord(): Found {
    this.record++;
    this.damage = 'record-too-long';
    this.nextLine += this.linesWithin(this.position, this.limit);
    this.recordEnd = this.limit;
    this.position = this.limit;
    this.isPassingOver = true;
    return 'damaged';
  }

  /** Drops bytes up to the next line end, behind a record that was given up; false when it has not come yet. */
  private passOver(): boolean {
    const end = this.bytes.subarray(0, this.limit).indexOf(this.lineEnd, this.position);
    this.position = end < 0 ? this.limit : end + 1;
    if (end < 0) return false;
    this.nextLine++;
    this.isPassingOver = false;
    return true;
  }
}
