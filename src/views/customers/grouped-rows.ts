import type { CustomerGroup } from '../../lib/data/segments';
import type { Customer, CustomerRow } from './customer-columns';

/** Customers of one group by its place in the list, from `offset` on. */
export type FetchOfGroup = (group: CustomerGroup, offset: number, limit: number) => Promise<readonly Customer[]>;

const pageSize = 50;

/**
 * Groups with the customers of the open ones between them, as rows of one long table: row 0 heads the first group, its
 * customers follow while it is open, then the next heading. Only the rows in sight are fetched.
 */
export class GroupedRows {
  readonly #pages = new Map<string, Promise<readonly Customer[]>>();

  constructor(
    readonly groups: readonly CustomerGroup[],
    private readonly fetchOf: FetchOfGroup,
  ) {}

  total(open: ReadonlySet<CustomerGroup>): number {
    return this.groups.reduce((rows, group) => rows + 1 + (open.has(group) ? group.customers : 0), 0);
  }

  /** Rows of the table from `offset` on. */
  async fetch(open: ReadonlySet<CustomerGroup>, offset: number, limit: number): Promise<readonly CustomerRow[]> {
    const rows: CustomerRow[] = [];
    let at = 0;
    for (const group of this.groups) {
      if (at >= offset + limit) break;
      if (at >= offset) rows.push({ kind: 'group', group });
      const own = open.has(group) ? group.customers : 0;
      const from = Math.max(0, offset - at - 1);
      const to = Math.min(own, offset + limit - at - 1);
      if (from < to) rows.push(...(await this.#customers(group, from, to)));
      at += 1 + own;
    }
    return rows;
  }

  async #customers(group: CustomerGroup, from: number, to: number): Promise<readonly CustomerRow[]> {
    const first = Math.floor(from / pageSize);
    const pages: (readonly Customer[])[] = [];
    for (let page = first; page * pageSize < to; page++) pages.push(await this.#page(group, page));
    return pages
      .flat()
      .slice(from - first * pageSize, to - first * pageSize)
      .map((customer) => ({ kind: 'customer', customer }));
  }

  #page(group: CustomerGroup, page: number): Promise<readonly Customer[]> {
    const key = `${this.groups.indexOf(group)} ${page}`;
    const known = this.#pages.get(key);
    if (known) return known;
    const rows = this.fetchOf(group, page * pageSize, pageSize);
    this.#pages.set(key, rows);
    rows.catch(() => this.#pages.delete(key));
    return rows;
  }
}
