import { beforeAll, describe, expect, it } from 'vitest';
import { run as deriveSecret } from '../../../../workers/tasks/import/derive-secret';
import { readHead, sourceOf, type Source } from '../../../../src/lib/projects/project-file/layout';
import { openSealed, sealFile, type DeriveSecret } from '../../../../src/lib/projects/project-file/seal';
import { createRandom } from '../../../../workers/algorithms/random';
import { bytesIn, headLength } from './forge';

const context = { seed: 0, report: () => {}, emit: async () => {} };
/** Argon2id as in the product, but of 64 KiB: the seal is what is tested here. */
const derive: DeriveSecret = async (passphrase, recipe) =>
  deriveSecret({ passphrase }, { ...recipe, memoryKiB: 64, passes: 1 }, context);
const passphrase = '芝麻开门 open sesame';
const pieceBytes = 4 * 1024 * 1024;
const stride = pieceBytes + 16;

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Plain bytes of two pieces and a bit: the least that can be reordered and cut. */
const plain = new Uint8Array(2 * pieceBytes + 1000).map((_, i) => (i * 31) ^ (i >> 9));
let sealed: Uint8Array;
let bodyAt: number;

beforeAll(async () => {
  const { file } = await sealFile(new Blob([plain]), 'project1', passphrase, derive);
  sealed = await bytesIn(file);
  bodyAt = await headLength(sealed);
});

async function open(bytes: Uint8Array, given: string | undefined = passphrase): Promise<Source> {
  const source = sourceOf(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  return openSealed(source, await readHead(source), { passphrase: given, derive });
}

/** Whether these are the plain bytes: of eight million, a difference need not be printed. */
const isPlain = (bytes: unknown) => bytes instanceof Uint8Array && Buffer.compare(bytes, plain) === 0;

/** The whole file inside, or the code with which it is refused. */
const readAll = (bytes: Uint8Array, given?: string) =>
  open(bytes, given)
    .then((inside) => inside.read(0, inside.size))
    .catch((error: { code: string }) => error.code);

describe('the key of a passphrase', () => {
  it('is what the reference implementation of Argon2id computes (its test.c, version 19)', async () => {
    const salt = Buffer.from('somesalt').toString('hex');
    const secret = await deriveSecret(
      { passphrase: 'password' },
      { memoryKiB: 65_536, passes: 2, lanes: 1, salt },
      context,
    );
    expect(hexOf(secret)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('is made with 64 MiB, three passes and a salt of its own', async () => {
    const recipes: object[] = [];
    const spy: DeriveSecret = (word, recipe) => (recipes.push(recipe), derive(word, recipe));
    for (let i = 0; i < 2; i++) await sealFile(new Blob(['x']), 'project1', passphrase, spy);
    expect(recipes).toMatchObject([{ kdf: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 1 }, {}]);
    expect(new Set(recipes.map((recipe) => (recipe as { salt: string }).salt)).size).toBe(2);
  });

  it('is the same for composed and decomposed letters', async () => {
    const { file } = await sealFile(new Blob(['x']), 'project1', 'café ouvert', derive);
    expect(await readAll(await bytesIn(file), 'cafe\u0301 ouvert')).toEqual(Uint8Array.of(120));
  });
});

describe('a sealed file', () => {
  it('gives its bytes back, at any place and over the ends of its pieces', async () => {
    expect(isPlain(await readAll(sealed))).toBe(true);
    const inside = await open(sealed);
    for (const [start, end] of [
      [0, 1],
      [pieceBytes - 3, pieceBytes + 3],
      [plain.length - 1, plain.length],
      [5, 5],
    ] as const) {
      expect(await inside.read(start, end)).toEqual(plain.slice(start, end));
    }
  });

  it('is AES-256-GCM under HKDF-SHA-256, as Node computes it by itself from the words of the README', async () => {
    const { createDecipheriv, hkdfSync } = await import('node:crypto');
    const head = JSON.parse(Buffer.from(sealed.slice(52, bodyAt)).toString()) as {
      project: string;
      nonce: string;
      recipe: Parameters<DeriveSecret>[1];
    };
    const secret = await derive(passphrase, head.recipe);
    const key = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), 'kith file key', 32));
    const number = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
    const last = sealed.slice(bodyAt + 2 * stride);
    const cipher = createDecipheriv(
      'aes-256-gcm',
      key,
      Buffer.concat([Buffer.from(head.nonce, 'hex'), number(2), Buffer.of(1)]),
    );
    cipher.setAAD(Buffer.concat([sealed.slice(20, 52), number(2), number(3), Buffer.of(1), Buffer.from(head.project)]));
    cipher.setAuthTag(last.slice(-16));
    const bytes = Buffer.concat([cipher.update(last.slice(0, -16)), cipher.final()]);
    expect(new Uint8Array(bytes)).toEqual(plain.slice(2 * pieceBytes));
  });

  it('tells a wrong passphrase, and that one is needed', async () => {
    expect(await readAll(sealed, '芝麻开门 open Sesame')).toBe('passphrase-wrong');
    expect(await readAll(sealed, '')).toBe('passphrase-needed');
    await expect(sealFile(new Blob(['x']), 'p', '七个字的口令呀', derive)).rejects.toMatchObject({
      code: 'passphrase-short',
    });
  });

  it('notices every flipped bit: 100 places', async () => {
    const random = createRandom(5);
    for (let i = 0; i < 100; i++) {
      const at = i < 60 ? random.below(bodyAt) : bodyAt + random.below(sealed.length - bodyAt);
      const flipped = sealed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      expect(await readAll(flipped)).toMatch(/^(project-file-(damaged|foreign|cut|newer))$/);
    }
  });

  it('notices a piece that is cut off, moved, repeated, or taken from another file of the same project', async () => {
    const [a, b, c] = [0, 1, 2].map((i) => sealed.slice(bodyAt + i * stride, bodyAt + (i + 1) * stride));
    const head = sealed.slice(0, bodyAt);
    const other = await bytesIn((await sealFile(new Blob([plain]), 'project1', passphrase, derive)).file);
    const foreign = other.slice(bodyAt, bodyAt + stride);
    const made = (...pieces: (Uint8Array | undefined)[]) =>
      new Uint8Array(Buffer.concat([head, ...pieces.map((piece) => piece ?? head)]));
    expect(isPlain(await readAll(made(a, b, c)))).toBe(true);
    expect(await readAll(made(b, a, c))).toBe('project-file-damaged');
    expect(await readAll(made(a, a, c))).toBe('project-file-damaged');
    expect(await readAll(made(foreign, b, c))).toBe('project-file-damaged');
    expect(await readAll(made(a, b))).toBe('project-file-cut');
    expect(await readAll(made(a, b, c, c))).toBe('project-file-damaged');
    expect(await readAll(sealed.slice(0, -1))).toBe('project-file-cut');
  });

  it('asks no more memory of this computer than it may', async () => {
    const { writeHead, kinds } = await import('../../../../src/lib/projects/project-file/layout');
    const recipe = { kdf: 'argon2id', memoryKiB: 4_000_000, passes: 3, lanes: 1, salt: '00'.repeat(16) };
    const { bytes } = await writeHead(kinds.sealed, {
      ...{ project: 'p', bytes: 1, recipe, nonce: '00'.repeat(7), check: '00'.repeat(16) },
    });
    expect(await readAll(new Uint8Array(Buffer.concat([bytes, new Uint8Array(17)])))).toBe('contents-invalid');
  });
});
