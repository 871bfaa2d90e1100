import { storeNames } from './schema';

/** A flat folder of files: OPFS, or a stand-in in tests. */
export interface Folder {
  /** Writes a whole file: after a crash it is there completely or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or null when there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/**
 * The folder of large files in the browser's private file system, or null where the browser has none that can be
 * written from the page (Firefox in private windows, Safari before 26): then the database holds them too.
 */
export async function openFolder(): Promise<Folder | null> {
  if (typeof FileSystemFileHandle === 'undefined' || !('createWritable' in FileSystemFileHandle.prototype)) return null;
  let folder: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(storeNames.folder, { create: true });
  } catch {
    return null;
  }
  return {
    async write(name, bytes) {
      const handle = await folder.getFileHandle(name, { create: true });
      // What is written goes to a swap file, which takes the file's place on `close`.
      const writable = await handle.createWritable();
      await writable.write(bytes as Uint8Array<ArrayBuffer>);
      await writable.close();
    },
    async read(name) {
      const handle = await folder.getFileHandle(name).catch(nullIfAbsent);
      return handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async remove(name) {
      await folder.removeEntry(name).catch(nullIfAbsent);
    },
    async names() {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
  };
}

function nullIfAbsent(thrown: unknown): null {
  if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null;
  throw thrown;
}
