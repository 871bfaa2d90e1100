import { SvelteMap } from 'svelte/reactivity';

/** Fetches `limit` rows from `offset` on. */
export type FetchPage<Row> = (offset: number, limit: number) => Promise<readonly Row[]> | readonly Row[];

/** Rows fetched at once: what the engine looks up in one go, and two windows of a table. */
export const pageSize = 50;
const keptPages = 80;
/** Pages on their way at the same time. */
const mostPending = 2;

/**
 * The pages of a long table that have been fetched so far. Reading a row that is not there yet asks for nothing: call
 * `want` with the rows in sight. Only those in sight last are asked for: pages that a fast scroll passed over are not.
 * A failed page is tried again the next time it comes into sight.
 */
export class RowPages<Row> {
  readonly #pages = new SvelteMap<number, readonly Row[]>();
  // Nothing is drawn from these, so they need not be reactive.
  readonly #pending = new Set<number>();
  readonly #failed = new Set<number>();
  #wanted: readonly number[] = [];
  error = $state.raw<unknown>(undefined);

  constructor(private readonly fetchPage: FetchPage<Row>) {}

  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  want(first: number, end: number): void {
    const from = Math.floor(first / pageSize);
    const to = Math.floor((end - 1) / pageSize);
    this.#wanted = end <= first ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
    this.#failed.clear();
    this.#next();
  }

  /** All rows that are there, in their order. */
  loaded(): readonly Row[] {
    return [...this.#pages].toSorted(([a], [b]) => a - b).flatMap(([, rows]) => rows);
  }

  #next(): void {
    for (const page of this.#wanted) {
      if (this.#pending.size >= mostPending) return;
      if (!this.#pages.has(page) && !this.#pending.has(page) && !this.#failed.has(page)) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    this.#pending.add(page);
    try {
      this.#pages.set(page, await this.fetchPage(page * pageSize, pageSize));
      this.error = undefined;
      this.#forgetFarFrom(page);
    } catch (error) {
      this.#failed.add(page);
      this.error = error;
    } finally {
      this.#pending.delete(page);
    }
    this.#next();
  }

  #forgetFarFrom(page: number): void {
    if (this.#pages.size <= keptPages) return;
    const farthest = [...this.#pages.keys()].toSorted((a, b) => Math.abs(b - page) - Math.abs(a - page))[0];
    if (farthest !== undefined) this.#pages.delete(farthest);
  }
}
