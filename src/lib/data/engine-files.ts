/** Addresses of the engine's own files on our origin: DuckDB-WASM's `eh` build and the script of its thread. */
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';

export const engineFiles = { wasmUrl, workerUrl } as const;
