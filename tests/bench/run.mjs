// node tests/bench/run.mjs kmeans [arguments]: bundles tests/bench/kmeans.ts as the product is bundled, and runs it.
// Through Vitest every imported function would be looked up at each call, which a numeric kernel feels.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const [name, ...args] = process.argv.slice(2);
const entry = resolve(import.meta.dirname, `${name}.ts`);
const bundle = await build({
  configFile: false,
  logLevel: 'error',
  build: { ssr: entry, write: false, minify: true, target: 'es2023' },
});
// Inside node_modules, so that packages, which stay outside the bundle, are found.
const folder = await mkdtemp(resolve(import.meta.dirname, '../../node_modules/.kith-bench-'));
try {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, bundle.output[0].code);
  const { bench } = await import(pathToFileURL(file).href);
  await bench(...args);
} finally {
  await rm(folder, { recursive: true });
}
