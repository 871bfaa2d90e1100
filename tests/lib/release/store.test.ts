import { describe, expect, it } from 'vitest';
import { cacheName, hashOf, type Release } from '../../../src/lib/release/release';
import { createStore } from '../../../src/lib/release/store';
import { memoryCaches } from './caches';

const scope = 'https://host.example/kith/';
const headers = { 'Content-Security-Policy': "default-src 'none'" };

/** A host that holds some texts by path, and a release that lists others. */
async function setUp(listed: Record<string, string>, held: Record<string, string> = listed, id = 'one') {
  const memory = memoryCaches();
  const asked: string[] = [];
  const host = { ...held };
  const fetch = async (url: string) => {
    const path = url.slice(scope.length);
    asked.push(path);
    return new Response(host[path] ?? 'not found', { status: path in host ? 200 : 404 });
  };
  const releaseOf = async (texts: Record<string, string>, name: string): Promise<Release> => ({
    id: name,
    version: '1',
    shell: ['index.html'],
    files: await Promise.all(
      Object.entries(texts).map(async ([path, text]) => {
        const bytes = new TextEncoder().encode(text);
        return { path, hash: await hashOf(bytes), bytes: bytes.length };
      }),
    ),
  });
  const storeOf = async (texts: Record<string, string>, name: string) =>
    createStore({
      release: await releaseOf(texts, name),
      scope,
      headers,
      caches: memory.caches,
      fetch,
      onFetched: () => undefined,
    });
  return { ...memory, asked, host, storeOf, store: await storeOf(listed, id) };
}

const page = { 'index.html': '<p>', 'a.js': 'a', 'b.wasm': 'b' };

describe('the store of a release', () => {
  it('serves a file with the policy, its own type, and without asking the host twice', async () => {
    const { store, asked } = await setUp(page);
    const first = await store.serve('b.wasm');
    await first.kept;
    const { response } = await store.serve('b.wasm');
    expect(await response.text()).toBe('b');
    expect(response.headers.get('content-type')).toBe('application/wasm');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(asked).toEqual(['b.wasm']);
  });

  it('is complete when every file is stored', async () => {
    const { store } = await setUp(page);
    await store.complete(['index.html']);
    expect((await store.missing()).map(({ path }) => path)).toEqual(['a.js', 'b.wasm']);
    await store.complete();
    expect(await store.missing()).toEqual([]);
  });

  it.each([
    ['an altered', { ...page, 'a.js': 'altered' }],
    ['a missing', { 'index.html': '<p>', 'b.wasm': 'b' }],
  ])('never takes %s file, and asks once more past every cache before it gives up', async (_what, held) => {
    const { store, asked } = await setUp(page, held);
    await expect(store.complete()).rejects.toThrow('a.js is not the file of this release');
    await expect(store.serve('a.js')).rejects.toThrow('a.js');
    expect((await store.missing()).map(({ path }) => path)).toContain('a.js');
    expect(asked.filter((path) => path === 'a.js').length).toBeGreaterThanOrEqual(2);
  });

  it('hands a large file on while it arrives, and lets it end only when it is the right one', async () => {
    const large = 'x'.repeat(3 << 20);
    const right = await setUp({ 'large.wasm': large });
    const { response, kept } = await right.store.serve('large.wasm');
    expect((await response.text()).length).toBe(large.length);
    await kept;
    expect(await right.store.missing()).toEqual([]);

    for (const wrong of [`${large.slice(1)}y`, large.slice(1), `${large}x`]) {
      const { store } = await setUp({ 'large.wasm': large }, { 'large.wasm': wrong });
      const served = await store.serve('large.wasm');
      await expect(served.response.text()).rejects.toThrow();
      await served.kept;
      expect((await store.missing()).length).toBe(1);
    }
  });

  it('takes over what an earlier release stored, if it is the same file', async () => {
    const { store, storeOf, asked, host } = await setUp(page);
    await store.complete();
    host['a.js'] = 'later';
    const later = await storeOf({ ...page, 'a.js': 'later' }, 'two');
    asked.length = 0;
    await later.complete();
    expect(asked).toEqual(['a.js']);
    expect(await (await later.serve('a.js')).response.text()).toBe('later');
    expect(await (await store.serve('a.js')).response.text()).toBe('a');
  });

  it('drops other releases of its own folder and nothing else', async () => {
    const { store, storeOf, stores } = await setUp(page);
    await store.complete();
    stores.set('kith /other/ one', new Map());
    stores.set('somebody else', new Map());
    const later = await storeOf(page, 'two');
    await later.complete();
    await later.dropOthers();
    expect(new Set(stores.keys())).toEqual(new Set(['kith /other/ one', cacheName(scope, 'two'), 'somebody else']));
  });

  it('serves from the host when the disk is full, and says that storing failed', async () => {
    const { store, fill } = await setUp(page);
    fill();
    expect(await (await store.serve('a.js')).response.text()).toBe('a');
    await expect(store.complete()).rejects.toThrow('no room');
  });
});
