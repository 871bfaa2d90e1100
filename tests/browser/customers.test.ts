import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigCompany } from '../bench/big-company';
import { openApp, type OpenedApp } from './app';

const customers = 20_000;
let app: OpenedApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-'));
  const paths = await Promise.all(
    bigCompany(customers).map(async ({ name, parts }) => {
      const path = join(folder, name);
      await writeFile(path, [...parts].join(''));
      return path;
    }),
  );
  app = await openApp({ language: 'en' });
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'files' }));
  });
  await app.page.setInputFiles('#files', paths);
  await app.page.evaluate(async () => {
    await kith.projects.create('Many');
    await kith.importFiles(Array.from(document.querySelector<HTMLInputElement>('#files')?.files ?? []));
    const { runId } = await kith.run('rfm', {});
    await kith.acceptTags(runId);
    location.hash = '#/customers/table';
  });
  await grid().getByRole('row').nth(10).waitFor();
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const grid = () => app.page.getByRole('grid').or(app.page.getByRole('treegrid'));
const search = () => app.page.getByPlaceholder('Name, phone, id, tag');
const cell = (row: number, column: number) => grid().getByRole('row').nth(row).getByRole('gridcell').nth(column);
const menuOf = async (column: string, item: string) => {
  const head = app.page.getByRole('columnheader').filter({ hasText: column }).first();
  await head.getByRole('button', { name: `${column}: column menu` }).click();
  await app.page.getByRole('menuitem', { name: item }).click();
};
/** What stands on the clipboard, as lines. */
const copiedLines = async () => (await app.page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);

describe('the table of twenty thousand customers', () => {
  it('goes to a place, to a share of the way, and to the end by keyboard', async () => {
    const jump = app.page.getByPlaceholder('Go to: 12000 or 50%');
    await jump.fill('12,000');
    await jump.press('Enter');
    await app.page.getByText(/^12,000–/).waitFor();
    const wanted = await app.page.evaluate(() =>
      kith.customers({ orderBy: '-amount_total', offset: 11_999, limit: 1, columns: ['customer_id'] }),
    );
    await grid().getByText(String(wanted.rows[0]?.customer_id), { exact: true }).waitFor();
    await jump.fill('50%');
    await jump.press('Enter');
    await app.page.getByText(/^10,00[01]–/).waitFor();
    await app.page.keyboard.press('Control+End');
    await app.page.getByText(/–20,000 of 20,000/).waitFor();
    await app.page.keyboard.press('Control+Home');
    await app.page.getByText(/^1–\d+ of 20,000/).waitFor();
  });

  it('finds by name, phone and tag, and shows how many', async () => {
    const count = async (condition: string) =>
      Number(
        (await app.page.evaluate((sql) => kith.sql(sql), `SELECT count(*) AS n FROM base WHERE ${condition}`))[0]?.n,
      );
    const named = await count(`contains(name, '欣怡')`);
    expect(named).toBeGreaterThan(100);
    await search().fill('欣怡');
    await app.page
      .getByRole('status')
      .filter({ hasText: `${named.toLocaleString('en')} of 20,000` })
      .waitFor();
    await search().fill('+86 138 0');
    const called = await count(`regexp_matches(regexp_replace(phone, '[^0-9]', '', 'g'), '1380')`);
    const byPhone = await app.page.evaluate(() => kith.customers({ search: '+86 138 0', limit: 0, columns: [] }));
    expect(byPhone.total).toBeGreaterThan(0);
    expect(byPhone.total).toBeLessThanOrEqual(called);
    const [value] = await app.page.evaluate(() =>
      kith.sql(`SELECT rfm, count(*) AS n FROM base WHERE rfm IS NOT NULL GROUP BY rfm ORDER BY n DESC LIMIT 1`),
    );
    await search().fill('');
    await grid().getByRole('row').nth(10).waitFor();
    const word = (await grid().getByRole('gridcell').last().innerText()).trim();
    const tagged = await app.page.evaluate((text) => kith.customers({ search: text, limit: 0, columns: [] }), word);
    expect(tagged.total).toBeGreaterThan(0);
    expect(Number(value?.n)).toBeGreaterThan(0);
  });

  it('pins, moves and keeps its columns with the project', async () => {
    await menuOf('Name', 'Pin to the left');
    await menuOf('Name', 'Move left');
    await expect.poll(() => app.page.getByRole('columnheader').nth(1).innerText()).toContain('Name');
    await app.page.evaluate(async () => {
      const own = (await kith.projects.list()).find(({ name }) => name === 'Many');
      const other = await kith.projects.create('Other');
      await kith.projects.open(own?.id ?? '');
      await kith.projects.remove(other.id);
      location.hash = '#/customers/table';
    });
    await expect
      .poll(() => app.page.getByRole('columnheader').nth(1).innerText(), { timeout: 60_000 })
      .toContain('Name');
    await grid().getByRole('row').nth(10).waitFor();
  });

  it('groups by a column, opens a group, and closes it', async () => {
    await menuOf('Membership', 'Group by this');
    const heading = grid().getByRole('row').nth(1);
    await heading.filter({ hasText: /people/ }).waitFor();
    await grid().getByRole('row').nth(5).waitFor({ state: 'detached' });
    expect(await grid().getByRole('row').count()).toBe(5);
    await heading.click();
    // The group's rows come after its head: keys are for rows that are there.
    await grid().locator('[role=row][aria-level="2"] [role=gridcell]').first().waitFor();
    await grid().locator('[role=row][aria-expanded=true]').first().waitFor();
    await grid().focus();
    await app.page.keyboard.press('Control+Home');
    await app.page.keyboard.press('ArrowLeft');
    await grid().locator('[role=row][aria-level="2"]').first().waitFor({ state: 'detached' });
    await app.page.getByLabel('Group', { exact: true }).selectOption('');
    await grid().getByRole('row').nth(20).waitFor();
  });

  it('selects all that match but one, as a query', async () => {
    await app.page.getByRole('checkbox', { name: 'Select all 20,000 that match' }).click();
    await cell(1, 0).click();
    await app.page.getByText('19,999 selected').waitFor();
    await app.page.getByRole('button', { name: 'Show only these' }).click();
    await app.page.getByRole('status').filter({ hasText: '19,999 of 20,000' }).waitFor();
    await app.page.getByLabel('Segment name').fill('All but one');
    await app.page.getByRole('button', { name: 'Save segment' }).click();
    await app.page.getByText('Saved as "All but one"').waitFor();
    const [segment] = await app.page.evaluate(() => kith.segments.list());
    expect(JSON.stringify(segment).length).toBeLessThan(400);
    await app.page
      .getByRole('button', { name: /^Remove the condition/ })
      .first()
      .click();
  });

  it('copies the ticked rows as a spreadsheet expects them, masked as on the screen', async () => {
    await cell(1, 0).click();
    await cell(2, 0).click();
    await app.page.getByText('2 selected').waitFor();
    await grid().focus();
    await app.page.keyboard.press('Control+c');
    await app.page.getByText(/2 rows copied/).waitFor();
    const [head, first, ...others] = await copiedLines();
    expect(head?.split('\t')).toContain('Name');
    expect(first).toMatch(/\*/);
    expect(others).toHaveLength(1);
    await app.page.getByRole('button', { name: 'Clear' }).click();
  });

  it('opens a portrait, walks to the next customer, and lists every kind of event', async () => {
    await grid().focus();
    await app.page.keyboard.press('Control+Home');
    await app.page.keyboard.press('Enter');
    await app.page.waitForURL(/#\/customers\/portrait\/\d+$/);
    await app.page.getByText('1 / 20,000').waitFor();
    await app.page.getByRole('button', { name: 'Next (→)' }).click();
    await app.page.getByText('2 / 20,000').waitFor();
    const kinds = app.page.getByLabel('Kind of event');
    const labels = await kinds.locator('option').allInnerTexts();
    expect(labels.some((label) => /^Transactions \d/.test(label))).toBe(true);
    expect(labels.some((label) => /^Tags 1$/.test(label))).toBe(true);
    await kinds.selectOption({ label: labels.find((label) => label.startsWith('Tags')) ?? '' });
    await app.page.getByText(/became “/).waitFor();
    expect(app.complaints).toEqual([]);
  });
});
