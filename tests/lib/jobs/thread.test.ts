import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { cancelled } from '../../../src/lib/core/errors';
import { startThread } from '../../../src/lib/jobs/thread';

/** A real thread of Node that serves tasks which never give the processor back, or end it. */
function realWorker() {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const { expose } = require('comlink');
     const nodeEndpoint = require('comlink/dist/umd/node-adapter');
     const tasks = {
       'test/loop': () => { for (;;); },
       'test/exit': () => process.exit(1),
       'test/exhaust': () => { const kept = []; for (;;) kept.push(new Array(1e6).fill(kept.length)); },
     };
     expose({
       hello: () => Object.keys(tasks),
       ledger: () => [],
       run: (name) => ({ ok: true, value: tasks[name]() }),
     }, nodeEndpoint(parentPort));`,
    { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } },
  );
  const endpoint = nodeEndpoint(worker);
  const listen = (type: string, listener: (event: { message: string }) => void) =>
    worker.on(type, (cause: unknown) => listener({ message: String(cause) }));
  return {
    worker,
    like: {
      ...endpoint,
      addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
        type === 'message'
          ? endpoint.addEventListener(type, listener)
          : void listen(type, listener as unknown as (event: { message: string }) => void),
      terminate: () => void worker.terminate(),
    },
  };
}

const deadlines = { handshakeMs: 10_000, stallMs: 10_000 };

it('ends a thread that never gives the processor back', async () => {
  const { worker, like } = realWorker();
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  const thread = startThread('test', like, deadlines);
  const call = thread.call('test/loop', null, null, {});
  setTimeout(() => thread.end(cancelled()), 200);
  await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
  await gone;
});

it.each(['test/exit', 'test/exhaust'])('notices a thread that dies: %s', async (task) => {
  const thread = startThread('test', realWorker().like, deadlines);
  await expect(thread.call(task, null, null, {})).rejects.toMatchObject({ kind: 'environment', code: 'worker-lost' });
});
