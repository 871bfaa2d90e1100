/** Finds a browser for the tests; installs Debian's Chromium where it may; else says in one sentence what to do. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { argv, env, exit, getuid } from 'node:process';
import { pathToFileURL } from 'node:url';

const commands = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge', 'chrome'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chrome, Chromium or Edge, or null. `KITH_BROWSER` names one explicitly. */
export function findBrowser() {
  const inPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => commands.map((name) => join(folder, name)));
  const candidates = [...(env.KITH_BROWSER ? [env.KITH_BROWSER] : []), ...inPath, ...elsewhere];
  return candidates.find(isExecutable) ?? null;
}

function install() {
  const apt = (...args) =>
    execFileSync('apt-get', args, { stdio: 'inherit', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  if (!findBrowser() && getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) install();
  const browser = findBrowser();
  if (!browser) {
    console.error(
      'The browser tests need Chrome, Edge or Chromium: install one (on Debian: apt-get install chromium) or set KITH_BROWSER to its path, then run npm test again.',
    );
    exit(1);
  }
  console.log(`Browser for the tests: ${browser}`);
}
