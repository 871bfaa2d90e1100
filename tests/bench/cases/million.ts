/**
 * The page of customers on a million of them, in the built product and a real browser: `npm run bench million`.
 *
 * Writes the files of the large company (`big-company.ts`), imports them through the product's own door into a browser
 * profile, and then measures: opening the saved project, a scripted scroll (durations of the tasks of the page's main
 * thread, from the browser's own trace), searches, portraits. `--file FOLDER` keeps files and profile, so that a later
 * run need not import again. Times are by the clock.
 */
import { existsSync, mkdirSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { findBrowser } from '../../browser/find.mjs';
import { bigCompany } from '../big-company';
import type { BenchContext } from '../case';

const projectName = 'Large company';
/** One address, so that the profile finds its projects again. */
const port = 4791;

export const id = 'million';
export const title = 'the page of customers';
export const onRequest = true;

type Tell = (what: string, ms: readonly number[], more?: Record<string, string | number>) => void;

export async function run(context: BenchContext): Promise<void> {
  const customers = context.quick ? 20_000 : 1_000_000;
  const folder = context.file ?? context.folder;
  mkdirSync(folder, { recursive: true });
  const outDir = join(folder, 'product');
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    logLevel: 'error',
    build: { outDir },
    preview: { port, host: '127.0.0.1', strictPort: true },
  });
  const browser = await chromium.launchPersistentContext(join(folder, `profile-${customers}`), {
    executablePath: findBrowser() ?? undefined,
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const tell: Tell = (what, ms, more = {}) => {
    const figures = { ...spread(ms), ...more };
    context.say(`${what}: ${JSON.stringify(figures)}`);
    context.record(`${what}, ${customers.toLocaleString('en')} customers`, figures);
  };
  try {
    await measureAll(browser, `http://127.0.0.1:${port}/`, folder, customers, tell);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Milliseconds: the middle one, the one that 95 of 100 do not exceed, the largest. */
function spread(ms: readonly number[]) {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1));
  return { n: ms.length, p50Ms: at(0.5), p95Ms: at(0.95), longestMs: at(1) };
}

async function measureAll(context: BrowserContext, address: string, folder: string, customers: number, tell: Tell) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  // A kept profile would show the release it has stored, not the one just built.
  await page.evaluate(async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  });
  await page.reload();
  await page.waitForFunction(() => 'kith' in globalThis);
  await page.evaluate(() => kith.ready);
  const known = await page.evaluate(
    async (name) => (await kith.projects.list()).find((project) => project.name === name)?.id ?? null,
    projectName,
  );
  if (known === null) await importCompany(page, folder, customers, tell);
  else {
    const ms = await page.evaluate(async (id) => {
      const since = performance.now();
      await kith.projects.open(id);
      return performance.now() - since;
    }, known);
    tell('open the saved project', [ms]);
  }
  await tagEveryone(page, tell);
  await page.evaluate(() => (location.hash = '#/customers/table'));
  const table = page.getByRole('grid');
  await table.getByRole('row').nth(10).waitFor({ timeout: 600_000 });
  // The first search waits until the texts are read; what is measured afterwards does not.
  const since = Date.now();
  await page.waitForFunction(
    async () => {
      const begin = performance.now();
      await kith.customers({ search: '欧阳欣怡甲', limit: 1, columns: ['customer_id'] });
      return performance.now() - begin < 400;
    },
    null,
    { polling: 2000, timeout: 600_000 },
  );
  tell('texts for the search ready, after the table', [Date.now() - since]);
  await measureScroll(context, page, tell);
  await measureSearch(page, tell);
  await measurePortraits(page, tell);
}

async function importCompany(page: Page, folder: string, customers: number, tell: Tell) {
  const paths = bigCompany(customers).map(({ name, parts }) => {
    const path = join(folder, `${customers}-${name}`);
    if (!existsSync(path)) {
      writeFileSync(path, '');
      for (const part of parts) appendFileSync(path, part);
    }
    return path;
  });
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'files' });
    document.body.append(input);
  });
  await page.setInputFiles('#files', paths);
  const result = await page.evaluate(async (name) => {
    const since = performance.now();
    await kith.projects.create(name);
    const files = Array.from(document.querySelector<HTMLInputElement>('#files')?.files ?? []);
    const receipts = await kith.importFiles(files);
    return {
      ms: performance.now() - since,
      receipts: receipts.map(({ entity, loaded, rejected }) => ({ entity, loaded, rejected })),
    };
  }, projectName);
  tell('import', [result.ms], {
    loaded: result.receipts.map(({ entity, loaded }) => `${entity} ${loaded}`).join(', '),
  });
}

/** Runs RFM and accepts its tags, where that was not done yet. */
async function tagEveryone(page: Page, tell: Tell) {
  const ms = await page.evaluate(async () => {
    if ((await kith.customers({ search: '重要价值客户', limit: 1 })).total > 0) return null;
    const since = performance.now();
    const { runId } = await kith.run('rfm');
    const ran = performance.now();
    await kith.acceptTags(runId);
    return [ran - since, performance.now() - ran];
  });
  if (ms) tell('rfm, and its tags accepted', ms);
}

/** Wheel turns, pages by key, and jumps by the scrollbar and to the ends, for about ten seconds. */
async function measureScroll(context: BrowserContext, page: Page, tell: Tell) {
  const grid = page.getByRole('grid');
  const cdp = await context.newCDPSession(page);
  const tasks = await traced(cdp, async () => {
    await page.evaluate(() => {
      const watched = globalThis as unknown as { longTasks: number[]; frames: number[] };
      watched.longTasks = [];
      watched.frames = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) watched.longTasks.push(entry.duration);
      }).observe({ type: 'longtask' });
      let last = performance.now();
      const frame = (now: number) => {
        watched.frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await grid.focus();
    await grid.hover();
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 90 + turn * 12);
    for (let turn = 0; turn < 20; turn++) await page.keyboard.press('PageDown');
    for (const share of [0.1, 0.35, 0.5, 0.502, 0.77, 0.93, 0.2]) {
      await grid.evaluate(
        (element, at) => (element.scrollTop = (element.scrollHeight - element.clientHeight) * at),
        share,
      );
      for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 240);
    }
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Home');
  });
  const watched = await page.evaluate(() => {
    const { longTasks, frames } = globalThis as unknown as { longTasks: number[]; frames: number[] };
    return { longTasks, frames };
  });
  tell('scroll: tasks of the main thread', tasks);
  tell(
    'scroll: those of 1 ms and more',
    tasks.filter((ms) => ms >= 1),
  );
  tell('scroll: between two frames', watched.frames);
  tell('scroll: long tasks (over 50 ms)', watched.longTasks);
}

/** Durations in milliseconds of the tasks of the page's main thread while `act` runs. */
async function traced(cdp: CDPSession, act: () => Promise<void>): Promise<number[]> {
  interface TraceEvent {
    readonly name: string;
    readonly ph: string;
    readonly pid: number;
    readonly tid: number;
    readonly dur?: number;
    readonly args?: { readonly name?: string };
  }
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'],
    },
  });
  await act();
  await cdp.send('Tracing.end');
  await complete;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0 }) => dur / 1000);
}

/** By the console, from the call to the rows of the first page. */
async function measureSearch(page: Page, tell: Tell) {
  const searches = {
    name: ['欣怡', '欧阳', '王芳', 'smith', 'Novák'],
    id: ['K10123456', '0999999', '123'],
    phone: ['13800138', '+86 139 0013', '138-1234', '88887777'],
    'e-mail and city': ['u1234@', '杭州', 'mail.example'],
    tag: ['重要价值客户', '一般挽留', 'important'],
  };
  // Distributions of the columns are counted when the hand rests; typing in the page interrupts them, this does not.
  await page.waitForTimeout(20_000);
  for (const [what, texts] of Object.entries(searches)) {
    const found = await page.evaluate(async (words) => {
      const results: { search: string; ms: number; total: number }[] = [];
      for (const search of words) {
        const since = performance.now();
        const { total } = await kith.customers({
          ...{ search, limit: 50, orderBy: '-amount_total' },
          columns: ['customer_id', 'name', 'city', 'membership', 'orders', 'amount_total', 'recency_days'],
        });
        results.push({ search, ms: performance.now() - since, total });
      }
      return results;
    }, texts);
    tell(
      `search by ${what}`,
      found.map(({ ms }) => ms),
      { found: found.map(({ search, total }) => `${search} ${total}`).join(', ') },
    );
  }
}

/** On the page, from the change of the address to the events being there. */
async function measurePortraits(page: Page, tell: Tell) {
  const times: number[] = [];
  for (const customerNo of [0, 1, 2, 777, 5000, 123_456, 500_000, 999_000, 31_415, 271_828]) {
    // A person looks before they go on; the page reads further events meanwhile.
    await page.waitForTimeout(500);
    times.push(
      await page.evaluate(async (no) => {
        const since = performance.now();
        location.hash = `#/customers/portrait/${no}`;
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const shown = document.querySelector('main [data-customer]')?.getAttribute('data-customer');
          if (shown === String(no)) return performance.now() - since;
          if (performance.now() - since > 60_000) throw new Error('no portrait');
        }
      }, customerNo),
    );
  }
  tell('portrait', times);
}
