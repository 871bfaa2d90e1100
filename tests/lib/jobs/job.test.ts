import { describe, expect, it } from 'vitest';
import { AppError, inputError } from '../../../src/lib/core/errors';
import { createJobs, type JobContext, type JobInfo } from '../../../src/lib/jobs/job';

const description = { kind: 'import', title: { code: 'job.import', details: { file: 'orders.csv' } } };
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** Work that is steered from outside. */
function held<T>() {
  const at: { context?: JobContext; finish: (value: T) => void; fail: (error: unknown) => void } = {
    finish: () => undefined,
    fail: () => undefined,
  };
  const work = (context: JobContext) =>
    new Promise<T>((resolve, reject) => {
      Object.assign(at, { context, finish: resolve, fail: reject });
      context.signal.addEventListener('abort', () => reject(context.signal.reason));
    });
  return { at, work };
}

describe('a job', () => {
  it('runs, reports and ends with its value', async () => {
    let ms = 1000;
    const jobs = createJobs({ now: () => ms });
    const seen: JobInfo[] = [];
    jobs.subscribe(([first]) => first && seen.push(first));
    const { at, work } = held<string>();
    const { id, done } = jobs.start(description, work);
    expect(jobs.list()).toMatchObject([{ id, kind: 'import', state: 'queued', fraction: 0, title: description.title }]);
    await soon();
    ms = 3000;
    at.context?.report(0.25, 'reading');
    expect(jobs.list()).toMatchObject([{ state: 'running', fraction: 0.25, stage: 'reading', startedAt: 1000 }]);
    // 2 s for a quarter, so 6 s for the rest.
    expect(jobs.list()[0]?.remainingMs).toBe(6000);
    at.finish('done');
    expect(await done).toBe('done');
    expect(jobs.list()).toMatchObject([{ state: 'done', fraction: 1, remainingMs: null }]);
    expect(seen.map(({ state }) => state)).toEqual(['queued', 'running', 'running', 'done']);
  });

  it('estimates no time left before 5 % are done', async () => {
    let ms = 0;
    const jobs = createJobs({ now: () => ms });
    const { at, work } = held<void>();
    jobs.start(description, work);
    await soon();
    ms = 1000;
    at.context?.report(0.049);
    expect(jobs.list()[0]?.remainingMs).toBeNull();
    at.context?.report(0.05);
    expect(jobs.list()[0]?.remainingMs).toBeCloseTo(19_000);
  });

  it('never runs back and ignores reports after its end', async () => {
    const jobs = createJobs();
    const { at, work } = held<void>();
    const { done } = jobs.start(description, work);
    await soon();
    at.context?.report(0.6);
    at.context?.report(0.3);
    expect(jobs.list()[0]?.fraction).toBe(0.6);
    at.fail(inputError('no-rows', { file: 'orders.csv' }));
    await done.catch(() => undefined);
    at.context?.report(0.9);
    expect(jobs.list()[0]).toMatchObject({ state: 'failed', fraction: 0.6 });
  });

  it('keeps the error of failed work and rejects with it, a bug as a bug', async () => {
    const jobs = createJobs();
    const refused = jobs.start(description, () => Promise.reject(inputError('no-rows', { file: 'a.csv' })));
    await expect(refused.done).rejects.toMatchObject({ kind: 'input', code: 'no-rows' });
    const broken = jobs.start(description, () => Promise.reject(new TypeError('x is undefined')));
    await expect(broken.done).rejects.toBeInstanceOf(AppError);
    expect(jobs.list().map(({ state, error }) => [state, error?.kind, error?.code])).toEqual([
      ['failed', 'bug', 'unexpected'],
      ['failed', 'input', 'no-rows'],
    ]);
    expect(structuredClone(jobs.list())).toEqual(jobs.list());
  });

  it('is cancelled through its signal, and says so until it has stopped', async () => {
    const jobs = createJobs();
    let stop = () => {};
    const { id, done } = jobs.start(
      description,
      () => new Promise((_resolve, reject) => (stop = () => reject(new Error('query interrupted')))),
    );
    await soon();
    jobs.cancel(id);
    expect(jobs.list()).toMatchObject([{ state: 'running', isCancelling: true }]);
    stop();
    await expect(done).rejects.toMatchObject({ kind: 'cancelled' });
    expect(jobs.list()).toMatchObject([{ state: 'cancelled', isCancelling: false }]);
    expect(jobs.list()[0]?.error).toBeUndefined();
  });

  it('counts as done when it finished although it was asked to stop', async () => {
    const jobs = createJobs();
    let finish = (_: string) => {};
    const { id, done } = jobs.start(description, () => new Promise<string>((resolve) => (finish = resolve)));
    await soon();
    jobs.cancel(id);
    finish('committed');
    expect(await done).toBe('committed');
    expect(jobs.list()[0]?.state).toBe('done');
  });
});

describe('jobs', () => {
  it('run one after the other within a lane, also after a failure', async () => {
    const jobs = createJobs();
    const lane = { ...description, lane: 'import' };
    const [first, second, other] = [held<void>(), held<void>(), held<void>()];
    const failing = jobs.start(lane, first.work);
    const waiting = jobs.start(lane, second.work);
    jobs.start(description, other.work);
    await soon();
    expect(jobs.list().map(({ state }) => state)).toEqual(['running', 'queued', 'running']);
    first.at.fail(new Error('no'));
    await failing.done.catch(() => undefined);
    await soon();
    expect(jobs.list().map(({ state }) => state)).toEqual(['running', 'running', 'failed']);
    second.at.finish();
    await waiting.done;
  });

  it('end at once when cancelled while waiting, and let nobody overtake', async () => {
    const jobs = createJobs();
    const lane = { ...description, lane: 'import' };
    const [first, second, third] = [held<void>(), held<void>(), held<void>()];
    jobs.start(lane, first.work);
    const waiting = jobs.start(lane, second.work);
    jobs.start(lane, third.work);
    await soon();
    jobs.cancel(waiting.id);
    await expect(waiting.done).rejects.toMatchObject({ kind: 'cancelled' });
    await soon();
    expect(second.at.context).toBeUndefined();
    expect(jobs.list().map(({ state }) => state)).toEqual(['queued', 'cancelled', 'running']);
    first.at.finish();
    await soon();
    expect(jobs.list().map(({ state }) => state)).toEqual(['running', 'cancelled', 'done']);
  });

  it('keep the last 20 that ended, and all that run', async () => {
    const jobs = createJobs();
    jobs.start(description, held<void>().work);
    for (let i = 0; i < 25; i++) await jobs.start(description, () => Promise.resolve(i)).done;
    const states = jobs.list().map(({ state }) => state);
    expect(states.filter((state) => state === 'done')).toHaveLength(20);
    expect(states.at(-1)).toBe('running');
  });

  it('are all cancelled together', async () => {
    const jobs = createJobs();
    const started = [jobs.start(description, held<void>().work), jobs.start(description, held<void>().work)];
    await soon();
    jobs.cancelAll();
    for (const { done } of started) await expect(done).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('tell a listener nothing more once it unsubscribed', async () => {
    const jobs = createJobs();
    let calls = 0;
    const stop = jobs.subscribe(() => calls++);
    stop();
    await jobs.start(description, () => Promise.resolve()).done;
    expect(calls).toBe(0);
  });
});
