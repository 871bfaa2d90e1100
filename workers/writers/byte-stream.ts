import type { Sink } from './writer';

/** Bytes gathered before they go on. */
const blockBytes = 1 << 19;
/** Room kept for the longest single number or fixed piece, so that those need no check of their own. */
const slack = 1 << 12;

/**
 * Bytes on their way to a sink, gathered in a block. Text of the engine is UTF-8 already and is copied as it stands:
 * decoding a million rows only to encode them again would take most of the time.
 */
export class ByteStream {
  #block = new Uint8Array(blockBytes + slack);
  #at = 0;
  readonly #encoder = new TextEncoder();

  constructor(private readonly sink: Sink) {}

  /** Whether it is time to `flush`. */
  get isFull(): boolean {
    return this.#at >= blockBytes;
  }

  /** A short piece of ASCII: a number, a mark, a name. */
  ascii(text: string): void {
    if (this.#at + text.length > this.#block.length) this.#grow(text.length);
    const block = this.#block;
    let at = this.#at;
    for (let i = 0; i < text.length; i++) block[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  byte(value: number): void {
    if (this.#at === this.#block.length) this.#grow(1);
    this.#block[this.#at++] = value;
  }

  /** Bytes of UTF-8 from a column. */
  copy(source: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.#at + length > this.#block.length) this.#grow(length);
    const block = this.#block;
    let at = this.#at;
    // Cells are short: a loop is faster than a view and a call of `set`.
    if (length > 64) block.set(source.subarray(from, to), at);
    else for (let i = from; i < to; i++) block[at++] = source[i]!;
    this.#at += length;
  }

  text(text: string): void {
    // A UTF-16 unit takes at most three bytes.
    if (this.#at + text.length * 3 > this.#block.length) this.#grow(text.length * 3);
    this.#at += this.#encoder.encodeInto(text, this.#block.subarray(this.#at)).written;
  }

  async flush(): Promise<void> {
    if (this.#at === 0) return;
    const bytes = this.#block.slice(0, this.#at);
    this.#at = 0;
    await this.sink(bytes);
  }

  #grow(room: number): void {
    const larger = new Uint8Array(this.#at + room + blockBytes);
    larger.set(this.#block.subarray(0, this.#at));
    this.#block = larger;
  }
}
