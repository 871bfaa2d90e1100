import { chromium, type Browser, type Page } from 'playwright-core';
import { spawn, type ChildProcess } from 'node:child_process';
import { inject } from 'vitest';
import { whenReady } from './app';
import { findBrowser } from './find.mjs';

/** A browser of its own process and profile, which can be killed like a machine that loses its power socket. */
export interface KillableBrowser {
  /** Opens the product in a new tab, ready to be used. */
  openTab(): Promise<Page>;
  /** SIGKILL to every renderer: all tabs are gone, the browser stays. */
  killTabs(): Promise<void>;
  /** SIGKILL to the browser with all it has started. Resolves when it is gone. */
  kill(): Promise<void>;
}

const options = [
  ...['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--lang=zh-CN', '--remote-debugging-port=0', 'about:blank'],
];

export async function startBrowser(profile: string): Promise<KillableBrowser> {
  const executable = findBrowser();
  if (!executable) throw new Error('no browser: run node tests/browser/find.mjs');
  // A group of its own, so that one signal reaches the browser and everything it has started.
  const child = spawn(executable, [`--user-data-dir=${profile}`, ...options], { detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const browser = await chromium.connectOverCDP(await addressOf(child));
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no context');

  return {
    async openTab() {
      for (;;) {
        try {
          const page = await context.newPage();
          await page.goto(inject('address'));
          await whenReady(page);
          return page;
        } catch (thrown) {
          // A tab that got a renderer whose death the browser had not yet noticed dies with it.
          if (!/crash/i.test(String(thrown))) throw thrown;
        }
      }
    },
    async killTabs() {
      for (const pid of await renderers(browser)) process.kill(pid, 'SIGKILL');
    },
    async kill() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

const addressOf = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${said.slice(-500)}`)));
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });

async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}
