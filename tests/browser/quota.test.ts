import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';
import { smallCompany } from './fixtures';
import { contentOfOpen, projectOf } from './project-content';

let app: OpenedApp;
let session: CDPSession;
let project: string;

beforeAll(async () => {
  app = await openApp();
  project = await projectOf(app.page, '满了', smallCompany());
  session = await app.context.newCDPSession(app.page);
});
afterAll(() => app.close());

/** Leaves this page so many bytes of the disk; undefined gives back what the browser allows. */
const allow = (quotaSize?: number) =>
  session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.address).origin, quotaSize });

/** Tries until it comes out so: Chrome remembers for a while how much room there was. */
const untilOutcome = (what: 'import' | 'export', wanted: string) =>
  app.page.evaluate(
    async ([act, id, outcome]) => {
      for (;;) {
        const code = await (act === 'export' ? kith.projects.export(id) : kith.projects.import(globalThis.kept)).then(
          () => 'done',
          (error: { code: string }) => error.code,
        );
        if (code === outcome) return;
        if (code !== 'done' && code !== 'storage-full') throw new Error(code);
      }
    },
    [what, project, wanted] as const,
  );

const listed = () => app.page.evaluate(async () => (await kith.projects.list()).map(({ id }) => id).sort());

describe('a disk that is full', () => {
  it.each(['import', 'export'] as const)('is said at an %s, which leaves everything as it was', async (what) => {
    const before = await contentOfOpen(app.page);
    await app.page.evaluate(async (id) => void (globalThis.kept = await kith.projects.export(id)), project);
    await allow(1000);
    await untilOutcome(what, 'storage-full');
    const left = await listed();
    // Opening writes nothing it cannot do without. Exports are logged, so what is inside is compared with room again.
    await app.page.evaluate((id) => kith.projects.open(id), project);
    await allow();
    expect(await contentOfOpen(app.page)).toEqual(before);
    await untilOutcome(what, 'done');
    const now = await listed();
    expect(now).toEqual(expect.arrayContaining(left));
    expect(now.length - left.length).toBe(what === 'import' ? 1 : 0);
    await app.page.evaluate((id) => kith.projects.open(id), project);
    expect(await contentOfOpen(app.page)).toEqual(before);
  });
});
