import { AppError, cancelled, throwIfAborted } from '../core/errors';
import type { Connection } from './connection';
import { openInstance, type EngineWorker, type Instance } from './engine-instance';
import { readOnlyParts, runReadOnly, type ReadOnlyOptions, type ReadOnlyResult } from './read-only';
import { createTables } from './schema';
import { sessionOn, type QueryOptions, type Session } from './session';
import { sql } from './sql';

export type { EngineWorker } from './engine-instance';
export type { ReadOnlyOptions, ReadOnlyResult } from './read-only';
export type { InsertTarget, QueryOptions, Session } from './session';

export interface EngineOptions {
  /** Starts the thread that runs DuckDB's `eh` worker script. Called again after every loss. */
  spawn(): Promise<EngineWorker> | EngineWorker;
  /** Absolute address of `duckdb-eh.wasm` (a path in Node). */
  readonly wasmUrl: string;
  /**
   * Gives the tables back after a restart, through the session handed in: every other call waits until it is done.
   */
  restore?(session: Session): Promise<void>;
  /** Told of every loss of the engine with its reason; `restored` settles when the tables are back, or rejects. */
  onLost?(reason: AppError, restored: Promise<void>): void;
  /** Default 120 s: the wasm file may have to come over a slow line. */
  readonly openDeadlineMs?: number;
}

/**
 * The one door to DuckDB. Reads run side by side, each on a connection of its own; writes run one after the other, so
 * that transactions never conflict, while reads go on seeing the state before. A transaction inside a transaction
 * would wait for itself: functions that write take a `Session`.
 *
 * When the instance dies (a trap, a thread that ended or fell silent) every call under way rejects with
 * `environment/engine-restarted`, a new instance is started and given its tables back, and later calls wait for it.
 */
export interface Engine extends Session {
  /** DuckDB's version, such as `v1.4.3`. */
  readonly version: string;
  /** Runs `work` on a connection of its own; any failure or abort rolls everything back. */
  transaction<T>(work: (session: Session) => Promise<T>, options?: QueryOptions): Promise<T>;
  /** Runs a user's statement: one, read-only, with a deadline. */
  readOnly(text: string, options?: ReadOnlyOptions): Promise<ReadOnlyResult>;
  /** The same without a limit, in parts, each one Arrow IPC stream. */
  readOnlyParts(text: string, options?: Omit<ReadOnlyOptions, 'limit'>): AsyncGenerator<Uint8Array>;
  /** Counts the starts. Waits until the tables are back: what was made before the last start may be gone. */
  generation(): Promise<number>;
  /** Whether the engine refuses files, addresses and changes of this; asked of the engine itself. */
  isLocked(): Promise<boolean>;
  close(): Promise<void>;
}

interface Running {
  readonly generation: number;
  readonly instance: Instance;
  readonly idle: Connection[];
  writer: Connection;
}

const defaultOpenDeadlineMs = 120_000;
/** Reads side by side; more would only share the one thread, each holding its result in memory. */
const maxReaders = 4;
const restartAttempts = 2;

/**
 * Opens the engine and locks it before any user data is near.
 * @throws AppError `environment/engine-open` when it does not start in time.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  let isClosed = false;
  let generations = 0;
  let running: Promise<Running>;
  let writes: Promise<unknown> = Promise.resolve();
  let readers = 0;
  const waiting: (() => void)[] = [];

  async function start(): Promise<Running> {
    const worker = await options.spawn();
    const instance = await openInstance(worker, options.wasmUrl, options.openDeadlineMs ?? defaultOpenDeadlineMs);
    const writer = await instance.connect();
    await createTables(sessionOn(writer));
    return { generation: ++generations, instance, idle: [], writer };
  }

  function supervise(now: Running): Running {
    void now.instance.lost.then((reason) => {
      if (isClosed) return;
      running = restart();
      const restored = running.then(() => undefined);
      // Calls that wait for `running` reject with it; without one the rejection is nobody's.
      restored.catch(() => undefined);
      options.onLost?.(reason, restored);
    });
    return now;
  }

  async function restart(): Promise<Running> {
    for (let attempt = 1; ; attempt++) {
      let next: Running | undefined;
      try {
        next = await start();
        await options.restore?.(sessionOn(next.writer));
        return supervise(next);
      } catch (thrown) {
        const diedAgain = next?.instance.isLost === true;
        next?.instance.lose(new AppError('environment', 'engine-lost', {}, { cause: thrown }));
        if (attempt < restartAttempts && (diedAgain || !next)) continue;
        throw thrown;
      }
    }
  }

  /** Resolves when a place for reading may be free, or when the wait was given up. */
  function turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const at = waiting.indexOf(wake);
        if (at >= 0) waiting.splice(at, 1);
        resolve();
      };
      waiting.push(wake);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Runs `use` on a connection for reading, waiting for a free one. */
  async function reading<T>(use: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    while (readers >= maxReaders) {
      await turn(signal);
      if (signal?.aborted) {
        // Whoever woke this one meant a place for somebody.
        waiting.shift()?.();
        throw cancelled();
      }
    }
    readers += 1;
    try {
      const { idle, instance } = await running;
      throwIfAborted(signal);
      const connection = idle.pop() ?? (await instance.connect());
      try {
        return await use(connection);
      } finally {
        if (!instance.isLost) idle.push(connection);
      }
    } finally {
      readers -= 1;
      waiting.shift()?.();
    }
  }

  /** Runs `use` when all earlier writes are done. */
  function writing<T>(use: (now: Running) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const mine = writes.then(async () => {
      throwIfAborted(signal);
      const now = await running;
      if (now.writer.isSpoiled) {
        await now.writer.close();
        now.writer = await now.instance.connect();
      }
      return use(now);
    });
    writes = mine.catch(() => undefined);
    return signal ? Promise.race([mine, aborted(signal, mine)]) : mine;
  }

  running = start().then(supervise);
  const { version } = (await running).instance;

  const engine: Engine = {
    version,
    query: (statement, query) => reading((connection) => sessionOn(connection).query(statement, query), query?.signal),
    table: (statement, query) => reading((connection) => sessionOn(connection).table(statement, query), query?.signal),
    bytes: (statement, query) => reading((connection) => sessionOn(connection).bytes(statement, query), query?.signal),
    execute: (statement, query) => writing(({ writer }) => sessionOn(writer).execute(statement, query), query?.signal),
    insert: (target, ipc, rows) => writing(({ writer }) => sessionOn(writer).insert(target, ipc, rows)),
    transaction: (work, query) =>
      writing(({ writer, instance }) => transact(writer, instance, work, query?.signal), query?.signal),
    readOnly: async (text, query) => runReadOnly((await running).instance, text, query),
    async *readOnlyParts(text, query) {
      yield* readOnlyParts((await running).instance, text, query);
    },
    generation: async () => (await running).generation,
    async isLocked() {
      const [row] = await engine.query<{ locked: boolean }>(
        sql`SELECT current_setting('lock_configuration')::BOOLEAN
              AND NOT current_setting('enable_external_access')::BOOLEAN AS locked`,
      );
      return row?.locked === true;
    },
    async close() {
      isClosed = true;
      const now = await running.catch(() => undefined);
      now?.instance.lose(new AppError('environment', 'engine-closed'));
    },
  };
  return engine;
}

async function transact<T>(
  writer: Connection,
  instance: Instance,
  work: (session: Session) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  // BEGIN, COMMIT and ROLLBACK are not cancelled: half of them would leave the connection in an unknown state.
  const frame = sessionOn(writer);
  await frame.execute(sql`BEGIN TRANSACTION`);
  try {
    const result = await work(sessionOn(writer, signal));
    throwIfAborted(signal);
    await frame.execute(sql`COMMIT`);
    return result;
  } catch (thrown) {
    if (!instance.isLost) await frame.execute(sql`ROLLBACK`).catch(() => undefined);
    throw thrown;
  }
}

/** Rejects once aborted, but leaves a write that has begun to its own end, which the abort hastens. */
function aborted(signal: AbortSignal, mine: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    void mine.catch(() => undefined).finally(() => signal.removeEventListener('abort', stop));
  });
}
