import { writeFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { sql } from '../../../src/lib/data/sql';
import type { Workspace } from '../../../src/lib/data/workspace';
import type { BenchContext, Quality } from '../case';
import { load, openWorkspace, planned } from '../imported';
import { orders, ordersCsv } from '../orders';
import { pythonPeer } from '../python';

export const id = 'import';
export const title = 'a CSV file to typed columns in the engine';

/**
 * From the bytes to a typed table: ours looks into the file, maps it, reads it with an account of every line and cell,
 * codes customers, products and channels as integers and keeps a log of what was loaded; the peers only read it.
 */
export async function run({ quick, folder, compare }: BenchContext): Promise<void> {
  const rows = quick ? 100_000 : 1_000_000;
  const file = ordersCsv(orders(rows));
  const path = join(folder, 'orders.csv');
  writeFileSync(path, new Uint8Array(await file.arrayBuffer()));

  let workspace: Workspace | null = null;
  await compare({
    workload: `CSV to typed columns, ${rows} × 9, ${Math.round(file.size / 1e6)} MB`,
    ours: {
      name: 'inspect, map, read, load',
      async prepare() {
        await workspace?.engine.close();
        workspace = await openWorkspace();
      },
      async work() {
        if (!workspace) throw new Error('no workspace');
        await load(workspace, await planned(workspace, file));
        return workspace;
      },
      quality: async ({ engine }) => {
        const [row] = await engine.query<Quality>(sql`
          SELECT count(*)::DOUBLE AS rows, round(sum(amount) * 100)::DOUBLE AS cents,
            epoch(max(occurred_at))::DOUBLE AS "lastSecond" FROM coded.transactions`);
        return row ?? {};
      },
    },
    peers: [
      {
        name: 'DuckDB-WASM read_csv',
        command: [
          process.execPath,
          resolve('tests/bench/peers/duckdb.mjs'),
          sql`CREATE OR REPLACE TABLE orders AS SELECT * FROM read_csv(${path})`.text,
          `SELECT count(*) AS rows, round(sum(amount) * 100) AS cents, epoch(max(order_time)) AS "lastSecond" FROM orders`,
        ],
        install: 'npm ci',
      },
      pythonPeer('pandas read_csv', 'import_pandas.py', [path, 'order_time'], 'python3-pandas'),
    ],
    judge: (ours, peer) =>
      ours.rows === peer.rows &&
      ours.lastSecond === peer.lastSecond &&
      Math.abs(Number(ours.cents) - Number(peer.cents)) <= 1
        ? null
        : 'the tables differ',
  });
  await (workspace as Workspace | null)?.engine.close();
}
