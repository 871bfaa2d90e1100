import type { LedgerEntry } from '../lib/jobs/pool';

/** A connection the browser refused because the policy forbids it. */
export interface Violation {
  readonly directive: string;
  readonly target: string;
  readonly at: number;
}

/**
 * Every request since the page was loaded, by the page and by its threads, and every one the policy refused.
 * The page's own resource timing does not see threads, so each thread keeps its list and is asked for it.
 */
export class Ledger {
  #page = $state.raw<readonly LedgerEntry[]>([]);
  #threads = $state.raw<readonly LedgerEntry[]>([]);
  violations = $state.raw<readonly Violation[]>([]);
  /** The browser also times what its policy refused; such an attempt never left and stands in `violations`. */
  readonly entries = $derived.by(() => {
    // One refusal excuses one attempt: a later request to the same address that did leave must show.
    const refused = this.violations.map((violation) => violation.target);
    const isRefused = (url: string) => {
      const at = refused.findIndex((target) => target === url || target === new URL(url).origin);
      if (at >= 0) refused.splice(at, 1);
      return at >= 0;
    };
    return [...this.#page, ...this.#threads]
      .filter(({ url }) => !(isOutside(url) && isRefused(url)))
      .sort((a, b) => a.at - b.at);
  });
  readonly outside = $derived(this.entries.filter((entry) => isOutside(entry.url)));

  constructor(private readonly askThreads: () => Promise<readonly LedgerEntry[]>) {
    const observer = new PerformanceObserver((list) => this.#note(list.getEntries()));
    observer.observe({ type: 'navigation', buffered: true });
    observer.observe({ type: 'resource', buffered: true });
    addEventListener('securitypolicyviolation', (event) => {
      // Only addresses are connections; an editor's refused inline style is none.
      if (!/^(https?|wss?):/.test(event.blockedURI)) return;
      this.violations = [
        ...this.violations,
        { directive: event.effectiveDirective, target: event.blockedURI, at: Date.now() },
      ];
    });
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

/** Whether an address is neither of our own origin nor made inside the page. */
export function isOutside(url: string): boolean {
  if (url.startsWith('blob:') || url.startsWith('data:')) return false;
  return new URL(url, location.href).origin !== location.origin;
}
