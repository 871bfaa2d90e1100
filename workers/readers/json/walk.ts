import { textOf } from '../bytes';
import { unescape } from './parse';

/** Longest row that is held; a longer one is passed over and rejected. */
const MAX_ROW_BYTES = 16 * 2 ** 20;
/** Deepest nesting above the rows. */
const MAX_FRAMES = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEED_MORE = -1;

/** What was found: an element of a list or an object at the top, a piece that is neither, or nothing yet. */
export type Walked = 'row' | 'damaged' | 'none';
export type WalkDamage = 'record-too-long' | 'invalid-json' | 'cut-off';

/** A list or object the walk is inside of. */
interface Frame {
  readonly isList: boolean;
  readonly path: readonly string[];
}

/**
 * Walks through JSON of any length as its bytes arrive, and hands out the elements of its lists one by one: the document
 * around them is stepped through, and nothing is held but the element at hand. Forgives a comma that is missing or too
 * many between elements; what else is no JSON is a damaged piece to the end of its line.
 */
export class JsonWalker {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(2 ** 16);
  /** The row or piece last found. */
  from = 0;
  to = 0;
  /** 1-based line on which it begins. */
  line = 1;
  /** Keys that lead to the list it is an element of; the same array for all elements of a list. */
  path: readonly string[] = top;
  damage: WalkDamage = 'invalid-json';
  /** The text ended inside a list or object. */
  isCutOff = false;

  private readonly frames: Frame[] = [];
  private key: readonly string[] | null = null;
  private position = 0;
  private limit = 0;
  private isEnded = false;
  private nextLine = 1;
  /** Where the search for the end of a value stands. */
  private scanned = 0;
  private depth = 0;
  private isInText = false;
  /** The value being searched is too long to be held. */
  private isPassing = false;

  constructor(
    /** Objects at the top are rows, and so is each line by itself; else they are documents around lists. */
    private readonly rows: 'lines' | 'objects' | 'list',
  ) {}

  push(chunk: Uint8Array): void {
    const kept = this.limit - this.position;
    this.scanned -= this.position;
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

  end(): void {
    this.isEnded = true;
  }

  next(): Walked {
    return this.rows === 'lines' ? this.nextLineRow() : this.nextElement();
  }

  private nextLineRow(): Walked {
    for (;;) {
      if (this.position >= this.limit) return 'none';
      let end = this.bytes.subarray(0, this.limit).indexOf(0x0a, Math.max(this.position, this.scanned));
      if (end < 0) {
        this.scanned = this.limit;
        if (!this.isEnded) {
          if (this.limit - this.position <= MAX_ROW_BYTES) return 'none';
          if (!this.isPassing) return this.giveUp();
          this.position = this.limit;
          return 'none';
        }
        end = this.limit;
      }
      const from = this.position;
      this.line = this.nextLine++;
      this.position = Math.min(end + 1, this.limit);
      this.scanned = this.position;
      if (this.isPassing) {
        this.isPassing = false;
        continue;
      }
      this.from = from;
      this.to = end;
      if (!this.isBlank(from, end)) return 'row';
    }
  }

  private nextElement(): Walked {
    for (;;) {
      if (this.isPassing) {
        if (!this.passOver()) return 'none';
        continue;
      }
      this.blanks();
      if (this.position >= this.limit) {
        if (this.isEnded && this.frames.length > 0) this.isCutOff = true;
        return 'none';
      }
      const byte = this.bytes[this.position]!;
      const frame = this.frames.at(-1);
      if (byte === 0x2c) {
        this.position++;
      } else if (byte === 0x5d || byte === 0x7d) {
        if (frame === undefined || frame.isList !== (byte === 0x5d)) return this.damagedLine();
        this.frames.pop();
        this.position++;
      } else if (frame !== undefined && !frame.isList && this.key === null) {
        const found = this.readKey(frame);
        if (found !== 'key') return found;
      } else {
        const found = this.value(byte, frame);
        if (found !== 'passed') return found;
      }
    }
  }

  private value(byte: number, frame: Frame | undefined): Walked | 'passed' {
    const isRow = frame === undefined ? this.rows === 'objects' : frame.isList;
    const isList = byte === 0x5b;
    if ((byte === 0x7b && !isRow) || (isList && !(isRow && frame !== undefined))) {
      if (this.frames.length >= MAX_FRAMES) return this.damagedLine();
      this.frames.push({ isList, path: this.key ?? frame?.path ?? top });
      this.key = null;
      this.position++;
      return 'passed';
    }
    const end = this.endOfValue();
    if (end === NEED_MORE) {
      if (this.isEnded) return this.cutOff();
      return this.limit - this.position > MAX_ROW_BYTES ? this.giveUp() : 'none';
    }
    this.take(end);
    this.key = null;
    this.path = frame?.path ?? top;
    return isRow ? 'row' : 'passed';
  }

  private readKey({ path }: Frame): Walked | 'key' {
    if (this.bytes[this.position] !== QUOTE) return this.damagedLine();
    const end = this.endOfValue();
    if (end === NEED_MORE) {
      if (this.isEnded) return this.cutOff();
      return this.limit - this.position > MAX_ROW_BYTES ? this.giveUp() : 'none';
    }
    let colon = end;
    while (colon < this.limit && this.bytes[colon]! <= 0x20) colon++;
    if (colon >= this.limit && !this.isEnded) return 'none';
    if (this.bytes[colon] !== 0x3a || colon >= this.limit) return this.damagedLine();
    this.key = [...path, unescape(this.bytes, this.position + 1, end - 1)];
    this.countLines(this.position, colon);
    this.position = colon + 1;
    this.scanned = this.position;
    return 'key';
  }

  /** Position behind the value that begins at `position`. What was searched before is not searched again. */
  private endOfValue(): number {
    const { bytes, limit } = this;
    const first = bytes[this.position]!;
    if (first !== QUOTE && first !== 0x7b && first !== 0x5b) {
      let at = this.position + 1;
      while (at < limit && !isDelimiter(bytes[at]!)) at++;
      return at >= limit && !this.isEnded ? NEED_MORE : at;
    }
    if (this.scanned <= this.position) {
      this.scanned = this.position;
      this.depth = 0;
      this.isInText = false;
    }
    const end = this.scan();
    // Asked again for the same value, as for a key whose colon has not come, it begins anew.
    if (end !== NEED_MORE) this.scanned = this.position;
    return end;
  }

  private scan(): number {
    const { bytes, limit } = this;
    let at = this.scanned;
    while (at < limit) {
      if (this.isInText) {
        while (at < limit && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++;
        if (at >= limit) break;
        if (bytes[at] === BACKSLASH) {
          if (at + 1 >= limit) break;
          at += 2;
          continue;
        }
        this.isInText = false;
        at++;
        if (this.depth === 0) return at;
        continue;
      }
      const byte = bytes[at++]!;
      if (byte === QUOTE) this.isInText = true;
      else if (byte === 0x7b || byte === 0x5b) this.depth++;
      else if ((byte === 0x7d || byte === 0x5d) && --this.depth <= 0) return at;
    }
    this.scanned = at;
    return NEED_MORE;
  }

  /** Goes on to the end of a value that was given up; false when it has not come yet. */
  private passOver(): boolean {
    const end = this.scan();
    const to = end === NEED_MORE ? Math.min(this.scanned, this.limit) : end;
    this.nextLine += this.lines(this.position, to);
    this.position = to;
    this.scanned = to;
    if (end === NEED_MORE) return false;
    this.isPassing = false;
    this.key = null;
    return true;
  }

  private take(end: number): void {
    this.from = this.position;
    this.to = end;
    this.line = this.nextLine;
    this.countLines(this.position, end);
    this.position = end;
    this.scanned = end;
  }

  private giveUp(): 'damaged' {
    // Not beyond what was searched: an escape may lie on the edge.
    this.take(this.rows === 'lines' ? this.limit : Math.min(this.scanned, this.limit));
    this.damage = 'record-too-long';
    this.isPassing = true;
    return 'damaged';
  }

  private cutOff(): 'damaged' {
    this.take(this.limit);
    this.damage = 'cut-off';
    this.isCutOff = true;
    return 'damaged';
  }

  /** What is no JSON, to the end of the line: there is nothing else to hold on to. */
  private damagedLine(): Walked {
    const end = this.bytes.subarray(0, this.limit).indexOf(0x0a, this.position);
    if (end < 0 && !this.isEnded && this.limit - this.position <= MAX_ROW_BYTES) return 'none';
    this.take(end < 0 ? this.limit : end);
    this.damage = 'invalid-json';
    this.key = null;
    return 'damaged';
  }

  private blanks(): void {
    const { bytes, limit } = this;
    while (this.position < limit && bytes[this.position]! <= 0x20) {
      if (bytes[this.position] === 0x0a) this.nextLine++;
      this.position++;
    }
  }

  private isBlank(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.bytes[at]! > 0x20) return false;
    return true;
  }

  private countLines(from: number, to: number): void {
    this.nextLine += this.lines(from, to);
  }

  private lines(from: number, to: number): number {
    const { bytes } = this;
    let lines = 0;
    for (let at = bytes.indexOf(0x0a, from); at >= 0 && at < to; at = bytes.indexOf(0x0a, at + 1)) lines++;
    return lines;
  }

  /** The row or piece last found, at most `limit` bytes of it. */
  raw(limit: number): string {
    return textOf(this.bytes, this.from, Math.min(this.to, this.from + limit));
  }
}

const top: readonly string[] = [];

const isDelimiter = (byte: number) => byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d;
