import { AlgorithmError } from '../../errors';
import type { ByteSource } from './byte-source';
import { allowance } from './budget';
import { inflateRaw } from './inflate';

/** Entries beyond which an archive is refused. */
export const MAX_ENTRIES = 10_000;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record and the longest comment behind it. */
const TAIL_BYTES = 22 + 2 ** 16;
const STORED = 0;
const DEFLATED = 8;

/** An entry as the directory at the end of the archive states it. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly length: number;
  readonly crc: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly offset: number;
}

/** A zip archive by its directory: entries are found, never searched for, so one reader sees what another sees. */
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** @throws AlgorithmError `archive-entry-missing`, and in `read` what `openEntry` says */
  open(name: string): ByteSource;
}

/**
 * Reads the directory of an archive.
 * @throws AlgorithmError `archive-damaged`, `archive-too-many-entries`
 */
export async function openZip(file: Blob, name: string): Promise<Zip> {
  const damaged = () => new AlgorithmError('archive-damaged', { name });
  const view = async (from: number, to: number) => new DataView(await file.slice(from, to).arrayBuffer());
  const start = Math.max(0, file.size - TAIL_BYTES);
  const tail = await view(start, file.size);
  const end = endRecord(tail);
  if (end < 0) throw damaged();
  let count = tail.getUint16(end + 10, true);
  let size = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  let before = start + end;
  if (end >= 20 && tail.getUint32(end - 20, true) === LOCATOR_64) {
    const at = Number(tail.getBigUint64(end - 12, true));
    const record = await view(at, at + 56);
    if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) throw damaged();
    count = Number(record.getBigUint64(32, true));
    size = Number(record.getBigUint64(40, true));
    offset = Number(record.getBigUint64(48, true));
    before = at;
  }
  if (count > MAX_ENTRIES) throw new AlgorithmError('archive-too-many-entries', { entries: count, limit: MAX_ENTRIES });
  // A program in front of the archive moves everything by its length.
  const shift = before - size - offset;
  if (shift < 0) throw damaged();
  const directory = await view(before - size, before);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, at = 0; i < count; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== CENTRAL) throw damaged();
    const entry = entryAt(directory, at, shift);
    if (!entry.name.endsWith('/')) entries.set(entry.name, entry);
    at += 46 + lengthsAt(directory, at).reduce((sum, length) => sum + length, 0);
    if (at > directory.byteLength) throw damaged();
  }
  return {
    entries,
    open(wanted) {
      const entry = entries.get(wanted);
      if (entry === undefined) throw new AlgorithmError('archive-entry-missing', { entry: wanted });
      return openEntry(file, entry);
    },
  };
}

/** Where the end record begins: the last one whose comment ends with the file. */
function endRecord(tail: DataView): number {
  for (let at = tail.byteLength - 22; at >= 0; at--)
    if (tail.getUint32(at, true) === END && at + 22 + tail.getUint16(at + 20, true) <= tail.byteLength) return at;
  return -1;
}

/** Lengths of name, extra fields and comment of a directory record. */
const lengthsAt = (directory: DataView, at: number): [name: number, extra: number, comment: number] => [
  directory.getUint16(at + 28, true),
  directory.getUint16(at + 30, true),
  directory.getUint16(at + 32, true),
];

function entryAt(directory: DataView, at: number, shift: number): ZipEntry {
  const flags = directory.getUint16(at + 8, true);
  const [nameLength, extraLength] = lengthsAt(directory, at);
  const bytes = (from: number, length: number) =>
    new Uint8Array(
      directory.buffer,
      directory.byteOffset + Math.min(from, directory.byteLength),
      Math.max(0, Math.min(length, directory.byteLength - from)),
    );
  const large = new DataView(bytes(at + 46 + nameLength, extraLength).slice().buffer);
  const wide = wideFields(large);
  const field = (position: number) => {
    const value = directory.getUint32(at + position, true);
    return value === 0xffffffff ? (wide.next().value ?? value) : value;
  };
  // In this order the fields stand in the extra record, each only where its short form is full.
  const length = field(24);
  const packed = field(20);
  const offset = field(42) + shift;
  return {
    name: nameOf(bytes(at + 46, nameLength), (flags & 0x800) !== 0),
    method: directory.getUint16(at + 10, true),
    crc: directory.getUint32(at + 16, true),
    isEncrypted: (flags & 1) !== 0,
    ...{ length, packed, offset },
  };
}

/** The 64-bit numbers of the extra record 1, in order. */
function* wideFields(extra: DataView): Generator<number, undefined> {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const length = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 1)
      for (let i = 0; i + 8 <= length && at + 12 + i <= extra.byteLength; i += 8)
        yield Number(extra.getBigUint64(at + 4 + i, true));
    at += 4 + length;
  }
  return undefined;
}

/** Names are UTF-8 where the archive says so or they are valid UTF-8; Windows in China writes them in GBK. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function openEntry(file: Blob, entry: ZipEntry): ByteSource {
  const name = entry.name.slice(entry.name.lastIndexOf('/') + 1);
  const source: ByteSource = {
    name,
    size: entry.packed,
    length: entry.length,
    /**
     * @throws AlgorithmError `archive-encrypted`, `archive-method`, `archive-damaged` (no such bytes, or not the
     *   length and check sum that the directory states), `inflates-too-far`
     */
    async *read() {
      const packed = await bytesOfEntry(file, entry);
      const pieces = entry.method === STORED ? stored(packed) : inflateRaw(packed, entry.name);
      let crc = -1;
      let length = 0;
      for await (const piece of pieces) {
        crc = addToCrc(crc, piece.bytes);
        length += piece.bytes.length;
        yield piece;
      }
      if (length !== entry.length || ~crc >>> 0 !== entry.crc)
        throw new AlgorithmError('archive-damaged', { name: entry.name });
    },
    async whole() {
      if (entry.method === STORED) return bytesOfEntry(file, entry);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const { bytes } of source.read()) pieces.push(bytes as Uint8Array<ArrayBuffer>);
      return new Blob(pieces);
    },
  };
  return source;
}

/** The packed bytes of an entry, refused before they are read where they cannot be. */
async function bytesOfEntry(file: Blob, entry: ZipEntry): Promise<Blob> {
  const { name } = entry;
  if (entry.isEncrypted) throw new AlgorithmError('archive-encrypted', { entry: name });
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new AlgorithmError('archive-method', { entry: name, method: entry.method });
  if (entry.length > allowance(entry.packed))
    throw new AlgorithmError('inflates-too-far', { name, megabytes: Math.round(allowance(entry.packed) / 2 ** 20) });
  const header = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL)
    throw new AlgorithmError('archive-damaged', { name });
  const from = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (from + entry.packed > file.size) throw new AlgorithmError('archive-damaged', { name });
  return file.slice(from, from + entry.packed);
}

async function* stored(packed: Blob): AsyncGenerator<{ bytes: Uint8Array; done: number }, void> {
  const stream = packed.stream().getReader();
  try {
    let done = 0;
    for (let part = await stream.read(); !part.done; part = await stream.read()) {
      done += part.value.length;
      yield { bytes: part.value, done };
    }
  } finally {
    await stream.cancel().catch(() => undefined);
  }
}

/** The table of CRC-32 (polynomial 0xEDB88320, reflected). */
const CRC = Int32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function addToCrc(crc: number, bytes: Uint8Array): number {
  let value = crc;
  for (let i = 0; i < bytes.length; i++) value = CRC[(value ^ bytes[i]!) & 0xff]! ^ (value >>> 8);
  return value;
}
