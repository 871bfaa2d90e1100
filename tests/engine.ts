import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createEngine, type Engine, type EngineOptions, type EngineWorker } from '../src/lib/data/engine';
import type { WorkspaceSources } from '../src/lib/data/workspace';

/** From the root of the repository, where tests and benchmarks are started: a bundled benchmark has another folder. */
const dist = resolve('node_modules/@duckdb/duckdb-wasm/dist');

/** DuckDB's Node script expects a browser worker's globals; its log goes nowhere, as failures are what tests provoke. */
const boot = `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  require(${JSON.stringify(resolve(dist, 'duckdb-node-eh.worker.cjs'))});
`;

/** The real engine on a thread of Node, behind the face of a browser's Worker. */
export function spawnEngineThread(): EngineWorker {
  const thread = new Worker(boot, { eval: true, stdout: true, stderr: true });
  const listeners = new Map<unknown, { event: string; run: (value: unknown) => void }>();
  return {
    postMessage: (message, transfer) => thread.postMessage(message, transfer as never),
    terminate: () => void thread.terminate(),
    addEventListener(type, listener) {
      const call = listener as (event: unknown) => void;
      const wrap: Record<string, (value: unknown) => void> = {
        message: (data) => call({ data }),
        error: (error) => call({ message: String(error) }),
        close: () => call({}),
      };
      const event = type === 'close' ? 'exit' : type;
      const run = wrap[type] ?? call;
      listeners.set(listener, { event, run });
      thread.on(event, run);
    },
    removeEventListener(_type, listener) {
      const found = listeners.get(listener);
      if (found) thread.off(found.event, found.run);
    },
  };
}

const wasmUrl = resolve(dist, 'duckdb-eh.wasm');
if (!existsSync(wasmUrl)) throw new Error('duckdb-eh.wasm is missing: run npm ci');

/** The product's engine in Node, for tests on real SQL. Close it at the end. */
export const openTestEngine = (options: Partial<EngineOptions> = {}): Promise<Engine> =>
  createEngine({ spawn: spawnEngineThread, wasmUrl, ...options });

/** The hands of a workspace in tests that let no file out. */
export const noExports: Pick<WorkspaceSources, 'write' | 'log'> = {
  write: () => Promise.reject(new Error('this test writes no file')),
  log: () => Promise.reject(new Error('this test writes no file')),
};
