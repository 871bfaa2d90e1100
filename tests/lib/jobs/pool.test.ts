import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError, inputError } from '../../../src/lib/core/errors';
import { createPool, type ComputeOptions, type Pool, type PoolOptions } from '../../../src/lib/jobs/pool';
import { AlgorithmError } from '../../../workers/errors';
import type { Task, TaskTable } from '../../../workers/protocol';
import { fakeWorker, servingWorker, type FakeWorker } from './fake-worker';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const square: Task<number, null, number> = (value, _params, { report }) => {
  report(1, 'squaring');
  return value * value;
};
const seedOf: Task<null, null, number> = (_input, _params, { seed }) => seed;
const length: Task<Float64Array, null, number> = (input) => input.length;
const never: Task<unknown, null, null> = (_input, _params, { report }) => {
  report(0, 'begun');
  return new Promise(() => undefined);
};
const refuse: Task<null, null, null> = () => {
  throw new AlgorithmError('too-few-rows', { needed: 5 });
};
const stumble: Task<null, null, null> = () => {
  throw new TypeError('x is undefined');
};
const pour: Task<number, null, string, number> = async (count, _params, { emit }) => {
  for (let i = 0; i < count; i++) await emit(i);
  return 'poured';
};
const leak: Task<null, null, unknown> = () => ({ forget: () => 1 });
const murmur: Task<number, null, string> = async (times, _params, { report }) => {
  for (let i = 0; i < times; i++) {
    await wait(120);
    report(0.5);
  }
  return 'done';
};

const tasks = { square, seedOf, length, never, refuse, stumble, pour, leak, murmur };
const tableOf = (group: string): TaskTable =>
  Object.fromEntries(Object.entries(tasks).map(([name, run]) => [`${group}/${name}`, async () => ({ run })]));

const pools: Pool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.dispose();
});

/**
 * A pool whose workers are kept for inspection; the tasks of the tests are not those of the product's table. It has one
 * thread, unless said otherwise: who runs what is then in sight.
 */
function poolOf(options: Partial<PoolOptions> = {}) {
  const workers: FakeWorker[] = [];
  const { spawn = (group: string) => servingWorker(group, tableOf(group)) } = options;
  const pool = createPool({
    size: 1,
    ...options,
    spawn(group) {
      const worker = spawn(group) as FakeWorker;
      workers.push(worker);
      return worker;
    },
  });
  pools.push(pool);
  const run = (name: string, input: unknown = null, call?: ComputeOptions<never>) =>
    (pool.compute as (...call: unknown[]) => Promise<unknown>)(name, input, null, call);
  return { pool, run, workers };
}

/** A call that never ends, and the moment its task has begun. */
function start(run: ReturnType<typeof poolOf>['run'], call: ComputeOptions<never> = {}) {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  return { call: run('test/never', null, { ...call, report: () => begin() }), begun };
}

describe('a call', () => {
  it('returns the result, with progress on the way', async () => {
    const { run } = poolOf();
    const reports: unknown[] = [];
    expect(await run('test/square', 7, { report: (...report) => reports.push(report) })).toBe(49);
    expect(reports).toEqual([[1, 'squaring']]);
  });

  it('hands the seed on', async () => {
    const { run } = poolOf();
    expect(await run('test/seedOf', null, { seed: 42 })).toBe(42);
    expect(await run('test/seedOf')).toBe(0);
  });

  it('moves only the buffers listed', async () => {
    const { run } = poolOf();
    const [copied, moved] = [new Float64Array(10), new Float64Array(10)];
    expect(await run('test/length', copied)).toBe(10);
    expect(await run('test/length', moved, { transfer: [moved.buffer] })).toBe(10);
    expect([copied.length, moved.length]).toEqual([10, 0]);
  });

  it('rejects with what the task refused, and the thread goes on', async () => {
    const { run, workers } = poolOf();
    await expect(run('test/refuse')).rejects.toMatchObject({
      kind: 'input',
      code: 'too-few-rows',
      details: { needed: 5 },
    });
    expect(await run('test/square', 2)).toBe(4);
    expect(workers).toHaveLength(1);
  });

  it('rejects a bug with the stack of the worker', async () => {
    const error = await poolOf()
      .run('test/stumble')
      .catch((thrown: AppError) => thrown);
    expect(error).toMatchObject({ kind: 'bug', code: 'task-failed', details: { message: 'x is undefined' } });
    expect(((error as AppError).cause as Error).stack).toContain('pool.test.ts');
  });

  it('hands chunks over in order and waits for each', async () => {
    const { run } = poolOf();
    const taken: number[] = [];
    const onChunk = async (chunk: number) => {
      await wait(1);
      taken.push(chunk);
    };
    expect(await run('test/pour', 3, { onChunk })).toBe('poured');
    expect(taken).toEqual([0, 1, 2]);
  });

  it('rejects with the error of a listener that fails, and ends the thread', async () => {
    const { run, workers } = poolOf();
    const onChunk = () => Promise.reject(inputError('engine-full', { rows: 1 }));
    await expect(run('test/pour', 3, { onChunk })).rejects.toMatchObject({ kind: 'input', code: 'engine-full' });
    expect(workers[0]?.isTerminated).toBe(true);
    const report = () => {
      throw new Error('no tray');
    };
    await expect(run('test/square', 3, { report })).rejects.toMatchObject({ kind: 'bug' });
  });
});

describe('no call hangs', () => {
  it('when the worker never answers', async () => {
    const { run, workers } = poolOf({ handshakeMs: 30, spawn: (group) => fakeWorker(group, () => undefined) });
    await expect(run('test/square')).rejects.toMatchObject({ kind: 'environment', code: 'worker-not-started' });
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('when the worker cannot be started', async () => {
    const spawn = () => {
      throw new Error('refused by the policy');
    };
    await expect(poolOf({ spawn }).run('test/square')).rejects.toMatchObject({
      kind: 'environment',
      code: 'worker-not-started',
    });
  });

  it('when its script does not load', async () => {
    const { run, workers } = poolOf({ spawn: (group) => fakeWorker(group, () => undefined) });
    const call = run('test/square');
    workers[0]?.fire('error', '404');
    await expect(call).rejects.toMatchObject({
      code: 'worker-not-started',
      details: { thread: 'test', message: '404' },
    });
  });

  it.each(['error', 'messageerror', 'exit'] as const)('when it dies with %s in the middle of a task', async (event) => {
    const { run, workers } = poolOf();
    await run('test/square', 1);
    const { call, begun } = start(run);
    await begun;
    workers[0]?.fire(event, 'out of memory');
    await expect(call).rejects.toMatchObject({ kind: 'environment', code: 'worker-lost' });
    expect(await run('test/square', 3)).toBe(9);
    expect(workers).toHaveLength(2);
  });

  it('when it neither reports nor ends', async () => {
    const { run } = poolOf({ stallMs: 200 });
    await expect(run('test/never')).rejects.toMatchObject({
      kind: 'environment',
      code: 'worker-stalled',
      details: { task: 'test/never', silentMs: 200 },
    });
    expect(await run('test/square', 3)).toBe(9);
  });

  it('when the result cannot be cloned', async () => {
    await expect(poolOf().run('test/leak')).rejects.toMatchObject({ kind: 'bug', code: 'task-failed' });
  });

  it('when the input cannot be cloned', async () => {
    await expect(poolOf().run('test/square', () => 1)).rejects.toMatchObject({ kind: 'bug', code: 'task-failed' });
  });

  it('when the worker lacks a method', async () => {
    const only = (api: object) => (group: string) => fakeWorker(group, (port) => expose(api, port));
    const hello = async () => ['test/square'];
    await expect(poolOf({ spawn: only({}) }).run('test/square')).rejects.toMatchObject({ code: 'worker-protocol' });
    await expect(poolOf({ spawn: only({ hello }) }).run('test/square')).rejects.toMatchObject({ code: 'task-failed' });
  });

  it('when the worker does not know the task', async () => {
    await expect(poolOf().run('test/unheard')).rejects.toMatchObject({ kind: 'bug', code: 'unknown-task' });
  });
});

describe('silence', () => {
  it('is no stall while the task reports', async () => {
    expect(await poolOf({ stallMs: 400 }).run('test/murmur', 6)).toBe('done');
  });

  it('is no stall while the page is busy with a chunk', async () => {
    const { run } = poolOf({ stallMs: 200 });
    expect(await run('test/pour', 2, { onChunk: () => wait(450) as Promise<void> })).toBe('poured');
  });
});

describe('cancelling', () => {
  it('ends the thread and frees its place', async () => {
    const { run, workers } = poolOf({ size: 1 });
    const controller = new AbortController();
    const { call, begun } = start(run, { signal: controller.signal });
    const next = run('test/square', 5);
    await begun;
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
    expect(workers[0]?.isTerminated).toBe(true);
    expect(await next).toBe(25);
  });

  it('takes a waiting call out of the queue', async () => {
    const { run, workers } = poolOf({ size: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = run('test/never', null, { signal: first.signal });
    const waiting = run('test/square', 5, { signal: second.signal });
    second.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
    expect(workers).toHaveLength(1);
    first.abort();
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('before the call starts nothing', async () => {
    const { run, workers } = poolOf();
    await expect(run('test/square', 5, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
    expect(workers).toHaveLength(0);
  });

  it('during the handshake does not wait for it', async () => {
    const { run } = poolOf({ spawn: (group) => fakeWorker(group, () => undefined) });
    const controller = new AbortController();
    const call = run('test/square', 5, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('after the end changes nothing', async () => {
    const { run, workers } = poolOf();
    const controller = new AbortController();
    await run('test/square', 5, { signal: controller.signal });
    controller.abort();
    expect(await run('test/square', 6)).toBe(36);
    expect(workers).toHaveLength(1);
  });

  it('everything is what dispose does', async () => {
    const { pool, run } = poolOf({ size: 1 });
    const { call, begun } = start(run);
    const calls = [call, run('test/square', 5)];
    await begun;
    pool.dispose();
    for (const ended of [...calls, run('test/square', 5)]) {
      await expect(ended).rejects.toMatchObject({ kind: 'cancelled' });
    }
  });
});

describe('threads', () => {
  it('are no more than the size and work through the queue', async () => {
    const { run, workers } = poolOf({ size: 2 });
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((value) => run('test/square', value)));
    expect(results).toEqual([1, 4, 9, 16, 25, 36]);
    expect(workers).toHaveLength(2);
  });

  it('make room for another group when they are idle', async () => {
    const { run, workers } = poolOf({ size: 1 });
    await run('first/square', 1);
    expect(await run('second/square', 2)).toBe(4);
    expect(workers.map(({ group, isTerminated }) => [group, isTerminated])).toEqual([
      ['first', true],
      ['second', false],
    ]);
  });

  it('serve every waiting call once when groups alternate', async () => {
    const { run, workers } = poolOf({ size: 1 });
    const names = ['a', 'b', 'a', 'b', 'a', 'b'];
    const results = await Promise.all(names.map((group, i) => run(`${group}/square`, i)));
    expect(results).toEqual([0, 1, 4, 9, 16, 25]);
    expect(workers.filter(({ isTerminated }) => !isTerminated)).toHaveLength(1);
  });

  it('of the groups without a worker are those of preference', async () => {
    const table = { ...tableOf('preference'), ...tableOf('rules') };
    const { run, workers } = poolOf({ spawn: (group) => servingWorker(group, table) });
    expect(await run('rules/square', 3)).toBe(9);
    expect(await run('preference/square', 2)).toBe(4);
    expect(workers.map(({ group }) => group)).toEqual(['preference']);
  });

  it('end when they have been idle', async () => {
    const { run, workers } = poolOf({ idleMs: 20 });
    await run('test/square', 2);
    await expect.poll(() => workers[0]?.isTerminated).toBe(true);
    expect(await run('test/square', 3)).toBe(9);
    expect(workers).toHaveLength(2);
  });

  it('leave their requests in the ledger when they are gone', async () => {
    const { pool, run } = poolOf({ size: 1 });
    await run('first/square', 1);
    await run('second/square', 1);
    expect((await pool.ledger()).map(({ url }) => url)).toEqual([
      'http://localhost/first.js',
      'http://localhost/second.js',
    ]);
  });

  it('that are dead or busy do not hold the ledger up', async () => {
    const { pool, run } = poolOf({ spawn: (group) => fakeWorker(group, () => undefined) });
    const call = run('test/square').catch(() => undefined);
    expect(await pool.ledger()).toEqual([]);
    pool.dispose();
    await call;
  });
});
