import { textOf } from '../bytes';

/** Deepest nesting that is read: data made by people and programs stays far above, attacks do not. */
export const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** What a value is, told by its first byte and checked to its last. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Bytes that are no JSON, or nested deeper than is read; `reason` has a translation. */
export class JsonSyntaxError extends Error {
  constructor(readonly reason: 'invalid-json' | 'too-deep' = 'invalid-json') {
    super(reason);
  }
}

/**
 * Reads one JSON value that lies whole in `bytes`, by RFC 8259 and strictly, without making numbers or objects of it: an
 * order number of twenty digits stays its digits, and a key `__proto__` is a key like any other. What is read is told as
 * positions, so that whoever asks takes the bytes as they stand.
 */
export class JsonReader {
  at = 0;
  /** The string last read: its bytes between the quotes, and whether escapes stand in them. */
  from = 0;
  to = 0;
  hasEscape = false;
  private depth = 0;

  constructor(
    public bytes: Uint8Array,
    public end: number,
  ) {}

  reset(bytes: Uint8Array, from: number, end: number): void {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.depth = 0;
  }

  /** The kind of the value that begins here, behind blanks. */
  kind(): JsonKind {
    this.blanks();
    switch (this.bytes[this.at]) {
      case OPEN_BRACE:
        return 'object';
      case OPEN_BRACKET:
        return 'array';
      case QUOTE:
        return 'string';
      case 0x74:
        return 'true';
      case 0x66:
        return 'false';
      case 0x6e:
        return 'null';
      default:
        return 'number';
    }
  }

  /** Steps into an object; `key` then reads each member's name until it gives false. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new JsonSyntaxError('too-deep');
    this.at++;
    this.isFirst = true;
  }
  private isFirst = false;

  /** Reads the next key of the object stepped into, and its colon; false behind the object's end. */
  key(): boolean {
    this.blanks();
    if (this.bytes[this.at] === CLOSE_BRACE) {
      if (!this.isFirst && this.wasComma) throw new JsonSyntaxError();
      this.at++;
      this.depth--;
      this.isFirst = false;
      this.wasComma = false;
      return false;
    }
    if (!this.isFirst && !this.wasComma) throw new JsonSyntaxError();
    this.string();
    this.blanks();
    if (this.bytes[this.at] !== COLON || this.at >= this.end) throw new JsonSyntaxError();
    this.at++;
    return true;
  }
  private wasComma = false;

  /** To be called behind each member's value. */
  afterMember(): void {
    this.blanks();
    this.isFirst = false;
    this.wasComma = this.bytes[this.at] === COMMA && this.at < this.end;
    if (this.wasComma) this.at++;
  }

  /** Passes over a value of any kind, checking it; `at` stands behind it. */
  skip(): void {
    switch (this.kind()) {
      case 'object': {
        this.enter();
        while (this.key()) {
          this.skip();
          this.afterMember();
        }
        return;
      }
      case 'array':
        return this.skipArray();
      case 'string':
        return this.string();
      case 'number':
        return this.number();
      case 'true':
        return this.word('true');
      case 'false':
        return this.word('false');
      case 'null':
        return this.word('null');
    }
  }

  /** Nothing but blanks may follow. */
  finish(): void {
    this.blanks();
    if (this.at < this.end) throw new JsonSyntaxError();
  }

  /** Reads a string; `from` and `to` are what stands between its quotes. */
  string(): void {
    const { bytes, end } = this;
    this.blanks();
    if (this.at >= end || bytes[this.at] !== QUOTE) throw new JsonSyntaxError();
    this.hasEscape = false;
    let at = this.at + 1;
    this.from = at;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        this.hasEscape = true;
        at += this.escapeLength(at) - 1;
      } else if (byte < 0x20) {
        throw new JsonSyntaxError();
      }
    }
    if (at >= end) throw new JsonSyntaxError();
    this.to = at;
    this.at = at + 1;
  }

  private escapeLength(at: number): number {
    const letter = this.bytes[at + 1];
    if (letter === 0x75) {
      for (let i = at + 2; i < at + 6; i++) if (i >= this.end || !isHex(this.bytes[i]!)) throw new JsonSyntaxError();
      return 6;
    }
    if (letter === undefined || !'"\\/bfnrt'.includes(String.fromCharCode(letter))) throw new JsonSyntaxError();
    return 2;
  }

  number(): void {
    const { bytes, end } = this;
    this.blanks();
    let at = this.at;
    const digits = () => {
      const first = at;
      while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
      if (at === first) throw new JsonSyntaxError();
    };
    if (bytes[at] === 0x2d) at++;
    const first = bytes[at];
    const whole = at;
    digits();
    if (first === 0x30 && at > whole + 1) throw new JsonSyntaxError();
    if (at < end && bytes[at] === 0x2e) {
      at++;
      digits();
    }
    if (at < end && (bytes[at]! | 0x20) === 0x65) {
      at++;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
      digits();
    }
    this.at = at;
  }

  word(word: string): void {
    for (let i = 0; i < word.length; i++)
      if (this.at + i >= this.end || this.bytes[this.at + i] !== word.charCodeAt(i)) throw new JsonSyntaxError();
    this.at += word.length;
  }

  private skipArray(): void {
    if (++this.depth > MAX_DEPTH) throw new JsonSyntaxError('too-deep');
    this.at++;
    this.blanks();
    if (this.at < this.end && this.bytes[this.at] === CLOSE_BRACKET) {
      this.at++;
      this.depth--;
      return;
    }
    for (;;) {
      this.skip();
      this.blanks();
      if (this.at >= this.end) throw new JsonSyntaxError();
      const byte = this.bytes[this.at++];
      if (byte === CLOSE_BRACKET) break;
      if (byte !== COMMA) throw new JsonSyntaxError();
    }
    this.depth--;
  }

  blanks(): void {
    const { bytes, end } = this;
    while (this.at < end) {
      const byte = bytes[this.at]!;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at++;
    }
  }
}

const isHex = (byte: number) => (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * A checked string's text. Half of a surrogate pair, which UTF-8 cannot hold, stays written as its escape.
 */
export function unescape(bytes: Uint8Array, from: number, to: number): string {
  return textOf(bytes, from, to).replace(
    /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\(.)/gi,
    (whole, high?: string, low?: string, unit?: string, letter?: string) => {
      if (high !== undefined && low !== undefined) return String.fromCharCode(parseInt(high, 16), parseInt(low, 16));
      if (unit !== undefined) return /^d[89a-f]/i.test(unit) ? whole : String.fromCharCode(parseInt(unit, 16));
      return LETTERS[letter ?? ''] ?? letter ?? '';
    },
  );
}
