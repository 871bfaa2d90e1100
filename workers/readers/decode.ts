import { AlgorithmError } from '../errors';
import type { Encoding } from '../protocol';

/** Which encoding a file has, and how much of the sample speaks for it. */
export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Nothing excludes another 8-bit encoding: the user should look at the sample. */
  readonly isGuess: boolean;
}

/** Byte-order marks, the longest first where one begins another. */
const MARKS: readonly { readonly bytes: readonly number[]; readonly label: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0x84, 0x31, 0x95, 0x33], label: 'gb18030' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' },
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

/**
 * Finds the encoding of a file from its head and some pieces from further on (a head of plain ASCII says nothing).
 * In this order: a byte-order mark; the zero bytes of UTF-16; strict UTF-8; GB18030 when it decodes without error and
 * reads like Chinese; Windows-1252 when the bytes above 0x7F stand alone between Latin letters (a guess, and said so).
 * @throws AlgorithmError `encoding-unknown` when no reading is plausible
 */
export function detectEncoding(head: Uint8Array, further: readonly Uint8Array[] = []): DetectedEncoding {
  const mark = MARKS.find(({ bytes }) => startsWith(head, bytes));
  if (mark !== undefined) return { encoding: { label: mark.label, proof: 'bom' }, isGuess: false };
  const utf16 = wideByZeros(head);
  if (utf16 !== null) return { encoding: { label: utf16, proof: 'no-error' }, isGuess: false };
  // Pieces from the middle begin after a line's end: there a character begins in every ASCII-compatible encoding.
  const pieces = [head, ...further.map((piece) => piece.subarray(piece.indexOf(0x0a) + 1))];
  if (pieces.every((piece) => decodes(piece, 'utf-8'))) {
    return { encoding: { label: 'utf-8', proof: 'strict-utf-8' }, isGuess: false };
  }
  if (pieces.every((piece) => decodes(piece, 'gb18030')) && readsLikeChinese(pieces)) {
    return { encoding: { label: 'gb18030', proof: 'no-error' }, isGuess: false };
  }
  if (readsLikeLatin(pieces)) return { encoding: { label: 'windows-1252', proof: 'no-error' }, isGuess: true };
  throw new AlgorithmError('encoding-unknown');
}

/** Whether a piece decodes without error; up to three bytes may be missing at its end, where it was cut. */
function decodes(piece: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 shows itself without a mark by zero bytes on one side of the pairs: delimiters and digits have them. */
function wideByZeros(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]!++;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < Math.max(2, head.length / 50)) return null;
  if (odd > 20 * even) return 'utf-16le';
  return even > 20 * odd ? 'utf-16be' : null;
}

/**
 * Latin text decodes as GB18030 too (`é` and the letter after it make a rare character). In Chinese text nearly every
 * pair is of GB 2312 (both bytes from 0xA1), and ideographs outnumber symbols.
 */
function readsLikeChinese(pieces: readonly Uint8Array[]): boolean {
  let ideographs = 0;
  let symbols = 0;
  let rare = 0;
  for (const piece of pieces) {
    for (let i = 0; i + 1 < piece.length; i++) {
      const lead = piece[i]!;
      if (lead < 0x80) continue;
      const trail = piece[i + 1]!;
      const isFourByte = trail >= 0x30 && trail <= 0x39;
      if (trail < 0xa1) rare++;
      else if (lead >= 0xb0 && lead <= 0xf7) ideographs++;
      else if (lead >= 0xa1 && lead <= 0xa9) symbols++;
      else rare++;
      i += isFourByte ? 3 : 1;
    }
  }
  return ideographs >= symbols && ideographs + symbols >= 3 * rare;
}

/** In Western text accented letters and typographic quotes stand alone or in twos, never in long runs. */
function readsLikeLatin(pieces: readonly Uint8Array[]): boolean {
  let runs = 0;
  let long = 0;
  for (const piece of pieces) {
    for (let i = 0, length = 0; i <= piece.length; i++) {
      if (i < piece.length && piece[i]! >= 0x80) {
        length++;
      } else if (length > 0) {
        runs++;
        if (length > 3) long++;
        length = 0;
      }
    }
  }
  return long <= runs / 20;
}

/**
 * Turns the bytes of a file, chunk by chunk, into valid UTF-8 without a byte-order mark. UTF-8 passes through checked
 * but not copied. What cannot be decoded becomes U+FFFD; `damaged` says how many chunks held such bytes, and the cells
 * are found by their U+FFFD.
 */
export class Transcoder {
  damaged = 0;
  private readonly decoder: TextDecoder | null;
  private readonly encoder = new TextEncoder();
  private rest: Uint8Array = new Uint8Array(0);
  private isFirst = true;

  /** @throws AlgorithmError `encoding-unsupported` when the browser does not know the label */
  constructor(label: string) {
    try {
      this.decoder = label === 'utf-8' ? null : new TextDecoder(label, { ignoreBOM: true });
    } catch {
      throw new AlgorithmError('encoding-unsupported', { label });
    }
  }

  push(chunk: Uint8Array): Uint8Array {
    return this.withoutMark(this.decoder === null ? this.checked(chunk) : this.decoded(this.decoder, chunk, true));
  }

  /** What the last chunk left over. */
  finish(): Uint8Array {
    if (this.decoder !== null) return this.withoutMark(this.decoded(this.decoder, new Uint8Array(0), false));
    const rest = this.rest;
    this.rest = new Uint8Array(0);
    return this.withoutMark(rest.length === 0 ? rest : this.validated(rest));
  }

  private decoded(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): Uint8Array {
    const text = decoder.decode(chunk, { stream });
    if (text.includes('\uFFFD')) this.damaged++;
    return this.encoder.encode(text);
  }

  /** Holds back a character cut by the end of the chunk, so that each piece is checked by itself. */
  private checked(chunk: Uint8Array): Uint8Array {
    let bytes = chunk;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length);
      bytes.set(this.rest);
      bytes.set(chunk, this.rest.length);
    }
    const whole = wholeCharacters(bytes);
    this.rest = bytes.slice(whole);
    return this.validated(bytes.subarray(0, whole));
  }

  private validated(bytes: Uint8Array): Uint8Array {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return bytes;
    } catch {
      this.damaged++;
      return this.encoder.encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    }
  }

  private withoutMark(bytes: Uint8Array): Uint8Array {
    if (!this.isFirst || bytes.length === 0) return bytes;
    this.isFirst = false;
    return startsWith(bytes, MARKS[0]!.bytes) ? bytes.subarray(3) : bytes;
  }
}

/** Length without the last character where that is cut off. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
