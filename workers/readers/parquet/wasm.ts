import init, { ParquetFile } from 'parquet-wasm/esm/parquet_wasm.js';
import wasmAddress from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import { AlgorithmError } from '../../errors';

export type { ParquetFile } from 'parquet-wasm/esm/parquet_wasm.js';

/** Opens a Parquet file; the decoder, five megabytes of our own origin, is fetched on first use. */
export async function openParquet(file: Blob): Promise<ParquetFile> {
  await init({ module_or_path: wasmAddress });
  return guarded(ParquetFile.fromFile(file));
}

/**
 * Waits for the decoder and turns its failures into one of ours. On some malformed bytes it stops dead in the middle of
 * its own work; then its promise never settles, and only the thread hears of it. What it holds by then is lost, and it
 * goes on serving other files.
 * @throws AlgorithmError `parquet-malformed` (message: the decoder's words)
 */
export async function guarded<T>(work: Promise<T>): Promise<T> {
  const heard = new AbortController();
  const trap = new Promise<never>((_, reject) => {
    const take = (event: Event) => {
      const thrown: unknown = event instanceof ErrorEvent ? event.error : (event as PromiseRejectionEvent).reason;
      if (!(thrown instanceof WebAssembly.RuntimeError)) return;
      event.preventDefault();
      reject(thrown);
    };
    for (const name of ['error', 'unhandledrejection'])
      globalThis.addEventListener?.(name, take, { signal: heard.signal });
  });
  try {
    return await Promise.race([work, trap]);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AlgorithmError('parquet-malformed', { message: message.slice(0, 300) });
  } finally {
    heard.abort();
  }
}
