import { columnsOf, rowsOf, type ColumnValues } from '../../src/lib/data/arrow-values';
import type { Dataset } from '../../src/lib/data/dataset';
import type { Engine } from '../../src/lib/data/engine';
import { entities, entityIds, type EntityId } from '../../src/lib/data/entities';
import { columnOf } from '../../src/lib/data/schema';
import { id, join, sql, type Sql, type SqlValue } from '../../src/lib/data/sql';
import { openTestEngine } from '../engine';

type Rows = readonly Readonly<Record<string, SqlValue>>[];

export interface TinyTables {
  readonly asOf: string;
  readonly entities?: Partial<Record<EntityId, Rows>>;
  readonly channels?: readonly string[];
  /** One row per customer_no with numeric features. */
  readonly features?: readonly Readonly<Record<string, number | null>>[];
}

export interface TinyDataset extends Dataset {
  readonly engine: Engine;
  close(): Promise<void>;
}

/**
 * The schema `coded` of the real engine filled with a few rows that can be checked in the head: every declared field
 * is there, NULL where the rows do not have it, as analyses find it in a project.
 */
export async function openTinyDataset({ asOf, entities: rows = {}, ...more }: TinyTables): Promise<TinyDataset> {
  const engine = await openTestEngine();
  await engine.execute(sql`DROP SCHEMA IF EXISTS coded CASCADE`);
  await engine.execute(sql`CREATE SCHEMA coded`);
  for (const entity of entityIds) {
    const columns = entities[entity].fields.map((field) => columnOf(field));
    const table = id('coded', entity);
    await engine.execute(sql`CREATE TABLE ${table} (_file INTEGER, _row INTEGER,
      ${join(columns.map(({ column, type }) => sql`${id(column)} ${type}`))})`);
    await insert(
      engine,
      table,
      (rows[entity] ?? []).map((row, i) => ({ _file: 0, _row: i + 1, ...row })),
    );
  }
  await insert(
    engine,
    id('store', 'channel_names'),
    (more.channels ?? []).map((channel, channel_no) => ({ channel_no, channel })),
  );
  const features = more.features ?? [];
  const names = Object.keys(features[0] ?? { customer_no: 0 });
  const typed = names.map((name) => sql`${id(name)} ${name === 'customer_no' ? sql`INTEGER` : sql`DOUBLE`}`);
  await engine.execute(sql`CREATE TABLE coded.features (${join(typed)})`);
  await insert(engine, id('coded', 'features'), features);

  const brought = (entity: EntityId) => new Set((rows[entity] ?? []).flatMap((row) => Object.keys(row)));
  return {
    engine,
    asOf,
    timeZone: 'UTC',
    currency: 'CNY',
    count: (entity) => rows[entity]?.length ?? 0,
    has: (entity, field) =>
      (rows[entity]?.length ?? 0) > 0 &&
      (field === undefined ||
        entities[entity].fields.some(
          (declared) => declared.name === field && brought(entity).has(columnOf(declared).column),
        )),
    fields: (entity) =>
      entities[entity].fields
        .map((field) => ({
          name: field.name,
          column: columnOf(field).column,
          type: field.type,
          isFree: false,
        }))
        .filter(({ column }) => brought(entity).has(column)),
    rows: async <T extends Record<string, unknown>>(query: Sql) => rowsOf<T>(await engine.table(query)),
    columns: async <T extends Record<string, ColumnValues>>(query: Sql) => columnsOf(await engine.table(query)) as T,
    fingerprint: (entity) =>
      Promise.resolve({ entity, schema: 'tiny', rows: rows[entity]?.length ?? 0, xor: '0', sum: '0' }),
    close: () => engine.close(),
  };
}

async function insert(engine: Engine, table: Sql, rows: Rows): Promise<void> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return;
  const tuples = rows.map((row) => sql`(${join(names.map((name) => sql`${row[name] ?? null}`))})`);
  await engine.execute(sql`INSERT INTO ${table} (${join(names.map((name) => id(name)))}) VALUES ${join(tuples)}`);
}
