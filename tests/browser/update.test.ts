import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, inject, it } from 'vitest';
import { openApp, whenReady, type OpenedApp } from './app';
import { policyHeaders, startHost, type Host } from './host';

const folder = inject('folder');
let later: string;
let host: Host;
let app: OpenedApp;

/** A second release beside the first: another colour in the icon, listed with its hash as a build would. */
beforeAll(() => {
  later = mkdtempSync(join(tmpdir(), 'kith-release-'));
  cpSync(folder, later, { recursive: true });
  const icon = join(later, 'icon.svg');
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const before = readFileSync(icon, 'utf8');
  const after = before.replace('#0b6b67', '#0b6b99');
  writeFileSync(icon, after);
  const worker = join(later, 'sw.js');
  const code = readFileSync(worker, 'utf8');
  const changed = code
    .replace(hashOf(before), hashOf(after))
    .replace(/\bid:(["'`])[0-9a-f]{16}\1/, 'id:$1feedfeedfeedfeed$1');
  if (changed === code) throw new Error('the release could not be changed');
  writeFileSync(worker, changed);
});

afterAll(() => rmSync(later, { recursive: true }));

beforeEach(async () => {
  host = await startHost({ folder, headers: policyHeaders(folder) });
  app = await openApp({ address: host.address, language: 'en-GB' });
  expect(await app.page.evaluate(() => kith.offline)).toBe(true);
});

afterEach(async () => {
  await app.close();
  await host.stop();
});

const releaseOf = (opened = app) => opened.page.evaluate(async () => (await kith.protection()).release);
const lookForUpdate = () =>
  app.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration!.update();
    const worker = registration!.installing ?? registration!.waiting;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!worker || worker.state === 'installed' || worker.state === 'redundant') resolve();
      };
      worker?.addEventListener('statechange', look);
      look();
    });
    return worker?.state ?? 'none';
  });
const offer = () => app.page.getByText('A new version is ready');

describe('a newer release', () => {
  it('is offered, is not taken under an open project, and is there when the user takes it', async () => {
    const before = await releaseOf();
    await app.page.evaluate(() => kith.projects.create('open'));
    host.settings.folder = later;
    expect(await lookForUpdate()).toBe('installed');
    await offer().waitFor();
    expect(await releaseOf()).toBe(before);
    expect(await app.page.evaluate(() => kith.project.timeZone)).toBeTruthy();

    await app.page.getByRole('button', { name: 'Close the project and reload' }).click();
    await app.page.waitForEvent('load');
    await whenReady(app.page);
    expect(await releaseOf()).toBe('feedfeedfeedfeed');
    expect(await app.page.evaluate(async () => (await fetch('icon.svg')).text())).toContain('#0b6b99');
    expect((await app.page.evaluate(() => kith.projects.list())).map(({ name }) => name)).toEqual(['open']);
    await app.page.getByRole('main').getByRole('heading').first().waitFor();
  });

  it('waits while another tab has a project open', async () => {
    const other = await app.context.newPage();
    await other.goto(host.address);
    await whenReady(other);
    await other.evaluate(() => kith.projects.create('elsewhere'));
    host.settings.folder = later;
    expect(await lookForUpdate()).toBe('installed');
    await app.page.getByRole('button', { name: 'Reload with it' }).click();
    await app.page.getByText('Another tab has a project open').waitFor();
    expect(await releaseOf()).not.toBe('feedfeedfeedfeed');
    expect(await other.evaluate(() => kith.project.timeZone)).toBeTruthy();
  });

  it('is refused when one file of it is damaged, and the page goes on with the old one', async () => {
    const before = await releaseOf();
    host.settings.folder = later;
    host.settings.instead = (path) => (path === 'icon.svg' ? '<svg/>' : undefined);
    expect(await lookForUpdate()).toBe('redundant');
    await app.page.reload();
    await whenReady(app.page);
    expect(await releaseOf()).toBe(before);
    expect(await offer().count()).toBe(0);
    await app.page.getByRole('main').getByRole('heading').first().waitFor();
  });

  it('is refused while half of it is missing on the host', async () => {
    const before = await releaseOf();
    host.settings.folder = later;
    host.settings.instead = (path) => (path === 'icon.svg' ? null : undefined);
    expect(await lookForUpdate()).toBe('redundant');
    expect(await releaseOf()).toBe(before);
  });
});

describe('the installed copy', () => {
  it('goes when the host withdraws it', async () => {
    const withdrawal = readFileSync(join(folder, 'hosting', 'withdraw-sw.js'));
    host.settings.instead = (path) => (path === 'sw.js' ? withdrawal : undefined);
    await app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
    // A page with nothing open loads itself anew when its worker goes, and takes a question with it.
    const left = () =>
      app.page
        .evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length])
        .catch(() => null);
    await expect.poll(left, { timeout: 60_000 }).toEqual([[], 0]);
  });

  it('answers nothing but the files of its release, and never a query', async () => {
    const asked = host.asked.length;
    const outcomes = await app.page.evaluate(async () => {
      const ask = (path: string, init?: RequestInit) =>
        fetch(path, init).then(
          ({ status }) => status,
          () => 'refused',
        );
      return Promise.all([ask('./'), ask('./?secret'), ask('secret'), ask('../secret'), ask('./', { method: 'POST' })]);
    });
    expect(outcomes).toEqual([200, 'refused', 'refused', 'refused', 'refused']);
    expect(host.asked.length).toBe(asked);
  });
});
