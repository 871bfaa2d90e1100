import type { Component } from 'svelte';

/** Pages in the order of the rail, which is the order of the work. */
export const pages = ['home', 'data', 'requirements', 'customers', 'insight'] as const;
export type PageId = (typeof pages)[number];

/** Sub-pages shown as tabs in the top bar; the first is the page's own. */
export const subPages = {
  home: ['projects'],
  data: ['import', 'tables', 'rejects', 'sql'],
  requirements: ['classify'],
  customers: ['table', 'segments', 'tags', 'portrait'],
  insight: ['value', 'behaviour', 'preference'],
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
  if (!isPage(page)) return { page: 'home', sub: 'projects', detail: null };
  const known: readonly string[] = subPages[page];
  return { page, sub: known.find((name) => name === sub) ?? subPages[page][0], detail: detail || null };
}

export function routeTo(page: PageId, sub: string = subPages[page][0], detail?: string | number): string {
  return `#/${page}/${sub}${detail === undefined ? '' : `/${detail}`}`;
}

/** Every page is loaded when it is first opened. */
export const loadPage: Readonly<Record<PageId, () => Promise<{ default: Component<{ route: Route }> }>>> = {
  home: () => import('./views/home/Home.svelte'),
  data: () => import('./views/data/Data.svelte'),
  requirements: () => import('./views/requirements/Requirements.svelte'),
  customers: () => import('./views/customers/Customers.svelte'),
  insight: () => import('./views/insight/Insight.svelte'),
};
