import type { LedgerEntry } from '../lib/jobs/pool';
import { listenToThreads } from '../lib/jobs/spawn';
import type { Seen } from '../lib/release/messages';

/** A connection that was refused: by the browser because the policy forbids it, or by the service worker. */
export interface Violation {
  readonly directive: string;
  readonly target: string;
  readonly at: number;
}

/**
 * Every request since the page was loaded, by the page, by its threads and by the service worker, and every one that
 * was refused. The page's own resource timing does not see threads, so each thread keeps its list and is asked for it,
 * or, where its script is not ours, tells of each request. What the service worker saw beyond that is added.
 */
export class Ledger {
  #page = $state.raw<readonly LedgerEntry[]>([]);
  #threads = $state.raw<readonly LedgerEntry[]>([]);
  #told = $state.raw<readonly LedgerEntry[]>([]);
  #seen = $state.raw<readonly Seen[]>([]);
  violations = $state.raw<readonly Violation[]>([]);
  /** The browser also times what its policy refused; such an attempt never left and stands in `violations`. */
  readonly entries = $derived.by(() => {
    // One refusal excuses one attempt: a later request to the same address that did leave must show.
    const refused = this.violations.map((violation) => violation.target);
    const isRefused = (url: string) =>
      takeOne(refused, (target) => target === url || (isOutside(url) && target === new URL(url).origin));
    const known = [...this.#page, ...this.#threads, ...this.#told].filter(({ url }) => !isRefused(url));
    return [...known, ...beyond(known, this.#seen)].sort((a, b) => a.at - b.at);
  });
  readonly outside = $derived(this.entries.filter((entry) => isOutside(entry.url)));

  constructor(private readonly askThreads: () => Promise<readonly LedgerEntry[]>) {
    const observer = new PerformanceObserver((list) => this.#note(list.getEntries()));
    observer.observe({ type: 'navigation', buffered: true });
    observer.observe({ type: 'resource', buffered: true });
    // The policies of page and headers are alike and each reports the same attempt: one of them is heard.
    let heard: string | undefined;
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, originalPolicy }) => {
      heard ??= originalPolicy;
      if (originalPolicy === heard) this.#refuse(effectiveDirective, blockedURI, Date.now());
    });
    listenToThreads(({ thread, url, at, bytes, refusedBy }) => {
      if (refusedBy !== null) this.#refuse(refusedBy, url, at);
      else this.#told = [...this.#told, { url, at, bytes, initiator: thread }];
    });
  }

  /** Takes up what the service worker saw; what was before this page, or has been told already, is left out. */
  see(seen: readonly Seen[]): void {
    const fresh = seen.filter(
      ({ url, at, by }) =>
        at >= performance.timeOrigin &&
        !this.#seen.some((known) => known.url === url && known.at === at && known.by === by),
    );
    for (const { url, at, outcome } of fresh)
      if (outcome !== 'answered') this.#refuse(`service-worker ${outcome}`, url, at);
    this.#seen = [...this.#seen, ...fresh.filter(({ outcome }) => outcome === 'answered')];
  }

  #refuse(directive: string, target: string, at: number): void {
    // Only addresses are connections; an editor's refused inline style is none.
    if (!/^(https?|wss?):/.test(target)) return;
    this.violations = [...this.violations, { directive, target, at }];
  }

  #note(list: readonly PerformanceEntry[]) {
    // The browser hands the navigation out to both observers of its kind.
    const fresh = list.filter(
      (entry) =>
        !this.#page.some((known) => known.url === entry.name && known.at === performance.timeOrigin + entry.startTime),
    );
    this.#page = [
      ...this.#page,
      ...fresh.map((entry) => ({
        url: entry.name,
        at: performance.timeOrigin + entry.startTime,
        initiator: 'page',
        bytes: entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0,
      })),
    ];
  }

  /** Asks the threads for their requests; those of threads that have ended are kept by the pool. */
  async refresh(): Promise<readonly LedgerEntry[]> {
    this.#threads = await this.askThreads();
    return this.entries;
  }
}

/** Removes the first that fits; tells whether there was one. */
function takeOne<Item>(list: Item[], fits: (item: Item) => boolean): boolean {
  const place = list.findIndex(fits);
  if (place >= 0) list.splice(place, 1);
  return place >= 0;
}

/**
 * What the service worker saw beyond the known list: its own requests, and those of threads nobody asked. Both lists
 * tell of most requests, so each known one excuses one seen at the same address.
 */
function beyond(known: readonly LedgerEntry[], seen: readonly Seen[]): readonly LedgerEntry[] {
  const told = known.map(({ url }) => url);
  return seen
    .filter(({ url }) => !takeOne(told, (address) => address === url))
    .map(({ url, at, bytes, by }) => ({ url, at, bytes, initiator: by === 'worker' ? 'service-worker' : by }));
}

/** Whether an address is neither of our own origin nor made inside the page. */
export function isOutside(url: string): boolean {
  if (url.startsWith('blob:') || url.startsWith('data:')) return false;
  return new URL(url, location.href).origin !== location.origin;
}
