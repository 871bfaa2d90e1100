import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tableToIPC, type Table as ArrowTable } from 'apache-arrow';
import { Table, initSync, writeParquet, type WriterProperties } from 'parquet-wasm/esm/parquet_wasm.js';

/** Node fetches no file: the decoder is put in place before the reader asks for it. */
export function startParquet(): void {
  const address = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm');
  initSync({ module: readFileSync(address) });
}

/** An Arrow table as a Parquet file; `startParquet` comes first. */
export const parquetOf = (table: ArrowTable, properties?: WriterProperties): Uint8Array =>
  writeParquet(Table.fromIPCStream(tableToIPC(table, 'stream')), properties);
