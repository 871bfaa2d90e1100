import { cancelled, inputError } from '../../src/lib/core/errors';
import type { Compute, TaskName } from '../../src/lib/jobs/pool';
import { AlgorithmError } from '../../workers/errors';
import type { PartsContext, TaskTable } from '../../workers/protocol';
import { classificationTasks } from '../../workers/tasks/classification';
import { clusteringTasks } from '../../workers/tasks/clustering';
import { exportTasks } from '../../workers/tasks/export';
import { importTasks } from '../../workers/tasks/import';
import { preferenceTasks } from '../../workers/tasks/preference';

const tables: TaskTable = {
  ...importTasks,
  ...clusteringTasks,
  ...classificationTasks,
  ...preferenceTasks,
  ...exportTasks,
};

/** A job as a pool would know it. */
export interface RunningJob {
  readonly name: TaskName;
  isDone: boolean;
}

/**
 * Runs tasks in this thread as the pool runs them on others: inputs cloned or moved, expected errors as `AppError`,
 * an abort rejects with `cancelled`. `jobs` lists what was started.
 */
export function computeHere(): { readonly compute: Compute; readonly jobs: readonly RunningJob[] } {
  const jobs: RunningJob[] = [];
  const compute: Compute = async (name, input, params, options = {}) => {
    const { signal, seed = 0, report = () => {}, onChunk = () => {}, transfer = [] } = options;
    if (signal?.aborted) throw cancelled();
    const parts = options.parts?.[Symbol.asyncIterator]();
    const job: RunningJob = { name, isDone: false };
    jobs.push(job);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
    });
    aborted.catch(() => undefined);
    try {
      const context: PartsContext<never> = {
        seed,
        report: (fraction, stage) => {
          if (!signal?.aborted) report(fraction, stage);
        },
        emit: async (chunk) => onChunk(chunk),
        take: async () => (await parts?.next())?.value ?? null,
      };
      const { run } = (await tables[name]?.()) ?? {};
      if (!run) throw new Error(`no task ${name}`);
      const moved = structuredClone(input, { transfer: transfer as ArrayBuffer[] });
      return await Promise.race([run(moved, params, context), aborted]);
    } catch (thrown) {
      throw thrown instanceof AlgorithmError ? inputError(thrown.code, thrown.details) : thrown;
    } finally {
      job.isDone = true;
    }
  };
  return { compute, jobs };
}
