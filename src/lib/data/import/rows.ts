import type { RawCell, Reject } from '../../../../workers/protocol';
import { AppError } from '../../core/errors';
import { constant, streamOf } from '../arrow-build';
import { freeOf, type CatalogDocument } from '../catalog';
import { extendDictionary } from '../dictionaries';
import type { EntityId } from '../entities';
import { fieldOf } from '../entities';
import type { FactSink } from '../facts';
import { dictionaries, physicalType } from '../schema';
import type { Session } from '../session';
import { id, join, sql, type Sql } from '../sql';

const staging = { schema: 'store', table: 'staging', create: true } as const;

/**
 * Appends one batch to an entity: through a staging table, in which text ids meet their dictionaries.
 * @param onFact told of new dictionary entries; without it (on replay) every word must have its number already
 * @throws AppError `bug/replay-dictionary` when a word has none
 */
export async function appendRows(
  session: Session,
  entity: EntityId,
  document: CatalogDocument,
  ipc: Uint8Array,
  rows: number,
  onFact?: FactSink,
): Promise<void> {
  await session.insert(staging, ipc, rows);
  const free = freeOf(entity, document);
  const columns: Sql[] = [sql`_file`, sql`_row`];
  const cells: Sql[] = [sql`staged._file`, sql`staged._row`];
  const joins: Sql[] = [];
  const coded: { word: Sql; number: Sql }[] = [];
  for (const target of await stagedColumns(session)) {
    const field = fieldOf(entity, target);
    const words = field?.dictionary && dictionaries[field.dictionary];
    const cell = sql`staged.${id(target)}`;
    if (!words) {
      const type = physicalType(field?.type ?? free.find((own) => own.column === target)?.type ?? 'text');
      columns.push(id(target));
      cells.push(sql`CAST(${cell} AS ${type})`);
      continue;
    }
    const word = sql`CAST(${cell} AS VARCHAR)`;
    if (onFact) {
      const found = sql`SELECT ${word} AS word, staged._row AS first FROM store.staging AS staged WHERE ${cell} IS NOT NULL`;
      await extendDictionary(session, words, found, onFact);
    }
    const number = sql`${words.table}.${id(words.number)}`;
    joins.push(sql`LEFT JOIN ${words.table} ON ${words.table}.${id(words.text)} = ${word}`);
    columns.push(id(words.number));
    cells.push(number);
    coded.push({ word: cell, number });
  }
  const from = sql`FROM store.staging AS staged ${join(joins, sql` `)}`;
  if (!onFact && coded.length > 0) {
    const lost = coded.map(({ word, number }) => sql`(${word} IS NOT NULL AND ${number} IS NULL)`);
    const [row] = await session.query<{ n: number }>(
      sql`SELECT count(*)::DOUBLE AS n ${from} WHERE ${join(lost, sql` OR `)}`,
    );
    if (row && row.n > 0) throw new AppError('bug', 'replay-dictionary', { entity, rows: row.n });
  }
  await session.execute(sql`INSERT INTO ${id('store', entity)} (${join(columns)}) SELECT ${join(cells)} ${from}`);
  await session.execute(sql`DROP TABLE store.staging`);
}

/** Planned targets among the columns of the staged batch. */
async function stagedColumns(session: Session): Promise<string[]> {
  const { schema } = await session.table(sql`SELECT * FROM store.staging LIMIT 0`);
  return schema.fields.map((field) => field.name).filter((name) => name !== '_file' && name !== '_row');
}

export const rejectsTable = { schema: 'store', table: 'rejects' } as const;
export const rawsTable = { schema: 'store', table: 'raw_cells' } as const;

/** The rejects of a batch as rows of `store.rejects`. */
export const rejectsStream = (file: number, entity: EntityId, rejects: readonly Reject[]): Uint8Array =>
  streamOf({
    _file: constant(file, rejects.length),
    entity: rejects.map(() => entity),
    scope: rejects.map((one) => one.scope),
    line: Int32Array.from(rejects, (one) => one.line),
    _row: Int32Array.from(rejects, (one) => one.row),
    position: Int32Array.from(rejects, (one) => one.column),
    reason: rejects.map((one) => one.reason),
    raw: rejects.map((one) => one.raw),
  });

/** The raw cells of a batch as rows of `store.raw_cells`. */
export const rawsStream = (file: number, entity: EntityId, raws: readonly RawCell[]): Uint8Array =>
  streamOf({
    _file: constant(file, raws.length),
    entity: raws.map(() => entity),
    _row: Int32Array.from(raws, (one) => one.row),
    position: Int32Array.from(raws, (one) => one.column),
    raw: raws.map((one) => one.raw),
  });
