import { SvelteMap } from 'svelte/reactivity';

/** Fetches `limit` rows from `offset` on. */
export type FetchPage<Row> = (offset: number, limit: number) => Promise<readonly Row[]>;

const pageSize = 100;
const keptPages = 40;

/**
 * The pages of a long table that have been fetched so far. Reading a row that is not there yet asks for nothing: call
 * `want` with the rows in sight. A failed page is tried again the next time it comes into sight.
 */
export class RowPages<Row> {
  readonly #pages = new SvelteMap<number, readonly Row[]>();
  // Nothing is drawn from it, so it need not be reactive.
  readonly #pending = new Set<number>();
  error = $state.raw<unknown>(undefined);

  constructor(private readonly fetchPage: FetchPage<Row>) {}

  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  want(first: number, end: number): void {
    if (end <= first) return;
    const lastPage = Math.floor((end - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= lastPage; page += 1) void this.#load(page);
  }

  async #load(page: number): Promise<void> {
    if (this.#pages.has(page) || this.#pending.has(page)) return;
    this.#pending.add(page);
    try {
      this.#pages.set(page, await this.fetchPage(page * pageSize, pageSize));
      this.error = undefined;
      this.#forgetFarFrom(page);
    } catch (error) {
      this.error = error;
    } finally {
      this.#pending.delete(page);
    }
  }

  #forgetFarFrom(page: number): void {
    if (this.#pages.size <= keptPages) return;
    const farthest = [...this.#pages.keys()].toSorted((a, b) => Math.abs(b - page) - Math.abs(a - page))[0];
    if (farthest !== undefined) this.#pages.delete(farthest);
  }
}
