import { expose, releaseProxy, transfer } from 'comlink';
import { toFailure } from './errors';
import type { LedgerEntry, Progress, TaskTable, WorkerApi } from './protocol';

/** Progress is for people: ten reports a second are smooth, and a tight loop may report as often as it likes. */
const reportIntervalMs = 100;

/** Serves a table of tasks to the page that started this worker. Called once, when the worker's module is evaluated. */
export function serve(table: TaskTable, name: string): void {
  expose(createWorkerApi(table, watchRequests(name)));
}

/**
 * What `serve` exposes, apart from the thread. A task's module is loaded on its first call. Whatever a task throws
 * comes back as a value: Comlink would drop class, code and details.
 */
export function createWorkerApi(table: TaskTable, readLedger: () => readonly LedgerEntry[]): WorkerApi {
  return {
    hello: async () => Object.keys(table),
    ledger: async () => readLedger(),
    async run(name, input, params, seed, onProgress, onChunk, onTake) {
      try {
        const load = Object.hasOwn(table, name) ? table[name] : undefined;
        if (!load) throw new Error(`this worker serves no task '${name}'`);
        const task = await load();
        const reporter = createReporter(onProgress);
        const value: unknown = await task.run(input, params, {
          seed,
          report: reporter.report,
          emit: (chunk: unknown, transfers: Transferable[] = []) =>
            onChunk(transfers.length > 0 ? transfer(chunk as object, transfers) : chunk),
          take: async () => (await onTake?.()) ?? null,
        });
        await reporter.flush();
        return transfer({ ok: true, value }, buffersOf(value));
      } catch (thrown) {
        return { ok: false, failure: toFailure(thrown) };
      } finally {
        closeChannel(onProgress);
        closeChannel(onChunk);
        if (onTake) closeChannel(onTake);
      }
    },
  };
}

/** A callback from the page stands for a message channel; left to the garbage collector, two stay open per call. */
function closeChannel(callback: object): void {
  (callback as { [releaseProxy]?: () => void })[releaseProxy]?.();
}

/**
 * Passes reports on, at least 100 ms apart; what falls between is held and the last one goes out with `flush`.
 * A fraction outside [0, 1] is clamped, one below an earlier one is raised to it, NaN keeps it: a bar never runs back.
 */
export function createReporter(send: (progress: Progress) => unknown, now = () => performance.now()) {
  let highest = 0;
  let sentAt = -Infinity;
  let held: Progress | null = null;
  let delivery: Promise<unknown> = Promise.resolve();
  const pass = (progress: Progress) => {
    held = null;
    sentAt = now();
    // A failing listener is the page's affair: the pool rejects the call and ends this thread.
    delivery = Promise.resolve(send(progress)).catch(() => undefined);
  };
  return {
    report(fraction: number, stage?: string): void {
      highest = Math.max(highest, Math.min(1, Number.isNaN(fraction) ? 0 : fraction));
      const progress: Progress = stage === undefined ? { fraction: highest } : { fraction: highest, stage };
      if (now() - sentAt >= reportIntervalMs) pass(progress);
      else held = progress;
    },
    /** Settles when the last report was taken, so that none arrives after the result. */
    async flush(): Promise<void> {
      if (held) pass(held);
      await delivery;
    },
  };
}

/**
 * The distinct buffers of the typed arrays within plain data: a finished task has no more use for them, and moving
 * takes no time where copying a million rows takes both time and memory.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const buffer = ArrayBuffer.isView(next) ? next.buffer : next;
    if (buffer instanceof ArrayBuffer) buffers.add(buffer);
    else if (next instanceof Map) for (const entry of next) open.push(entry[0], entry[1]);
    else if (Array.isArray(next) || next instanceof Set) for (const item of next) open.push(item);
    else if (!ArrayBuffer.isView(next)) for (const item of Object.values(next)) open.push(item);
  }
  return [...buffers];
}

/** Notes every address this thread fetches: the page's own resource timing does not see its workers. */
function watchRequests(initiator: string): () => readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  const take = (list: PerformanceEntryList) => {
    for (const entry of list as PerformanceResourceTiming[]) {
      const at = performance.timeOrigin + entry.startTime;
      entries.push({ url: entry.name, at, initiator, bytes: entry.transferSize });
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'resource', buffered: true });
  return () => {
    // A thread that was busy has not yet been called back with its latest requests.
    take(observer.takeRecords());
    return entries;
  };
}
