import type * as Parquet from 'parquet-wasm';

let loaded: Promise<typeof Parquet> | undefined;

/**
 * parquet-wasm, fetched from our own origin and compiled on first use in a thread: most projects never need its 5 MB.
 * In Node the package comes ready and has nothing to start.
 */
export function loadParquet(): Promise<typeof Parquet> {
  loaded ??= import('parquet-wasm').then(async (module) => {
    if (typeof module.default === 'function') await module.default();
    return module;
  });
  loaded.catch(() => (loaded = undefined));
  return loaded;
}
