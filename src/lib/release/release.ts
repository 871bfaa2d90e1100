/** One file of a release: its path from the page's folder, its SHA-256 in hex, its size. */
export interface ReleaseFile {
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
}

/**
 * What one build consists of. The list is written into the service worker at build, so that a worker can serve the
 * files of its own build and of no other: what the host sends is taken only when its hash is the one listed here.
 */
export interface Release {
  /** The first 16 hex digits of the SHA-256 over paths, hashes and headers: two builds with one id are one build. */
  readonly id: string;
  readonly version: string;
  /** Ordered by path. */
  readonly files: readonly ReleaseFile[];
  /** Paths of the files that draw the first picture: the document and what it names. */
  readonly shell: readonly string[];
}

/** The document every address of the page leads to: routes stand behind `#`. */
export const documentPath = 'index.html';

/** SHA-256 of some bytes in hex. */
export async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The text whose hash names a release. Headers belong to it: a file is stored together with them. */
export const releaseText = (files: readonly ReleaseFile[], headers: Readonly<Record<string, string>>): string =>
  [
    ...files.map(({ path, hash }) => `${hash}  ${path}`),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\n');

/** Caches of one installation; several may share an origin under different folders. */
export const cachePrefix = (scope: string) => `kith ${new URL(scope).pathname} `;

export const cacheName = (scope: string, id: string) => cachePrefix(scope) + id;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
};

/** The type a file is served with, whatever its host calls it: WebAssembly compiles while streaming only as its own. */
export function contentType(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return (Object.hasOwn(types, ending) ? types[ending] : undefined) ?? 'application/octet-stream';
}
