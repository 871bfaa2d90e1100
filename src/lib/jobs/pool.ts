import type { ChunkOf, InputOf, LedgerEntry, OutputOf, ParamsOf } from '../../../workers/protocol';
import type { Tasks } from '../../../workers/tasks';
import { AppError, cancelled, throwIfAborted } from '../core/errors';
import { startThread, type CallOptions, type Deadlines, type Thread, type WorkerLike } from './thread';

export type { FilePart, Inspection, LayoutHints, LedgerEntry } from '../../../workers/protocol';
export type { DemoFile, DemoPart } from '../../../workers/tasks/import/demo';
export type { WorkerLike } from './thread';

export type TaskName = keyof Tasks & string;

export interface ComputeOptions<Chunk = unknown> {
  readonly signal?: AbortSignal;
  /** Default 0. */
  readonly seed?: number;
  readonly report?: (fraction: number, stage?: string) => void;
  /** Takes the parts a task emits; the task waits until the promise settles. */
  readonly onChunk?: (chunk: Chunk) => void | Promise<void>;
  /** Parts of an input too large to be sent at once, made as the task takes them. Their bytes are moved. */
  readonly parts?: AsyncIterable<Uint8Array>;
  /**
   * Buffers moved to the worker instead of copied; the caller must not use them again. Only what is listed is moved:
   * list every typed array above 64 KiB that is no longer needed. Results are always moved.
   */
  readonly transfer?: Transferable[];
}

/** Runs a task by name on a worker thread. Rejects with `AppError`; cancelling ends the thread. */
export type Compute = <Name extends TaskName>(
  name: Name,
  input: InputOf<Tasks, Name>,
  params: ParamsOf<Tasks, Name>,
  options?: ComputeOptions<ChunkOf<Tasks, Name>>,
) => Promise<OutputOf<Tasks, Name>>;

export interface PoolOptions extends Partial<Deadlines> {
  /** Starts the worker that serves a group of tasks (`import`, `clustering`, `classification`, `preference`, `export`). */
  readonly spawn: (group: string) => WorkerLike;
  /** Threads at a time; default: one fewer than the processor has, from 2 (one reads while another writes) to 4. */
  readonly size?: number;
  /** How long a thread without work is kept. Default 10 s. */
  readonly idleMs?: number;
}

export interface Pool {
  /**
   * Waits for a free thread, then runs the task on it. Rejects with `AppError`:
   * what the task refused (`input`), `cancelled`, or
   * `environment/worker-not-started` (thread, message): the worker did not load, or not within `handshakeMs` (20 s);
   * `environment/worker-lost` (thread, message): it died, mostly for want of memory;
   * `environment/worker-stalled` (task, silentMs): no report, chunk or result for `stallMs` (2 min);
   * `bug/unknown-task`, `bug/worker-protocol`, `bug/task-failed` (task, message), with the worker's stack as cause;
   * and whatever `report`, `onChunk` or `parts` throws.
   *
   * A lost call is not tried again: tasks are deterministic, so what exhausted memory once would do so twice, and the
   * chunks already handed out cannot be called back. A call must not wait for another from within `onChunk`.
   */
  readonly compute: Compute;
  /** Requests of all threads since the start, ended ones included. */
  ledger(): Promise<readonly LedgerEntry[]>;
  /** Ends all threads; what runs or waits is cancelled. */
  dispose(): void;
}

/** Groups of tasks that have no worker of their own. */
const servedByPreference = ['lifetime', 'rules', 'statistics', 'forecast'];

function groupOf(task: string): string {
  const group = task.slice(0, task.indexOf('/'));
  return servedByPreference.includes(group) ? 'preference' : group;
}

interface Waiter {
  readonly group: string;
  grant(slot: Slot): void;
  refuse(error: AppError): void;
}

interface Slot {
  readonly group: string;
  readonly thread: Thread;
  isBusy: boolean;
  idleTimer?: ReturnType<typeof setTimeout>;
}

const notStarted = (thread: string, thrown: unknown) =>
  new AppError('environment', 'worker-not-started', { thread, message: String(thrown) }, { cause: thrown });

const defaultSize = () => Math.max(2, Math.min((globalThis.navigator?.hardwareConcurrency ?? 2) - 1, 4));

/** A few threads, started on use, that run tasks one at a time each; calls beyond them wait in order. */
export function createPool(options: PoolOptions): Pool {
  const { spawn, size = defaultSize(), handshakeMs = 20_000, stallMs = 120_000, idleMs = 10_000 } = options;
  const slots = new Set<Slot>();
  const waiting: Waiter[] = [];
  const endedLedgers: (readonly LedgerEntry[])[] = [];
  let isDisposed = false;

  function acquire(group: string, signal: AbortSignal | undefined): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const leave = () => waiter.refuse(cancelled());
      const settle = () => {
        signal?.removeEventListener('abort', leave);
        const place = waiting.indexOf(waiter);
        if (place >= 0) waiting.splice(place, 1);
      };
      const waiter: Waiter = {
        group,
        grant: (slot) => (settle(), resolve(slot)),
        refuse: (error) => (settle(), reject(error)),
      };
      signal?.addEventListener('abort', leave);
      waiting.push(waiter);
      serveWaiting();
    });
  }

  function serveWaiting(): void {
    for (let waiter = waiting[0]; waiter; waiter = waiting[0]) {
      const idle = [...slots].filter(({ isBusy }) => !isBusy);
      const fitting = idle.find(({ group }) => group === waiter.group);
      if (!fitting && slots.size >= size) {
        // Threads of another group give way: places are counted, not groups.
        const [other] = idle;
        if (!other) return;
        other.thread.end();
      }
      try {
        const slot = fitting ?? open(waiter.group);
        clearTimeout(slot.idleTimer);
        slot.isBusy = true;
        waiter.grant(slot);
      } catch (thrown) {
        waiter.refuse(thrown instanceof AppError ? thrown : notStarted(waiter.group, thrown));
      }
    }
  }

  function open(group: string): Slot {
    const thread = startThread(group, spawn(group), { handshakeMs, stallMs });
    const slot: Slot = { group, thread, isBusy: false };
    slots.add(slot);
    thread.life.addEventListener('abort', () => {
      slots.delete(slot);
      clearTimeout(slot.idleTimer);
      void thread.ledger().then((entries) => endedLedgers.push(entries));
      // Not at once: a thread may end in the middle of `serveWaiting`, to make room for another.
      queueMicrotask(serveWaiting);
    });
    return slot;
  }

  async function release(slot: Slot): Promise<void> {
    // Asked before the thread may be ended to make room: afterwards it can no longer tell.
    await slot.thread.ledger();
    if (slot.thread.life.aborted) return;
    slot.isBusy = false;
    slot.idleTimer = setTimeout(() => slot.thread.end(), idleMs);
    serveWaiting();
  }

  async function run(name: string, input: unknown, params: unknown, call: CallOptions = {}): Promise<never> {
    if (isDisposed) throw cancelled();
    throwIfAborted(call.signal);
    const slot = await acquire(groupOf(name), call.signal);
    try {
      return (await slot.thread.call(name, input, params, call)) as never;
    } finally {
      void release(slot);
    }
  }

  return {
    compute: (name, input, params, call) => run(name, input, params, call),
    async ledger() {
      const current = await Promise.all(Array.from(slots, ({ thread }) => thread.ledger()));
      return [...endedLedgers, ...current].flat();
    },
    dispose() {
      isDisposed = true;
      for (const waiter of [...waiting]) waiter.refuse(cancelled());
      for (const { thread } of [...slots]) thread.end();
    },
  };
}
