import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Seen } from '../../src/lib/release/messages';

let observe: (list: object) => void;
let refuse: (event: object) => void;
let tell: (notice: object) => void;

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', { origin: 'https://kith.example', href: 'https://kith.example/' });
  vi.stubGlobal('document', { baseURI: 'https://kith.example/' });
  vi.stubGlobal('addEventListener', (_type: string, listener: (event: object) => void) => (refuse = listener));
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(callback: (list: object) => void) {
        observe = callback;
      }
      observe() {}
    },
  );
  vi.stubGlobal('PerformanceResourceTiming', class {});
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      set onmessage(listen: (event: { data: object }) => void) {
        tell = (notice) => listen({ data: notice });
      }
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

async function openLedger() {
  const { Ledger } = await import('../../src/state/ledger.svelte');
  return new Ledger(async () => []);
}

const own = 'https://kith.example/a.js';
const away = 'https://away.example/x';
const pageAsked = (name: string, startTime: number) => observe({ getEntries: () => [{ name, startTime }] });
const seen = (url: string, more: Partial<Seen> = {}): Seen => ({
  url,
  at: performance.timeOrigin + 10,
  bytes: 3,
  by: 'page',
  outcome: 'answered',
  ...more,
});
const listOf = (ledger: { entries: readonly { initiator: string; url: string }[] }) =>
  ledger.entries.map(({ initiator, url }) => `${initiator} ${url}`);

describe('the ledger', () => {
  it('lists a request once, however many saw it', async () => {
    const ledger = await openLedger();
    pageAsked(own, 1);
    ledger.see([seen(own)]);
    ledger.see([seen(own)]);
    expect(listOf(ledger)).toEqual([`page ${own}`]);
  });

  it('adds what only the service worker saw or did', async () => {
    const ledger = await openLedger();
    pageAsked(own, 1);
    ledger.see([
      seen(own),
      seen(own, { by: 'worker', at: performance.timeOrigin + 20 }),
      seen(`${own}?2`, { by: 'thread' }),
    ]);
    expect(listOf(ledger).sort()).toEqual([`page ${own}`, `service-worker ${own}`, `thread ${own}?2`]);
  });

  it('leaves out what was before this page', async () => {
    const ledger = await openLedger();
    ledger.see([seen(own, { at: performance.timeOrigin - 1 })]);
    expect(ledger.entries).toEqual([]);
  });

  it('lists what a thread tells, and counts what was refused it', async () => {
    const ledger = await openLedger();
    tell({ thread: 'engine', url: own, at: 5, bytes: 1, refusedBy: null });
    tell({ thread: 'engine', url: away, at: 6, bytes: 0, refusedBy: 'connect-src' });
    expect(listOf(ledger)).toEqual([`engine ${own}`]);
    expect(ledger.violations).toEqual([{ directive: 'connect-src', target: away, at: 6 }]);
  });

  it('counts one refusal for two policies, and shows a later attempt that did leave', async () => {
    const ledger = await openLedger();
    for (const originalPolicy of ['page', 'headers'])
      refuse({ effectiveDirective: 'connect-src', blockedURI: away, originalPolicy });
    pageAsked(away, 1);
    expect(ledger.outside).toEqual([]);
    pageAsked(away, 2);
    expect(ledger.violations).toHaveLength(1);
    expect(ledger.outside).toHaveLength(1);
  });

  it('counts what the service worker refused, also at our own address', async () => {
    const ledger = await openLedger();
    pageAsked(`${own}?secret`, 1);
    ledger.see([seen(`${own}?secret`, { outcome: 'query' })]);
    expect(ledger.entries).toEqual([]);
    expect(ledger.violations.map(({ directive }) => directive)).toEqual(['service-worker query']);
  });
});
