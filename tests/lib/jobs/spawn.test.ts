import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

interface Started {
  readonly url: string;
  readonly options: WorkerOptions;
}

let started: Started[];
let blobs: Map<string, Blob>;
/** What Chromium does under `require-trusted-types-for`: a bare string is refused. */
const trusted = (url: string) => `trusted ${url}`;
let policies: string[];

beforeEach(() => {
  started = [];
  blobs = new Map();
  policies = [];
  vi.resetModules();
  vi.stubGlobal('location', { origin: 'https://kith.example' });
  vi.stubGlobal('document', { baseURI: 'https://kith.example/app/' });
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: string, options: WorkerOptions) {
        if (!url.startsWith('trusted ')) throw new TypeError("This document requires 'TrustedScriptURL' assignment.");
        started.push({ url: url.replace('trusted ', ''), options });
      }
    },
  );
  vi.stubGlobal('trustedTypes', {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }) {
      policies.push(name);
      return { createScriptURL: (url: string) => trusted(rules.createScriptURL(url)) };
    },
  });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = `blob:https://kith.example/${blobs.size}`;
    blobs.set(address, blob as Blob);
    return address;
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What a thread's script finds in its world, and what it told the page through it. */
function threadWorld() {
  const told: unknown[] = [];
  let hear: (event: object) => void = () => undefined;
  let observe: (list: object) => void = () => undefined;
  const world = {
    performance: { timeOrigin: 1000 },
    addEventListener: (_type: string, listener: (event: object) => void) => (hear = listener),
    BroadcastChannel: class {
      postMessage(message: unknown) {
        told.push(structuredClone(message));
      }
    },
    PerformanceObserver: class {
      constructor(callback: (list: object) => void) {
        observe = callback;
      }
      observe() {}
    },
  };
  const refuse = (originalPolicy: string) =>
    hear({ blockedURI: 'https://away.example/', effectiveDirective: 'connect-src', originalPolicy });
  const request = (name: string) => observe({ getEntries: () => [{ name, startTime: 5, encodedBodySize: 7 }] });
  return { world, told, refuse, request };
}

const spawn = () => import('../../../src/lib/jobs/spawn');
const codeOf = async ({ url }: Started) => blobs.get(url)?.text();

it('starts a module worker by a bootstrap that imports the absolute address', async () => {
  const { spawnModuleWorker } = await spawn();
  spawnModuleWorker('assets/import"worker.js', 'import');
  const [worker] = started;
  if (!worker) throw new Error('no worker');
  expect(worker.options).toEqual({ type: 'module', name: 'import' });
  expect(await codeOf(worker)).toMatch(/^import "https:\/\/kith\.example\/app\/assets\/import%22worker\.js";\n/);
});

it.each([true, false])('starts a classic worker, trusted types: %s', async (hasTrustedTypes) => {
  const { spawnClassicWorker } = await spawn();
  spawnClassicWorker('assets/duckdb.js');
  const [worker] = started;
  if (!worker) throw new Error('no worker');
  expect(worker.options.type).toBeUndefined();
  const imported: string[] = [];
  const self = hasTrustedTypes ? { trustedTypes: (globalThis as { trustedTypes?: unknown }).trustedTypes } : {};
  runInNewContext((await codeOf(worker)) ?? '', {
    ...threadWorld().world,
    self,
    importScripts: (url: string) => imported.push(url),
  });
  const address = 'https://kith.example/app/assets/duckdb.js';
  expect(imported).toEqual([hasTrustedTypes ? trusted(address) : address]);
});

it('lets a classic thread tell of its requests, and of what was refused once for two policies', async () => {
  const { spawnClassicWorker } = await spawn();
  spawnClassicWorker('assets/duckdb.js', 'engine');
  const { world, told, refuse, request } = threadWorld();
  runInNewContext((await codeOf(started[0]!)) ?? '', { ...world, self: {}, importScripts: () => undefined });
  refuse('page policy');
  refuse('header policy');
  request('https://kith.example/app/duckdb.wasm');
  expect(told).toEqual([
    { thread: 'engine', url: 'https://away.example/', at: expect.any(Number), bytes: 0, refusedBy: 'connect-src' },
    { thread: 'engine', url: 'https://kith.example/app/duckdb.wasm', at: 1005, bytes: 7, refusedBy: null },
  ]);
});

it('makes one policy, and one bootstrap per script', async () => {
  const { spawnModuleWorker } = await spawn();
  for (const url of ['a.js', 'b.js', 'a.js']) spawnModuleWorker(url);
  expect(policies).toEqual(['kith-worker']);
  expect(started.map(({ url }) => url.at(-1))).toEqual(['0', '1', '0']);
});

it('refuses a script of another origin and an unknown group', async () => {
  const { spawnModuleWorker, spawnTaskWorker } = await spawn();
  expect(() => spawnModuleWorker('https://elsewhere.example/a.js')).toThrow('foreign-worker');
  expect(() => spawnTaskWorker('toString')).toThrow('unknown-worker');
  expect(started).toEqual([]);
});

it.each(['import', 'clustering', 'classification', 'preference'])('knows the worker of %s', async (group) => {
  const { spawnTaskWorker } = await spawn();
  spawnTaskWorker(group);
  const [worker] = started;
  if (!worker) throw new Error('no worker');
  expect(await codeOf(worker)).toContain(`${group}.worker`);
});
