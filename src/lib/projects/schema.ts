import Dexie, { type EntityTable, type Table } from 'dexie';
import { AppError } from '../core/errors';

/**
 * Name of the database and of the OPFS folder. A public contract: under another name every project of every user is
 * gone from the list, so these words never change.
 */
export const storeNames = { database: 'kith', folder: 'kith-files' } as const;

/** A piece of stored bytes: its name is the SHA-256 of what is stored, in hex; `bytes` counts the plain bytes. */
export interface ChunkRef {
  readonly hash: string;
  readonly bytes: number;
}

export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch, shown to people; order and conflicts rest on `generation` alone. */
  readonly createdAt: number;
  readonly openedAt: number;
  /** Rises by one with every commit. */
  readonly generation: number;
  /** Number of the next fact or original: never used twice. */
  readonly next: number;
  /** Bytes of all facts and originals. */
  readonly bytes: number;
  /** What the last commit that had something to say said of the project: shown without opening it. */
  readonly counts: Readonly<Record<string, string | number>> | null;
  /** When it was last saved as a file, and what that file holds; missing in rows from before there were such files. */
  readonly backup?: { readonly at: number; readonly generation: number } | null;
}

/** One entry of the log of facts, or one original file: a description and where its bytes are. */
export interface PartRow {
  readonly project: string;
  readonly id: number;
  readonly descriptor: unknown;
  readonly chunks: readonly ChunkRef[];
}

export interface DocumentRow {
  readonly project: string;
  readonly key: string;
  readonly value: unknown;
}

/** The bytes themselves, or the name of the file in the OPFS folder that holds them. */
export interface ChunkRow {
  readonly hash: string;
  readonly bytes: Uint8Array | null;
  readonly file: string | null;
}

/** A chunk written for a commit that has not come yet: while its session lives, it is no orphan. */
export interface StagedRow {
  readonly hash: string;
  /** `session/step`. */
  readonly stage: string;
  readonly file: string | null;
}

export interface Database extends Dexie {
  readonly projects: EntityTable<ProjectRow, 'id'>;
  readonly facts: Table<PartRow, [string, number]>;
  readonly originals: Table<PartRow, [string, number]>;
  readonly documents: Table<DocumentRow, [string, string]>;
  readonly chunks: EntityTable<ChunkRow, 'hash'>;
  readonly staged: Table<StagedRow, [string, string]>;
}

/**
 * What another tab of another release does to this one's database. `blocked`: it is open there in an older version, and
 * this one waits to upgrade it. `superseded`: a newer release upgrades it, and this one has let go.
 */
export type Hindrance = 'blocked' | 'superseded';

/** The newest version below. */
const newestVersion = 1;

/**
 * Opens nothing yet; Dexie opens on first use. A change of the schema adds `.version(n + 1)` with its `upgrade`, and
 * leaves the versions before it as they are: they are the way up for older databases.
 *
 * Every transaction is strict, the chunks' too: Chrome keeps values above 64 KiB in files of their own, which only a
 * strict transaction flushes; a manifest on disk that names chunks which are not would be worse than an old one.
 */
export function createDatabase(indexedDB?: IDBFactory, onHindrance?: (hindrance: Hindrance) => void): Database {
  const injected = indexedDB ? { indexedDB, IDBKeyRange: globalThis.IDBKeyRange } : {};
  const database = new Dexie(storeNames.database, { ...injected, chromeTransactionDurability: 'strict' }) as Database;
  database.version(newestVersion).stores({
    projects: 'id',
    facts: '[project+id]',
    originals: '[project+id]',
    documents: '[project+key]',
    chunks: 'hash, file',
    staged: '[hash+stage], stage',
  });
  // Dexie would open a newer database as if it were this one; an older release must not write into it.
  const refuseNewer = () => {
    const found = database.backendDB().version / dexieVersionFactor;
    if (found > newestVersion) throw new AppError('environment', 'storage-newer', { found, known: newestVersion });
  };
  database.on('ready', refuseNewer, true);
  database.on('blocked', () => onHindrance?.('blocked'));
  // Dexie closes the connection itself, so that the other tab need not wait.
  database.on('versionchange', ({ newVersion }) => {
    if (newVersion !== null) onHindrance?.('superseded');
  });
  return database;
}

/** Dexie counts in tenths of the browser's whole numbers. */
const dexieVersionFactor = 10;

/** All rows of one project in a table whose key begins with the project: `between` on the first part of the key. */
export function ofProject<Row, Key>(table: Table<Row, Key>, project: string) {
  return table.where(':id').between([project, Dexie.minKey], [project, Dexie.maxKey]);
}
