/**
 * Times a file on its way into the engine: inspect, map, read, load, and what the first page then needs.
 *
 *     node tests/bench/run.mjs import [rows | file.csv]
 *
 * Without a file, the given number of orders (default 1,000,000) is written in memory: 200,000 customers, 5,000
 * products. Prints one line of JSON per step: seconds by the clock, and of CPU on all threads.
 */
import { readFileSync } from 'node:fs';
import { createLoader } from '../../src/lib/data/import/load';
import { freeAttributes, suggestMapping, toReadPlan } from '../../src/lib/data/import/mapping';
import type { StoredFact } from '../../src/lib/data/facts';
import { sql } from '../../src/lib/data/sql';
import { createWorkspace } from '../../src/lib/data/workspace';
import { run as inspect } from '../../workers/tasks/import/inspect';
import { run as read } from '../../workers/tasks/import/read';
import { openTestEngine } from '../engine';

function orders(rows: number): string {
  const lines = ['transaction_id,customer_id,occurred_at,product_id,channel,quantity,unit_price,amount'];
  const channels = ['APP', '门店', '网站', '热线'];
  for (let i = 0; i < rows; i++) {
    const at = new Date(Date.UTC(2023, 0, 1) + ((i * 7919) % 31_536_000) * 1000).toISOString();
    const price = ((i * 31) % 10_000) / 100;
    const quantity = (i % 5) + 1;
    lines.push(
      `T${i},C${String((i * 48271) % 200_000).padStart(7, '0')},${at.slice(0, 19).replace('T', ' ')},P${(i * 69621) % 5000},` +
        `${channels[i % 4]},${quantity},${price},${(price * quantity).toFixed(2)}`,
    );
  }
  return lines.join('\n');
}

export async function bench(what = '1000000'): Promise<void> {
  const bytes = /^\d+$/.test(what) ? new TextEncoder().encode(orders(Number(what))) : readFileSync(what);
  const file = new Blob([bytes]);
  let since = performance.now();
  let used = process.cpuUsage();
  const lap = (step: string, more: object = {}) => {
    const { user, system } = process.cpuUsage(used);
    const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
    const [wall, cpu] = [seconds(performance.now() - since), seconds((user + system) / 1000)];
    console.log(JSON.stringify({ step, wall, cpu, ...more }));
    since = performance.now();
    used = process.cpuUsage();
  };

  const engine = await openTestEngine();
  const settings = { asOf: null, timeZone: 'UTC', currency: '' };
  const workspace = await createWorkspace(engine, { settings: () => settings, segment: () => undefined });
  const { catalog, loader } = workspace;
  lap('open', { bytes: bytes.length });

  const context = { seed: 1, report: () => undefined, emit: async () => undefined };
  const inspection = await inspect({ file, name: 'bench.csv' }, {}, context);
  const mapping = suggestMapping(inspection);
  const number = catalog.reserveFile();
  const free = catalog.freeColumns(mapping.entity, freeAttributes(inspection, mapping));
  const answers = Object.fromEntries(inspection.questions.map(({ id, readings }) => [id, readings[0]?.value ?? '']));
  const plan = toReadPlan(inspection, mapping, answers, { file: number, free });
  lap('inspect', { entity: mapping.entity, fields: mapping.pairs.map((pair) => pair.field) });

  await read({ file }, plan, context);
  lap('read alone');

  const facts: StoredFact[] = [];
  let inEngine = 0;
  const request = {
    ...{ file: number, name: 'bench.csv', bytes: bytes.length, lastModified: Date.UTC(2030, 0, 1), free },
    ...{ entity: mapping.entity, targets: plan.columns.map((column) => column.target), mode: 'append' as const },
  };
  const receipt = await loader.load(
    request,
    async (take) =>
      read({ file }, plan, {
        ...context,
        emit: async (chunk) => {
          const begin = performance.now();
          await take(chunk);
          inEngine += performance.now() - begin;
        },
      }),
    { onFact: (fact, ipc) => void facts.push({ fact, bytes: ipc }) },
  );
  lap('load', { ...receipt, engineSeconds: Number((inEngine / 1000).toFixed(2)), facts: facts.length });

  const before = await catalog.fingerprint(mapping.entity);
  lap('fingerprint');
  await workspace.features.ensure();
  lap('features', { asOf: await workspace.features.asOf() });
  const page = await workspace.segments.page({ orderBy: '-amount_total', limit: 100 });
  lap('page', { total: page.total });
  await workspace.segments.page({ search: '99', limit: 100 });
  lap('search');

  const document = catalog.document();
  await engine.transaction(async (session) => {
    await catalog.restore(document, session);
    await createLoader(engine, catalog).replay(facts, session);
  });
  lap('replay', { same: JSON.stringify(await catalog.fingerprint(mapping.entity)) === JSON.stringify(before) });

  const [memory] = await engine.query<{ mb: number }>(
    sql`SELECT (sum(memory_usage_bytes) / 1e6)::DOUBLE AS mb FROM duckdb_memory()`,
  );
  lap('done', { engineMegabytes: Math.round(memory?.mb ?? 0) });
  await engine.close();
}
