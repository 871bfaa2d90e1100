import { expect, it } from 'vitest';
import { createRequestLog } from '../../../src/lib/release/log';
import type { Notice } from '../../../src/lib/release/messages';

function pages(...ids: string[]) {
  const told = new Map<string, string[]>(ids.map((id) => [id, []]));
  const clients = {
    get: async (id: string) =>
      id.startsWith('thread') ? { type: 'worker' } : told.has(id) ? { type: 'window' } : undefined,
    matchAll: async () =>
      ids.map((id) => ({ id, postMessage: (message: unknown) => told.get(id)?.push((message as Notice).seen.by) })),
  };
  return { told, log: createRequestLog(clients, () => 42) };
}

const request = { url: 'https://host.example/a.js', bytes: 0, outcome: 'answered' } as const;

it('tells a page of its own requests, and every page of those of threads and of the worker', async () => {
  const { told, log } = pages('first', 'second');
  await log.note(request, 'first');
  await log.note(request, 'thread-1');
  await log.note(request, null);
  expect(told.get('first')).toEqual(['page', 'thread', 'worker']);
  expect(told.get('second')).toEqual(['thread', 'worker']);
  expect(log.of('first').map(({ at, by }) => [at, by])).toEqual([
    [42, 'page'],
    [42, 'thread'],
    [42, 'worker'],
  ]);
});

it('keeps the document for the page that will ask for it', async () => {
  const { log } = pages('first');
  await log.note(request, 'to-be');
  expect(log.of('to-be')).toHaveLength(1);
  expect(log.of('first')).toEqual([]);
});
