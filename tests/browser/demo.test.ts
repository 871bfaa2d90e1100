import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';

let app: OpenedApp;

beforeAll(async () => {
  app = await openApp({ language: 'en' });
});

afterAll(() => app.close());

const click = (name: string | RegExp, role: 'button' | 'link' | 'menuitem' = 'button') =>
  app.page.getByRole(role, { name }).first().click();

describe('the demo, as a new user walks through it', () => {
  it('opens with one click and without a question, on a finding with its chart', async () => {
    await click('Open the demo');
    await app.page.waitForURL(/#\/insight\/value\/rfm/, { timeout: 120_000 });
    await app.page.locator('main figure svg').first().waitFor({ timeout: 120_000 });
    // The finding comes first, the files it does not need after it: they leave it as it is.
    await expect
      .poll(
        () =>
          app.page.evaluate(async () =>
            (await kith.jobs()).filter(({ kind }) => kind === 'demo').map(({ state }) => state),
          ),
        { timeout: 120_000 },
      )
      .toEqual(['done']);
    expect(await app.page.getByText('Inputs changed').count()).toBe(0);
    const counts = await app.page.evaluate(async () => {
      const count = async (table: string) => Number((await kith.sql(`SELECT count(*) AS n FROM ${table}`))[0]?.n);
      return {
        asOf: kith.project.asOf,
        customers: await count('customers'),
        orders: await count('transactions'),
        contacts: await count('interactions'),
        feedback: await count('feedback'),
      };
    });
    expect(counts.asOf).toBe('2026-07-01');
    expect(counts.customers).toBeGreaterThan(4900);
    expect(counts.orders).toBeGreaterThan(55_000);
    expect(counts.contacts).toBeGreaterThan(100_000);
    expect(counts.feedback).toBeGreaterThan(5900);
  });

  it('accounts for every line of every file', async () => {
    await app.page.evaluate(() => (location.hash = '#/data/import'));
    await app.page.getByText('Imported files').waitFor();
    const sentences = await app.page.getByText(/ = [\d,]+ loaded \+ /).allTextContents();
    expect(sentences.length).toBeGreaterThanOrEqual(6);
    for (const sentence of sentences) {
      const [lines, ...parts] = (sentence.match(/[\d,]+/g) ?? []).map((word) => Number(word.replaceAll(',', '')));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(lines);
    }
  });

  it('lists what could not be read, with the file, the column and the reason in words', async () => {
    await app.page.evaluate(() => (location.hash = '#/data/rejects'));
    await app.page.getByText('Not a date').first().waitFor();
    await app.page.getByText('客户资料_20260630.csv').first().waitFor();
  });

  it.each(['#/insight/value/rfm', '#/insight/value/clustering', '#/insight/preference/channel-preference'])(
    'runs %s from its page and writes its tags',
    async (hash) => {
      await app.page.evaluate((target) => (location.hash = target), hash);
      await click(/^Run( again)?$/);
      await app.page.getByRole('button', { name: 'Write tags' }).waitFor({ timeout: 120_000 });
      await click('Write tags');
      await app.page.getByText('The result of this run is written as tags').waitFor();
    },
  );

  it('classifies the texts and writes the labels beside them', async () => {
    await app.page.evaluate(() => (location.hash = '#/requirements/classify'));
    await click(/^Run$/);
    await app.page.getByRole('button', { name: 'Write labels' }).waitFor({ timeout: 180_000 });
    await click('Write labels');
    await app.page.getByText('The result of this run is written as labels').waitFor();
    const [row] = await app.page.evaluate(() =>
      kith.sql('SELECT count(*) AS n FROM feedback WHERE label IS NULL AND label_predicted IS NOT NULL'),
    );
    expect(Number(row?.n)).toBeGreaterThan(1500);
  });

  it('leads from a tag to its customers, to a saved segment, to a list on disk', async () => {
    await app.page.evaluate(() => (location.hash = '#/customers/tags'));
    await app.page.getByRole('button', { name: /^Key · value/ }).click();
    await app.page.waitForURL(/#\/customers\/table/);
    await app.page.getByLabel('Segment name').fill('Best');
    await click('Save segment');
    await app.page.getByText('Saved as "Best"').waitFor();
    await click('Export');
    const download = app.page.waitForEvent('download');
    await app.page.getByText('CSV', { exact: true }).click();
    await click('Save as a file');
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  it('shows one customer in five layers, reached by keyboard alone', async () => {
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Control+K');
    await app.page.keyboard.type('0010');
    // In the palette: the table behind it has options of its own.
    await app.page.getByRole('dialog').getByRole('option').first().waitFor();
    await app.page.keyboard.press('Enter');
    await app.page.waitForURL(/#\/customers\/portrait\/\d+$/);
    for (const layer of ['1 Attributes', '2 Behaviour', '3 Derived', '4 Knowledge', '5 Next step']) {
      await app.page.getByRole('heading', { name: new RegExp(layer, 'i') }).waitFor();
    }
  });

  it('speaks both languages on every page without a key showing through', async () => {
    const places = ['home', 'data/import', 'data/tables', 'data/rejects', 'data/sql', 'requirements/classify'];
    const more = ['customers/table', 'customers/segments', 'customers/tags', 'insight/value', 'insight/preference'];
    for (const language of ['中文', 'EN']) {
      await app.page.getByRole('button', { name: /Switch to English|切换到中文/ }).click();
      for (const place of [...places, ...more]) {
        await app.page.evaluate((target) => (location.hash = target), `#/${place}`);
        await app.page.waitForLoadState('networkidle');
        const text = await app.page.locator('main').innerText();
        expect([language, place, text.match(/\b[a-z]+(?:-[a-z]+)*\.[a-z]+(?:[.-][a-z-]+)+\b/g)]).toEqual([
          language,
          place,
          null,
        ]);
      }
    }
    expect(app.complaints).toEqual([]);
  });
});
