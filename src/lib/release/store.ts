import { cacheName, cachePrefix, contentType, hashOf, type Release, type ReleaseFile } from './release';

/** What the store needs of the service worker; tests hand in their own. */
export interface StoreParts {
  readonly release: Release;
  /** Address of the page's folder. */
  readonly scope: string;
  /** Put on every stored file. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Told of each file that was fetched from the host. */
  readonly onFetched: (url: string, bytes: number) => void;
}

export interface Store {
  /**
   * A file of the release, from the cache or, checked, from the host. Rejects when neither has it. `kept` settles when
   * a fetched file is stored too, or could not be.
   */
  serve(path: string): Promise<{ readonly response: Response; readonly kept: Promise<void> }>;
  /** Fetches what is not stored yet of some files, by default of all. Rejects at the first that cannot be had. */
  complete(paths?: readonly string[]): Promise<void>;
  /** Files that are not stored yet. */
  missing(): Promise<readonly ReleaseFile[]>;
  /** Deletes the files of every other release of this installation. */
  dropOthers(): Promise<void>;
}

/** The host sent something else than what the build made: another release, a damaged or an altered file. */
export class AlteredFile extends Error {
  constructor(path: string) {
    super(`${path} is not the file of this release`);
  }
}

/** From this size on a file is handed on while it arrives: the browser compiles WebAssembly as it comes. */
const streamedFrom = 1 << 20;

/** Fetched at a time: few, to leave line and processor to what the page itself asks for. */
const lanes = 2;

/**
 * The files of one release in the browser's cache. Nothing enters it but what has the listed hash, and every stored
 * response already carries the policy: what is served later goes out as it was stored, which also lets the browser
 * keep its compiled code.
 */
export function createStore({ release, scope, headers, caches, fetch, onFetched }: StoreParts): Store {
  const files = new Map(release.files.map((file) => [file.path, file]));
  const urlOf = (path: string) => new URL(path, scope).href;
  const open = () => caches.open(cacheName(scope, release.id));
  const underway = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const respond = ({ path, hash, bytes }: ReleaseFile, body: Uint8Array<ArrayBuffer> | ReadableStream) =>
    new Response(body, {
      headers: {
        ...headers,
        'Content-Type': contentType(path),
        'Content-Length': String(bytes),
        ETag: `"${hash}"`,
      },
    });

  /** `no-cache` asks the host anew, `reload` passes every cache on the way. */
  async function ask(file: ReleaseFile, cache: RequestCache): Promise<Response> {
    const url = urlOf(file.path);
    const response = await fetch(url, { cache, redirect: 'error', referrerPolicy: 'no-referrer' });
    onFetched(url, file.bytes);
    return response;
  }

  /** One attempt to have the whole file from the host. */
  async function attempt(file: ReleaseFile, cache: RequestCache): Promise<Uint8Array<ArrayBuffer> | null> {
    const response = await ask(file, cache);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok && (await hashOf(bytes)) === file.hash ? bytes : null;
  }

  /**
   * Hands a large file on as it arrives. It ends only when its hash was found right, and else fails: a script or a
   * module that never ends is never run.
   */
  async function pass(file: ReleaseFile) {
    const { ok, body } = await ask(file, 'no-cache');
    if (!ok || !body) throw new AlteredFile(file.path);
    const bytes = new Uint8Array(file.bytes);
    let length = 0;
    const checking = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (length + chunk.length > bytes.length) throw new AlteredFile(file.path);
        bytes.set(chunk, length);
        length += chunk.length;
        controller.enqueue(chunk);
      },
      async flush() {
        if (length < bytes.length || (await hashOf(bytes)) !== file.hash) throw new AlteredFile(file.path);
      },
    });
    // Not the right file, or nobody wants it any more: whoever reads it learns so from the stream.
    const whole = body.pipeTo(checking.writable).then(
      () => bytes,
      () => null,
    );
    return { body: checking.readable, whole };
  }

  /** Fetches a file once, however many ask for it at a time. */
  function take(file: ReleaseFile): Promise<Uint8Array<ArrayBuffer>> {
    const running = underway.get(file.path);
    if (running) return running;
    const taking = (async () => {
      const bytes = (await attempt(file, 'no-cache')) ?? (await attempt(file, 'reload'));
      if (!bytes) throw new AlteredFile(file.path);
      return bytes;
    })().finally(() => underway.delete(file.path));
    underway.set(file.path, taking);
    return taking;
  }

  /** The file as another release of this installation stored it, if it is the same. */
  async function inherit(file: ReleaseFile): Promise<Uint8Array<ArrayBuffer> | null> {
    const own = cacheName(scope, release.id);
    for (const name of await caches.keys()) {
      if (name === own || !name.startsWith(cachePrefix(scope))) continue;
      const stored = await (await caches.open(name)).match(urlOf(file.path));
      if (stored?.headers.get('ETag') !== `"${file.hash}"`) continue;
      const bytes = new Uint8Array(await stored.arrayBuffer());
      if ((await hashOf(bytes)) === file.hash) return bytes;
    }
    return null;
  }

  async function missing(): Promise<readonly ReleaseFile[]> {
    const stored = new Set((await (await open()).keys()).map(({ url }) => url));
    return release.files.filter(({ path }) => !stored.has(urlOf(path)));
  }

  return {
    missing,

    async serve(path) {
      const file = files.get(path);
      if (!file) throw new AlteredFile(path);
      const cache = await open();
      const stored = await cache.match(urlOf(path));
      if (stored) return { response: stored, kept: Promise.resolve() };
      // A full disk must not keep the page from working; `missing` then says that it is not there offline.
      const keep = (bytes: Uint8Array<ArrayBuffer>) =>
        cache.put(urlOf(path), respond(file, bytes)).catch(() => undefined);
      if (file.bytes >= streamedFrom && !underway.has(path)) {
        const { body, whole } = await pass(file);
        return { response: respond(file, body), kept: whole.then((bytes) => (bytes ? keep(bytes) : undefined)) };
      }
      const bytes = await take(file);
      return { response: respond(file, bytes), kept: keep(bytes) };
    },

    async complete(paths = release.files.map(({ path }) => path)) {
      const cache = await open();
      const queue = (await missing()).filter(({ path }) => paths.includes(path));
      const lane = async () => {
        for (let file = queue.shift(); file; file = queue.shift()) {
          // The page may have asked for it in the meantime.
          if (await cache.match(urlOf(file.path))) continue;
          const bytes = (await inherit(file)) ?? (await take(file));
          await cache.put(urlOf(file.path), respond(file, bytes));
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },

    async dropOthers() {
      const own = cacheName(scope, release.id);
      const others = (await caches.keys()).filter((name) => name !== own && name.startsWith(cachePrefix(scope)));
      await Promise.all(others.map((name) => caches.delete(name)));
    },
  };
}
