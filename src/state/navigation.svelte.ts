/** Pages in the order of the rail, which is the order of the work. */
export const pages = ['home', 'data', 'requirements', 'customers', 'insight'] as const;
export type PageId = (typeof pages)[number];

/** Sub-pages shown as tabs in the top bar; the first is the page's own. */
export const subPages = {
  home: ['projects', 'checkup'],
  data: ['import', 'tables', 'rejects', 'sql'],
  requirements: ['classify'],
  customers: ['table', 'segments', 'tags', 'portrait'],
  insight: ['value', 'preference'],
} as const satisfies Record<PageId, readonly string[]>;

/**
 * Where the user is. It stands in the address after `#`, so that no host needs a rewrite; it holds names of pages and
 * opaque numbers only, never an id, a name or a value of a customer.
 */
export interface Route {
  readonly page: PageId;
  readonly sub: string;
  /** What the sub-page shows: an analysis's id, a customer's number, a segment's id. */
  readonly detail: string | null;
}

const isPage = (word: string | undefined): word is PageId => pages.some((page) => page === word);

/** Reads an address; whatever is not one leads to the first page. */
export function parseRoute(hash: string): Route {
  const [page, sub, detail] = hash.replace(/^#\/?/, '').split('/');
  // The one sub-page with a short address: it is what a user is told to open.
  if (page === 'checkup') return { page: 'home', sub: 'checkup', detail: null };
  if (!isPage(page)) return { page: 'home', sub: 'projects', detail: null };
  const known: readonly string[] = subPages[page];
  return { page, sub: known.find((name) => name === sub) ?? subPages[page][0], detail: detail || null };
}

/** The address of a page, for links. */
export function routeTo(page: PageId, sub: string = subPages[page][0], detail?: string | number): string {
  return `#/${page}/${sub}${detail === undefined ? '' : `/${detail}`}`;
}

/** The current place, following the address. */
export class Navigation {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.route = parseRoute(location.hash)));
  }

  go(page: PageId, sub?: string, detail?: string | number): void {
    location.hash = routeTo(page, sub, detail);
  }
}
