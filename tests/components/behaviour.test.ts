import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../browser/find.mjs';

/** The components in a real browser, built and served under the product's own policy. */
const root = resolve(import.meta.dirname, 'gallery');
const configFile = resolve(import.meta.dirname, '../../vite.config.ts');
const outDir = resolve(import.meta.dirname, '../../node_modules/.kith/gallery');

let server: PreviewServer;
let browser: Browser;
let page: Page;
let address: string;
let complaints: string[];

beforeAll(async () => {
  const shared = { root, configFile, logLevel: 'warn' as const };
  await build({ ...shared, build: { outDir, emptyOutDir: true } });
  server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  address = server.resolvedUrls?.local[0] ?? '';
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: run node tests/browser/find.mjs');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 1200, height: 1800 } });
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.waitForSelector('#log', { state: 'attached' });
});

/** Resolves when what was asked for has been drawn. */
const drawn = () =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
const log = () => page.locator('#log li').allTextContents();
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('Button', () => {
  it('does nothing while disabled, keeps its focus and shows its reason', async () => {
    await button('Disabled').click({ force: true });
    await button('Plain').click();
    await button('Disabled').focus();
    await page.getByText('Answer the question first').waitFor();
    expect(await log()).toEqual(['pressed']);
  });
});

describe('Segmented', () => {
  it('moves with the arrows and skips what is disabled', async () => {
    await page.getByRole('radio', { name: 'A', exact: true }).focus();
    await press('ArrowRight', 'ArrowRight');
    expect(await log()).toEqual(['chose b', 'chose a']);
  });
});

describe('layers', () => {
  it('a popover closes with Esc and gives the focus back', async () => {
    await button('Open popover').click();
    await page.getByText('In the popover').waitFor();
    await press('Escape');
    await page.getByText('In the popover').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Open popover');
  });

  it('a menu acts on Enter and skips what is disabled', async () => {
    await button('Open menu').focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    await press('ArrowDown', 'Enter');
    expect(await log()).toEqual(['deleted']);
  });

  it('a dialog keeps the focus inside until it is answered', async () => {
    await button('Open dialog').click();
    await page.getByRole('dialog', { name: 'Delete?' }).waitFor();
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await log()).toEqual(['dialog closed']);
  });

  it('the palette finds while typing and goes on Enter', async () => {
    await button('Open palette').click();
    await page.keyboard.type('a');
    const options = page.getByRole('dialog').getByRole('option');
    expect((await options.allTextContents()).map((text) => text.trim())).toEqual(['Data']);
    await press('Enter');
    expect(await log()).toEqual(['went to Data']);
  });
});

describe('a layer that has closed', () => {
  it.each(['Open popover', 'Open menu', 'Open dialog', 'Open palette'])('gives the page back: %s', async (name) => {
    await button(name).click();
    await press('Escape');
    await button('Plain').click();
    expect(await log()).toContain('pressed');
  });
});

describe('FileDrop', () => {
  it('hands on files that are chosen, the same one twice', async () => {
    const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('input[type=file]').setInputFiles(file);
    expect(await log()).toEqual(['files orders.csv', 'files orders.csv']);
  });

  it('hands on files that are dropped', async () => {
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['a'], 'dropped.csv'));
      const zone = document.querySelector('section[aria-label="Drop files"]');
      zone?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    expect(await log()).toEqual(['files dropped.csv']);
  });
});

describe('DataTable', () => {
  const table = () => page.getByRole('grid', { name: 'Customers' });

  it('draws only the rows in sight of a million', async () => {
    await table().getByText('5', { exact: true }).first().waitFor();
    expect(await table().getByRole('row').count()).toBeLessThan(40);
    expect(await table().getAttribute('aria-rowcount')).toBe('1000001');
  });

  it('opens the row the arrows stand on', async () => {
    await table().focus();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter');
    expect(await log()).toEqual(['opened 1 1']);
  });

  it('reaches the last row with End and scrolls it into sight', async () => {
    await table().focus();
    await press('End');
    await table().getByText('999999').first().waitFor();
    await press('Enter');
    expect(await log()).toEqual(['opened 999999 999999']);
  });

  it('shows the end when scrolled to the end', async () => {
    await table().evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await table().getByText('999999').first().waitFor();
  });

  it('moves by rows, not by leaps, for a small scroll in the middle', async () => {
    await table().evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    const firstRow = () =>
      table()
        .locator('.row')
        .evaluateAll((rows) => Math.min(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))));
    await drawn();
    const before = await firstRow();
    await table().evaluate((element) => element.scrollBy(0, 52));
    await drawn();
    expect((await firstRow()) - before).toBe(2);
  });

  it('asks for another order when a header is pressed, numbers from the top', async () => {
    await table().getByRole('button', { name: 'Spend' }).click();
    await table().getByRole('button', { name: 'Spend' }).click();
    expect(await log()).toEqual(['sort spend true', 'sort spend false']);
    expect(await table().getByRole('columnheader', { name: 'Spend' }).getAttribute('aria-sort')).toBe('ascending');
  });
});

describe('ParamForm', () => {
  it('shows a parameter that depends on a choice only then, and says what is out of range', async () => {
    expect(await page.getByLabel('cuts.label').count()).toBe(0);
    await page.getByText('fixed', { exact: true }).click();
    await page.getByLabel('cuts.label').fill('3, 9');
    await page.getByLabel('k.label').fill('40');
    await page.getByRole('alert').waitFor();
    expect((await log()).at(-1)).toBe('params {"method":"fixed","cuts":[3,9],"k":40}');
  });

  it('collects the words of a list', async () => {
    await page.getByText('param.automatic').click();
    await page.getByLabel('Orders').check();
    expect(await log()).toEqual(['params {"features":["orders"]}']);
  });
});

describe('Chart', () => {
  it('opens the row of a mark by click and by keyboard', async () => {
    await page.getByRole('button', { name: 'Call 5' }).click();
    await page.getByRole('button', { name: 'App 20' }).focus();
    await press('ArrowDown', 'Enter');
    expect(await log()).toEqual(['chart opened Call', 'chart opened Call']);
  });

  it('saves as picture and as table, and goes into the report', async () => {
    for (const [done, item] of ['PNG', 'SVG', 'CSV', 'Report'].entries()) {
      await page.getByRole('button', { name: 'Chart options' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.locator('#log li').nth(done).waitFor({ state: 'attached' });
    }
    expect(await log()).toEqual([
      'saved png App-first image/png true',
      'saved svg App-first image/svg+xml true',
      'saved csv App-first 2',
      'reported App first',
    ]);
  });

  it('offers its menu on a right click', async () => {
    await page.getByRole('button', { name: 'Call 5' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    expect(await log()).toEqual(['saved csv App-first 2']);
  });
});

describe('the policy', () => {
  it('forbids nothing the components do', async () => {
    for (const name of ['Open popover', 'Open menu', 'Open palette', 'Open dialog']) {
      await button(name).click();
      await drawn();
      await press('Escape');
      await drawn();
    }
    await button('Disabled').hover();
    await page.getByText('Answer the question first').waitFor();
    expect(complaints).toEqual([]);
  });

  it('would be seen to forbid a literal style attribute', async () => {
    await page.evaluate(() => {
      const policy = (globalThis as unknown as { trustedTypes?: { createPolicy: unknown } }).trustedTypes;
      const template = document.createElement('div');
      template.setAttribute('style', 'color: red');
      document.body.append(template);
      return policy !== undefined;
    });
    expect(complaints.join()).toContain('Content Security Policy');
  });
});
