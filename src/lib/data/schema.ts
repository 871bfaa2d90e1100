import { entityIds, entityOf, type EntityId, type Field, type FieldType } from './entities';
import type { DictionaryId } from './facts';
import type { Session } from './session';
import { id, sequence, sql, type Sql } from './sql';

/**
 * The engine's tables. Three schemas: `store` holds the physical tables, `coded` one complete view per entity for
 * analyses (dense integers in place of text ids), `main` the views people see (text ids, their own column names).
 */

/** How the engine stores each type of field. Money and durations are plain numbers beside their currency and unit. */
const physicalTypes: Readonly<Record<FieldType, Sql>> = {
  id: sql`VARCHAR`,
  text: sql`VARCHAR`,
  category: sql`VARCHAR`,
  integer: sql`BIGINT`,
  decimal: sql`DOUBLE`,
  money: sql`DOUBLE`,
  duration: sql`DOUBLE`,
  timestamp: sql`TIMESTAMP`,
  date: sql`DATE`,
  boolean: sql`BOOLEAN`,
};

export const physicalType = (type: FieldType): Sql => physicalTypes[type];

export interface Dictionary {
  readonly id: DictionaryId;
  readonly table: Sql;
  /** Columns: dense integer, text. */
  readonly number: string;
  readonly text: string;
}

const dictionary = (dictionaryId: DictionaryId, table: string, number: string, text: string): Dictionary => ({
  id: dictionaryId,
  table: id('store', table),
  number,
  text,
});

/** Words that tags and predictions use as values; one dictionary for all. */
export const tagValues = dictionary('tag-values', 'tag_values', 'value_no', 'value');

export const dictionaries = {
  customers: dictionary('customers', 'customer_ids', 'customer_no', 'customer_id'),
  products: dictionary('products', 'product_ids', 'product_no', 'product_id'),
  channels: dictionary('channels', 'channel_names', 'channel_no', 'channel'),
} as const;

/** A declared field as a column of its entity: its name, or the number of its dictionary. */
export function columnOf(field: Field): { readonly column: string; readonly type: Sql } {
  return field.dictionary
    ? { column: dictionaries[field.dictionary].number, type: sql`INTEGER` }
    : { column: field.name, type: physicalType(field.type) };
}

/** Entities whose rows can belong to a customer. */
export const customerEntities: readonly EntityId[] = entityIds.filter((entity) =>
  entityOf(entity).fields.some((field) => field.dictionary === 'customers'),
);

const emptyEntity = (entity: EntityId): Sql =>
  sql`CREATE TABLE ${id('store', entity)} (_file INTEGER NOT NULL, _row INTEGER NOT NULL)`;

const tagRow = sql`customer_no INTEGER, tag_no INTEGER, value_no INTEGER, score FLOAT, low FLOAT, high FLOAT, run_no INTEGER`;

const tables = (): Sql[] => [
  ...entityIds.map(emptyEntity),
  ...Object.values(dictionaries).map(
    ({ table, number, text }) => sql`CREATE TABLE ${table} (${id(number)} INTEGER, ${id(text)} VARCHAR)`,
  ),
  sql`CREATE TABLE store.files (file INTEGER, name VARCHAR, bytes BIGINT, modified_at TIMESTAMP)`,
  sql`CREATE TABLE store.rejects (_file INTEGER, entity VARCHAR, scope VARCHAR, line INTEGER, _row INTEGER,
        position INTEGER, reason VARCHAR, raw VARCHAR)`,
  sql`CREATE TABLE store.raw_cells (_file INTEGER, entity VARCHAR, _row INTEGER, position INTEGER, raw VARCHAR)`,
  sql`CREATE TABLE store.tag_names (tag_no INTEGER, tag VARCHAR, layer VARCHAR, kind VARCHAR)`,
  sql`CREATE TABLE store.tag_values (value_no INTEGER, value VARCHAR)`,
  sql`CREATE TABLE store.runs (run_no INTEGER, run_id VARCHAR, analysis VARCHAR, as_of DATE, state VARCHAR)`,
  // What a run writes: one row per tag or text column, with the threshold under which nothing is written.
  sql`CREATE TABLE store.outputs (run_no INTEGER, tag_no INTEGER, "column" VARCHAR, threshold DOUBLE)`,
  sql`CREATE TABLE store.tags (${tagRow})`,
  sql`CREATE TABLE store.proposals (${tagRow})`,
  sql`CREATE TABLE store.predictions (run_no INTEGER, "column" VARCHAR, _file INTEGER, _row INTEGER,
        value_no INTEGER, score FLOAT, is_written BOOLEAN)`,
  // The run whose rows are the current ones of a tag or text column: the accepted run with the highest number.
  sql`CREATE VIEW store.current_outputs AS
        SELECT tag_no, "column", max(run_no) AS run_no
        FROM store.outputs JOIN store.runs USING (run_no) WHERE state = 'accepted' GROUP BY ALL`,
];

/** Makes every table anew and empty, dropping what was there. */
export async function createTables(session: Session): Promise<void> {
  const schemas = [id('coded'), id('store')];
  await session.execute(
    sequence([
      ...schemas.map((schema) => sql`DROP SCHEMA IF EXISTS ${schema} CASCADE`),
      ...schemas.map((schema) => sql`CREATE SCHEMA ${schema}`),
      ...tables(),
    ]),
  );
}

/** The type of a free attribute by its physical column. */
export interface FreeType {
  readonly column: string;
  readonly type: FieldType;
}

/** A physical column with its type, for a declared field or a free attribute. */
export function physicalColumn(entity: EntityId, free: readonly FreeType[], column: string): Sql {
  const field = entityOf(entity).fields.find((candidate) => columnOf(candidate).column === column);
  const type = field ? columnOf(field).type : physicalType(free.find((own) => own.column === column)?.type ?? 'text');
  return sql`${id(column)} ${type}`;
}

/** The statement that gives an entity one more column, NULL in the rows it has. */
export const addColumn = (entity: EntityId, free: readonly FreeType[], column: string): Sql =>
  sql`ALTER TABLE ${id('store', entity)} ADD COLUMN ${physicalColumn(entity, free, column)}`;

/** Empties an entity and takes its columns away; its memory comes back, which DELETE does not do. */
export async function recreateEntity(session: Session, entity: EntityId): Promise<void> {
  await session.execute(sql`DROP TABLE ${id('store', entity)}`);
  await session.execute(emptyEntity(entity));
}

/**
 * An index over the customers of a table: a page of a million customers is then looked up, not read through (20 ms in
 * place of 110), for 9 MB and half a second.
 */
export const indexCustomers = (table: 'features' | 'current_tags'): Sql =>
  sql`CREATE INDEX ${id(`${table}_by_customer`)} ON ${id('store', table)} (customer_no)`;
