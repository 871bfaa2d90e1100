// npm run bench: bundles the runner and each case as the product is bundled, and runs them.
// Through Vitest every imported function would be looked up at each call, which a numeric kernel feels.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

// Inside node_modules, so that packages, which stay outside the bundles, are found.
const folder = await mkdtemp(resolve(import.meta.dirname, '../../node_modules/.kith-bench-'));

async function bundle(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      write: false,
      minify: true,
      target: 'es2023',
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  const file = join(folder, `${basename(entry, '.ts')}.mjs`);
  await writeFile(file, output[0].code);
  return file;
}

try {
  const { main } = await import(pathToFileURL(await bundle(resolve(import.meta.dirname, 'runner.ts'))).href);
  await main(process.argv.slice(2), bundle);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
