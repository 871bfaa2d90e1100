import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, whenReady } from './app';
import { startCanary } from './canary';
import { channels, hostScripts, tryIn } from './channels';
import { policyHeaders, startHost, type HostSettings } from './host';

const folder = inject('folder');
const document = readFileSync(join(folder, 'index.html'), 'utf8');
const headers = policyHeaders(folder);

/** The built document without its policy and without the product: what a page is by itself. */
const bare = document
  .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  .replace(/<script[^>]*><\/script>|<link rel="(modulepreload|stylesheet|manifest)"[^>]*>/g, '');

interface Configuration {
  readonly name: string;
  readonly headers?: HostSettings['headers'];
  readonly instead?: HostSettings['instead'];
  /** Whether the product runs in the page. */
  readonly hasProduct: boolean;
  /** Whether the service worker sends the documents that are tried. */
  readonly hasWorker: boolean;
}

const without = (path: string) => (path === 'sw.js' ? null : undefined);

/** The kinds of host a user may meet, from none of our means to all. */
const configurations: readonly Configuration[] = [
  {
    name: 'no policy (control)',
    hasProduct: false,
    hasWorker: false,
    instead: (path) => (path === 'index.html' ? bare : undefined),
  },
  { name: 'page policy only', hasProduct: true, hasWorker: false, instead: without },
  { name: 'page policy + service worker', hasProduct: true, hasWorker: true },
  { name: 'headers of npm start', hasProduct: true, hasWorker: false, headers, instead: without },
  { name: 'headers + service worker', hasProduct: true, hasWorker: true, headers },
];

let version = '';
const leaks = new Map<string, readonly string[]>();

afterAll(writeTable);

async function openPage(
  context: BrowserContext,
  address: string,
  { hasProduct, hasWorker }: Configuration,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  if (hasProduct) await whenReady(page);
  if (hasWorker) await page.evaluate(() => kith.protection());
  return page;
}

/** Every channel under one configuration: those that can share a page in one, the others each in a fresh one. */
async function leaksUnder(configuration: Configuration): Promise<readonly string[]> {
  const canary = await startCanary();
  const scripts = hostScripts(canary.targetOf);
  const host = await startHost({
    folder,
    headers: configuration.headers ?? {},
    instead: (path) => (path in scripts ? scripts[path] : configuration.instead?.(path)),
  });
  const browser = await launchBrowser();
  version = browser.version();
  try {
    const context = await browser.newContext();
    // The first visit installs the worker; what is tried stands in pages it sends.
    await openPage(context, host.address, configuration);
    const shared = channels.filter(({ isAlone }) => !isAlone);
    const sets = [shared, ...channels.filter(({ isAlone }) => isAlone).map((channel) => [channel])];
    const atATime = 4;
    for (let from = 0; from < sets.length; from += atATime)
      await Promise.all(
        sets.slice(from, from + atATime).map(async (set) => {
          await tryIn(await openPage(context, host.address, configuration), set, canary);
        }),
      );
    return channels.map(({ name }) => name).filter((name) => canary.reached.has(name));
  } finally {
    // With the browser every page ends, wherever it has gone.
    await browser.close();
    await host.stop();
    await canary.close();
  }
}

describe('53 ways out of the page', () => {
  it('are 53, each with a name of its own', () => {
    expect(new Set(channels.map(({ name }) => name)).size).toBe(53);
  });

  it.each(configurations)('under: $name', async (configuration) => {
    const open = await leaksUnder(configuration);
    leaks.set(configuration.name, open);
    if (!configuration.hasProduct) expect(open.length).toBeGreaterThanOrEqual(49);
    else if (configuration.headers || configuration.hasWorker) expect(open).toEqual([]);
    else expect(open.length).toBeLessThan(10);
  });
});

/** What each configuration lets through, as a table to read and as one to compute with. */
function writeTable(): void {
  const names = configurations.map(({ name }) => name).filter((name) => leaks.has(name));
  const mark = (name: string, channel: string) => (leaks.get(name)?.includes(channel) ? '**open**' : '·');
  const lines = [
    `Chromium ${version}; a channel is open when it reached a listener on another origin.`,
    '',
    `| channel | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...channels.map(({ name }) => `| ${name} | ${names.map((under) => mark(under, name)).join(' | ')} |`),
    `| **open of ${channels.length}** | ${names.map((name) => leaks.get(name)?.length).join(' | ')} |`,
    '',
  ];
  const out = 'node_modules/.kith/channels';
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'channels.md'), lines.join('\n'));
  writeFileSync(join(out, 'channels.json'), JSON.stringify({ version, open: Object.fromEntries(leaks) }, null, 2));
}
