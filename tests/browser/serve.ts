import { resolve } from 'node:path';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built product, served with the headers of `npm start`. */
    address: string;
    /** Where the built product lies. */
    folder: string;
  }
}

/** Builds the product once and serves it exactly as `npm start` does, on a free port. */
export default async function setup(project: TestProject) {
  const outDir = 'node_modules/.kith/dist';
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the preview server has no address');
  project.provide('address', address);
  project.provide('folder', resolve(outDir));
  return () => server.close();
}
