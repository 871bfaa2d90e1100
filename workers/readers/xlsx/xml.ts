import { AlgorithmError } from '../../errors';
import { textOf } from '../bytes';

/** `more`: the bytes at hand end within a token. `end`: the text is over. */
export type XmlToken = 'open' | 'close' | 'text' | 'more' | 'end';

/** Longest token that is held: a cell's text is at most 32,767 characters in Excel. */
const MAX_TOKEN = 16 * 2 ** 20;

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const AMPERSAND = 0x26;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Cuts UTF-8 XML into tags and texts as its bytes arrive. Knows what spreadsheets write: no document type, hence no
 * entities of its own and no bombs made of them. Namespace prefixes are passed over, as `<x:row>` means `<row>`.
 */
export class XmlScanner {
  /** Local name of the tag last read. */
  name = '';
  /** The tag closes itself: `<c/>`. No `close` follows. */
  isEmpty = false;
  /** The text last read, as bytes that may hold references: see `hasReference`. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(2 ** 16);
  textFrom = 0;
  textTo = 0;
  hasReference = false;
  private tagFrom = 0;
  private tagTo = 0;
  private position = 0;
  private limit = 0;
  private isEnded = false;
  /** Names met so far by their first bytes: making a string of each tag would cost more than all the rest. */
  private readonly names = new Map<number, string>();

  constructor(private readonly part: string) {}

  push(chunk: Uint8Array): void {
    const kept = this.limit - this.position;
    if (kept > MAX_TOKEN) throw this.malformed();
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

  /** @throws AlgorithmError `workbook-malformed` */
  next(): XmlToken {
    const { bytes, limit } = this;
    for (;;) {
      if (this.position >= limit) return this.isEnded ? 'end' : 'more';
      if (bytes[this.position] !== LESS) return this.text();
      const second = bytes[this.position + 1];
      if (second === 0x21 || second === 0x3f) {
        const token = this.declaration(second);
        if (token === 'passed') continue;
        return token;
      }
      return this.tag();
    }
  }

  /** The value of an attribute of the tag last opened, without references; undefined where it has none. */
  attribute(name: string): string | undefined {
    const at = this.findAttribute(name);
    if (at < 0) return undefined;
    const quote = this.bytes[at]!;
    const to = this.bytes.indexOf(quote, at + 1);
    const text = textOf(this.bytes, at + 1, to);
    return text.includes('&') ? resolve(text) : text;
  }

  /** The text last read, with its references resolved. */
  get content(): string {
    const text = textOf(this.bytes, this.textFrom, this.textTo);
    return this.hasReference ? resolve(text) : text;
  }

  private text(): XmlToken {
    const { bytes, limit } = this;
    let at = bytes.indexOf(LESS, this.position);
    if (at < 0 || at >= limit) {
      if (!this.isEnded) return 'more';
      at = limit;
    }
    this.textFrom = this.position;
    this.textTo = at;
    this.hasReference = false;
    for (let i = this.position; i < at; i++)
      if (bytes[i] === AMPERSAND) {
        this.hasReference = true;
        break;
      }
    this.position = at;
    return 'text';
  }

  private tag(): XmlToken {
    const { bytes, limit } = this;
    let at = this.position + 1;
    let quote = 0;
    for (; at < limit; at++) {
      const byte = bytes[at]!;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 0x22 || byte === 0x27) quote = byte;
      else if (byte === GREATER) break;
    }
    if (at >= limit) {
      if (this.isEnded) throw this.malformed();
      return 'more';
    }
    const isClose = bytes[this.position + 1] === SLASH;
    let from = this.position + (isClose ? 2 : 1);
    let end = from;
    for (; end < at; end++) {
      const byte = bytes[end]!;
      if (byte <= 0x20 || byte === SLASH) break;
      if (byte === COLON) from = end + 1;
    }
    this.name = this.nameAt(from, end);
    this.isEmpty = !isClose && bytes[at - 1] === SLASH;
    this.tagFrom = end;
    this.tagTo = at;
    this.position = at + 1;
    return isClose ? 'close' : 'open';
  }

  private nameAt(from: number, to: number): string {
    let key = to - from;
    for (let i = from; i < to; i++) key = (Math.imul(key, 31) + this.bytes[i]!) | 0;
    let name = this.names.get(key);
    // The key is a hash: the name is compared before it is believed.
    if (name?.length === to - from) {
      let same = true;
      for (let i = from; i < to && same; i++) same = name.charCodeAt(i - from) === this.bytes[i];
      if (same) return name;
    }
    name = textOf(this.bytes, from, to);
    if (this.names.size < 500) this.names.set(key, name);
    return name;
  }

  /** Comments and instructions are passed over; CDATA is text; a document type is refused. */
  private declaration(second: number): XmlToken | 'passed' {
    const { bytes, position, limit } = this;
    const isAt = (mark: string) => [...mark].every((letter, i) => bytes[position + i] === letter.charCodeAt(0));
    if (limit - position < 9 && !this.isEnded) return 'more';
    if (isAt('<!DOCTYPE')) throw this.malformed();
    const isData = isAt('<![CDATA[');
    const mark = second === 0x3f ? '?>' : isData ? ']]>' : '-->';
    const end = this.find(mark, position + 2);
    if (end < 0) {
      if (this.isEnded) throw this.malformed();
      return 'more';
    }
    this.position = end + mark.length;
    if (!isData) return 'passed';
    this.textFrom = position + 9;
    this.textTo = end;
    this.hasReference = false;
    return 'text';
  }

  private find(mark: string, from: number): number {
    for (let at = from; ; at++) {
      at = this.bytes.indexOf(mark.charCodeAt(0), at);
      if (at < 0 || at + mark.length > this.limit) return -1;
      if ([...mark].every((letter, i) => this.bytes[at + i] === letter.charCodeAt(0))) return at;
    }
  }

  /** Position of the quote that opens the value, −1 without such an attribute. */
  private findAttribute(name: string): number {
    const { bytes, tagTo } = this;
    for (let at = this.tagFrom; at < tagTo;) {
      while (at < tagTo && bytes[at]! <= 0x20) at++;
      let from = at;
      while (at < tagTo && bytes[at] !== 0x3d) {
        if (bytes[at] === COLON) from = at + 1;
        at++;
      }
      let to = at;
      while (to > from && bytes[to - 1]! <= 0x20) to--;
      at++;
      while (at < tagTo && bytes[at]! <= 0x20) at++;
      const quote = bytes[at];
      if (at >= tagTo || (quote !== 0x22 && quote !== 0x27)) return -1;
      if (to - from === name.length) {
        let same = true;
        for (let i = 0; i < name.length && same; i++) same = bytes[from + i] === name.charCodeAt(i);
        if (same) return at;
      }
      at = bytes.indexOf(quote, at + 1) + 1;
      if (at === 0) return -1;
    }
    return -1;
  }

  private malformed(): AlgorithmError {
    return new AlgorithmError('workbook-malformed', { part: this.part });
  }
}

/** Replaces `&lt;`, `&#20013;`, `&#x4E2D;`. What is no reference stays as it stands. */
const resolve = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
