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
  /** Those of them that loaded a document. */
  readonly documents: readonly string[];
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

/**
 * Current Chrome and Edge know `Connection-Allowlist`; a Chromium before 152 has it behind these names. Where the
 * browser has it on by itself they change nothing.
 */
const allowlist = '--enable-features=ConnectionAllowlists,OverrideConnectionAllowlistOriginTrial';

/** A browser with a fresh profile. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser: run node tests/browser/find.mjs');
  return chromium.launch({ executablePath, args: [...quiet, allowlist] });
}

/** Waits until the product in a page is ready; the page may load itself once more before it is. */
export async function whenReady(page: Page): Promise<void> {
  for (;;) {
    try {
      await page.waitForFunction(() => 'kith' in globalThis);
      await page.evaluate(() => kith.ready);
      return;
    } catch (thrown) {
      // The reload that brings the service worker in takes the question with it.
      if (!/context was destroyed|navigation/i.test(String(thrown))) throw thrown;
    }
  }
}

/** Opens the built product in a real browser and waits until it says it is ready. */
export async function openApp(
  options: { language?: string; dark?: boolean; hash?: string; address?: string } = {},
): Promise<OpenedApp> {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    locale: options.language ?? 'zh-CN',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const requests: string[] = [];
  const documents: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    requests.push(request.url());
    if (request.isNavigationRequest()) documents.push(request.url());
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const address = options.address ?? inject('address');
  await page.goto(address + (options.hash ?? ''));
  await whenReady(page);
  return { browser, context, page, address, requests, documents, complaints, close: () => browser.close() };
}
