import type { Table } from 'apache-arrow';
import { AppError, throwIfAborted } from '../core/errors';
import { rowsOf, type Row } from './arrow-values';
import type { Connection } from './connection';
import { toEngineError } from './engine-errors';
import { id, sql, type Sql } from './sql';

export interface QueryOptions {
  readonly signal?: AbortSignal;
}

export interface InsertTarget {
  readonly schema: string;
  readonly table: string;
  /** Makes the table from the Arrow schema; else it must exist with the same columns. */
  readonly create?: boolean;
  /** Rows already there, when the caller knows: it need not be counted. */
  readonly rowsBefore?: number;
}

/** One connection to the engine. Inside a transaction all its statements see each other's changes. */
export interface Session {
  /** Rows as plain objects keyed by the query's own column names: never use a user's column name as an alias here. */
  query<T extends object = Row>(statement: Sql, options?: QueryOptions): Promise<T[]>;
  table(statement: Sql, options?: QueryOptions): Promise<Table>;
  /** The result as one Arrow IPC stream, undecoded: for another thread. */
  bytes(statement: Sql, options?: QueryOptions): Promise<Uint8Array>;
  execute(statement: Sql, options?: QueryOptions): Promise<void>;
  /**
   * Inserts one Arrow IPC *stream*; the bytes are handed over and cannot be used again.
   * @throws AppError `bug/insert-stream` when the bytes are no whole stream (the engine would take them without a
   * word and insert nothing), `bug/insert-count` when the table did not grow by `rows`.
   */
  insert(target: InsertTarget, ipc: Uint8Array, rows: number): Promise<void>;
}

/** A session on a connection; `signal` cancels every statement that has no signal of its own. */
export function sessionOn(connection: Connection, signal?: AbortSignal): Session {
  async function table(statement: Sql, options?: QueryOptions): Promise<Table> {
    try {
      return await connection.run(statement.text, options?.signal ?? signal);
    } catch (thrown) {
      throw toEngineError(thrown, 'product');
    }
  }

  async function bytes(statement: Sql, options?: QueryOptions): Promise<Uint8Array> {
    try {
      return await connection.fetch(statement.text, options?.signal ?? signal);
    } catch (thrown) {
      throw toEngineError(thrown, 'product');
    }
  }

  async function count(target: InsertTarget): Promise<number> {
    const result = await table(sql`SELECT count(*)::DOUBLE AS n FROM ${id(target.schema, target.table)}`);
    return rowsOf<{ n: number }>(result)[0]?.n ?? 0;
  }

  return {
    table,
    bytes,
    query: async <T extends object>(statement: Sql, options?: QueryOptions) =>
      rowsOf<T>(await table(statement, options)),
    execute: async (statement, options) => {
      await table(statement, options);
    },
    async insert(target, ipc, rows) {
      throwIfAborted(signal);
      if (!isWholeStream(ipc)) throw new AppError('bug', 'insert-stream', { table: target.table, bytes: ipc.length });
      const before = target.create ? 0 : (target.rowsBefore ?? (await count(target)));
      // Moving a part of a larger buffer would take the rest away from its owner.
      const own = ipc.byteLength === ipc.buffer.byteLength ? ipc : ipc.slice();
      try {
        await connection.insert(target, own);
      } catch (thrown) {
        connection.isSpoiled = true;
        throw toEngineError(thrown, 'product');
      }
      const inserted = (await count(target)) - before;
      if (inserted !== rows) {
        connection.isSpoiled = true;
        throw new AppError('bug', 'insert-count', { table: target.table, expected: rows, inserted });
      }
    },
  };
}

/** Begins with the continuation mark and ends with the end mark of the Arrow IPC streaming format. */
function isWholeStream(ipc: Uint8Array): boolean {
  if (ipc.length < 16) return false;
  const view = new DataView(ipc.buffer, ipc.byteOffset, ipc.byteLength);
  const mark = 0xffffffff;
  return view.getUint32(0) === mark && view.getUint32(ipc.length - 8) === mark && view.getUint32(ipc.length - 4) === 0;
}
