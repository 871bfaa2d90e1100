import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';
import {
  analysisPlaces,
  chooseFile,
  emptyPlaces,
  filledPlaces,
  goTo,
  layers,
  openDemo,
  openLayer,
  runAll,
  settle,
  speak,
  usedPlaces,
} from './walk.mjs';

let app: OpenedApp;

beforeAll(async () => {
  app = await openApp();
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  // Through the debugger: the page's own policy forbids `eval`, by which a test would hand over a script.
  const debuggerSession = await app.context.newCDPSession(app.page);
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await debuggerSession.send('Runtime.evaluate', { expression: source });
});

afterAll(() => app.close());

/** Every rule of WCAG 2.0, 2.1 and 2.2, A and AA, and axe's best practice; none is switched off. */
const everyRule: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
};
/** What may differ between two themes of one document: a theme changes nothing but the values of colour tokens. */
const rulesOfColour: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

async function violations(options: RunOptions): Promise<readonly string[]> {
  const found = await app.page.evaluate(
    async (wanted) =>
      (await (globalThis as unknown as { axe: { run(o: object): Promise<AxeResults> } }).axe.run(wanted)).violations,
    { ...options, preload: false, resultTypes: ['violations' as const] },
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''} – ${node.html.slice(0, 160)}`),
  );
}

/** What axe finds on the page as it stands, in both languages and both themes. */
async function report(): Promise<Readonly<Record<string, readonly string[]>>> {
  const reports: Record<string, readonly string[]> = {};
  for (const language of ['zh-CN', 'en']) {
    await speak(app.page, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await app.page.emulateMedia({ colorScheme });
      await settle(app.page);
      reports[`${language} ${colorScheme}`] = await violations(colorScheme === 'light' ? everyRule : rulesOfColour);
    }
  }
  return reports;
}

const clean = { 'zh-CN light': [], 'zh-CN dark': [], 'en light': [], 'en dark': [] };

describe('axe finds nothing', () => {
  it('before the first project', async () => {
    await settle(app.page);
    expect(await report()).toEqual(clean);
  });

  describe('in an empty project', () => {
    beforeAll(() => app.page.evaluate(() => kith.projects.create('空')));
    it.each(emptyPlaces)('$name', async ({ hash }) => {
      await goTo(app.page, hash);
      expect(await report()).toEqual(clean);
    });
    it('import-question', async () => {
      await chooseFile(app.page);
      expect(await report()).toEqual(clean);
    });
  });

  describe('in the demo before a run', () => {
    beforeAll(() => openDemo(app.page));
    it.each([...filledPlaces, ...analysisPlaces])('$name', async ({ hash }) => {
      await goTo(app.page, hash);
      expect(await report()).toEqual(clean);
    });
  });

  describe('in the demo after all runs', () => {
    beforeAll(() => runAll(app.page));
    it.each([...usedPlaces, ...analysisPlaces])('$name', async ({ hash }) => {
      await goTo(app.page, hash);
      expect(await report()).toEqual(clean);
    });
    it.each(layers)('$name', async ({ hash, open, close }) => {
      await goTo(app.page, hash);
      await open(app.page);
      await openLayer(app.page).waitFor();
      expect(await report()).toEqual(clean);
      await close(app.page);
    });
  });
});
