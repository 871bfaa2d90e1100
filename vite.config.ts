import * as Plot from '@observablehq/plot';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { JSDOM } from 'jsdom';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { metaPolicy, responseHeaders } from './src/policy';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Hashes of the constant style texts that Observable Plot puts into a chart and into a colour legend. */
function plotStyleHashes(): string[] {
  const { document } = new JSDOM('').window;
  const chart = Plot.plot({ document, marks: [Plot.dot([[0, 0]])] });
  // A stepped scale: a continuous one would need a canvas. `document` is an option Plot's types leave out here.
  const stepped = { document, color: { type: 'threshold' as const, domain: [0], range: ['#000', '#fff'] } };
  const ramp = Plot.legend(stepped);
  return [chart, ramp]
    .flatMap((figure) => Array.from(figure.querySelectorAll('style'), (style) => style.textContent))
    .map((text) => `sha256-${createHash('sha256').update(text).digest('base64')}`);
}

/** Puts the policy into the built page, before anything it governs. */
function policyInPage(hashes: readonly string[]): Plugin {
  return {
    name: 'kith-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy(hashes) },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const styleHashes = plotStyleHashes();

export default defineConfig({
  base: './',
  plugins: [svelte(), policyInPage(styleHashes)],
  define: { __APP_VERSION__: JSON.stringify(version) },
  // `false` keeps small files out of `data:` addresses, which the policy does not allow for scripts and styles.
  build: { target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  worker: { format: 'es' },
  preview: { headers: responseHeaders(styleHashes) },
  test: {
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: ['tests/browser/**'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/serve.ts',
          fileParallelism: false,
        },
      },
    ],
  },
});
