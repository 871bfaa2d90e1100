import { inputError } from '../core/errors';
import { narrowed, type Selection, type TagValues } from '../core/selection';
import { cellsOf, columnsOf, type Row } from './arrow-values';
import { baseFrom, baseOf, lookUpSize, type Base, type BaseColumn, type BasePart } from './base';
import { loadGroups, type CustomerGroups } from './customer-groups';
import { createCustomerOrders } from './customer-orders';
import { loadProfiles, type ColumnProfile } from './customer-profiles';
import { createCustomerSearch } from './customer-search';
import type { Engine, QueryOptions } from './engine';
import { searchCondition, searchWords } from './search-words';
import type { Predicate } from './selections';
import { id, join, sql, type Sql } from './sql';
import type { StatementSets } from './statement-sets';

export type { BaseColumn } from './base';
export type { CustomerGroup, CustomerGroups } from './customer-groups';
export type { ColumnProfile } from './customer-profiles';

export interface CustomerQuery {
  /** A selection, or a boolean SQL expression over `base`, which is run read-only with a deadline. */
  readonly where?: Selection | string;
  /** Text looked for in the customer's id, name, phone, e-mail, city and region. */
  readonly search?: string;
  /** Values of tags that the search means besides: what the page calls by its text. */
  readonly searchTags?: readonly TagValues[];
  /** Columns of `base`, most important first, descending with a leading `-`. Customers without a value come last. */
  readonly orderBy?: string | readonly string[];
  /** Default 100. */
  readonly limit?: number;
  readonly offset?: number;
  /** Names of the columns wanted; all without it. A page of a few columns is read many times faster. */
  readonly columns?: readonly string[];
}

/** Customers of the base. */
export interface CustomerPage {
  readonly columns: readonly BaseColumn[];
  /** Cells in the order of `columns`: a user's name is never a key. */
  readonly rows: readonly {
    readonly customerNo: number;
    readonly customerId: string;
    readonly cells: readonly unknown[];
  }[];
  /** Customers that meet the query, on all pages. */
  readonly total: number;
}

/** Where a customer stands in the order of a query. */
export interface CustomerPlace {
  /** From 0. */
  readonly position: number;
  readonly total: number;
  readonly previous: number | null;
  readonly next: number | null;
}

/** What a group of customers is grouped by, and what is summed over it. */
export interface GroupQuery extends Pick<CustomerQuery, 'search' | 'searchTags'> {
  readonly where: Selection;
  readonly by: string;
}

export interface Segments {
  columns(): Promise<readonly BaseColumn[]>;
  count(selection: Selection, options?: QueryOptions): Promise<number>;
  /** Customer numbers in rising order. */
  customers(selection: Selection, options?: QueryOptions): Promise<Int32Array>;
  page(query: CustomerQuery, options?: QueryOptions): Promise<CustomerPage>;
  /** The same for the console: rows keyed by column name, without prototype. */
  rows(query: CustomerQuery, options?: QueryOptions): Promise<{ rows: Row[]; total: number }>;
  /** The numbers of the customers from one place of a query's order to another. */
  numbers(query: CustomerQuery, from: number, to: number, options?: QueryOptions): Promise<readonly number[]>;
  /** The place of a customer in the order of a query, and who stands beside; null when it is not among them. */
  place(query: CustomerQuery, customerNo: number, options?: QueryOptions): Promise<CustomerPlace | null>;
  /** The values of a column with how many customers have each, and the sums of money and orders. */
  groups(query: GroupQuery, options?: QueryOptions): Promise<CustomerGroups>;
  /** How the values of columns are spread over everyone, and over those that a selection keeps. */
  profiles(
    names: readonly string[],
    selection: Selection | null,
    options?: QueryOptions,
  ): Promise<ReadonlyMap<string, ColumnProfile>>;
  /** Waits until a search need not ask the engine. */
  searchReady(): Promise<void>;
}

interface Found {
  readonly numbers: readonly number[];
  readonly total: number;
}

const defaultLimit = 100;
/** Places of an order that are found without sorting the rest of it. */
const firstPlaces = 400;
/** Customers found by a search up to which the engine sorts them alone, rather than everyone. */
const fewFound = 3000;

/** Segments of the base: counting, listing and paging the customers that meet a selection. */
export function createSegments(engine: Engine, base: Base, statements: StatementSets): Segments {
  const orders = createCustomerOrders(engine);
  const searches = createCustomerSearch(engine);
  // The list of columns is a new one whenever the base was made anew.
  let current: readonly BasePart[] | undefined;
  const counts = new Map<string, number>();
  let profiles = new Map<string, ColumnProfile>();

  /** The columns of the base as it is now, and what the statements of `where` say over it. */
  async function ensure(where?: CustomerQuery['where'] | null, options?: QueryOptions): Promise<readonly BasePart[]> {
    const columns = await base.ensure();
    if (columns !== current) {
      current = columns;
      orders.clear();
      counts.clear();
      // Not cleared: who is at work on the old base must not write into the new one.
      profiles = new Map();
    }
    if (where && typeof where !== 'string') await statements.answer(where, columns, options);
    return columns;
  }

  async function numbersOf({ condition, parts }: Predicate, options?: QueryOptions): Promise<Int32Array> {
    const table = await engine.table(
      sql`SELECT f.customer_no AS no ${baseFrom(parts)} WHERE ${condition} ORDER BY f.customer_no`,
      options,
    );
    return columnsOf(table).no as Int32Array;
  }

  async function countOf({ condition, parts }: Predicate, options?: QueryOptions): Promise<number> {
    const before = counts.get(condition.text);
    if (before !== undefined) return before;
    const asked = current;
    const [row] = await engine.query<{ n: number }>(
      sql`SELECT count(*)::DOUBLE AS n ${baseFrom(parts)} WHERE ${condition}`,
      options,
    );
    const n = row?.n ?? 0;
    // Meanwhile the base may have become another.
    if (asked === current) counts.set(condition.text, n);
    return n;
  }

  /** The customers of a query in its order, without regard to its search. */
  function orderedBy({ where, orderBy }: CustomerQuery, columns: readonly BasePart[]) {
    const order = orderOf(orderBy, columns);
    const predicate = where && typeof where !== 'string' ? statements.predicate(where, columns) : everyone;
    return { order, predicate, sorted: sortedQuery(predicate, order) };
  }

  /** The customers of one page in their order, and how many there are in all. */
  async function find(query: CustomerQuery, columns: readonly BasePart[], options?: QueryOptions): Promise<Found> {
    const { where } = query;
    const { limit, offset } = rangeOf(query);
    if (typeof where === 'string') return findExpressed(where, query, columns, options);
    const searched = searchWords(query.search ?? '').text !== '';
    if (searched) {
      const numbers = await searchedOrder(query, columns, options);
      return { numbers: [...numbers.subarray(offset, offset + limit)], total: numbers.length };
    }
    const { sorted, predicate } = orderedBy(query, columns);
    const known = orders.known(sorted);
    if (known) return { numbers: [...known.subarray(offset, offset + limit)], total: known.length };
    if (offset + limit > firstPlaces) {
      const all = await orders.whole(sorted, options);
      return { numbers: [...all.subarray(offset, offset + limit)], total: all.length };
    }
    const page = await engine.query<{ no: number }>(sql`${sorted} LIMIT ${limit} OFFSET ${offset}`, options);
    const total = await countOf(predicate, options);
    if (total > firstPlaces) orders.foresee(sorted);
    return { numbers: page.map(({ no }) => no), total };
  }

  /** Everyone a query finds by its search, in its order. */
  async function searchedOrder(
    query: CustomerQuery,
    columns: readonly BasePart[],
    options?: QueryOptions,
  ): Promise<Int32Array> {
    const { search = '', searchTags = [] } = query;
    const { sorted, predicate, order } = orderedBy(query, columns);
    const key = JSON.stringify([sorted.text, searchWords(search), searchTags]);
    const kept = orders.kept(key);
    if (kept) return kept;
    const asked = current;
    const found = await searches.find(search, searchTags, columns, options);
    const numbers = await inOrder();
    if (asked === current) orders.keep(key, numbers);
    return numbers;

    async function inOrder(): Promise<Int32Array> {
      if (!found) {
        const plain = both(predicate, searchCondition(search, searchTags, columns));
        return orders.whole(sortedQuery(plain, order), options);
      }
      if (found.count === 0) return new Int32Array(0);
      const all = orders.known(sorted);
      if (all) return marked(all, found.marks);
      if (found.count > fewFound) return marked(await orders.whole(sorted, options), found.marks);
      const list = join(Array.from(numbersAt(found.marks), (no) => sql`${no}`));
      const few = sql`f.customer_no IN (SELECT unnest([${list}]::INTEGER[]))`;
      return orders.whole(sortedQuery(both(predicate, { condition: few, parts: [] }), order), options);
    }
  }

  /** The same for a user's own expression, which is judged over the view people see, behind the read-only door. */
  async function findExpressed(
    expression: string,
    query: CustomerQuery,
    columns: readonly BasePart[],
    options?: QueryOptions,
  ): Promise<Found> {
    const named = columns.map((column) => ({ ...column, expression: id(column.name) }));
    const order = join([...orderOf(query.orderBy, named).by, sql`customer_no`]);
    // The bracket closes on a line of its own, so that a closing remark cannot swallow it.
    const met = `FROM base JOIN store.customer_ids USING (customer_id) WHERE (\n${expression}\n)
      AND ${searchCondition(query.search ?? '', query.searchTags ?? [], named).condition.text}`;
    const signal = options?.signal;
    const { limit, offset } = rangeOf(query);
    const page = await engine.readOnly(
      `SELECT customer_no AS no ${met} ORDER BY ${order.text} LIMIT ${limit} OFFSET ${offset}`,
      { limit, signal },
    );
    const counted = await engine.readOnly(`SELECT count(*) AS n ${met}`, { signal });
    return { numbers: page.rows.map(({ no }) => Number(no)), total: Number(counted.rows[0]?.n) };
  }

  /** The given columns of the given customers, in the order of their numbers. */
  async function cellsFor(
    numbers: readonly number[],
    columns: readonly BasePart[],
    options?: QueryOptions,
  ): Promise<unknown[][]> {
    const chosen = columns.map(({ expression }, c) => sql`${expression} AS ${id(`c${c}`)}`);
    const found = new Map<unknown, unknown[]>();
    for (let at = 0; at < numbers.length; at += lookUpSize) {
      const table = await engine.table(
        sql`SELECT ${join([sql`f.customer_no AS no`, ...chosen])}
          ${baseOf(numbers.slice(at, at + lookUpSize), columns)}`,
        options,
      );
      for (const [no, ...cells] of cellsOf(table)) found.set(no, cells);
    }
    return numbers.map((no) => found.get(no) ?? []);
  }

  /** All places of a query's order. */
  async function wholeOrder(query: CustomerQuery, options?: QueryOptions): Promise<Int32Array> {
    const columns = await ensure(query.where, options);
    if (searchWords(query.search ?? '').text !== '') return searchedOrder(query, columns, options);
    return orders.whole(orderedBy(query, columns).sorted, options);
  }

  return {
    columns: async () => (await ensure()).map(plain),
    count: async (selection, options) =>
      countOf(statements.predicate(selection, await ensure(selection, options)), options),
    customers: async (selection, options) =>
      numbersOf(statements.predicate(selection, await ensure(selection, options)), options),
    async page(query, options) {
      const columns = await ensure(query.where, options);
      const [customerId] = columns;
      const chosen = query.columns?.map((name) => partOf(name, columns)) ?? columns;
      const { numbers, total } = await find(query, columns, options);
      const cells = await cellsFor(numbers, customerId ? [customerId, ...chosen] : [], options);
      const rows = numbers.map((customerNo, i) => {
        const [own, ...others] = cells[i] ?? [];
        return { customerNo, customerId: String(own), cells: others };
      });
      searches.prepare(columns);
      return { columns: chosen.map(plain), rows, total };
    },
    async rows(query, options) {
      const columns = await ensure(query.where, options);
      const chosen = query.columns?.map((name) => partOf(name, columns)) ?? columns;
      const { numbers, total } = await find(query, columns, options);
      const cells = await cellsFor(numbers, chosen, options);
      const rows = cells.map((own) => {
        const row = Object.create(null) as Row;
        chosen.forEach(({ name }, c) => (row[name] = own[c]));
        return row;
      });
      return { rows, total };
    },
    async numbers(query, from, to, options) {
      return [...(await wholeOrder(query, options)).subarray(from, to)];
    },
    async place(query, customerNo, options) {
      const all = await wholeOrder(query, options);
      const position = all.indexOf(customerNo);
      if (position < 0) return null;
      const [previous = null, next = null] = [all[position - 1], all[position + 1]];
      return { position, total: all.length, previous, next };
    },
    async groups({ where, search, searchTags, by }, options) {
      const columns = await ensure(where, options);
      const text = search?.trim();
      const whole = text ? narrowed(where, { kind: 'search', text, tags: searchTags }) : where;
      return loadGroups(engine, columns, statements.predicate(whole, columns), partOf(by, columns), options);
    },
    async profiles(names, selection, options) {
      const columns = await ensure(selection, options);
      const kept = selection && statements.predicate(selection, columns);
      return loadProfiles(
        engine,
        names.map((name) => partOf(name, columns)),
        kept,
        profiles,
        options,
      );
    },
    searchReady: async () => searches.ready(await ensure()),
  };
}

const plain = ({ name, kind, layer, type, isPersonal }: BasePart): BaseColumn => ({
  name,
  kind,
  layer,
  type,
  isPersonal,
});

const everyone: Predicate = { condition: sql`true`, parts: [] };

const both = (a: Predicate, b: Predicate): Predicate => ({
  condition: sql`${a.condition} AND ${b.condition}`,
  parts: [...a.parts, ...b.parts],
});

/** @throws AppError `input/selection-field` */
function partOf(name: string, columns: readonly BasePart[]): BasePart {
  const part = columns.find((column) => column.name === name);
  if (!part) throw inputError('selection-field', { field: name });
  return part;
}

interface Order {
  readonly by: readonly Sql[];
  readonly parts: readonly BasePart[];
}

const sortedQuery = ({ condition, parts }: Predicate, order: Order): Sql => sql`
  SELECT f.customer_no AS no ${baseFrom([...parts, ...order.parts])}
  WHERE ${condition} ORDER BY ${join([...order.by, sql`f.customer_no`])}`;

/** @throws AppError `input/order-unknown` */
function orderOf(orderBy: CustomerQuery['orderBy'], columns: readonly BasePart[]): Order {
  const wanted = (typeof orderBy === 'string' ? [orderBy] : (orderBy ?? [])).filter((name) => name !== '');
  const find = (name: string) => columns.find((column) => column.name === name);
  const found = wanted.map((name) => {
    const rising = find(name);
    const part = rising ?? (name.startsWith('-') ? find(name.slice(1)) : undefined);
    if (!part) throw inputError('order-unknown', { column: name });
    return { part, by: sql`${part.expression} ${rising ? sql`ASC` : sql`DESC`} NULLS LAST` };
  });
  return { by: found.map(({ by }) => by), parts: found.map(({ part }) => part) };
}

/** @throws AppError `input/page-range` */
function rangeOf({ limit = defaultLimit, offset = 0 }: CustomerQuery): { limit: number; offset: number } {
  if (![limit, offset].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw inputError('page-range', { limit: String(limit), offset: String(offset) });
  }
  return { limit, offset };
}

/** Those of an order that are marked. A loop: `filter` takes three times as long over a million. */
function marked(order: Int32Array, marks: Uint8Array): Int32Array {
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let place = 0; place < order.length; place++) {
    const no = order[place] as number;
    if (marks[no] === 1) kept[count++] = no;
  }
  return kept.slice(0, count);
}

function* numbersAt(marks: Uint8Array): Iterable<number> {
  for (let no = marks.indexOf(1); no >= 0; no = marks.indexOf(1, no + 1)) yield no;
}
