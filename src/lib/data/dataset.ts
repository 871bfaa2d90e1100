import type { Fingerprint } from '../core/run-record';
import { columnsOf, type ColumnValues } from './arrow-values';
import type { Catalog } from './catalog';
import type { Engine } from './engine';
import type { EntityId, FieldType } from './entities';
import type { Sql } from './sql';

export type { ColumnValues } from './arrow-values';

/** A column of an entity as analyses see it. */
export interface FieldInfo {
  /** Field name of `entities.ts`, or the user's own name of a free attribute. */
  readonly name: string;
  /** Column of `coded.<entity>`: the field's name, `customer_no` / `product_no` / `channel_no`, or `x<n>`. */
  readonly column: string;
  readonly type: FieldType;
  readonly isFree: boolean;
}

/**
 * The read-only face of the data for analyses. Queries name tables of the schema `coded`: one complete view per
 * entity (every declared field, NULL where no file has it) with dense integers `customer_no`, `product_no`,
 * `channel_no` in place of text ids, beside `_file` and `_row`. `coded.features` holds one row per customer_no.
 */
export interface Dataset {
  /** ISO `YYYY-MM-DD`: replaces the clock in every computation. Events at or after its midnight are in the future. */
  readonly asOf: string;
  readonly timeZone: string;
  /** ISO code such as `CNY`, or '' when the data does not say. */
  readonly currency: string;
  /** Rows of an entity; 0 when nothing was imported. */
  count(entity: EntityId): number;
  /** Whether an entity has rows, and with `field` whether a file brought that field (or free attribute). */
  has(entity: EntityId, field?: string): boolean;
  fields(entity: EntityId): readonly FieldInfo[];
  rows<T extends Record<string, unknown>>(query: Sql): Promise<T[]>;
  columns<T extends Record<string, ColumnValues>>(query: Sql): Promise<T>;
  fingerprint(entity: EntityId): Promise<Fingerprint>;
}

/** The data as it stands now, dated `asOf`: features are computed for that date before the first query. */
export function createDataset(
  engine: Engine,
  catalog: Catalog,
  { asOf, timeZone, currency }: Pick<Dataset, 'asOf' | 'timeZone' | 'currency'>,
): Dataset {
  return {
    asOf,
    timeZone,
    currency,
    count: (entity) => catalog.count(entity),
    has: (entity, field) => catalog.has(entity, field),
    fields: (entity) => catalog.fields(entity),
    rows: <T extends Record<string, unknown>>(query: Sql) => engine.query<T>(query),
    columns: async <T extends Record<string, ColumnValues>>(query: Sql) => columnsOf(await engine.table(query)) as T,
    fingerprint: (entity) => catalog.fingerprint(entity),
  };
}
