import type { ReadAccount, ReadChunk } from '../../../../workers/protocol';
import { AppError } from '../../core/errors';
import { freeOf, type Catalog, type CatalogDocument, type FreeColumn } from '../catalog';
import type { Engine, Session } from '../engine';
import type { EntityId } from '../entities';
import type { FactSink } from '../facts';
import { addColumn, physicalColumn, physicalType, recreateEntity } from '../schema';
import { id, join, sequence, sql, values, type Sql } from '../sql';
import { createEntityViews } from '../views';
import { filesOf, physicalTarget, planned, withAccount, without } from './document';
import { replayFacts, type Facts } from './replay';
import { Staging, rawsStream, rawsTable, rejectsStream, rejectsTable } from './rows';

export interface LoadRequest {
  /** From `catalog.reserveFile()`, the number in the read plan. */
  readonly file: number;
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly entity: EntityId;
  /** From `catalog.freeColumns()`: the free attributes among the planned targets. */
  readonly free: readonly FreeColumn[];
  /** Planned targets in the order of the plan, to check each column's count against the reader's. */
  readonly targets: readonly string[];
  /** `replace` takes the entity's earlier rows out in the same transaction. */
  readonly mode: 'append' | 'replace';
}

export interface LoadReceipt {
  readonly file: number;
  readonly entity: EntityId;
  readonly lines: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly cellRejects: number;
  /** Files whose rows of this entity were replaced: their facts (`isFactOfImport`) are to be dropped. */
  readonly replaced: readonly number[];
}

export interface Loader {
  /**
   * Loads one file into one entity. `read` runs the import task and hands every chunk to `take`; it resolves to the
   * reader's account. All or nothing: cancel or failure leaves the engine as it was.
   * @throws AppError `bug/load-count` when the engine's numbers and the reader's differ.
   */
  load(
    request: LoadRequest,
    read: (take: (chunk: ReadChunk) => Promise<void>) => Promise<ReadAccount>,
    options: { readonly onFact: FactSink; readonly signal?: AbortSignal },
  ): Promise<LoadReceipt>;
  /** Takes the rows, rejects and raw cells of one import out. */
  remove(entity: EntityId, file: number): Promise<{ removed: number }>;
  /**
   * Rebuilds the tables from the log, with the same numbers. Starts from the empty tables and the views that
   * `catalog.restore` makes. Give the session of `restore` after a loss, or one of `engine.transaction`.
   */
  replay(facts: Facts, session: Session): Promise<void>;
}

export function createLoader(engine: Engine, catalog: Catalog): Loader {
  async function load(
    request: LoadRequest,
    read: (take: (chunk: ReadChunk) => Promise<void>) => Promise<ReadAccount>,
    { onFact, signal }: { readonly onFact: FactSink; readonly signal?: AbortSignal },
  ): Promise<LoadReceipt> {
    const { entity, file } = request;
    const finished = await engine.transaction(
      async (session) => {
        const before = catalog.document();
        const plan = planned(before, request);
        await prepare(session, catalog, before, plan.document, request);
        const seen = { loaded: 0, rejected: 0, cellRejects: 0, raws: 0 };
        const staging = new Staging(session, entity, file, plan.document, onFact);
        const account = await oneAhead(read, async (chunk) => {
          if (chunk.rows > 0) await staging.add(chunk.ipc, chunk.rows);
          await keepRemarks(session, request, chunk, onFact);
          seen.loaded += chunk.rows;
          seen.raws += chunk.raws.length;
          for (const { scope } of chunk.rejects) seen[scope === 'row' ? 'rejected' : 'cellRejects'] += 1;
        });
        await staging.flush();
        await verify(session, request, account, seen);
        const document = withAccount(plan.document, request, account);
        const { name, bytes, lastModified } = request;
        await session.execute(
          sequence([
            sql`DELETE FROM store.files WHERE file = ${file}`,
            sql`INSERT INTO store.files VALUES (${file}, ${name}, ${bytes}, ${new Date(lastModified)})`,
          ]),
        );
        await createEntityViews(session, catalog.shape(entity, document));
        return { document, account, replaced: plan.replaced };
      },
      { signal },
    );
    catalog.adopt(finished.document, entity);
    const { lines, loaded, rejected, skipped, cellRejects } = finished.account;
    return { file, entity, lines, loaded, rejected, skipped, cellRejects, replaced: finished.replaced };
  }

  async function remove(entity: EntityId, file: number): Promise<{ removed: number }> {
    const before = catalog.document();
    const document = without(before, entity, [file]);
    const removed = before.files
      .filter((one) => one.file === file)
      .flatMap((one) => one.imports.filter((done) => done.entity === entity))
      .reduce((rows, done) => rows + done.rows, 0);
    await engine.transaction(async (session) => {
      await session.execute(sql`DELETE FROM ${id('store', entity)} WHERE _file = ${file}`);
      await deleteRemarks(session, entity, [file]);
      // What no file brings any more goes, so that a rebuild from the log gives the same table.
      const kept = catalog.shape(entity, document).columns;
      for (const column of catalog.shape(entity, before).columns) {
        if (!kept.has(column)) await session.execute(sql`ALTER TABLE ${id('store', entity)} DROP COLUMN ${id(column)}`);
      }
      if (!document.files.some((one) => one.file === file)) {
        await session.execute(sql`DELETE FROM store.files WHERE file = ${file}`);
      }
      await createEntityViews(session, catalog.shape(entity, document));
    });
    catalog.adopt(document, entity);
    return { removed };
  }

  return {
    load,
    remove,
    async replay(facts, session) {
      await replayFacts(catalog, facts, session);
      catalog.adopt(catalog.document(), null);
    },
  };
}

/** Makes the physical table ready for the file: empty for `replace`, with its columns, with types wide enough. */
async function prepare(
  session: Session,
  catalog: Catalog,
  before: CatalogDocument,
  after: CatalogDocument,
  { entity, mode }: LoadRequest,
): Promise<void> {
  const table = id('store', entity);
  let present = catalog.shape(entity, before).columns;
  if (mode === 'replace') {
    await recreateEntity(session, entity);
    await deleteRemarks(session, entity, filesOf(before, entity));
    present = new Set();
  }
  const free = freeOf(entity, after);
  const changes: Sql[] = [];
  for (const column of catalog.shape(entity, after).columns) {
    if (!present.has(column)) {
      changes.push(addColumn(entity, free, column));
      continue;
    }
    const now = physicalColumn(entity, freeOf(entity, before), column).text;
    const wanted = physicalColumn(entity, free, column);
    if (wanted.text === now) continue;
    const widened = free.find((own) => own.column === column);
    if (widened) {
      changes.push(sql`ALTER TABLE ${table} ALTER ${id(column)} SET DATA TYPE ${physicalType(widened.type)}`);
    }
  }
  if (changes.length > 0) await session.execute(sequence(changes));
}

/**
 * Lets the reader make the next chunk while the engine takes the last one. Settles only when the engine has finished,
 * whatever became of the reader: what follows a failure must find the connection free.
 */
async function oneAhead<Chunk, Account>(
  read: (take: (chunk: Chunk) => Promise<void>) => Promise<Account>,
  write: (chunk: Chunk) => Promise<void>,
): Promise<Account> {
  let writing: Promise<void> = Promise.resolve();
  try {
    return await read(async (chunk) => {
      await writing;
      writing = write(chunk);
      // Told to the reader with its next chunk, or below.
      writing.catch(() => undefined);
    });
  } finally {
    await writing;
  }
}

/** Writes the rejects and raw cells of a chunk. The engine takes the bytes away, so the facts keep theirs. */
async function keepRemarks(
  session: Session,
  { entity, file }: LoadRequest,
  { rejects, raws }: ReadChunk,
  onFact: FactSink,
): Promise<void> {
  if (rejects.length > 0) {
    const bytes = rejectsStream(file, entity, rejects);
    await session.insert(rejectsTable, bytes.slice(), rejects.length);
    await onFact({ kind: 'rejects', entity, file, rows: rejects.length }, bytes);
  }
  if (raws.length > 0) {
    const bytes = rawsStream(file, entity, raws);
    await session.insert(rawsTable, bytes.slice(), raws.length);
    await onFact({ kind: 'raws', entity, file, rows: raws.length }, bytes);
  }
}

async function deleteRemarks(session: Session, entity: EntityId, files: readonly number[]): Promise<void> {
  for (const { schema, table } of [rejectsTable, rawsTable]) {
    const isOfImport = sql`entity = ${entity} AND _file IN ${values(files)}`;
    await session.execute(sql`DELETE FROM ${id(schema, table)} WHERE ${isOfImport}`);
  }
}

/**
 * The account must come out three times: by the reader, by the chunks as they arrived, and by the engine's own count
 * of rows and of filled cells. A rejected cell was filled and is NULL now; so is a word such as `NULL`, whose text is
 * kept as a raw cell.
 */
async function verify(
  session: Session,
  { entity, file, targets }: LoadRequest,
  account: ReadAccount,
  seen: { loaded: number; rejected: number; cellRejects: number; raws: number },
): Promise<void> {
  const columns = targets.map((target) => id(physicalTarget(entity, target)));
  const cells = columns.map((column) => sql`count(${column})`);
  const [engine] = await session.query<{ rows: number; cells: number }>(sql`
    SELECT count(*)::DOUBLE AS rows, (${join([sql`0`, ...cells], sql` + `)})::DOUBLE AS cells
    FROM ${id('store', entity)} WHERE _file = ${file}`);
  const filled = account.columns.reduce((sum, column) => sum + column.filled, 0);
  const checks: readonly (readonly [string, number, number])[] = [
    ['lines', account.lines, account.loaded + account.rejected + account.skipped],
    ['loaded', account.loaded, seen.loaded],
    ['rejected', account.rejected, seen.rejected],
    ['cell-rejects', account.cellRejects, seen.cellRejects],
    ['rows', account.loaded, engine?.rows ?? 0],
  ];
  for (const [what, expected, found] of checks) {
    if (expected !== found) throw new AppError('bug', 'load-count', { what, expected, found });
  }
  const emptied = filled - (engine?.cells ?? 0);
  if (emptied < account.cellRejects || emptied > account.cellRejects + seen.raws) {
    throw new AppError('bug', 'load-count', { what: 'cells', expected: account.cellRejects, found: emptied });
  }
}
