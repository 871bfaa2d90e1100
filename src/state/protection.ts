import { isAllowlistHonoured } from './exits';

/** What is missing; each has a sentence in `i18n/texts/protection.ts`. */
export type Gap =
  | 'no-policy'
  | 'no-header-policy'
  | 'no-allowlist'
  | 'allowlist-ignored'
  | 'not-isolated'
  | 'no-service-worker'
  | 'engine-unlocked';

/** What keeps data on this machine, as it is in force in this browser on this host. */
export interface Protection {
  readonly metaPolicy: boolean;
  /** The whole policy came with this document's headers, from the host or from the service worker. */
  readonly headerPolicy: boolean;
  /** The browser itself refuses this document every connection but to its own origin. */
  readonly allowlist: boolean;
  readonly serviceWorker: boolean;
  readonly crossOriginIsolated: boolean;
  readonly engineLocked: boolean;
  /** Who sent this document's headers. */
  readonly headersFrom: 'host' | 'service-worker';
  readonly gaps: readonly Gap[];
}

/** One header as the policy has it and as it was received. */
export interface HeaderState {
  readonly name: string;
  readonly expected: string;
  readonly received: string | null;
  readonly isInForce: boolean;
}

/** What was found out about this document when it was loaded; none of it changes before the next load. */
export interface DocumentPolicy {
  readonly meta: string | null;
  readonly headersFrom: 'host' | 'service-worker';
  readonly headers: readonly HeaderState[];
  readonly isAllowlistHonoured: boolean;
}

/** The dangers a user is asked about before data is opened: without headers, threads and links are free to send. */
const decisive: readonly Gap[] = ['no-policy', 'no-header-policy'];

export const needsDecision = ({ gaps }: Protection): boolean => gaps.some((gap) => decisive.includes(gap));

/** Gaps by which something could be sent; the others are comfort. */
export const seriousGaps = ({ gaps }: Protection): readonly Gap[] =>
  gaps.filter((gap) => gap !== 'not-isolated' && gap !== 'no-service-worker');

/** Finds out what this document came with. Asks for its headers the way it came itself: past no worker, or through it. */
export async function readDocumentPolicy(): Promise<DocumentPolicy> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const [received, honoured] = await Promise.all([ownHeaders(), isAllowlistHonoured()]);
  return {
    meta: document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? null,
    // A worker that took over after the load did not send this document.
    headersFrom: navigation && navigation.workerStart > 0 ? 'service-worker' : 'host',
    headers: compareHeaders(received),
    isAllowlistHonoured: honoured,
  };
}

export function compareHeaders(received: Headers | null): readonly HeaderState[] {
  return Object.entries(__RESPONSE_HEADERS__).map(([name, expected]) => {
    const value = received?.get(name) ?? null;
    return { name, expected, received: value, isInForce: value !== null && holds(expected, value) };
  });
}

/** Whether a received value is at least the expected one: of a policy no directive may be missing, order is free. */
function holds(expected: string, received: string): boolean {
  const parts = (value: string) => value.split(/[;,]/).map((part) => part.trim().replace(/\s+/g, ' '));
  const present = parts(received);
  return parts(expected).every((part) => present.includes(part));
}

/** What is in force now: the document's own policy, and what may come and go after it was loaded. */
export function protectionOf(policy: DocumentPolicy, engine: 'closed' | 'locked' | 'open'): Protection {
  const isReceived = (name: string) => policy.headers.some((header) => header.name === name && header.isInForce);
  const metaPolicy = policy.meta !== null;
  const headerPolicy = isReceived('Content-Security-Policy');
  const isAllowlistReceived = isReceived('Connection-Allowlist');
  const serviceWorker = Boolean(navigator.serviceWorker?.controller);
  const gaps: (Gap | false)[] = [
    !metaPolicy && !headerPolicy && 'no-policy',
    !headerPolicy && 'no-header-policy',
    !isAllowlistReceived && 'no-allowlist',
    isAllowlistReceived && !policy.isAllowlistHonoured && 'allowlist-ignored',
    !crossOriginIsolated && 'not-isolated',
    !serviceWorker && 'no-service-worker',
    engine === 'open' && 'engine-unlocked',
  ];
  return {
    metaPolicy,
    headerPolicy,
    allowlist: isAllowlistReceived && policy.isAllowlistHonoured,
    serviceWorker,
    crossOriginIsolated,
    engineLocked: engine === 'locked',
    headersFrom: policy.headersFrom,
    gaps: gaps.filter((gap) => gap !== false),
  };
}

async function ownHeaders(): Promise<Headers | null> {
  try {
    return (await fetch(new URL('./', document.baseURI), { method: 'HEAD', cache: 'no-store' })).headers;
  } catch {
    // Neither host nor worker answers: the document came from the browser's own cache, and nothing can be said.
    return null;
  }
}
