import type { TestProject } from 'vitest/node';
import { serveProduct, type BuiltAsset, type BuiltScript } from './product';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built product, served with the headers of `npm start`. */
    address: string;
    /** Where the built product lies. */
    folder: string;
    scripts: readonly BuiltScript[];
    assets: readonly BuiltAsset[];
  }
}

/** Serves the product to every browser test of a run. */
export default async function setup(project: TestProject) {
  const { address, folder, scripts, assets, close } = await serveProduct();
  project.provide('address', address);
  project.provide('folder', folder);
  project.provide('scripts', scripts);
  project.provide('assets', assets);
  return close;
}
