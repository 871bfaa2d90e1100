import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import { AppError } from '../core/errors';
import { Connection, type Watch } from './connection';
import { isDeath } from './engine-errors';

/** The part of a Worker the engine needs: a browser's Worker, or a thread of Node in tests. */
export interface EngineWorker {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
  addEventListener(type: string, listener: (event: never) => void): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
}

/**
 * No extension is fetched, no file and no address is opened, and none of this can be undone: `lock_configuration` is
 * the last. The order matters, because the later settings forbid the earlier ones.
 */
const lock = [
  'SET autoload_known_extensions=false',
  'SET autoinstall_known_extensions=false',
  'SET allow_community_extensions=false',
  "SET allowed_directories=['local/']",
  'SET enable_external_access=false',
  'SET lock_configuration=true',
];

/** One start of DuckDB: it lives until it is closed or lost, and is never repaired. */
export interface Instance {
  readonly version: string;
  readonly isLost: boolean;
  /** Resolves with the reason once the instance is dead. */
  readonly lost: Promise<AppError>;
  connect(): Promise<Connection>;
  /** Declares the instance dead: its thread is ended and every waiting call is rejected with `reason`. */
  lose(reason: AppError): void;
}

export const restarted = (why: string, cause?: unknown) =>
  new AppError('environment', 'engine-restarted', { why }, { cause });

/** Between two looks at a silent thread, and how many silent looks make it dead: two minutes without a message. */
const lookEveryMs = 5_000;
const silentLooks = 24;

/**
 * Starts DuckDB on a new thread and locks it. Rejects with `environment/engine-open` when it fails or does not answer
 * within the deadline; the thread is then ended, because one that failed half-way would keep its memory.
 */
export async function openInstance(worker: EngineWorker, wasmUrl: string, deadlineMs: number): Promise<Instance> {
  let death: AppError | undefined;
  let silence = 0;
  let tellLoss: (reason: AppError) => void = () => undefined;
  const lost = new Promise<AppError>((resolve) => (tellLoss = resolve));
  const waiting = new Set<(reason: AppError) => void>();
  const looks = setInterval(() => {
    silence = waiting.size > 0 ? silence + 1 : 0;
    if (silence >= silentLooks) lose(restarted('silent'));
  }, lookEveryMs);

  function lose(reason: AppError): void {
    if (death) return;
    death = reason;
    clearInterval(looks);
    worker.terminate();
    for (const reject of [...waiting]) reject(reason);
    tellLoss(reason);
  }

  // Not a race with `lost`: each of a million polls would leave its reaction on that promise.
  const watch: Watch = (answer) =>
    new Promise((resolve, reject) => {
      if (death) return reject(death);
      waiting.add(reject);
      answer
        .finally(() => waiting.delete(reject))
        .then(resolve, (thrown: unknown) => {
          if (!isDeath(thrown)) return reject(thrown);
          const reason = restarted('trap', thrown);
          lose(reason);
          reject(reason);
        });
    });

  worker.addEventListener('message', () => (silence = 0));
  worker.addEventListener('error', (event: { message?: string }) => lose(restarted('error', event.message)));
  worker.addEventListener('close', () => lose(restarted('exit')));

  // The library asks for a whole Worker and uses only what EngineWorker has.
  const database = new AsyncDuckDB(new VoidLogger(), worker as unknown as Worker);
  const deadline = setTimeout(() => lose(new AppError('environment', 'engine-open', { why: 'deadline' })), deadlineMs);
  try {
    await watch(database.instantiate(wasmUrl));
    await watch(database.open({ path: ':memory:', query: { queryPollingInterval: 20 } }));
    const first = new Connection(database, await watch(database.connectInternal()), watch);
    for (const statement of lock) await first.run(statement);
    await first.close();
    const version = await watch(database.getVersion());
    return {
      version,
      get isLost() {
        return death !== undefined;
      },
      lost,
      connect: async () => new Connection(database, await watch(database.connectInternal()), watch),
      lose,
    };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const reason = new AppError('environment', 'engine-open', { why: message }, { cause: thrown });
    lose(reason);
    throw reason;
  } finally {
    clearTimeout(deadline);
  }
}
