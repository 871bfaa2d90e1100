import { readFileSync } from 'node:fs';
import { createLoader } from '../../../src/lib/data/import/load';
import { sql } from '../../../src/lib/data/sql';
import type { BenchContext, Quality } from '../case';
import { load, openWorkspace, planned, readAlone } from '../imported';
import { orders, ordersCsv } from '../orders';

export const id = 'import-steps';
export const title =
  'a file on its way into the engine, step by step: inspect, read, load, and what the first page needs';
export const onRequest = true;

/** Of `--file` or of generated orders; seconds by the clock and of CPU on all threads. */
export async function run({ quick, file: path, record, say }: BenchContext): Promise<void> {
  const file = path === null ? ordersCsv(orders(quick ? 100_000 : 1_000_000)) : new Blob([readFileSync(path)]);
  let since = performance.now();
  let used = process.cpuUsage();
  const lap = (step: string, more: Quality = {}) => {
    const { user, system } = process.cpuUsage(used);
    const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
    record(step, { wall: seconds(performance.now() - since), cpu: seconds((user + system) / 1000), ...more });
    say(step);
    since = performance.now();
    used = process.cpuUsage();
  };

  const workspace = await openWorkspace();
  const { engine, catalog } = workspace;
  lap('open', { bytes: file.size });

  const plan = await planned(workspace, file);
  const { entity } = plan.mapping;
  lap('inspect and map', { entity, fields: plan.mapping.pairs.map(({ field }) => field ?? '–').join(' ') });

  await readAlone(plan);
  lap('read alone');

  const { receipt, facts } = await load(workspace, plan);
  const { loaded, rejected, skipped, cellRejects } = receipt;
  lap('load', { loaded, rejected, skipped, cellRejects, facts: facts.length });

  const before = await catalog.fingerprint(entity);
  lap('fingerprint');
  await workspace.features.ensure();
  lap('features', { asOf: await workspace.features.asOf() });
  const page = await workspace.segments.page({ orderBy: '-amount_total', limit: 100 });
  lap('page', { customers: page.total });
  await workspace.segments.page({ search: '99', limit: 100 });
  lap('search');

  const document = catalog.document();
  await engine.transaction(async (session) => {
    await catalog.restore(document, session);
    await createLoader(engine, catalog).replay(facts, session);
  });
  lap('replay', { same: String(JSON.stringify(await catalog.fingerprint(entity)) === JSON.stringify(before)) });

  const [memory] = await engine.query<{ mb: number }>(
    sql`SELECT (sum(memory_usage_bytes) / 1e6)::DOUBLE AS mb FROM duckdb_memory()`,
  );
  lap('memory', { engineMegabytes: Math.round(memory?.mb ?? 0) });
  await engine.close();
}
