import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../browser/find.mjs';
import { serveProduct } from '../../browser/product';
import type { BenchContext, Quality } from '../case';
import { orders, ordersCsv } from '../orders';
import { traced } from '../page/trace';
import { median } from '../result';

export const id = 'page';
export const title = 'the built page in a real browser: first paint, the demo, long tasks of every job';
/** It builds the product and takes some minutes. */
export const onRequest = true;

/**
 * First paint, bytes, and the demo from the click to its finding, on a first visit and on a second one (medians); then
 * one trace per job: how long the main thread was busy, and its tasks above 50 ms with the function they spent most in.
 */
export async function run(context: BenchContext): Promise<void> {
  const product = await serveProduct();
  try {
    await timeVisits(product.address, context);
    await traceJobs(product.address, context);
  } finally {
    await product.close();
  }
}

/** A browser with a profile on disk: closed and opened again it is a second visit. */
async function browse(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: run node tests/browser/find.mjs');
  const args = ['--no-sandbox', '--no-first-run', '--disable-background-networking'];
  const viewport = { width: 1440, height: 900 };
  return chromium.launchPersistentContext(profile, { executablePath, args, viewport, locale: 'en' });
}

async function open(browser: BrowserContext, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address);
  await isReady(page);
  return page;
}

async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(() => 'kith' in globalThis);
  await page.evaluate(() => kith.ready);
}

async function timeVisits(address: string, { quick, folder, record, say }: BenchContext): Promise<void> {
  const visits = quick ? 1 : 5;
  const seen = new Map<string, Record<string, number>[]>();
  for (let i = 0; i < visits; i++) {
    const profile = join(folder, `visit-${i}`);
    for (const visit of ['first visit', 'second visit']) {
      say(`${visit} ${i + 1} of ${visits}`);
      const browser = await browse(profile);
      const page = await open(browser, address);
      const figures = { ...(await loadFigures(page)), demoSeconds: await timeDemo(page) };
      seen.set(visit, [...(seen.get(visit) ?? []), figures]);
      await browser.close();
    }
  }
  for (const [visit, all] of seen) {
    const names = Object.keys(all[0] ?? {});
    const medians = names.map((name) => [name, median(all.map((figures) => figures[name] ?? NaN))]);
    record(`${visit}, medians of ${visits}`, Object.fromEntries(medians) as Quality);
  }
}

/** What the browser itself says of a load. */
const loadFigures = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    const loaded = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    const bytes = loaded.reduce((sum, { transferSize }) => sum + transferSize, 0);
    return { firstPaintMs: Math.round(paint), files: loaded.length, kilobytes: Math.round(bytes / 1000) };
  });

/** Seconds from the click until the first finding stands on the page with its chart. */
async function timeDemo(page: Page): Promise<number> {
  const begin = performance.now();
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await page.locator('main figure svg').first().waitFor({ timeout: 240_000 });
  return Math.round((performance.now() - begin) / 100) / 10;
}

interface Step {
  readonly title: string;
  act(page: Page): Promise<unknown>;
}

const go = (page: Page, place: string) => page.evaluate((hash) => void (location.hash = hash), `#/${place}`);

/** Runs an analysis with its page in sight, and lets the page draw it. */
const analysis = (name: string, place: string, what = name): Step => ({
  title: what,
  async act(page) {
    await go(page, place);
    await page.evaluate(
      (wanted) => kith.run(wanted).then(({ runId }) => void Object.assign(globalThis, { runId })),
      name,
    );
    await page.locator('main figure svg').first().waitFor();
    await page.waitForTimeout(300);
  },
});

const reopen: Step['act'] = async (page) => {
  await page.reload();
  await isReady(page);
  await page.evaluate(async () => {
    const [project] = await kith.projects.list();
    if (project) await kith.projects.open(project.id);
  });
};

declare global {
  var runId: string;
}

const steps = (csv: string, rows: number): readonly Step[] => [
  { title: 'open the demo, to its finding', act: timeDemo },
  analysis('rfm', 'insight/value/rfm'),
  { title: 'accept tags', act: (page) => page.evaluate(() => kith.acceptTags(globalThis.runId)) },
  { title: 'undo', act: (page) => page.evaluate(() => kith.undo(globalThis.runId)) },
  analysis('clustering', 'insight/value/clustering'),
  analysis('channel-preference', 'insight/preference/channel-preference'),
  analysis('text-svm', 'requirements/classify'),
  {
    title: 'table of the customers',
    async act(page) {
      await go(page, 'customers/table');
      await page.locator('main [role=row]').nth(5).waitFor();
      await page.waitForTimeout(300);
    },
  },
  { title: 'export of the customers, CSV', act: exportCustomers },
  { title: 'reload, and open the demo again', act: reopen },
  {
    title: `import of ${rows} orders`,
    async act(page) {
      await page.evaluate(() => kith.projects.create('Orders'));
      await go(page, 'data/import');
      const input = page.locator('input[type=file]').first();
      await input.waitFor({ state: 'attached' });
      await input.evaluate((element: HTMLInputElement) =>
        // The page's own listener would import them a second time.
        element.addEventListener('change', (event) => event.stopImmediatePropagation(), { capture: true }),
      );
      await input.setInputFiles(csv);
      await input.evaluate((element: HTMLInputElement) => kith.importFiles([...(element.files ?? [])]));
    },
  },
  analysis('rfm', 'insight/value/rfm', `rfm on ${rows} orders`),
  { title: `reload, and open ${rows} orders again`, act: reopen },
];

async function exportCustomers(page: Page): Promise<void> {
  await page.evaluate(async () => void (await kith.exportData('customers', { format: 'csv' })));
}

async function traceJobs(address: string, { quick, folder, record, say }: BenchContext): Promise<void> {
  const rows = quick ? 50_000 : 500_000;
  const csv = join(folder, 'orders.csv');
  writeFileSync(csv, new Uint8Array(await ordersCsv(orders(rows)).arrayBuffer()));
  const browser = await browse(join(folder, 'traces'));
  try {
    const page = await open(browser, address);
    const session = await browser.newCDPSession(page);
    for (const step of steps(csv, rows)) {
      say(step.title);
      const begin = performance.now();
      let seconds = 0;
      const { busyMs, long } = await traced(session, async () => {
        await step.act(page);
        seconds = (performance.now() - begin) / 1000;
      });
      record(step.title, {
        seconds: Number(seconds.toFixed(1)),
        busyMs,
        tasksOver50Ms: long.length,
        longestMs: long[0]?.ms ?? 0,
        in:
          long
            .slice(0, 3)
            .map(({ ms, scripts }) => `${ms}: ${scripts[0]?.at ?? 'no script'}`)
            .join(' · ') || 'none',
      });
    }
  } finally {
    await browser.close();
  }
}
