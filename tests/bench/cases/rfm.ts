import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { scoreCustomers } from '../../../src/analyses/rfm/derive';
import { loadCounts, loadValues } from '../../../src/analyses/rfm/queries';
import { sql } from '../../../src/lib/data/sql';
import type { BenchContext } from '../case';
import { load, openWorkspace, planned } from '../imported';
import { orders, purchasesCsv } from '../orders';
import { pythonPeer } from '../python';

export const id = 'rfm';
export const title = 'recency, frequency, money and their points, from order lines in the engine';

/**
 * One file for all. Each begins with what its own import left in memory: ours with customers numbered at the door, the
 * peers with ids as text. Ours also counts what takes no part, and counts an order of several lines once.
 */
export async function run({ quick, folder, compare, say }: BenchContext): Promise<void> {
  const rows = quick ? 1_000_000 : 10_000_000;
  say(`writing ${rows} orders`);
  const path = join(folder, 'purchases.csv');
  const file = purchasesCsv(orders(rows));
  await pipeline(Readable.fromWeb(file.stream() as never), createWriteStream(path));
  say('importing');
  const workspace = await openWorkspace();
  await load(workspace, await planned(workspace, file));
  const data = await workspace.dataset();
  const scope = { asOf: data.asOf, windowDays: 0, refunds: 'net' } as const;
  const plan = { method: 'quantile', map: 'eight', recencyCuts: [], frequencyCuts: [], monetaryCuts: [] } as const;

  await compare({
    workload: `recency, frequency, money and points of ${rows} orders`,
    ours: {
      name: 'the analysis: SQL and points',
      async work() {
        await loadCounts(data, scope);
        const { customer_no: customers, ...values } = await loadValues(data, scope);
        return scoreCustomers({ customers, ...values }, plan);
      },
      quality: ({ customers, medians }) => ({ customers: customers.length, ...medians }),
    },
    peers: [
      {
        name: 'DuckDB-WASM, plain SQL',
        command: [
          process.execPath,
          resolve('tests/bench/peers/duckdb.mjs'),
          `CREATE OR REPLACE TABLE scored AS SELECT *, ntile(5) OVER (ORDER BY recency DESC) AS r,
            ntile(5) OVER (ORDER BY frequency) AS f, ntile(5) OVER (ORDER BY monetary) AS m
          FROM (SELECT customer_id, count(*) AS frequency, sum(amount) AS monetary,
            floor(epoch(TIMESTAMP '${data.asOf}' - max(order_time)) / 86400) AS recency FROM orders GROUP BY customer_id)`,
          `SELECT count(*) AS customers, median(recency) AS recency, median(frequency) AS frequency,
            median(monetary) AS monetary FROM scored`,
          sql`CREATE TABLE orders AS SELECT * FROM read_csv(${path})`.text,
        ],
        install: 'npm ci',
      },
      pythonPeer('pandas', 'rfm_pandas.py', [path, data.asOf], 'python3-pandas'),
    ],
    judge: (ours, peer) =>
      ours.customers === peer.customers &&
      ours.recency === peer.recency &&
      ours.frequency === peer.frequency &&
      Math.abs(Number(ours.monetary) - Number(peer.monetary)) < 1e-6
        ? null
        : 'customers or medians differ',
  });
  await workspace.engine.close();
}
