import { inputError, throwIfAborted } from '../../core/errors';
import { count, expectThat, oneOf, record, type Check } from '../../core/shape';
import { cut, damaged, kinds, mediaType, writeHead, type Head, type Source } from './layout';
import type { Watch } from './write';

/**
 * A whole project file, sealed by a passphrase: pieces of 4 MiB under AES-256-GCM, behind a head that says how the key
 * is made. Every piece is bound to its place, to the number of pieces, to whether it is the last, to the project and to
 * the head, so that none can be left out, moved, repeated or taken from another file. Key and first part of the nonce
 * are fresh for every file, so no nonce ever serves twice under one key.
 */
export interface KeyRecipe {
  readonly kdf: 'argon2id';
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  /** Hex, 16 bytes. */
  readonly salt: string;
}

/** 32 bytes from a passphrase. Heavy by intent: it is to run on a thread. */
export type DeriveSecret = (passphrase: string, recipe: KeyRecipe, signal?: AbortSignal) => Promise<Uint8Array>;

interface SealHead {
  readonly project: string;
  /** Plain bytes of the file inside. */
  readonly bytes: number;
  readonly recipe: KeyRecipe;
  /** Hex, 7 bytes: the nonce of piece i is this, i (u32, big-endian), and 1 for the last piece or 0. */
  readonly nonce: string;
  /** Hex, 16 bytes: tells a wrong passphrase from a damaged file. */
  readonly check: string;
}

interface Keys {
  readonly key: CryptoKey;
  readonly check: string;
}

const pieceBytes = 4 * 1024 * 1024;
const tagBytes = 16;
const strength = { kdf: 'argon2id', memoryKiB: 64 * 1024, passes: 3, lanes: 1 } as const;
/** A file may ask for this much at most before anything of it is known to be true. */
const maxMemoryKiB = 512 * 1024;
const shortest = 8;

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex =
  (bytes: number): Check =>
  (value, where) =>
    expectThat(typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value), where);
const upTo =
  (most: number): Check =>
  (value, where) => {
    count(value, where);
    expectThat((value as number) >= 1 && (value as number) <= most, where);
  };

const headShape = record({
  project: (value, where) => expectThat(typeof value === 'string' && /^[0-9a-z]{1,64}$/.test(value), where),
  bytes: upTo(Number.MAX_SAFE_INTEGER),
  recipe: record({
    kdf: oneOf('argon2id'),
    memoryKiB: upTo(maxMemoryKiB),
    passes: upTo(20),
    lanes: upTo(4),
    salt: hex(16),
  }),
  nonce: hex(7),
  check: hex(16),
});

/** Composed and decomposed accents are one passphrase. @throws AppError `input/passphrase-short` (least) */
export function checkPassphrase(passphrase: string): string {
  const normal = passphrase.normalize('NFC');
  if ([...normal].length < shortest) throw inputError('passphrase-short', { least: shortest });
  return normal;
}

async function keysFrom(
  passphrase: string,
  recipe: KeyRecipe,
  derive: DeriveSecret,
  signal?: AbortSignal,
): Promise<Keys> {
  const secret = await derive(passphrase.normalize('NFC'), recipe, signal);
  const base = await crypto.subtle.importKey('raw', secret as Uint8Array<ArrayBuffer>, 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ]);
  const part = (info: string) => ({
    ...{ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array() },
    info: new TextEncoder().encode(info),
  });
  const key = await crypto.subtle.deriveKey(part('kith file key'), base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const check = await crypto.subtle.deriveBits(part('kith file check'), base, 128);
  return { key, check: hexOf(new Uint8Array(check)) };
}

/** What piece `index` is bound to. */
function parameters({ project, nonce }: SealHead, headHash: Uint8Array, index: number, pieces: number) {
  const isLast = index === pieces - 1 ? 1 : 0;
  const iv = new Uint8Array(12);
  iv.set(bytesOf(nonce));
  new DataView(iv.buffer).setUint32(7, index);
  iv[11] = isLast;
  const id = new TextEncoder().encode(project);
  const bound = new Uint8Array(41 + id.byteLength);
  bound.set(headHash);
  new DataView(bound.buffer).setUint32(32, index);
  new DataView(bound.buffer).setUint32(36, pieces);
  bound[40] = isLast;
  bound.set(id, 41);
  return { name: 'AES-GCM', iv, additionalData: bound, tagLength: tagBytes * 8 };
}

/** Seals a finished project file. Returns also how to read it again with the key at hand. */
export async function sealFile(
  plain: Blob,
  project: string,
  passphrase: string,
  derive: DeriveSecret,
  { signal, report = () => {} }: Watch = {},
): Promise<{ readonly file: Blob; readonly keys: Keys }> {
  const random = (bytes: number) => hexOf(crypto.getRandomValues(new Uint8Array(bytes)));
  const recipe: KeyRecipe = { ...strength, salt: random(16) };
  const keys = await keysFrom(checkPassphrase(passphrase), recipe, derive, signal);
  const seal: SealHead = { project, bytes: plain.size, recipe, nonce: random(7), check: keys.check };
  const head = await writeHead(kinds.sealed, seal);
  const pieces = Math.ceil(plain.size / pieceBytes);
  const parts: Blob[] = [];
  for (let index = 0; index < pieces; index++) {
    throwIfAborted(signal);
    const piece = await plain.slice(index * pieceBytes, (index + 1) * pieceBytes).arrayBuffer();
    parts.push(new Blob([await crypto.subtle.encrypt(parameters(seal, head.hash, index, pieces), keys.key, piece)]));
    report((index + 1) / pieces);
  }
  return { file: new Blob([head.bytes, ...parts], { type: mediaType }), keys };
}

/**
 * The file inside a sealed one, opened piece by piece as it is read.
 * @throws AppError `input/passphrase-needed`, `input/passphrase-wrong`, `input/contents-invalid` (where),
 * `input/project-file-cut` (bytes, expected); reading throws `input/project-file-damaged` (at)
 */
export async function openSealed(
  source: Source,
  { text, hash, bodyAt }: Head,
  unlock: { readonly passphrase?: string; readonly derive: DeriveSecret; readonly signal?: AbortSignal } | Keys,
): Promise<Source> {
  headShape(text, 'seal');
  const seal = text as SealHead;
  const pieces = Math.ceil(seal.bytes / pieceBytes);
  const expected = bodyAt + seal.bytes + pieces * tagBytes;
  if (source.size < expected) throw cut(source.size, expected);
  if (source.size > expected) throw damaged(expected);
  const keys = 'key' in unlock ? unlock : await unlockWith(seal, unlock);

  let last: { index: number; bytes: Promise<Uint8Array> } | undefined;
  async function open(index: number): Promise<Uint8Array> {
    const start = bodyAt + index * (pieceBytes + tagBytes);
    const stored = await source.read(start, Math.min(start + pieceBytes + tagBytes, expected));
    try {
      const plain = await crypto.subtle.decrypt(
        parameters(seal, hash, index, pieces),
        keys.key,
        stored as Uint8Array<ArrayBuffer>,
      );
      return new Uint8Array(plain);
    } catch {
      throw damaged(start);
    }
  }
  /** Reads go forward through the file, several within one piece. */
  const piece = (index: number): Promise<Uint8Array> => {
    if (last?.index !== index) last = { index, bytes: open(index) };
    return last.bytes;
  };

  return {
    size: seal.bytes,
    async read(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let at = start; at < end;) {
        const index = Math.floor(at / pieceBytes);
        const within = (await piece(index)).subarray(at - index * pieceBytes, end - index * pieceBytes);
        bytes.set(within, at - start);
        at += within.byteLength;
      }
      return bytes;
    },
  };
}

async function unlockWith(
  { recipe, check }: SealHead,
  { passphrase, derive, signal }: { passphrase?: string; derive: DeriveSecret; signal?: AbortSignal },
): Promise<Keys> {
  if (passphrase === undefined || passphrase === '') throw inputError('passphrase-needed');
  const keys = await keysFrom(passphrase, recipe, derive, signal);
  if (keys.check !== check) throw inputError('passphrase-wrong');
  return keys;
}
