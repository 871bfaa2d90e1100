import type { RawCell, Reject } from '../../../../workers/protocol';
import { AppError } from '../../core/errors';
import { constant, streamOf } from '../arrow-build';
import { freeOf, type CatalogDocument } from '../catalog';
import { extendDictionary } from '../dictionaries';
import { fieldOf, type EntityId } from '../entities';
import type { Fact, FactSink } from '../facts';
import { dictionaries, physicalType } from '../schema';
import type { Session } from '../session';
import { id, join, sql, type Sql } from '../sql';

const staging = { schema: 'store', table: 'staging' } as const;

/**
 * Rows that gather before their ids meet the dictionaries. Each meeting reads a dictionary as a whole: with a million
 * customers, one per batch would cost more than all the rows.
 */
const gatheredRows = 500_000;

/**
 * Batches of one file on their way into an entity, through a staging table in which text ids become the numbers of
 * their dictionaries.
 */
export class Staging {
  private rows = 0;
  private waiting: { readonly fact: Fact; readonly bytes: Uint8Array }[] = [];

  /**
   * @param document the catalogue with the file in it, for the types of free attributes
   * @param onFact told of new dictionary entries and then of the batches; without it (on replay) every word must have
   * its number already
   */
  constructor(
    private readonly session: Session,
    readonly entity: EntityId,
    readonly file: number,
    private readonly document: CatalogDocument,
    private readonly onFact?: FactSink,
  ) {}

  /** Takes one batch; its bytes are handed over. */
  async add(ipc: Uint8Array, rows: number): Promise<void> {
    if (this.onFact) {
      const { entity, file } = this;
      this.waiting.push({ fact: { kind: 'rows', entity, file, rows }, bytes: ipc.slice() });
    }
    await this.session.insert({ ...staging, create: this.rows === 0, rowsBefore: this.rows }, ipc, rows);
    this.rows += rows;
    if (this.rows >= gatheredRows) await this.flush();
  }

  /**
   * Moves what was gathered into the entity.
   * @throws AppError `bug/replay-dictionary` when a word has no number
   */
  async flush(): Promise<void> {
    if (this.rows === 0) return;
    const { session, entity } = this;
    const table = id('store', entity);
    const { columns, cells, joins, coded } = await this.plan();
    const before = await this.countNumbers(coded);
    await session.execute(sql`
      INSERT INTO ${table} (${join(columns)})
      SELECT ${join(cells)} FROM store.staging AS staged ${join(joins, sql` `)}`);
    const lost = (await this.countWords(coded)) - ((await this.countNumbers(coded)) - before);
    if (lost !== 0) throw new AppError('bug', 'replay-dictionary', { entity, rows: lost });
    await session.execute(sql`DROP TABLE store.staging`);
    this.rows = 0;
    for (const { fact, bytes } of this.waiting.splice(0)) await this.onFact?.(fact, bytes);
  }

  /** Which columns are filled, from what, and which of them through a dictionary, which first learns its new words. */
  private async plan(): Promise<{ columns: Sql[]; cells: Sql[]; joins: Sql[]; coded: Coded[] }> {
    const { session, entity, onFact } = this;
    const free = freeOf(entity, this.document);
    const columns: Sql[] = [sql`_file`, sql`_row`];
    const cells: Sql[] = [sql`staged._file`, sql`staged._row`];
    const joins: Sql[] = [];
    const coded: Coded[] = [];
    for (const target of await this.targets()) {
      const field = fieldOf(entity, target);
      const words = field?.dictionary && dictionaries[field.dictionary];
      const cell = sql`staged.${id(target)}`;
      if (!words) {
        const type = physicalType(field?.type ?? free.find((own) => own.column === target)?.type ?? 'text');
        columns.push(id(target));
        cells.push(sql`CAST(${cell} AS ${type})`);
        continue;
      }
      if (onFact) {
        const found = sql`SELECT ${cell} AS word, staged._row AS first FROM store.staging AS staged WHERE ${cell} IS NOT NULL`;
        await extendDictionary(session, words, found, onFact);
      }
      columns.push(id(words.number));
      cells.push(sql`${words.table}.${id(words.number)}`);
      joins.push(sql`LEFT JOIN ${words.table} ON ${words.table}.${id(words.text)} = ${cell}`);
      coded.push({ cell, column: id(words.number) });
    }
    return { columns, cells, joins, coded };
  }

  /** Planned targets among the columns of the staged batches. */
  private async targets(): Promise<string[]> {
    const { schema } = await this.session.table(sql`SELECT * FROM store.staging LIMIT 0`);
    return schema.fields.map((field) => field.name).filter((name) => name !== '_file' && name !== '_row');
  }

  private countWords(coded: readonly Coded[]): Promise<number> {
    const counts = coded.map(({ cell }) => sql`count(${cell})`);
    return this.sum(counts, sql`store.staging AS staged`);
  }

  private countNumbers(coded: readonly Coded[]): Promise<number> {
    const counts = coded.map(({ column }) => sql`count(${column})`);
    return this.sum(counts, id('store', this.entity));
  }

  private async sum(counts: readonly Sql[], table: Sql): Promise<number> {
    if (counts.length === 0) return 0;
    const [row] = await this.session.query<{ n: number }>(
      sql`SELECT (${join(counts, sql` + `)})::DOUBLE AS n FROM ${table}`,
    );
    return row?.n ?? 0;
  }
}

/** A column of numbers and the staged words it stands for. */
interface Coded {
  readonly cell: Sql;
  readonly column: Sql;
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
