import { AppError, inputError } from '../core/errors';
import type { ChunkStore } from './chunks';
import {
  changedElsewhere,
  loadManifest,
  writeManifest,
  type AddedPart,
  type Change,
  type Manifest,
  type Part,
} from './manifest';
import { ofProject, type Database } from './schema';
import { storing } from './storage-errors';
import type { CommitFeed } from './writers';

export interface NewPart<Source = Uint8Array> {
  readonly descriptor: unknown;
  readonly bytes: Source;
}

export interface Commit extends Change {
  readonly append?: Iterable<NewPart>;
  readonly originals?: Iterable<NewPart<Uint8Array | Blob>>;
}

/**
 * A commit whose parts arrive one by one, so that no more than one of them is in memory: nothing of it is part of the
 * project until `commit`. Ends with `commit` or `discard`; a killed tab's step is cleared away at the next start.
 */
export interface Step {
  /** Writes a fact and reads it back. The bytes must stay as they are until the promise settles. */
  append(descriptor: unknown, bytes: Uint8Array): Promise<void>;
  addOriginal(descriptor: unknown, source: Uint8Array | Blob): Promise<void>;
  /** Parts stand in the log in the order in which they were appended. */
  commit(change?: Change): Promise<void>;
  discard(): Promise<void>;
}

/**
 * One open project. Everything rejects with `AppError`: `environment/storage-full`, `environment/storage-unavailable`,
 * `environment/storage-closed`, `environment/chunk-corrupt`, `environment/chunk-missing`, and
 * `environment/project-changed-elsewhere` when another tab has committed to the project or removed it.
 */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly manifest: Manifest;
  /** Whether nobody else has committed since this record read or made its manifest. */
  isCurrent(): Promise<boolean>;
  /** The log in order, each fact with its bytes. A fact dropped during the walk may be left out of it. */
  readFacts(): AsyncIterable<{ readonly descriptor: unknown; readonly bytes: Uint8Array }>;
  /** @throws AppError `input/original-missing` (id) */
  readOriginal(id: number): Promise<Blob>;
  /** The document of a key, or undefined. */
  document<T = unknown>(key: string): Promise<T | undefined>;
  documentKeys(): Promise<readonly string[]>;
  begin(): Step;
  /**
   * All of it or nothing: the bytes are written and read back first, then one strict transaction writes manifest and
   * documents under the next generation. When it fails, the project is what it was before.
   */
  commit(change: Commit): Promise<void>;
  /** @throws AppError `input/project-name-empty` */
  rename(name: string): Promise<void>;
}

/** Marks a project as opened and loads its manifest; documents and bytes are read when asked for. */
export async function openProject(
  database: Database,
  store: ChunkStore,
  id: string,
  openedAt: number,
  feed?: CommitFeed,
): Promise<ProjectRecord> {
  let { name, manifest } = await loadManifest(database, id, openedAt);
  let turn: Promise<unknown> = Promise.resolve();
  let earlier: Promise<unknown> = Promise.resolve();

  function begin(): Step {
    const stage = store.stage();
    const facts: PendingPart[] = [];
    const originals: PendingPart[] = [];
    let isOver = false;
    const checkOpen = () => {
      if (isOver) throw new AppError('bug', 'step-over', {});
    };
    async function put(parts: PendingPart[], descriptor: unknown, source: Uint8Array | Blob): Promise<void> {
      checkOpen();
      const chunks = storing(() => stage.put(source));
      parts.push({ descriptor, chunks });
      await chunks;
    }
    /** Frees what the step wrote; what fails here is found again at the next start. */
    async function release(): Promise<void> {
      await Promise.allSettled([...facts, ...originals].map(({ chunks }) => chunks));
      try {
        await database.staged.where('stage').equals(stage.id).delete();
        await store.reclaim();
      } catch {
        // The caller hears of the failure that ended the step, not of this one.
      }
    }
    async function write(change: Change): Promise<void> {
      const added = { facts: await settled(facts), originals: await settled(originals) };
      manifest = await writeManifest(database, id, manifest, { added, change, stage: stage.id });
      feed?.announce({ project: id, generation: manifest.generation });
    }
    return {
      append: (descriptor, bytes) => put(facts, descriptor, bytes),
      addOriginal: (descriptor, source) => put(originals, descriptor, source),
      async commit(change = {}) {
        checkOpen();
        isOver = true;
        // One after the other: each builds on the generation the one before has made.
        const writing = turn.then(() => storing(() => write(change)));
        turn = writing.catch(() => undefined);
        try {
          await writing;
        } catch (thrown) {
          await release();
          throw thrown;
        }
        // The commit stands; pieces it made superfluous would also be found at the next start.
        if (change.removeFacts || change.removeOriginals) await store.reclaim().catch(() => undefined);
      },
      async discard() {
        checkOpen();
        isOver = true;
        await release();
      },
    };
  }

  async function commitAtOnce({ append = [], originals = [], ...change }: Commit): Promise<void> {
    const step = begin();
    try {
      for (const { descriptor, bytes } of append) await step.append(descriptor, bytes);
      for (const { descriptor, bytes } of originals) await step.addOriginal(descriptor, bytes);
    } catch (thrown) {
      await step.discard();
      throw thrown;
    }
    await step.commit(change);
  }

  /** @throws AppError when the store holds a later generation than this record has made or seen */
  async function refuseForeign(generation: number | undefined): Promise<void> {
    await turn;
    if (generation === undefined || generation > manifest.generation) throw changedElsewhere();
  }

  /** Documents of another tab's commit would not fit the facts this record knows. */
  async function readDocuments<T>(read: () => PromiseLike<T>): Promise<T> {
    const { projects, documents } = database;
    const { generation, value } = await storing(() =>
      database.transaction('r', projects, documents, async () => ({
        generation: (await projects.get(id))?.generation,
        value: await read(),
      })),
    );
    await refuseForeign(generation);
    return value;
  }

  /** Bytes go when another tab drops the facts they belong to: then that is the news, and not the bytes. */
  async function readParts<T>(read: () => Promise<T>): Promise<T> {
    return storing(async () => {
      try {
        return await read();
      } catch (thrown) {
        await refuseForeign((await database.projects.get(id))?.generation);
        throw thrown;
      }
    });
  }

  return {
    id,
    get name() {
      return name;
    },
    get manifest() {
      return manifest;
    },
    async isCurrent() {
      const row = await storing(() => database.projects.get(id));
      return row?.generation === manifest.generation;
    },
    async *readFacts() {
      for (const part of manifest.facts) {
        const bytes = await readParts(() => store.read(part.chunks)).catch((thrown: unknown) => {
          if (manifest.facts.includes(part)) throw thrown;
          return null;
        });
        if (bytes) yield { descriptor: part.descriptor, bytes };
      }
    },
    async readOriginal(original) {
      const part = manifest.originals.find((candidate) => candidate.id === original);
      if (!part) throw inputError('original-missing', { id: original });
      return readParts(() => store.readBlob(part.chunks));
    },
    async document<T>(key: string) {
      const row = await readDocuments(() => database.documents.get([id, key]));
      return row?.value as T | undefined;
    },
    async documentKeys() {
      const keys = await readDocuments(() => ofProject(database.documents, id).primaryKeys());
      return keys.map(([, key]) => key);
    },
    begin,
    commit(change) {
      // In the order of the calls, however long the bytes of each take to write.
      const committing = earlier.then(() => commitAtOnce(change));
      earlier = committing.catch(() => undefined);
      return committing;
    },
    async rename(wanted) {
      name = await storing(() => renameProject(database, id, wanted));
    },
  };
}

/**
 * No commit: a name is no part of what the generations order. Returns the name as it was stored.
 * @throws AppError `input/project-missing` (id), `input/project-name-empty`
 */
export async function renameProject(database: Database, id: string, wanted: string): Promise<string> {
  const name = checkName(wanted);
  const { projects } = database;
  return database.transaction('rw', projects, async () => {
    const row = await projects.get(id);
    if (!row) throw inputError('project-missing', { id });
    await projects.put({ ...row, name });
    return name;
  });
}

/** @throws AppError `input/project-name-empty` */
export function checkName(wanted: string): string {
  const name = wanted.trim();
  if (name === '') throw inputError('project-name-empty');
  return name;
}

interface PendingPart {
  readonly descriptor: unknown;
  readonly chunks: Promise<Part['chunks']>;
}

const settled = (parts: readonly PendingPart[]): Promise<AddedPart[]> =>
  Promise.all(parts.map(async ({ descriptor, chunks }) => ({ descriptor, chunks: await chunks })));
