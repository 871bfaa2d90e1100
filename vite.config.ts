import * as Plot from '@observablehq/plot';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { JSDOM } from 'jsdom';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { hostFiles } from './src/lib/release/host-files.ts';
import { documentPath, releaseText, type Release } from './src/lib/release/release.ts';
import { metaPolicy, responseHeaders } from './src/policy.ts';

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

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** Lists what was built, as the service worker will serve it. */
function readRelease(folder: string, headers: Readonly<Record<string, string>>): Release {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file).split(sep).join('/'), content: readFileSync(file) }))
    .map(({ path, content }) => ({ path, hash: sha256(content), bytes: content.length }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const page = readFileSync(join(folder, documentPath), 'utf8');
  const named = files.filter(({ path }) => page.includes(`"./${path}"`)).map(({ path }) => path);
  const id = sha256(releaseText(files, headers)).slice(0, 16);
  return { id, version, files, shell: [documentPath, ...named] };
}

/** After everything else: the service worker, with the list of all that was built, and header files for hosts. */
function releaseInFolder(headers: Readonly<Record<string, string>>): Plugin {
  let folder = '';
  return {
    name: 'kith-release',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle(error) {
      if (error) return;
      const release = readRelease(folder, headers);
      await build({
        configFile: false,
        logLevel: 'warn',
        define: { __RELEASE__: JSON.stringify(release), __RESPONSE_HEADERS__: JSON.stringify(headers) },
        build: {
          target: 'es2023',
          outDir: folder,
          emptyOutDir: false,
          copyPublicDir: false,
          lib: { entry: 'src/sw.ts', formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
        },
      });
      for (const [path, content] of Object.entries(hostFiles(headers))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    },
  };
}

const styleHashes = plotStyleHashes();
const headers = responseHeaders(styleHashes);

export default defineConfig({
  base: './',
  plugins: [svelte(), policyInPage(styleHashes), releaseInFolder(headers)],
  define: { __APP_VERSION__: JSON.stringify(version), __RESPONSE_HEADERS__: JSON.stringify(headers) },
  // `false` keeps small files out of `data:` addresses, which the policy does not allow for scripts and styles.
  build: { target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  worker: { format: 'es' },
  preview: { headers },
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
