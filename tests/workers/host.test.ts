import { proxy, releaseProxy, transfer, wrap, expose, type Remote } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { AlgorithmError } from '../../workers/errors';
import { buffersOf, createReporter, createWorkerApi } from '../../workers/host';
import type { Progress, Task, TaskTable, WorkerApi } from '../../workers/protocol';

const double: Task<Float64Array, null, { values: Float64Array; same: Float64Array }> = (input, _params, { report }) => {
  const values = input.map((value) => 2 * value);
  report(1);
  return { values, same: values.subarray(0, 1) };
};
const refuse: Task<null, null, null> = () => {
  throw new AlgorithmError('too-few-rows', { needed: 5, found: 3 });
};
const stumble: Task<null, null, null> = () => {
  throw new TypeError('x is undefined');
};
const echoSeed: Task<null, null, number> = (_input, _params, { seed }) => seed;
const tellEverything: Task<number, null, string> = (count, _params, { report }) => {
  for (let i = 1; i <= count; i++) report(i / count, 'counting');
  return 'done';
};
const pour: Task<number, null, number, Uint8Array> = async (count, _params, { emit }) => {
  for (let i = 0; i < count; i++) {
    const chunk = Uint8Array.of(i);
    await emit(chunk, [chunk.buffer]);
    if (chunk.length !== 0) throw new Error('the chunk was copied');
  }
  return count;
};
const leak: Task<null, null, unknown> = () => ({ forget: () => 1 });

const one =
  <T>(run: T) =>
  () =>
    Promise.resolve({ run });
const table: TaskTable = {
  'test/double': one(double),
  'test/refuse': one(refuse),
  'test/stumble': one(stumble),
  'test/seed': one(echoSeed),
  'test/tell': one(tellEverything),
  'test/pour': one(pour),
  'test/leak': one(leak),
  'test/unloadable': () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
};

const ledger = [{ url: 'http://localhost/a.js', at: 1, initiator: 'test', bytes: 2 }];
const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** The worker's API as the page sees it: every message is cloned on its way. */
function connect(): Remote<WorkerApi> {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  expose(
    createWorkerApi(table, () => ledger),
    port1,
  );
  return wrap<WorkerApi>(port2);
}

const ignore = proxy(() => undefined);
const ignoreChunk = proxy(() => Promise.resolve());
const call = (api: Remote<WorkerApi>, name: string, input: unknown = null) =>
  api.run(name, input, null, 7, ignore, ignoreChunk);

describe('a worker', () => {
  it('names its tasks, and gives its ledger', async () => {
    const api = connect();
    expect(await api.hello()).toEqual(Object.keys(table));
    expect(await api.ledger()).toEqual(ledger);
  });

  it('moves the result out and returns views of one buffer as views of one buffer', async () => {
    const input = Float64Array.of(1, 2);
    const outcome = await call(connect(), 'test/double', transfer(input, [input.buffer]));
    if (!outcome.ok) throw new Error('failed');
    const { values, same } = outcome.value as { values: Float64Array; same: Float64Array };
    expect([...values]).toEqual([2, 4]);
    expect(same.buffer).toBe(values.buffer);
    expect(input.length).toBe(0);
  });

  it('hands the seed to the task', async () => {
    expect(await call(connect(), 'test/seed')).toEqual({ ok: true, value: 7 });
  });

  it('returns an expected error with its code and details', async () => {
    expect(await call(connect(), 'test/refuse')).toEqual({
      ok: false,
      failure: { kind: 'input', code: 'too-few-rows', details: { needed: 5, found: 3 } },
    });
  });

  it('returns a bug with its stack, also when the task cannot be loaded or does not exist', async () => {
    const api = connect();
    expect(await call(api, 'test/stumble')).toMatchObject({
      ok: false,
      failure: { kind: 'bug', message: 'x is undefined', stack: expect.stringContaining('host.test.ts') },
    });
    for (const name of ['test/unloadable', 'test/nothing', 'toString', '__proto__']) {
      expect(await call(api, name)).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    }
  });

  it('rejects a result that cannot be cloned instead of staying silent', async () => {
    await expect(call(connect(), 'test/leak')).rejects.toThrow('Unserializable');
  });

  it('waits with the next chunk until the last one was taken, and moves each', async () => {
    const api = connect();
    let inHand = 0;
    let most = 0;
    const taken: number[] = [];
    const take = proxy(async (chunk: unknown) => {
      most = Math.max(most, ++inHand);
      await new Promise((resolve) => setTimeout(resolve, 2));
      taken.push(...(chunk as Uint8Array));
      inHand--;
    });
    expect(await api.run('test/pour', 4, null, 0, ignore, take)).toEqual({ ok: true, value: 4 });
    expect(taken).toEqual([0, 1, 2, 3]);
    expect(most).toBe(1);
  });

  it('ends a task whose chunk was refused', async () => {
    const api = connect();
    const refuseChunk = proxy(() => Promise.reject(new Error('no room')));
    expect(await api.run('test/pour', 4, null, 0, ignore, refuseChunk)).toMatchObject({
      ok: false,
      failure: { kind: 'bug', message: 'no room' },
    });
  });

  it('delivers the last report before the result, however fast the task is', async () => {
    const api = connect();
    const reports: Progress[] = [];
    const outcome = await api.run(
      'test/tell',
      1000,
      null,
      0,
      proxy((p) => void reports.push(p)),
      ignoreChunk,
    );
    expect(outcome.ok).toBe(true);
    expect(reports.at(-1)).toEqual({ fraction: 1, stage: 'counting' });
    expect(reports.length).toBeLessThan(20);
    api[releaseProxy]();
  });
});

describe('the reporter', () => {
  function at() {
    const sent: [ms: number, fraction: number][] = [];
    let ms = 0;
    const reporter = createReporter(
      ({ fraction }) => sent.push([ms, fraction]),
      () => ms,
    );
    return { sent, reporter, tick: (to: number) => (ms = to) };
  }

  it('sends at most one report in 100 ms and the last one always', async () => {
    const { sent, reporter, tick } = at();
    for (const ms of [0, 40, 99, 100, 150, 260, 270]) {
      tick(ms);
      reporter.report(ms / 1000);
    }
    await reporter.flush();
    expect(sent).toEqual([
      [0, 0],
      [100, 0.1],
      [260, 0.26],
      [270, 0.27],
    ]);
  });

  it('never runs back and stays within 0 and 1', () => {
    const { sent, reporter, tick } = at();
    [-1, 0.5, 0.2, Number.NaN, 0.6, 7].forEach((fraction, i) => {
      tick(100 * i);
      reporter.report(fraction);
    });
    expect(sent.map(([, fraction]) => fraction)).toEqual([0, 0.5, 0.5, 0.5, 0.6, 1]);
  });

  it('survives a listener that fails', async () => {
    const reporter = createReporter(() => Promise.reject(new Error('gone')));
    reporter.report(1);
    await expect(reporter.flush()).resolves.toBeUndefined();
  });
});

describe('buffersOf', () => {
  it('finds every buffer once, in objects, lists, maps and sets', () => {
    const shared = new ArrayBuffer(8);
    const [a, b, c] = [new Float64Array(1), new Uint8Array(1), new Int32Array(1)];
    const value: Record<string, unknown> = {
      one: new Uint8Array(shared, 0, 4),
      two: [new Uint8Array(shared, 4), { a }],
      map: new Map([['b', b]]),
      set: new Set([c]),
      plain: ['text', 1, null, undefined],
    };
    value['itself'] = value;
    expect(new Set(buffersOf(value))).toEqual(new Set([shared, a.buffer, b.buffer, c.buffer]));
    expect(buffersOf(value)).toHaveLength(4);
  });

  it('leaves shared memory where it is', () => {
    expect(buffersOf(new Uint8Array(new SharedArrayBuffer(1)))).toEqual([]);
  });
});
