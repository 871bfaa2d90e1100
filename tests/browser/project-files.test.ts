import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';
import { smallCompany } from './fixtures';
import { contentOfOpen, projectOf } from './project-content';

let app: OpenedApp;
let project: string;

beforeAll(async () => {
  app = await openApp();
  project = await projectOf(app.page, '小公司', smallCompany());
});

afterAll(() => app.close());

/** Keeps a Blob in the page for the steps that follow. */
declare global {
  var kept: Blob;
}

describe('a project as a file', () => {
  it('comes back as it was: rows, tags, segments, results; undo still works', async () => {
    const before = await contentOfOpen(app.page);
    const after = await app.page.evaluate(async (id) => {
      globalThis.kept = await kith.projects.export(id);
      await kith.projects.remove(id);
      const left = (await kith.projects.list()).map((one) => one.id);
      const imported = await kith.projects.import(globalThis.kept);
      return { left, imported };
    }, project);
    expect(after.left).not.toContain(project);
    expect(after.imported).toMatchObject({ id: project, name: '小公司', isCopy: false });
    expect(await contentOfOpen(app.page)).toEqual(before);

    const undone = await app.page.evaluate(async () => {
      const tagged = async () => Number((await kith.sql(`SELECT count(*) AS n FROM tags WHERE tag = 'rfm'`))[0]?.n);
      const [run] = await kith.sql(`SELECT DISTINCT run_id AS id FROM tags WHERE tag = 'rfm'`);
      const had = await tagged();
      const { removed } = await kith.undo(String(run?.id));
      return { had, removed, left: await tagged() };
    });
    expect(undone).toEqual({ had: 60, removed: 60, left: 0 });
  });

  it('becomes a second project beside the first', async () => {
    const { copy, names } = await app.page.evaluate(async () => ({
      copy: await kith.projects.import(globalThis.kept),
      names: (await kith.projects.list()).map(({ name }) => name),
    }));
    expect(copy).toMatchObject({ name: '小公司 (2)', isCopy: true });
    expect(names.sort()).toEqual(['小公司', '小公司 (2)']);
    await app.page.evaluate((id) => kith.projects.remove(id), copy.id);
  });

  it('opens with its passphrase only, and cannot be altered', async () => {
    const outcome = await app.page.evaluate(async (id) => {
      const sealed = await kith.projects.export(id, { passphrase: '芝麻开门吧 open' });
      const text = await sealed.text();
      const code = (given: object, file = sealed) =>
        kith.projects.import(file, given).then(
          () => 'imported',
          (error: { code: string }) => error.code,
        );
      const bytes = new Uint8Array(await sealed.arrayBuffer());
      bytes[bytes.length - 100]! ^= 1;
      const codes = [
        await code({}),
        await code({ passphrase: '芝麻开门吧 Open' }),
        await code({ passphrase: '芝麻开门吧 open' }, new Blob([bytes])),
        await kith.projects.export(id, { passphrase: 'short' }).catch((error: { code: string }) => error.code),
      ];
      const count = (await kith.projects.list()).length;
      const opened = await kith.projects.import(sealed, { passphrase: '芝麻开门吧 open' });
      const [row] = await kith.sql('SELECT count(*) AS n FROM customers');
      await kith.projects.remove(opened.id);
      return { codes, count, rows: row?.n, isPlain: text.includes('customer') || text.includes('小公司') };
    }, project);
    expect(outcome).toEqual({
      codes: ['passphrase-needed', 'passphrase-wrong', 'project-file-damaged', 'passphrase-short'],
      count: 1,
      rows: 60,
      isPlain: false,
    });
  });

  it('tells on Home how old it is, and what happened since', async () => {
    const listed = await app.page.evaluate(async (id) => {
      await kith.projects.open(id);
      await kith.segments.save('空的', { asOf: kith.project.asOf, mode: 'all', conditions: [] });
      location.hash = '#/data';
      const [first] = await kith.projects.list();
      location.hash = '#/home';
      return first;
    }, project);
    expect(listed).toMatchObject({ id: project, commitsSinceBackup: 1 });
    await app.page.getByText('刚刚，之后有 1 步改动').waitFor();
  });
});

describe('on the page', () => {
  it('is exported from its menu by keyboard, and says that it was checked', async () => {
    const { page } = app;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '项目操作' }).first().press('Enter');
    await page.getByRole('menuitem', { name: '导出项目…' }).press('Enter');
    await page.getByText('文件里有全部个人信息').waitFor();
    await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^小公司 \d{4}-\d\d-\d\d\.kith$/);
    await page.getByText('每一块都核对无误').waitFor();
    await page.getByText('刚刚', { exact: true }).waitFor();

    await page.locator('input[accept=".kith"]').setInputFiles(await file.path());
    await page.getByText('另存成了「小公司 (2)」').waitFor();
    expect(await page.evaluate(async () => (await kith.projects.list()).length)).toBe(2);
  });

  it('has a menu that the mouse opens too, without opening the project', async () => {
    const { page } = app;
    await page.getByRole('button', { name: '项目操作' }).last().click();
    await page.getByRole('menuitem', { name: '重命名' }).click();
    await page.getByRole('dialog').getByText('重命名项目').waitFor();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).hash).toMatch(/^(#\/home|$)/);
  });

  it('says what is wrong with a file that is none', async () => {
    const { page } = app;
    await page
      .locator('input[accept=".kith"]')
      .setInputFiles({ name: '坏.kith', mimeType: '', buffer: Buffer.from('客户编号\n1\n') });
    await page.getByRole('dialog').getByText('这不是 Kith 的项目文件').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(async () => (await kith.projects.list()).length)).toBe(2);
  });
});

describe('format 1', () => {
  it('opens for ever: the project that the first version wrote, with its tags, segment and results', async () => {
    const bytes = await readFile(resolve('tests/fixtures/project-file-format-1.kith'));
    const found = await app.page.evaluate(async (base64) => {
      const file = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
      await kith.projects.import(file);
      const counts = await kith.sql(`SELECT
        (SELECT count(*) FROM customers) AS customers, (SELECT count(*) FROM transactions) AS orders,
        (SELECT count(*) FROM interactions) AS contacts, (SELECT count(*) FROM feedback) AS texts,
        (SELECT count(*) FROM tags WHERE tag = 'rfm') AS rfm,
        (SELECT count(*) FROM tags WHERE tag = 'clustering') AS clustering,
        (SELECT sum(amount) FROM transactions) AS amount, (SELECT min(customer_id) FROM customers) AS first`);
      const [segment] = await kith.segments.list();
      const members = segment && (await kith.customers({ where: segment.selection })).total;
      location.hash = '#/insight/value/rfm';
      return { ...counts[0], segment: segment?.name, members, asOf: kith.project.asOf };
    }, bytes.toString('base64'));
    expect(found).toMatchInlineSnapshot(`
      {
        "amount": 101179,
        "asOf": "2025-12-27",
        "clustering": 60,
        "contacts": 840,
        "customers": 60,
        "first": "0000010001",
        "members": 45,
        "orders": 366,
        "rfm": 60,
        "segment": "在杭州的",
        "texts": 180,
      }
    `);
    // The result is drawn from the file; it was not run again.
    await app.page.getByText('重要价值').first().waitFor();
  });
});
