import { documentPath } from './release';

/** The parts of a request that decide how it is answered. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  /** `navigate` for a document. */
  readonly mode: string;
}

/** Why a request is not answered. Each is a way by which a value could reach a log of the host or another address. */
export type Refusal = 'foreign' | 'method' | 'query' | 'unknown';

export type Answer =
  | { readonly kind: 'file'; readonly path: string }
  /** A document with a query: the reader is led to the page without it. */
  | { readonly kind: 'home' }
  | { readonly kind: 'refuse'; readonly why: Refusal };

/**
 * Decides on one request. Only files of the release are answered, by reading, and never with a query: even an address
 * on the page's own host is a way out, since the host's log would keep `?secret`.
 * @param scope address of the page's folder, with the slash at its end
 * @param paths paths of the release
 */
export function answerTo({ url, method, mode }: Asked, scope: string, paths: ReadonlySet<string>): Answer {
  const asked = new URL(url);
  const home = new URL(scope);
  if (asked.origin !== home.origin) return { kind: 'refuse', why: 'foreign' };
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'refuse', why: 'method' };
  const isInside = asked.pathname.startsWith(home.pathname);
  const path = isInside ? asked.pathname.slice(home.pathname.length) || documentPath : '';
  if (asked.search !== '' || asked.username !== '' || asked.password !== '')
    return mode === 'navigate' && path === documentPath ? { kind: 'home' } : { kind: 'refuse', why: 'query' };
  return paths.has(path) ? { kind: 'file', path } : { kind: 'refuse', why: 'unknown' };
}
