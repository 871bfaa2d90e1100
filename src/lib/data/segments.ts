import { inputError } from '../core/errors';
import type { Selection } from '../core/selection';
import { cellsOf, columnsOf, type Row } from './arrow-values';
import { baseFrom, type Base, type BaseColumn, type BasePart } from './base';
import type { Engine, QueryOptions } from './engine';
import { containsText, predicateOf, type Predicate } from './selections';
import { id, join, sql, values, type Sql } from './sql';

export type { BaseColumn } from './base';

export interface CustomerQuery {
  /** A selection, or a boolean SQL expression over `base`, which is run read-only with a deadline. */
  readonly where?: Selection | string;
  /** Text looked for in the customer's id, name, phone, e-mail, city and region. */
  readonly search?: string;
  /** A column of `base`, descending with a leading `-`. Customers without a value come last. */
  readonly orderBy?: string;
  /** Default 100. */
  readonly limit?: number;
  readonly offset?: number;
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

export interface Segments {
  columns(): Promise<readonly BaseColumn[]>;
  count(selection: Selection, options?: QueryOptions): Promise<number>;
  /** Customer numbers in rising order. */
  customers(selection: Selection, options?: QueryOptions): Promise<Int32Array>;
  page(query: CustomerQuery, options?: QueryOptions): Promise<CustomerPage>;
  /** The same for the console: rows keyed by column name, without prototype. */
  rows(query: CustomerQuery, options?: QueryOptions): Promise<{ rows: Row[]; total: number }>;
}

interface Found {
  readonly numbers: readonly number[];
  readonly total: number;
}

const searched = new Set(['customer_id', 'name', 'phone', 'email', 'city', 'region']);
const defaultLimit = 100;

/** Segments of the base: counting, listing and paging the customers that meet a selection. */
export function createSegments(engine: Engine, base: Base): Segments {
  // `columns` is a new list whenever the base was made anew.
  let turning: { columns: readonly BasePart[]; text: string; numbers: Int32Array } | undefined;

  async function numbersOf({ condition, parts }: Predicate, options?: QueryOptions): Promise<Int32Array> {
    const table = await engine.table(
      sql`SELECT f.customer_no AS no ${baseFrom(parts)} WHERE ${condition} ORDER BY f.customer_no`,
      options,
    );
    return columnsOf(table).no as Int32Array;
  }

  async function countOf({ condition, parts }: Predicate, options?: QueryOptions): Promise<number> {
    const [row] = await engine.query<{ n: number }>(
      sql`SELECT count(*)::DOUBLE AS n ${baseFrom(parts)} WHERE ${condition}`,
      options,
    );
    return row?.n ?? 0;
  }

  /** The customers of one page in their order, and how many there are in all. */
  async function find(query: CustomerQuery, columns: readonly BasePart[], options?: QueryOptions): Promise<Found> {
    const { where, search, orderBy } = query;
    const limit = limitOf(query);
    if (typeof where === 'string') return findExpressed(where, query, columns, options);
    const order = orderOf(orderBy, columns);
    const predicate = both(where ? predicateOf(where, columns) : everyone, searchOf(search, columns));
    const sorted = sql`
      SELECT f.customer_no AS no ${baseFrom([...predicate.parts, ...order.parts])}
      WHERE ${predicate.condition} ORDER BY ${join([...order.by, sql`f.customer_no`])}`;
    if (query.offset) {
      const all = await inOrder(sorted, columns, options);
      return { numbers: [...all.subarray(query.offset, query.offset + limit)], total: all.length };
    }
    const page = await engine.query<{ no: number }>(sql`${sorted} LIMIT ${limit}`, options);
    return { numbers: page.map(({ no }) => no), total: await countOf(predicate, options) };
  }

  /** All customers of a query in its order, kept while pages of it are turned: a million rows are sorted once. */
  async function inOrder(
    sorted: Sql,
    columns: readonly BasePart[],
    options: QueryOptions | undefined,
  ): Promise<Int32Array> {
    if (turning?.columns !== columns || turning.text !== sorted.text) {
      const { no } = columnsOf(await engine.table(sorted, options));
      turning = { columns, text: sorted.text, numbers: no as Int32Array };
    }
    return turning.numbers;
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
      AND ${searchOf(query.search, named).condition.text}`;
    const signal = options?.signal;
    const limit = limitOf(query);
    const page = await engine.readOnly(
      `SELECT customer_no AS no ${met} ORDER BY ${order.text} LIMIT ${limit} OFFSET ${query.offset ?? 0}`,
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
    if (numbers.length === 0) return [];
    const chosen = columns.map(({ expression }, c) => sql`${expression} AS ${id(`c${c}`)}`);
    const table = await engine.table(
      sql`SELECT ${join([sql`f.customer_no AS no`, ...chosen])} ${baseFrom(columns)}
        WHERE f.customer_no IN ${values(numbers)}`,
      options,
    );
    const found = new Map(cellsOf(table).map(([no, ...cells]) => [no, cells]));
    return numbers.map((no) => found.get(no) ?? []);
  }

  return {
    columns: async () => (await base.ensure()).map(plain),
    count: async (selection, options) => countOf(predicateOf(selection, await base.ensure()), options),
    customers: async (selection, options) => numbersOf(predicateOf(selection, await base.ensure()), options),
    async page(query, options) {
      const columns = await base.ensure();
      const { numbers, total } = await find(query, columns, options);
      const cells = await cellsFor(numbers, columns, options);
      const rows = numbers.map((customerNo, i) => {
        const own = cells[i] ?? [];
        return { customerNo, customerId: String(own[0]), cells: own };
      });
      return { columns: columns.map(plain), rows, total };
    },
    async rows(query, options) {
      const columns = await base.ensure();
      const { numbers, total } = await find(query, columns, options);
      const cells = await cellsFor(numbers, columns, options);
      const rows = cells.map((own) => {
        const row = Object.create(null) as Row;
        columns.forEach(({ name }, c) => (row[name] = own[c]));
        return row;
      });
      return { rows, total };
    },
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

function searchOf(text: string | undefined, columns: readonly BasePart[]): Predicate {
  const wanted = text?.trim();
  if (!wanted) return everyone;
  const parts = columns.filter(({ kind, name }) => kind === 'field' && searched.has(name));
  const matches: Sql[] = parts.map(({ expression }) => sql`coalesce(${containsText(expression, wanted)}, false)`);
  return { condition: sql`(${join(matches, sql` OR `)})`, parts };
}

function orderOf(
  orderBy: string | undefined,
  columns: readonly BasePart[],
): { readonly by: readonly Sql[]; readonly parts: readonly BasePart[] } {
  if (!orderBy) return { by: [], parts: [] };
  const find = (name: string) => columns.find((column) => column.name === name);
  const rising = find(orderBy);
  const part = rising ?? (orderBy.startsWith('-') ? find(orderBy.slice(1)) : undefined);
  if (!part) throw inputError('order-unknown', { column: orderBy });
  return { by: [sql`${part.expression} ${rising ? sql`ASC` : sql`DESC`} NULLS LAST`], parts: [part] };
}

/** @throws AppError `input/page-range` */
function limitOf({ limit = defaultLimit, offset = 0 }: CustomerQuery): number {
  if (![limit, offset].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw inputError('page-range', { limit: String(limit), offset: String(offset) });
  }
  return limit;
}
