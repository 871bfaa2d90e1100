/**
 * npm run pictures: builds the product, opens the demo in both languages, walks every page and writes what it sees to
 * tests/browser/pictures/: WebP by the browser's own encoder, at most 120 KB each.
 * With `-- --dark` every page also in the dark theme; otherwise a few.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { findBrowser } from './find.mjs';
import {
  analysisPlaces,
  chooseFile,
  goTo,
  layers,
  openDemo,
  openLayer,
  runAll,
  settle,
  speak,
  usedPlaces,
} from './walk.mjs';

const outDir = 'node_modules/.kith/pictures';
const folder = resolve(import.meta.dirname, 'pictures');
const size = { width: 1440, height: 900 };
const mostBytes = 120_000;
const darkToo = new Set(['home', 'customers', 'portrait', 'rfm']);
const languages = [
  { language: 'zh-CN', short: 'zh' },
  { language: 'en', short: 'en' },
];

/** The page as WebP: the quality falls until the file is small enough. */
async function take(page, debuggerSession, name) {
  for (const quality of [90, 80, 70, 55, 40]) {
    const { data } = await debuggerSession.send('Page.captureScreenshot', { format: 'webp', quality });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > mostBytes && quality > 40) continue;
    await writeFile(resolve(folder, `${name}.webp`), bytes);
    stdout.write(`${name}.webp ${Math.round(bytes.length / 1000)} KB\n`);
    return;
  }
}

async function walk(page, debuggerSession, { language, short }) {
  await speak(page, language);
  for (const { name, hash } of [...usedPlaces, ...analysisPlaces]) {
    await goTo(page, hash);
    await take(page, debuggerSession, `${name}.${short}`);
    if (!darkToo.has(name) && !argv.includes('--dark')) continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    await take(page, debuggerSession, `${name}.${short}.dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  for (const { name, hash, open, close } of layers) {
    await goTo(page, hash);
    await open(page);
    await openLayer(page).waitFor();
    await take(page, debuggerSession, `${name}.${short}`);
    await close(page);
  }
}

const executablePath = findBrowser();
if (!executablePath) {
  stdout.write('No browser: run node tests/browser/find.mjs\n');
  exit(1);
}
await mkdir(folder, { recursive: true });
await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] });
try {
  const page = await browser.newPage({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  page.setDefaultTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'kith' in globalThis);
  await page.evaluate(() => kith.ready);
  const debuggerSession = await page.context().newCDPSession(page);
  for (const language of languages) {
    await speak(page, language.language);
    await goTo(page, '#/home');
    await take(page, debuggerSession, `home-first.${language.short}`);
  }
  await openDemo(page);
  await runAll(page);
  for (const language of languages) await walk(page, debuggerSession, language);
  // A file with a question stays last: it is not imported.
  for (const { language, short } of languages) {
    await speak(page, language);
    await chooseFile(page);
    await take(page, debuggerSession, `import-question.${short}`);
    await page.locator('button.remove').first().click();
  }
} finally {
  await browser.close();
  await server.close();
}
