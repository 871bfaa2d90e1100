import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Folder } from '../../../src/lib/projects/files';
import {
  createRepository,
  type ProjectRecord,
  type Repository,
  type RepositoryOptions,
} from '../../../src/lib/projects/repository';
import type { Sessions } from '../../../src/lib/projects/sessions';

/** A browser's disk that outlives its tabs, for as many tabs as a test opens. */
export function createDisk() {
  const indexedDB = new IDBFactory();
  const files = new Map<string, Uint8Array>();
  const living = new Set<string>();
  let tabs = 0;
  let ms = 0;

  const folder: Folder = {
    write: async (name, bytes) => void files.set(name, bytes.slice()),
    read: async (name) => files.get(name)?.slice() ?? null,
    remove: async (name) => void files.delete(name),
    names: async () => [...files.keys()],
  };

  function openTab(
    options: Pick<RepositoryOptions, 'folderFromBytes' | 'check' | 'deriveSecret' | 'onHindrance'> = {},
  ): Repository & { kill(): void } {
    const own = `tab${tabs++}`;
    const sessions: Sessions = {
      own,
      announce: async () => void living.add(own),
      alive: async () => new Set(living),
    };
    const repository = createRepository({
      ...{ indexedDB, sessions, openFolder: async () => folder, now: () => ++ms },
      ...options,
    });
    return { ...repository, kill: () => (living.delete(own), repository.close()) };
  }

  /** Rows of one table as they lie on the disk. */
  function rows<T = Record<string, unknown>>(table: string): Promise<T[]> {
    return withStore<T[]>(table, 'readonly', (store) => store.getAll());
  }

  function withStore<T>(table: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest) {
    return new Promise<T>((resolve, reject) => {
      const opening = indexedDB.open('kith');
      opening.onerror = () => reject(opening.error as Error);
      opening.onsuccess = () => {
        const request = act(opening.result.transaction(table, mode).objectStore(table));
        request.onerror = () => reject(request.error as Error);
        request.onsuccess = () => {
          opening.result.close();
          resolve(request.result as T);
        };
      };
    });
  }

  return { indexedDB, files, folder, living, openTab, rows, withStore };
}

export type Disk = ReturnType<typeof createDisk>;

export const bytesOf = (text: string) => new TextEncoder().encode(text);

export const fact = (text: string) => ({ descriptor: { text }, bytes: bytesOf(text) });

/** The whole content of a project as text, for comparison before and after an accident. */
export async function contentOf(record: ProjectRecord) {
  const facts: string[] = [];
  for await (const { descriptor, bytes } of record.readFacts()) {
    facts.push(`${JSON.stringify(descriptor)} ${new TextDecoder().decode(bytes)}`);
  }
  const originals = await Promise.all(
    record.manifest.originals.map(async ({ id, descriptor }) => [
      descriptor,
      await (await record.readOriginal(id)).text(),
    ]),
  );
  const keys = await record.documentKeys();
  const documents = await Promise.all(keys.map(async (key) => [key, await record.document(key)]));
  return {
    generation: record.manifest.generation,
    facts,
    originals,
    documents: Object.fromEntries(documents) as object,
  };
}
