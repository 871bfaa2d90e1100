import { AppError } from '../core/errors';
import { createId } from '../core/ids';
import type { Folder } from './files';
import type { ChunkRef, ChunkRow, Database } from './schema';
import type { Sessions } from './sessions';

/** What becomes of plain bytes on their way to the disk and back: the one place where a key would come in. */
export interface Seal {
  seal(plain: Uint8Array): Promise<Uint8Array>;
  open(stored: Uint8Array): Promise<Uint8Array>;
}

export interface ChunkStoreOptions {
  readonly database: Database;
  readonly sessions: Sessions;
  /** Opened on first use. */
  readonly openFolder: () => Promise<Folder | null>;
  readonly seal?: Seal;
  /** Sources above this size go to the folder. Default 256 MiB. */
  readonly folderFromBytes?: number;
}

/**
 * Immutable bytes by content: pieces of at most 4 MiB, each named by the hash of what is stored, so that equal pieces
 * are stored once and a changed one is noticed. Storing makes nothing part of a project; a commit does.
 */
export interface ChunkStore {
  /** Opens a step: what it puts is safe from `reclaim` until the step ends or its session does. */
  stage(): Stage;
  /** @throws AppError `environment/chunk-corrupt`, `environment/chunk-missing` (hash) */
  get(ref: ChunkRef): Promise<Uint8Array>;
  /** The bytes of several pieces, joined. */
  read(refs: readonly ChunkRef[]): Promise<Uint8Array>;
  /** The same as a Blob, which the browser may keep on disk: for files larger than memory should hold. */
  readBlob(refs: readonly ChunkRef[]): Promise<Blob>;
  /** Deletes every piece that no project and no living step refers to. Returns how many. */
  reclaim(): Promise<number>;
}

export interface Stage {
  readonly id: string;
  /** Resolves when other tabs can see that this step's session lives; `put` does it by itself. */
  announce(): Promise<void>;
  /**
   * Writes the bytes and reads them back; they must stay as they are until the promise settles. Nothing for no bytes.
   * `wholeBytes` is the size of the file they are a piece of: large ones go to the folder.
   * @throws AppError `environment/chunk-corrupt` when the disk does not give back what it was given
   */
  put(source: Uint8Array | Blob, wholeBytes?: number): Promise<ChunkRef[]>;
}

export const chunkBytes = 4 * 1024 * 1024;

const plainSeal: Seal = { seal: async (plain) => plain, open: async (stored) => stored };

export function createChunkStore(options: ChunkStoreOptions): ChunkStore {
  const { database, sessions, seal = plainSeal, folderFromBytes = 256 * 1024 * 1024 } = options;
  const { chunks, staged, facts, originals } = database;
  let steps = 0;
  let opened: Promise<Folder | null> | undefined;
  const folder = () => (opened ??= options.openFolder());

  async function stored(hash: string): Promise<Uint8Array> {
    const row = await chunks.get(hash);
    const bytes = row?.file ? await (await folder())?.read(row.file) : row?.bytes;
    if (!bytes) throw new AppError('environment', 'chunk-missing', { hash });
    if ((await hashOf(bytes)) !== hash) throw new AppError('environment', 'chunk-corrupt', { hash });
    return bytes;
  }

  const isSound = (hash: string) =>
    stored(hash).then(
      () => true,
      (thrown: unknown) => {
        if (thrown instanceof AppError) return false;
        throw thrown;
      },
    );

  async function putPiece(stage: string, plain: Uint8Array, place: Folder | null): Promise<ChunkRef> {
    const bytes = await seal.seal(plain);
    const hash = await hashOf(bytes);
    const file = place && createId();
    // Said before it is done: from here on another tab's `reclaim` leaves hash and file alone.
    await database.transaction('rw', staged, () => staged.put({ hash, stage, file }));
    if (!(await isSound(hash))) {
      const row: ChunkRow = { hash, bytes: place ? null : bytes, file };
      if (place && file !== null) await place.write(file, bytes);
      await database.transaction('rw', chunks, () => chunks.put(row));
      await stored(hash);
    }
    return { hash, bytes: plain.byteLength };
  }

  const get = async ({ hash }: ChunkRef) => seal.open(await stored(hash));

  return {
    stage() {
      const id = `${sessions.own}/${steps++}`;
      return {
        id,
        announce: () => sessions.announce(),
        async put(source, wholeBytes) {
          await sessions.announce();
          const size = source instanceof Blob ? source.size : source.byteLength;
          const place = (wholeBytes ?? size) > folderFromBytes ? await folder() : null;
          const refs: ChunkRef[] = [];
          for (let start = 0; start < size; start += chunkBytes) {
            refs.push(await putPiece(id, await pieceOf(source, start), place));
          }
          return refs;
        },
      };
    },

    get,

    async read(refs) {
      const [only] = refs;
      if (only && refs.length === 1) return get(only);
      const joined = new Uint8Array(refs.reduce((sum, { bytes }) => sum + bytes, 0));
      let at = 0;
      for (const ref of refs) {
        joined.set(await get(ref), at);
        at += ref.bytes;
      }
      return joined;
    },

    async readBlob(refs) {
      const pieces: Blob[] = [];
      for (const ref of refs) pieces.push(new Blob([(await get(ref)) as Uint8Array<ArrayBuffer>]));
      return new Blob(pieces);
    },

    async reclaim() {
      // In this order: a file or a step that appears after its list was taken is not in the list, and is left.
      const place = await folder();
      const names = (await place?.names()) ?? [];
      const stages = (await staged.orderBy('stage').uniqueKeys()) as string[];
      const alive = await sessions.alive();
      const dead = stages.filter((stage) => !alive.has(stage.slice(0, stage.indexOf('/'))));
      const left = await database.transaction('rw', staged, facts, originals, chunks, () => sweep(dead));
      for (const name of names) if (!left.files.has(name)) await place?.remove(name);
      return left.deleted;
    },
  };

  /** Within one transaction: marks what is referred to, deletes the rest, and says which files are still named. */
  async function sweep(deadStages: readonly string[]) {
    const wanted = new Set<string>();
    const mark = (row: { chunks: readonly ChunkRef[] }) => row.chunks.forEach(({ hash }) => wanted.add(hash));
    await staged.where('stage').anyOf(deadStages).delete();
    await facts.each(mark);
    await originals.each(mark);
    const waiting = await staged.toArray();
    for (const { hash } of waiting) wanted.add(hash);
    const orphans = (await chunks.toCollection().primaryKeys()).filter((hash) => !wanted.has(hash));
    await chunks.bulkDelete(orphans);
    const named = await chunks.orderBy('file').keys();
    return { deleted: orphans.length, files: new Set<unknown>([...named, ...waiting.map(({ file }) => file)]) };
  }
}

/** A copy of one piece: IndexedDB would store the whole buffer behind a view. */
async function pieceOf(source: Uint8Array | Blob, start: number): Promise<Uint8Array> {
  if (source instanceof Blob) return new Uint8Array(await source.slice(start, start + chunkBytes).arrayBuffer());
  return source.slice(start, start + chunkBytes);
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
