import { proxy, transfer, wrap, type Endpoint } from 'comlink';
import type { Failure, LedgerEntry, Outcome, Progress, WorkerApi } from '../../../workers/protocol';
import { AppError, cancelled, toAppError, type AppErrorDetails } from '../core/errors';

/** The part of a Worker the pool needs: a browser's Worker, or a stand-in in tests. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

export interface Deadlines {
  /** How long a new thread may take until it names its tasks. */
  readonly handshakeMs: number;
  /** How long a running task may neither report nor emit nor end. */
  readonly stallMs: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly seed?: number;
  readonly report?: (fraction: number, stage?: string) => void;
  readonly onChunk?: (chunk: never) => void | Promise<void>;
  readonly parts?: AsyncIterable<Uint8Array>;
  readonly transfer?: Transferable[];
}

/** One worker thread: started, watched, ended. Every promise it gives settles, whatever becomes of the worker. */
export interface Thread {
  /** Aborted with the reason once the thread is gone. */
  readonly life: AbortSignal;
  call(name: string, input: unknown, params: unknown, options: CallOptions): Promise<unknown>;
  /** Requests of this thread; while it is busy or gone, those it told of last. */
  ledger(): Promise<readonly LedgerEntry[]>;
  end(reason?: AppError): void;
}

/** A thread that is computing does not answer; the ledger then shows what it said before. */
const ledgerDeadlineMs = 500;

/**
 * Wraps a worker. Comlink alone notices neither a worker's error nor its end: a call to a lost worker never settles.
 * Here all waiting ends with the thread's life, and the life ends with the first sign that the worker cannot answer.
 */
export function startThread(kind: string, worker: WorkerLike, { handshakeMs, stallMs }: Deadlines): Thread {
  const api = wrap<WorkerApi>(worker);
  const controller = new AbortController();
  const life = controller.signal;
  let hasStarted = false;
  let known: readonly LedgerEntry[] = [];

  const end = (reason: AppError = cancelled()) => {
    if (life.aborted) return;
    controller.abort(reason);
    worker.terminate();
  };
  const lose = (event: unknown) => {
    const message = (event as { message?: unknown }).message;
    const details = { thread: kind, message: typeof message === 'string' ? message : '' };
    end(new AppError('environment', hasStarted ? 'worker-lost' : 'worker-not-started', details));
  };
  for (const type of ['error', 'messageerror', 'exit']) worker.addEventListener(type, lose as EventListener);

  const handshake = setTimeout(
    () => end(new AppError('environment', 'worker-not-started', { thread: kind, message: '', waitedMs: handshakeMs })),
    handshakeMs,
  );
  const hello = orEnd(life, api.hello())
    .catch((thrown: unknown) => {
      const error = protocolError(thrown, 'worker-protocol', { thread: kind });
      end(error);
      throw error;
    })
    .finally(() => clearTimeout(handshake));
  hello.then(
    () => (hasStarted = true),
    () => undefined, // every call waits for the same promise and rejects with it
  );

  async function call(name: string, input: unknown, params: unknown, options: CallOptions): Promise<unknown> {
    const stopListening = onAbort(options.signal, () => end(cancelled()));
    let silence: Silence | undefined;
    const parts = options.parts?.[Symbol.asyncIterator]();
    try {
      const names = await hello;
      if (!names.includes(name)) throw new AppError('bug', 'unknown-task', { task: name, thread: kind });
      silence = watchSilence(stallMs, () => {
        end(new AppError('environment', 'worker-stalled', { task: name, silentMs: stallMs }));
      });
      const listeners = listenTo(silence, options, parts, (thrown) => end(toAppError(thrown)));
      const moved = options.transfer?.length ? transfer(input as object, options.transfer) : input;
      const { onProgress, onChunk, onTake } = listeners;
      // Comlink's types take the union of outcomes apart; it arrives as it was sent.
      const answer = (
        onTake
          ? api.run(name, moved, params, options.seed ?? 0, onProgress, onChunk, onTake)
          : api.run(name, moved, params, options.seed ?? 0, onProgress, onChunk)
      ) as Promise<Outcome<unknown>>;
      const outcome = await orEnd(life, answer).catch((thrown: unknown) => {
        // No outcome: the input or the result could not be cloned.
        const error = protocolError(thrown, 'task-failed', { task: name });
        end(error);
        throw error;
      });
      if (outcome.ok) return outcome.value;
      throw fromFailure(name, outcome.failure);
    } finally {
      silence?.stop();
      stopListening();
      // Whoever makes the parts may hold something open; a call that ended early takes no more of them.
      parts?.return?.().catch(() => undefined);
    }
  }

  async function ledger(): Promise<readonly LedgerEntry[]> {
    if (life.aborted) return known;
    const answer = orEnd(life, api.ledger()).then(
      (entries) => (known = entries),
      () => known,
    );
    return Promise.race([answer, after(ledgerDeadlineMs).then(() => known)]);
  }

  return { life, call, ledger, end };
}

/** The callbacks of one call, each a sign of life. One that throws ends the call with what it threw. */
function listenTo(
  silence: Silence,
  { report, onChunk }: CallOptions,
  parts: AsyncIterator<Uint8Array> | undefined,
  fail: (thrown: unknown) => void,
) {
  const guarded = async <T>(answer: () => T | Promise<T>): Promise<T | undefined> => {
    silence.hold();
    try {
      return silence.isOver ? undefined : await answer();
    } catch (thrown) {
      fail(thrown);
      throw thrown;
    } finally {
      silence.release();
    }
  };
  return {
    onProgress: proxy((progress: Progress) => guarded(() => report?.(progress.fraction, progress.stage))),
    onChunk: proxy(async (chunk: unknown) => void (await guarded(() => onChunk?.(chunk as never)))),
    onTake: parts && proxy(async () => handOver(await guarded(() => parts.next()))),
  };
}

/** A part on its way to the worker: its bytes are moved, so a buffer that holds more than the part is not. */
function handOver(next: IteratorResult<Uint8Array> | undefined): Uint8Array | null {
  if (!next || next.done) return null;
  const { value } = next;
  const own = value.byteLength === value.buffer.byteLength ? value : value.slice();
  return transfer(own, [own.buffer]);
}

interface Silence {
  /** Whether the call is over: what arrives now is no longer wanted. */
  readonly isOver: boolean;
  /** The worker waits for the page: its silence means nothing. Counted, each followed by a `release`. */
  hold(): void;
  release(): void;
  stop(): void;
}

/**
 * Calls back after `ms` without a sign of life. Time is counted in ticks and not by the clock: after a night in which
 * the computer slept, one tick has passed, and a worker that slept as well is not taken for dead.
 */
function watchSilence(ms: number, onSilence: () => void): Silence {
  const ticks = 4;
  let silentTicks = 0;
  let holds = 0;
  let isOver = false;
  const timer = setInterval(() => {
    if (holds === 0 && ++silentTicks >= ticks) onSilence();
  }, ms / ticks);
  return {
    get isOver() {
      return isOver;
    },
    hold() {
      holds++;
    },
    release() {
      holds--;
      silentTicks = 0;
    },
    stop() {
      isOver = true;
      clearInterval(timer);
    },
  };
}

/** A promise that also rejects, with the reason, once the thread is gone. */
function orEnd<T>(life: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(life, () => reject(life.reason));
    promise.then(resolve, reject).finally(stopListening);
  });
}

/** Calls back when a signal is aborted, at once if it already is; returns the function that ends it. */
function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener, { once: true });
  return () => signal?.removeEventListener('abort', listener);
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function fromFailure(task: string, failure: Failure): AppError {
  if (failure.kind === 'input') return new AppError('input', failure.code, failure.details);
  const cause = Object.assign(new Error(failure.message), { stack: failure.stack });
  return protocolError(cause, 'task-failed', { task });
}

/** An AppError as it is; anything else is a bug with its message. */
function protocolError(thrown: unknown, code: string, details: AppErrorDetails): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('bug', code, { ...details, message }, { cause: thrown });
}
