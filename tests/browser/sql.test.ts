import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';

describe('the SQL page', () => {
  let app: OpenedApp;
  beforeAll(async () => {
    app = await openApp({ language: 'en' });
    await app.page.evaluate(async () => void (await kith.projects.openDemo()));
    await app.page.evaluate(() => (location.hash = '#/data/sql'));
  });
  afterAll(() => app.close());

  it('runs a ready question, draws it, and saves all of it as a workbook', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Top cities by amount' }).click();
    await page.getByRole('button', { name: 'Run' }).click();
    await page
      .getByText(/^10 rows/)
      .first()
      .waitFor();
    await page.getByText('Chart', { exact: true }).click();
    await page.getByRole('heading', { name: 'customers by city' }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    expect((await download).suggestedFilename()).toMatch(/SQL result.*\.xlsx$/);
    await page.keyboard.press('Escape');
  });

  it('saves a result that names customers as a segment, by its rule', async () => {
    const { page } = app;
    const write = async (text: string) => {
      await page.getByRole('textbox', { name: 'SQL statement' }).click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+Enter');
    };
    await write('SELECT count(*) AS n FROM base');
    await page.getByText(/^1 row,/).waitFor();
    expect(await page.getByRole('button', { name: 'Save as a segment' }).getAttribute('aria-disabled')).toBe('true');
    await write('SELECT customer_id, orders FROM base ORDER BY amount_total DESC LIMIT 7');
    await page.getByText(/^7 rows,/).waitFor();
    await page.getByRole('button', { name: 'Save as a segment' }).click();
    await page.getByText('7 customers at present.').waitFor();
    await page.getByRole('textbox', { name: 'Segment name' }).fill('The best seven');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved as the segment "The best seven": 7 customers at present.').waitFor();
    const [segment] = await page.evaluate(() => kith.segments.list());
    expect(segment?.selection.conditions).toEqual([
      { kind: 'sql', text: 'SELECT customer_id, orders FROM base ORDER BY amount_total DESC LIMIT 7' },
    ]);
    const again = await page.evaluate(
      (selection) =>
        kith.segments.save('By hand', {
          ...selection,
          conditions: [{ kind: 'sql', text: 'SELECT gone AS customer_id FROM base' }],
        }),
      segment!.selection,
    );
    await page.getByRole('link', { name: 'See the segments' }).click();
    const table = page.getByRole('table', { name: 'Segments' }).or(page.getByRole('grid', { name: 'Segments' }));
    await table.getByText('SQL: SELECT customer_id, orders FROM base').waitFor();
    await table.getByText(/This query could not run: .*gone/).waitFor();
    await page.evaluate((id) => kith.segments.remove(id), again.id);
    await page.evaluate(() => (location.hash = '#/data/sql'));
    await page.getByRole('textbox', { name: 'SQL statement' }).waitFor();
  });

  it('saves a result as a tag of one accepted run, which can be taken back', async () => {
    const { page } = app;
    await page.getByRole('textbox', { name: 'SQL statement' }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(
      "(SELECT customer_id, 'gold' AS level, 0.5 AS p FROM base LIMIT 3) UNION ALL SELECT 'nobody', 'gold', 1",
    );
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^4 rows,/).waitFor();
    await page.getByRole('button', { name: 'Save as a tag' }).click();
    const name = page.getByRole('textbox', { name: 'Tag name' });
    expect(await name.inputValue()).toBe('level');
    await name.fill('rfm');
    await page.getByRole('combobox', { name: 'Scores from' }).selectOption('p');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('"rfm" is the name of tags that an analysis writes.').waitFor();
    await name.fill('Level');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The tag "Level" was written for 3 customers. 1 id is not a customer').waitFor();
    const tagged = () =>
      page.evaluate(async () => (await kith.sql("SELECT value FROM tags WHERE tag = 'sql:Level'")).length);
    expect(await tagged()).toBe(3);
    await page.getByRole('link', { name: 'See the tags' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Level' });
    await row.getByText('gold').waitFor();
    await row.getByRole('button').last().click();
    await row.waitFor({ state: 'detached' });
    expect(await tagged()).toBe(0);
    await page.evaluate(() => (location.hash = '#/data/sql'));
    await page.getByRole('textbox', { name: 'SQL statement' }).waitFor();
  });

  it('offers tables and columns while typing', async () => {
    const { page } = app;
    await page.getByRole('textbox', { name: 'SQL statement' }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('SELECT base.recency');
    await page.getByRole('option', { name: /recency_days/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('marks the word at which the engine stumbled, and remembers what was run', async () => {
    const { page } = app;
    await page.getByRole('textbox', { name: 'SQL statement' }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('SELECT nothing_here FROM base');
    await page.keyboard.press('Control+Enter');
    await page.locator('.cm-mistake').waitFor();
    expect(await page.locator('.cm-mistake').innerText()).toBe('nothing_here');
    await page.getByText('did not run').waitFor();
    await page.reload();
    await page.evaluate(async () => {
      await kith.ready;
      const [project] = await kith.projects.list();
      if (project) await kith.projects.open(project.id);
      location.hash = '#/data/sql';
    });
    await page.getByRole('button', { name: /nothing_here/ }).waitFor();
  });

  it('raised no alarm', () => expect(app.complaints).toEqual([]));
});
