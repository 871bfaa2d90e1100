import { inputError } from '../core/errors';
import type { Layer } from '../core/layers';
import type { Catalog } from './catalog';
import type { Engine, Session } from './engine';
import { entityIds } from './entities';
import { definitions, sourceOf, type Definition, type Scope, type SourceId } from './feature-list';
import { customerEntities, indexCustomers, physicalType } from './schema';
import { id, join, sql, type Sql } from './sql';

/** A named number, date or word per customer, computed by SQL from events strictly before the as-of date. */
export type Feature = Omit<Definition, 'aggregate' | 'none' | 'source'> & { readonly layer: Layer };

/** Settings of the project that decide numbers. `asOf` null means the catalogue's default. */
export interface DataSettings {
  readonly asOf: string | null;
  readonly timeZone: string;
  readonly currency: string;
}

export interface Features {
  /** The features that exist with what was imported so far. */
  readonly list: readonly Feature[];
  /**
   * The as-of date in force: the project's own or the catalogue's default; the empty project has 1970-01-01.
   * @throws AppError `input/param-type` when the project's own is no ISO date
   */
  asOf(): Promise<string>;
  /**
   * Recomputes `store.features` and `coded.features` if rows or the as-of date changed since; cheap otherwise.
   * Resolves to a mark of their state, equal as long as nothing changed.
   */
  ensure(): Promise<string>;
  /** Whether the columns of `store.features`, in the state with this mark, are those of the catalogue now. */
  isCurrent(mark: string): boolean;
  /** Customers seen in any entity, counted without computing anything about them. */
  count(): Promise<number>;
}

const emptyAsOf = '1970-01-01';

/**
 * Features live in one table with a row per customer seen in any entity: counted once when data or the as-of date
 * change, not with every page of the base. Beside them stand the customer's id, the fields of the customer's own row
 * (the last one of the customers' files, as `p_<column>`) and the last word on being contacted, so that a page of the
 * base reads this table alone: with a million customers every join costs more than the page.
 */
export function createFeatures(engine: Engine, catalog: Catalog, settings: () => DataSettings): Features {
  let made = '';
  let making: Promise<string> | undefined;
  // Sums over currencies are refused, not added up: such features do not exist.
  let hasMixedCurrencies = false;
  let counted: { readonly mark: string; readonly customers: number } | undefined;
  let dated: { key: string; date: Promise<string> } | undefined;

  const scope = (asOf: string): Scope => ({ asOf, has: (entity, field) => catalog.has(entity, field) });

  const present = (asOf: string): readonly Definition[] =>
    definitions(scope(asOf)).filter(({ entity, type }) => {
      if (entity === null) return catalog.entities.length > 0;
      const isSumOfMixed = type === 'money' && entity === 'transactions' && hasMixedCurrencies;
      return catalog.has(entity, 'customer_id') && !isSumOfMixed;
    });

  const revisions = () => entityIds.map((entity) => catalog.revision(entity)).join('.');

  function asOf(): Promise<string> {
    const { asOf: own, timeZone } = settings();
    if (own !== null) {
      if (!isDate(own)) return Promise.reject(inputError('param-type', { param: 'asOf', value: own, kind: 'date' }));
      return Promise.resolve(own);
    }
    const key = `${timeZone} ${revisions()}`;
    if (dated?.key !== key) {
      const date = catalog.asOf(timeZone).then((found) => found.date ?? emptyAsOf);
      dated = { key, date };
      date.catch(() => (dated = undefined));
    }
    return dated.date;
  }

  async function make(): Promise<string> {
    for (;;) {
      const date = await asOf();
      const wanted = `${await engine.generation()} ${date} ${revisions()}`;
      if (made === wanted) return made;
      await engine.transaction(async (session) => {
        const [row] = await session.query<{ currencies: number }>(
          sql`SELECT count(DISTINCT currency)::DOUBLE AS currencies FROM coded.transactions`,
        );
        hasMixedCurrencies = (row?.currencies ?? 0) > 1;
        const profile = catalog.fields('customers').map(({ column }) => column);
        await materialise(session, scope(date), present(date), profile);
      });
      made = wanted;
    }
  }

  async function countCustomers(): Promise<number> {
    const traces = customerEntities
      .filter((entity) => catalog.has(entity, 'customer_id'))
      .map((entity) => sql`SELECT customer_no FROM ${id('coded', entity)} WHERE customer_no IS NOT NULL`);
    if (traces.length === 0) return 0;
    const [row] = await engine.query<{ n: number }>(
      sql`SELECT count(*)::DOUBLE AS n FROM (${join(traces, sql` UNION `)})`,
    );
    return row?.n ?? 0;
  }

  return {
    get list() {
      return present(emptyAsOf).map(({ name, type, zh, en, meaning, unit, entity }) => ({
        ...{ name, type, zh, en, meaning, unit, entity },
        layer: 'behaviour' as const,
      }));
    },
    asOf,
    ensure() {
      making ??= make().finally(() => (making = undefined));
      return making;
    },
    isCurrent: (mark) => mark.endsWith(` ${revisions()}`),
    async count() {
      const mark = revisions();
      if (counted?.mark !== mark) counted = { mark, customers: await countCustomers() };
      return counted.customers;
    },
  };
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The column of `store.features` that holds a column of the customer's own row. */
export const profileColumn = (column: string): Sql => id(`p_${column}`);

async function materialise(
  session: Session,
  scope: Scope,
  features: readonly Definition[],
  profile: readonly string[],
): Promise<void> {
  const sources = new Map<SourceId, Definition[]>();
  for (const feature of features) {
    const source = feature.source ?? feature.entity ?? 'everyone';
    sources.set(source, [...(sources.get(source) ?? []), feature]);
  }
  const joins = [...sources].map(
    ([source, wanted]) => sql`
      LEFT JOIN (
        SELECT customer_no, ${join(wanted.map(({ aggregate, name, type }) => sql`CAST(${aggregate} AS ${columnType(type)}) AS ${id(name)}`))}
        FROM (${sourceOf(source, scope)}) GROUP BY customer_no
      ) AS ${id(`of_${source}`)} USING (customer_no)`,
  );
  const columns = features.map(({ name, none, source, entity }): Sql => {
    const counted = id(`of_${source ?? entity ?? 'everyone'}`, name);
    return none === null ? sql`${counted} AS ${id(name)}` : sql`coalesce(${counted}, ${none}) AS ${id(name)}`;
  });
  await session.execute(sql`
    CREATE OR REPLACE TABLE store.features AS
    WITH people AS (SELECT DISTINCT customer_no FROM (${sourceOf('everyone', scope)})),
    profiles AS (
      SELECT customer_no, max(_file::BIGINT * 4294967296 + _row) AS place,
        arg_max(do_not_contact, _file::BIGINT * 4294967296 + _row) FILTER (do_not_contact IS NOT NULL) AS is_opted_out
      FROM coded.customers WHERE customer_no IS NOT NULL GROUP BY customer_no)
    SELECT ${join([
      sql`people.customer_no`,
      sql`coalesce(is_opted_out, false) AS is_opted_out`,
      sql`ids.customer_id AS ${profileColumn('customer_id')}`,
      ...profile
        .filter((column) => column !== 'customer_no')
        .map((column) => sql`own.${id(column)} AS ${profileColumn(column)}`),
      ...columns,
    ])}
    FROM people LEFT JOIN profiles USING (customer_no) ${join(joins, sql` `)}
    JOIN store.customer_ids AS ids ON ids.customer_no = people.customer_no
    LEFT JOIN coded.customers AS own
      ON own._file = (place >> 32)::INTEGER AND own._row = (place & 4294967295)::INTEGER
    ORDER BY people.customer_no`);
  await session.execute(indexCustomers('features'));
  const names = features.map(({ name }) => id(name));
  await session.execute(sql`
    CREATE OR REPLACE VIEW coded.features AS SELECT ${join([sql`customer_no`, ...names])} FROM store.features`);
}

/** Counts fit 32 bits; everything else is stored as fields of the same type are. */
const columnType = (type: Definition['type']): Sql => (type === 'integer' ? sql`INTEGER` : physicalType(type));
