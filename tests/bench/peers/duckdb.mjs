// duckdb.mjs STATEMENTS QUALITY [SETUP…]: DuckDB-WASM, the engine the product ships, told in plain SQL what to do.
// Blocking bindings, one thread. SETUP runs before the first turn, STATEMENTS in each, QUALITY gives one row.
import duckdb from '@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serve } from './turns.mjs';

const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'));
const [statements, quality, ...setup] = process.argv.slice(2);
const bundles = {
  mvp: { mainModule: join(dist, 'duckdb-mvp.wasm') },
  eh: { mainModule: join(dist, 'duckdb-eh.wasm') },
};
const database = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await database.instantiate(() => {});
const connection = database.connect();
for (const statement of setup) connection.query(statement);
await serve(
  database.getVersion(),
  () => connection.query(statements),
  () =>
    Object.fromEntries(Object.entries(connection.query(quality).toArray()[0].toJSON()).map(([k, v]) => [k, Number(v)])),
);
