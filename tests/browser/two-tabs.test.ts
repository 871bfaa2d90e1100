import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, whenReady, type OpenedApp } from './app';
import { smallCompany } from './fixtures';

let app: OpenedApp;
let second: Page;
let project: string;

beforeAll(async () => {
  app = await openApp();
  project = await app.page.evaluate(async (files) => {
    const { id } = await kith.projects.create('两个标签页');
    await kith.importFiles(files.map(({ name, text }) => new File([text], name, { lastModified: 1767225600000 })));
    return id;
  }, smallCompany());
  second = await openTab();
});

afterAll(() => app.close());

async function openTab(): Promise<Page> {
  const page = await app.context.newPage();
  await page.goto(app.address);
  await whenReady(page);
  await page.evaluate((id) => kith.projects.open(id), project);
  return page;
}

/** Waits until the project is open again and a question about it is answered so. */
const untilAnswered = (page: Page, statement: string, answer: number) =>
  page.evaluate(
    async ([text, wanted]) => {
      for (;;) {
        // While the project is being opened again there is none to ask.
        const rows = await kith.sql(text).catch(() => []);
        if (rows[0]?.n === wanted) return;
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    [statement, answer] as const,
  );

/** Everything that would change the project, and the code with which each is refused. */
const tryToWrite = (page: Page) =>
  page.evaluate(async () => {
    const code = (act: () => Promise<unknown>) =>
      act().then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const [project] = await kith.projects.list();
    return [
      await code(() => kith.importFiles([new File(['客户编号\n1'], 'x.csv')])),
      await code(() => kith.run('rfm')),
      await code(() => kith.acceptTags('x')),
      await code(() => kith.undo('x')),
      await code(() => kith.segments.save('x', { asOf: '2026-01-01', mode: 'all', conditions: [] })),
      await code(() => kith.segments.remove('x')),
      await code(() => kith.projects.remove(project!.id)),
    ];
  });

describe('a second tab on the same project', () => {
  it('is read-only and says so, and refuses every change', async () => {
    await second.getByText('这个项目正在另一个标签页里编辑').waitFor();
    expect(await app.page.getByText('这个项目正在另一个标签页里编辑').count()).toBe(0);
    expect(new Set(await tryToWrite(second))).toEqual(new Set(['read-only']));
    // The setter reports on the page instead of throwing.
    await second.evaluate(() => (kith.project.currency = 'USD'));
    await second.getByRole('dialog').getByText('这个项目正在另一个标签页里编辑').waitFor();
    await second.keyboard.press('Escape');
    expect(await second.evaluate(() => kith.project.currency)).toBe('');
  });

  it('can look, ask and be backed up; a list is handed out only where it can be logged', async () => {
    const seen = await second.evaluate(
      async (id) => ({
        rows: (await kith.sql('SELECT count(*) AS n FROM customers'))[0]?.n,
        total: (await kith.customers({ limit: 1 })).total,
        list: await kith.exportData('customers', { format: 'csv' }).then(
          () => 'handed out',
          (error: { code: string }) => error.code,
        ),
        file: (await kith.projects.export(id)).size > 10_000,
      }),
      project,
    );
    expect(seen).toEqual({ rows: 60, total: 60, list: 'read-only', file: true });
  });

  it('switches off what would write, with the reason', async () => {
    await second.evaluate(() => (location.hash = '#/insight/value/rfm'));
    const run = second.getByRole('button', { name: '运行', exact: true }).first();
    await run.waitFor();
    expect(await run.getAttribute('aria-disabled')).toBe('true');
    await run.focus();
    await second.getByText('正在另一个标签页里编辑，这里只读', { exact: true }).waitFor();
    await second.evaluate(() => (location.hash = '#/data/import'));
    const choose = second.locator('button', { hasText: '选择文件' });
    await choose.waitFor();
    expect(await choose.getAttribute('aria-disabled')).toBe('true');
  });

  it('hears of what the first writes, and shows it when asked', async () => {
    await app.page.evaluate(async () => {
      await kith.acceptTags((await kith.run('rfm')).runId);
    });
    const refresh = second.getByRole('button', { name: '刷新到最新' });
    await refresh.waitFor();
    await refresh.click();
    await second.getByText('那边有了新的改动').waitFor({ state: 'detached' });
    await untilAnswered(second, `SELECT count(*) AS n FROM tags WHERE tag = 'rfm'`, 60);
    expect(new Set(await tryToWrite(second))).toEqual(new Set(['read-only']));
  });

  it('takes over what the first has left when that closes the project, and the first is read-only then', async () => {
    await app.page.evaluate(async () => {
      await kith.segments.save('第一个标签页存的', { asOf: kith.project.asOf, mode: 'all', conditions: [] });
      await kith.projects.create('别的');
    });
    await second.getByText('这个项目正在另一个标签页里编辑').waitFor({ state: 'detached' });
    await untilAnswered(second, 'SELECT count(*) AS n FROM customers', 60);
    const names = await second.evaluate(async () => {
      await kith.segments.save('第二个标签页存的', { asOf: kith.project.asOf, mode: 'all', conditions: [] });
      return (await kith.segments.list()).map(({ name }) => name);
    });
    expect(names).toEqual(['第二个标签页存的', '第一个标签页存的']);
    await app.page.evaluate((id) => kith.projects.open(id), project);
    await app.page.getByText('这个项目正在另一个标签页里编辑').waitFor();
  });

  it('takes over when the writing tab crashes', async () => {
    const session = await app.context.newCDPSession(second);
    // The renderer is gone before it can answer.
    void session.send('Page.crash').catch(() => undefined);
    await app.page.getByText('这个项目正在另一个标签页里编辑').waitFor({ state: 'detached' });
    await untilAnswered(app.page, 'SELECT count(*) AS n FROM customers', 60);
    const written = await app.page.evaluate(async () => (await kith.run('rfm')).runId);
    expect(written).not.toBe('');
  });
});
