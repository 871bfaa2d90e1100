import { AppError, toAppError, type AppErrorDetails, type AppErrorKind } from '../core/errors';
import { createId } from '../core/ids';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A title as a code with a translation and the values in its sentence. */
export interface JobTitle {
  readonly code: string;
  readonly details: AppErrorDetails;
}

export interface JobError {
  readonly kind: AppErrorKind;
  readonly code: string;
  readonly details: AppErrorDetails;
}

/** A job as the tray shows it: plain data, a new object after every change. */
export interface JobInfo {
  readonly id: string;
  /** What sort of work it is: `import`, `analysis`, `export`, `sql` … */
  readonly kind: string;
  readonly title: JobTitle;
  readonly state: JobState;
  /** Whether it was asked to stop and has not yet. */
  readonly isCancelling: boolean;
  /** Work done ÷ work to do, in [0, 1], as the work itself reported it. */
  readonly fraction: number;
  /** Code of the stage it is in, or ''. */
  readonly stage: string;
  /** Milliseconds since the epoch: when it began to run, or was queued while it has not. */
  readonly startedAt: number;
  /** Milliseconds left if it goes on at its mean pace so far; null before 5 % are done and when it does not run. */
  readonly remainingMs: number | null;
  readonly error?: JobError;
}

export interface JobDescription {
  readonly kind: string;
  readonly title: JobTitle;
  /**
   * Jobs of one lane run one after the other, in the order they came; without a lane a job runs at once.
   * A job must not wait for another of its own lane: that one waits for it.
   */
  readonly lane?: string;
}

export interface JobContext {
  readonly signal: AbortSignal;
  report(fraction: number, stage?: string): void;
}

export interface StartedJob<T> {
  readonly id: string;
  /** Settles with the work. Rejects with `AppError`, also `cancelled`; a rejection nobody takes stays in the tray. */
  readonly done: Promise<T>;
}

export interface Jobs {
  start<T>(description: JobDescription, work: (context: JobContext) => Promise<T>): StartedJob<T>;
  /** All that run or wait, and the last 20 that ended; newest first. */
  list(): readonly JobInfo[];
  /** Calls back after every change; returns the function that ends it. */
  subscribe(listener: (list: readonly JobInfo[]) => void): () => void;
  /** Asks a job to stop. Unknown and ended ones are left alone. */
  cancel(id: string): void;
  cancelAll(): void;
}

const keptEnded = 20;
/** Before this share is done a pace is an anecdote, and a time left would jump. */
const fractionForEstimate = 0.05;

interface Entry {
  info: JobInfo;
  readonly controller: AbortController;
}

/** The jobs of the page, whatever runs them: a worker, the engine or the page itself. `now` is in milliseconds. */
export function createJobs({ now = Date.now }: { now?: () => number } = {}): Jobs {
  let entries: readonly Entry[] = [];
  const listeners = new Set<(list: readonly JobInfo[]) => void>();
  const lanes = new Map<string, Promise<unknown>>();

  const list = () => entries.map(({ info }) => info);
  const announce = () => {
    const current = list();
    for (const listener of listeners) listener(current);
  };
  const update = (entry: Entry, change: Partial<JobInfo>) => {
    entry.info = { ...entry.info, ...change };
    announce();
  };

  function report(entry: Entry, reported: number, stage = entry.info.stage): void {
    const { state, fraction: before, startedAt } = entry.info;
    if (state !== 'running') return;
    const fraction = Math.max(before, Math.min(1, Number.isNaN(reported) ? 0 : reported));
    const isEarly = fraction < fractionForEstimate;
    const remainingMs = isEarly ? null : ((now() - startedAt) * (1 - fraction)) / fraction;
    update(entry, { fraction, stage, remainingMs });
  }

  async function perform<T>(entry: Entry, work: (context: JobContext) => Promise<T>): Promise<T> {
    const { signal } = entry.controller;
    try {
      signal.throwIfAborted();
      update(entry, { state: 'running', startedAt: now() });
      const value = await work({ signal, report: (fraction, stage) => report(entry, fraction, stage) });
      end(entry, { state: 'done', fraction: 1 });
      return value;
    } catch (thrown) {
      // Whatever interrupted work throws, the user knows why it ended.
      const error = signal.aborted ? new AppError('cancelled', 'cancelled', {}, { cause: thrown }) : toAppError(thrown);
      const { kind, code, details } = error;
      end(entry, kind === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error: { kind, code, details } });
      throw error;
    }
  }

  function end(entry: Entry, change: Partial<JobInfo>): void {
    entry.info = { ...entry.info, ...change, isCancelling: false, remainingMs: null };
    let ended = 0;
    entries = entries.filter(({ info }) => isActive(info) || ++ended <= keptEnded);
    announce();
  }

  function cancelEntry({ info, controller }: Entry): Partial<JobInfo> | null {
    if (!isActive(info) || info.isCancelling) return null;
    controller.abort();
    return { isCancelling: true };
  }

  return {
    start<T>({ kind, title, lane }: JobDescription, work: (context: JobContext) => Promise<T>): StartedJob<T> {
      const info: JobInfo = {
        ...{ id: createId(), kind, title, state: 'queued', isCancelling: false },
        ...{ fraction: 0, stage: '', startedAt: now(), remainingMs: null },
      };
      const entry: Entry = { info, controller: new AbortController() };
      entries = [entry, ...entries];
      announce();
      const turn = (lane !== undefined && lanes.get(lane)) || Promise.resolve();
      const done = Promise.race([turn, aborted(entry.controller.signal)]).then(() => perform(entry, work));
      // The tray keeps the error; a caller who does not wait for the job must not raise an alarm as well.
      const settled = done.catch(() => undefined);
      // A job cancelled while it waits ends at once; the next of its lane still waits for the one before.
      if (lane !== undefined) lanes.set(lane, Promise.all([turn, settled]));
      return { id: info.id, done };
    },
    list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cancel(id) {
      const entry = entries.find(({ info }) => info.id === id);
      const change = entry && cancelEntry(entry);
      if (change) update(entry, change);
    },
    cancelAll() {
      for (const entry of entries) {
        const change = cancelEntry(entry);
        if (change) update(entry, change);
      }
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const isActive = ({ state }: JobInfo) => state === 'queued' || state === 'running';
