import { beforeEach, describe, expect, it } from 'vitest';
import { chunkBytes, createChunkStore, type ChunkStore, type Seal } from '../../../src/lib/projects/chunks';
import { createDatabase, storeNames, type ChunkRow, type Database } from '../../../src/lib/projects/schema';
import { bytesOf, createDisk, type Disk } from './disk';

let disk: Disk;
let database: Database;
beforeEach(() => {
  disk = createDisk();
  database = createDatabase(disk.indexedDB);
});

const sessions = { own: 'tab', announce: async () => undefined, alive: async () => new Set(['tab']) };

const storeWith = (options: { seal?: Seal; folderFromBytes?: number } = {}): ChunkStore =>
  createChunkStore({ database, sessions, openFolder: async () => disk.folder, ...options });

/** Bytes in which no two pieces are equal. */
function varied(length: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4)).map((_, i) => Math.imul(i + 1, 2654435761));
  return new Uint8Array(words.buffer, 0, length);
}

describe('the chunk store', () => {
  it('gives back what it was given, in pieces of at most 4 MiB', async () => {
    const store = storeWith();
    const bytes = varied(2 * chunkBytes + 5);
    const refs = await store.stage().put(bytes);
    expect(refs.map((ref) => ref.bytes)).toEqual([chunkBytes, chunkBytes, 5]);
    expect(Buffer.compare(await store.read(refs), bytes)).toBe(0);
    expect(Buffer.compare(Buffer.from(await (await store.readBlob(refs)).arrayBuffer()), bytes)).toBe(0);
  });

  it('names a piece by the SHA-256 of its bytes', async () => {
    // FIPS 180-2, appendix B.1.
    expect(await storeWith().stage().put(bytesOf('abc'))).toEqual([
      { hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', bytes: 3 },
    ]);
  });

  it('stores nothing for no bytes', async () => {
    const store = storeWith();
    expect(await store.stage().put(new Uint8Array())).toEqual([]);
    expect(await store.read([])).toEqual(new Uint8Array());
  });

  it('stores the part of a buffer that a view shows, not the buffer', async () => {
    const whole = varied(100);
    await storeWith().stage().put(whole.subarray(10, 13));
    const [row] = await database.chunks.toArray();
    expect(row?.bytes?.buffer.byteLength).toBe(3);
    expect(row?.bytes).toEqual(whole.slice(10, 13));
  });

  it('stores equal pieces once, wherever they come from', async () => {
    const store = storeWith({ folderFromBytes: 4 });
    const [first] = await store.stage().put(bytesOf('equal'));
    const [second] = await store.stage().put(new Blob(['equal']));
    expect(second).toEqual(first);
    expect(await database.chunks.count()).toBe(1);
    expect(disk.files.size).toBe(1);
  });

  it('puts large sources into the folder and small ones into the database', async () => {
    const store = storeWith({ folderFromBytes: 10 });
    const large = await store.stage().put(new Blob(['more than ten bytes']));
    const small = await store.stage().put(bytesOf('ten bytes!'));
    expect([...disk.files.values()].map((file) => Buffer.from(file).toString())).toEqual(['more than ten bytes']);
    expect(await (await store.readBlob([...large, ...small])).text()).toBe('more than ten bytesten bytes!');
  });

  it('keeps large sources in the database where there is no folder', async () => {
    const store = createChunkStore({ database, sessions, openFolder: async () => null, folderFromBytes: 1 });
    expect(await store.read(await store.stage().put(bytesOf('large')))).toEqual(bytesOf('large'));
  });

  it('lets a key in at one place: what lies on the disk is sealed, what is read is not', async () => {
    const flip = async (bytes: Uint8Array) => bytes.map((byte) => byte ^ 255);
    const store = storeWith({ seal: { seal: flip, open: flip } });
    const refs = await store.stage().put(bytesOf('secret'));
    expect((await database.chunks.toArray())[0]?.bytes).toEqual(await flip(bytesOf('secret')));
    expect(await store.read(refs)).toEqual(bytesOf('secret'));
  });
});

describe('damage', () => {
  it.each([
    ['a flipped bit', (bytes: Uint8Array) => bytes.with(3, (bytes[3] ?? 0) ^ 1)],
    ['a cut end', (bytes: Uint8Array) => bytes.slice(0, -1)],
    ['zeros', (bytes: Uint8Array) => bytes.map(() => 0)],
    ['an empty piece', () => new Uint8Array()],
  ])('is found before anything is read: %s', async (_name, damage) => {
    for (const folderFromBytes of [1, 1000]) {
      const store = storeWith({ folderFromBytes });
      const [ref] = await store.stage().put(bytesOf(`whole ${folderFromBytes}`));
      if (!ref) throw new Error('nothing stored');
      const row = await database.chunks.get(ref.hash);
      if (row?.file) disk.files.set(row.file, damage(disk.files.get(row.file) ?? new Uint8Array()));
      else await database.chunks.put({ ...row, bytes: damage(row?.bytes ?? new Uint8Array()) } as ChunkRow);
      const lost = { kind: 'environment', code: 'chunk-corrupt', details: { hash: ref.hash } };
      await expect(store.get(ref)).rejects.toMatchObject(lost);
      await expect(store.read([ref])).rejects.toMatchObject(lost);
      await expect(store.readBlob([ref, ref])).rejects.toMatchObject(lost);
    }
  });

  it('is mended when the same bytes are stored again', async () => {
    const store = storeWith();
    const [ref] = await store.stage().put(bytesOf('whole'));
    if (!ref) throw new Error('nothing stored');
    await database.chunks.put({ hash: ref.hash, bytes: bytesOf('whale'), file: null });
    await store.stage().put(bytesOf('whole'));
    expect(await store.get(ref)).toEqual(bytesOf('whole'));
  });

  it('of a missing piece or file has its own name', async () => {
    const store = storeWith({ folderFromBytes: 1 });
    const [ref] = await store.stage().put(bytesOf('whole'));
    if (!ref) throw new Error('nothing stored');
    disk.files.clear();
    await expect(store.get(ref)).rejects.toMatchObject({ kind: 'environment', code: 'chunk-missing' });
    await database.chunks.clear();
    await expect(store.get(ref)).rejects.toMatchObject({ kind: 'environment', code: 'chunk-missing' });
  });

  it('is noticed at once when the disk does not give back what it was given', async () => {
    disk.folder.write = async (name) => void disk.files.set(name, bytesOf('something else'));
    await expect(storeWith({ folderFromBytes: 1 }).stage().put(bytesOf('whole'))).rejects.toMatchObject({
      code: 'chunk-corrupt',
    });
  });
});

describe('reclaiming', () => {
  it('spares what a living step has put and takes what a dead one has left', async () => {
    const store = storeWith({ folderFromBytes: 10 });
    await store.stage().put(bytesOf('living'));
    await store.stage().put(bytesOf('living in the folder'));
    const dead = createChunkStore({
      ...{ database, sessions: { ...sessions, own: 'dead' }, openFolder: async () => disk.folder, folderFromBytes: 10 },
    });
    await dead.stage().put(bytesOf('dead'));
    await dead.stage().put(bytesOf('dead in the folder'));
    await disk.folder.write('never-listed', bytesOf('a file whose row was never written'));
    expect(await store.reclaim()).toBe(2);
    expect(await database.chunks.count()).toBe(2);
    expect([...disk.files.values()].map((file) => Buffer.from(file).toString())).toEqual(['living in the folder']);
    expect((await database.staged.toArray()).map(({ stage }) => stage)).toEqual(['tab/0', 'tab/1']);
  });
});

it('keeps its names: they are where every user’s projects lie', () => {
  expect(storeNames).toEqual({ database: 'kith', folder: 'kith-files' });
});
