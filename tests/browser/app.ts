import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { inject } from 'vitest';
import { findBrowser } from './find.mjs';

/** One browser with a fresh profile, and every address it asked for. */
export interface OpenedApp {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly address: string;
  readonly requests: readonly string[];
  /** Errors of the page's scripts and refusals of the policy, as the console shows them. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens the built product in a real browser and waits until it says it is ready. */
export async function openApp(options: { language?: string; dark?: boolean; hash?: string } = {}): Promise<OpenedApp> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: run node tests/browser/find.mjs');
  const browser = await chromium.launch({ executablePath, args: quiet });
  const context = await browser.newContext({
    locale: options.language ?? 'zh-CN',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const address = inject('address');
  await page.goto(address + (options.hash ?? ''));
  await page.waitForFunction(() => 'kith' in globalThis);
  await page.evaluate(() => kith.ready);
  return { browser, context, page, address, requests, complaints, close: () => browser.close() };
}
