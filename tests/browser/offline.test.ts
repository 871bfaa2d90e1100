import { afterEach, describe, expect, inject, it } from 'vitest';
import { openApp, whenReady, type OpenedApp } from './app';
import { policyHeaders, startHost, type Host } from './host';
import { doMainJob } from './job';

let host: Host;
let app: OpenedApp;

afterEach(async () => {
  await app.close();
  await host.stop();
});

const folder = inject('folder');

const kinds = [
  { name: 'a host that sends the headers', headers: policyHeaders(folder), base: '/' },
  { name: 'a host without headers, under a sub-path', headers: {}, base: '/tools/kith/' },
];

describe.each(kinds)('after the first visit to $name', ({ headers, base }) => {
  it('does the whole main job with the server stopped', async () => {
    host = await startHost({ folder, headers, base });
    app = await openApp({ address: host.address });
    expect(await app.page.evaluate(() => kith.offline)).toBe(true);
    await host.stop();

    await app.page.reload();
    await whenReady(app.page);
    const { before, after } = await doMainJob(app.page);
    expect(before.loaded).toEqual([60, expect.any(Number), 840, 180]);
    expect(before.written).toMatchObject({ rfm: 60, clustering: 60 });
    expect(after.rows).toHaveLength(60);
    expect(after.rows).toEqual(before.rows);
    expect(after.lines).toBe(1 + 54);

    const protection = await app.page.evaluate(() => kith.protection());
    expect(protection).toMatchObject({
      metaPolicy: true,
      headerPolicy: true,
      allowlist: true,
      serviceWorker: true,
      crossOriginIsolated: true,
      engineLocked: true,
      headersFrom: 'service-worker',
      offlineReady: true,
      gaps: [],
    });
    expect(app.complaints.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(text))).toEqual([]);
  });
});

describe('the first visit to a host without headers', () => {
  it('loads once more, through the service worker, before anything is opened', async () => {
    host = await startHost({ folder });
    app = await openApp({ address: host.address });
    const documents = () => host.asked.filter((url) => url === '/').length;
    const protection = await app.page.evaluate(() => kith.protection());
    expect(protection).toMatchObject({ headerPolicy: true, allowlist: true, crossOriginIsolated: true, gaps: [] });
    expect(app.documents).toEqual([host.address, host.address]);
    const initiators = await app.page.evaluate(async () => (await kith.ledger()).map(({ initiator }) => initiator));
    expect(new Set(initiators)).toEqual(new Set(['page', 'service-worker']));
    const asked = documents();
    // A later load comes from the worker and is not followed by another.
    await app.page.reload();
    await whenReady(app.page);
    expect(app.documents).toHaveLength(3);
    expect(documents()).toBe(asked);
  });

  it('asks before it opens data where the worker cannot be had, and never loads in a circle', async () => {
    host = await startHost({ folder, instead: (path) => (path === 'sw.js' ? null : undefined) });
    app = await openApp({ address: host.address });
    const protection = await app.page.evaluate(() => kith.protection());
    expect(protection.gaps).toEqual(expect.arrayContaining(['no-header-policy', 'no-service-worker']));
    expect(app.documents).toEqual([host.address]);

    const opening = app.page.evaluate(() => kith.projects.create('等').then(({ name }) => name));
    await app.page.getByRole('dialog').getByText('这里少了保护，还要打开数据吗？').waitFor();
    expect(await app.page.evaluate(() => kith.projects.list())).toEqual([]);
    await app.page.evaluate(() => kith.acceptProtection());
    expect(await opening).toBe('等');
  });
});
