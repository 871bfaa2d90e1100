import type { Table } from 'apache-arrow';
import type { Row } from './arrow-values';
import type { Sql } from './sql';

/** The part of a Worker the engine needs: a browser's Worker, or a thread of Node in tests. */
export interface EngineWorker {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
  addEventListener(type: string, listener: (event: never) => void): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
}

export interface EngineOptions {
  /** Starts the thread that runs DuckDB's `eh` worker script. Called again after every loss. */
  spawn(): Promise<EngineWorker> | EngineWorker;
  /** Address of `duckdb-eh.wasm` (a path in Node). */
  readonly wasmUrl: string;
  /**
   * Gives the tables back after a restart, through the session handed in: every other call waits until it is done.
   */
  restore?(session: Session): Promise<void>;
  /** Told of every loss of the engine with its reason; `restored` settles when the tables are back, or rejects. */
  onLost?(reason: Error, restored: Promise<void>): void;
  readonly openDeadlineMs?: number;
}

export interface QueryOptions {
  readonly signal?: AbortSignal;
}

/** One connection to the engine. Inside a transaction all its statements see each other's changes. */
export interface Session {
  /** Rows as plain objects keyed by the query's own column names: never use a user's column name as an alias here. */
  query<T extends object = Row>(statement: Sql, options?: QueryOptions): Promise<T[]>;
  table(statement: Sql, options?: QueryOptions): Promise<Table>;
  execute(statement: Sql, options?: QueryOptions): Promise<void>;
  /**
   * Inserts one Arrow IPC *stream*; the bytes are handed over and cannot be used again.
   * @throws AppError `bug/insert-count` when the table did not grow by `rows`.
   */
  insert(target: InsertTarget, ipc: Uint8Array, rows: number): Promise<void>;
}

export interface InsertTarget {
  readonly schema: string;
  readonly table: string;
  /** Makes the table from the Arrow schema; else it must exist with the same columns. */
  readonly create?: boolean;
}

export interface ReadOnlyOptions extends QueryOptions {
  /** Rows fetched at most; default 10,000. */
  readonly limit?: number;
  /** Default 30,000. */
  readonly deadlineMs?: number;
}

/** Result of a user's own statement. Names are unique: a second equal name gets `_1`. Rows have no prototype. */
export interface ReadOnlyResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Row[];
  /** Whether the limit cut the result. */
  readonly isCut: boolean;
}

export interface Engine extends Session {
  /** DuckDB's version, such as `v1.4.3`. */
  readonly version: string;
  /** Runs `work` on a connection of its own, one transaction at a time; any failure or abort rolls everything back. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: QueryOptions): Promise<T>;
  /** Runs a user's statement: one, read-only, with a deadline. */
  readOnly(text: string, options?: ReadOnlyOptions): Promise<ReadOnlyResult>;
  close(): Promise<void>;
}

/**
 * Opens the engine and locks it before any user data is near.
 * @throws AppError `environment/engine-open` when it does not answer in time.
 */
export function createEngine(_options: EngineOptions): Promise<Engine> {
  throw new Error('to be written');
}
