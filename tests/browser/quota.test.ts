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

const attempt = (what: 'import' | 'export') =>
  app.page.evaluate(
    async ([act, id]) => {
      const trying = act === 'export' ? kith.projects.export(id) : kith.projects.import(globalThis.kept);
      return trying.then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    },
    [what, project] as const,
  );

describe('a disk that is full', () => {
  it.each(['import', 'export'] as const)('is said at an %s, which leaves everything as it was', async (what) => {
    const before = await contentOfOpen(app.page);
    await app.page.evaluate(async (id) => void (globalThis.kept = await kith.projects.export(id)), project);
    const listed = await app.page.evaluate(async () => (await kith.projects.list()).map(({ id }) => id));
    await allow(1000);
    expect(await attempt(what)).toBe('storage-full');
    expect(await app.page.evaluate(async () => (await kith.projects.list()).map(({ id }) => id))).toEqual(listed);
    await allow();
    await app.page.evaluate((id) => kith.projects.open(id), project);
    expect(await contentOfOpen(app.page)).toEqual(before);
    expect(await attempt(what)).toBe('done');
  });
});
