import { inputError } from '../../core/errors';
import { parseJson } from './values';

/** Bytes that can be read in any order: a file, or a sealed one that is opened piece by piece. */
export interface Source {
  readonly size: number;
  /** Bytes from `start` up to `end`, both within the size. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export const sourceOf = (blob: Blob): Source => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

/**
 * The head of every project file, in every format there will be:
 *
 *     0  magic (8 bytes)      8  format (u32)     12  kind (u32)     16  length of the text (u32)
 *     20 SHA-256 of bytes 0–19 and of the text    52  text (UTF-8 JSON)    then the body
 *
 * Numbers are little-endian. The magic holds both line ends and the end of file of old systems, as PNG's does: a copy
 * made in text mode is noticed at once.
 */
const magic = Uint8Array.of(0x4b, 0x49, 0x54, 0x48, 0x0d, 0x0a, 0x1a, 0x0a);
const checkedBytes = 20;
const headBytes = 52;
/** The newest format this version writes and reads. Formats before it are read for ever. */
export const currentFormat = 1;
export const kinds = { open: 0, sealed: 1 } as const;
/** Far above any project (about 200 bytes a part), far below what a tab can hold. */
const maxTextBytes = 64 * 1024 * 1024;

export const mediaType = 'application/x-kith-project';

export interface Head {
  readonly kind: number;
  readonly text: unknown;
  /** Hash of head and text: what seals the body to them. */
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly bodyAt: number;
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));

export const hashOf = async (bytes: Uint8Array): Promise<string> =>
  Array.from(await sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Head and text as bytes, with the hash that stands in them. */
export async function writeHead(kind: number, text: unknown) {
  const encoded = new TextEncoder().encode(JSON.stringify(text));
  if (encoded.byteLength > maxTextBytes) throw inputError('project-file-limit', { bytes: encoded.byteLength });
  const bytes = new Uint8Array(headBytes + encoded.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(8, currentFormat, true);
  view.setUint32(12, kind, true);
  view.setUint32(16, encoded.byteLength, true);
  bytes.set(encoded, headBytes);
  const hash = await sha256(checked(bytes));
  bytes.set(hash, checkedBytes);
  return { bytes, hash };
}

const checked = (bytes: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(bytes.byteLength - headBytes + checkedBytes);
  joined.set(bytes.subarray(0, checkedBytes));
  joined.set(bytes.subarray(headBytes), checkedBytes);
  return joined;
};

/**
 * @throws AppError `input/project-file-foreign`, `input/project-file-cut` (bytes, expected),
 * `input/project-file-damaged` (at), `input/project-file-newer` (found, known)
 */
export async function readHead(source: Source): Promise<Head> {
  const first = await source.read(0, Math.min(headBytes, source.size));
  if (first.byteLength === 0 || magic.subarray(0, first.byteLength).some((byte, i) => byte !== first[i])) {
    throw inputError('project-file-foreign');
  }
  if (first.byteLength < headBytes) throw cut(source.size, headBytes);
  const view = new DataView(first.buffer, first.byteOffset, headBytes);
  const [format, kind, textBytes] = [view.getUint32(8, true), view.getUint32(12, true), view.getUint32(16, true)];
  if (textBytes > maxTextBytes) throw damaged(checkedBytes - 4);
  const bodyAt = headBytes + textBytes;
  if (source.size < bodyAt) throw cut(source.size, bodyAt);
  const whole = await source.read(0, bodyAt);
  const hash = await sha256(checked(whole));
  const written = whole.subarray(checkedBytes, headBytes);
  if (hash.some((byte, i) => byte !== written[i])) throw damaged(checkedBytes);
  if (format > currentFormat) throw inputError('project-file-newer', { found: format, known: currentFormat });
  if (format < 1 || (kind !== kinds.open && kind !== kinds.sealed)) throw damaged(8);
  return { kind, text: parseJson(whole.subarray(headBytes), 'head'), hash, bodyAt };
}

/** The file ends before it should. */
export const cut = (bytes: number, expected: number) => inputError('project-file-cut', { bytes, expected });

/** What stands from this byte on is not what was written. */
export const damaged = (at: number) => inputError('project-file-damaged', { at });
