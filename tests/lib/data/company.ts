import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Selection } from '../../../src/lib/core/selection';
import type { ExportEntry } from '../../../src/lib/data/export';
import type { Engine } from '../../../src/lib/data/engine';
import { createTables } from '../../../src/lib/data/schema';
import type { Proposals, TagProposal } from '../../../src/lib/data/tags';
import { createWorkspace, type Workspace } from '../../../src/lib/data/workspace';
import { openTestEngine } from '../../engine';
import { computeHere } from '../../analyses/compute';
import { loadLines, Log, type Lines } from './chunks';

const { compute } = computeHere();
let engine: Engine;
let opened: Workspace;
let log: Log;

/** What a project would say: set by a test, forgotten before the next. */
export const project = {
  asOf: null as string | null,
  segments: new Map<string, Selection>(),
  /** What left, as the log keeps it. */
  exported: [] as ExportEntry[],
};

/** Opens the real engine for a file of tests and gives each of them an empty workspace. */
export function useWorkspace(): void {
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    project.asOf = null;
    project.segments.clear();
    project.exported = [];
    log = new Log();
    await engine.transaction(createTables);
    opened = await createWorkspace(engine, {
      settings: () => ({ asOf: project.asOf, timeZone: 'UTC', currency: 'CNY' }),
      segment: (id) => project.segments.get(id),
      write: (plan, options) => compute('export/write', null, plan, options),
      log: async (entry) => void project.exported.push(entry),
    });
  });
}

export const workspace = (): Workspace => opened;
export const facts = () => log.facts;

export const load = (lines: Lines) => loadLines(opened.catalog, opened.loader, log, lines);
export const read = async (text: string) => (await opened.sql(text)).rows.map((row) => ({ ...row }));

/** Three customers: A bought twice and sent one order back, B was only contacted, C is only a name. */
export async function loadCompany(): Promise<void> {
  await load({
    entity: 'customers',
    columns: {
      customer_id: ['A', 'B', 'C', 'A'],
      name: ['王小明', '=cmd|1', 'Eve', '王大明'],
      phone: ['13800138000', null, '+8613900139000', '13800138001'],
      registered_at: ['2024-01-01', null, null, '2024-01-01'],
      do_not_contact: ['false', 'true', null, null],
    },
    free: [{ name: '积分', type: 'integer', values: Int32Array.of(5, 6, 7, 8) }],
  });
  await load({
    entity: 'transactions',
    columns: {
      transaction_id: ['1', '1', '2', '3', '9'],
      customer_id: ['A', 'A', 'A', 'A', null],
      occurred_at: ['2024-02-01', '2024-02-01', '2024-03-01', '2024-03-02', '2024-03-10'],
      product_id: ['P', 'Q', 'P', 'P', 'P'],
      amount: Float32Array.of(10, 20, 30, -30, 99),
    },
  });
  await load({
    entity: 'interactions',
    columns: {
      customer_id: ['A', 'A', 'B', 'B'],
      occurred_at: ['2024-02-01 09:00', '2024-02-01 10:00', '2024-02-02 09:00', '2024-02-03 09:00'],
      channel: ['APP', 'APP', '短信', 'APP'],
      kind: ['delivered', 'opened', 'delivered', '投诉'],
      theme: ['优惠', '优惠', null, null],
    },
  });
}

/** A tag whose customers take the values in turn. */
export const tag = (
  name: string,
  customers: number[],
  values: string[],
  scores?: number[],
  threshold?: number,
): TagProposal => ({
  ...{ tag: name, layer: 'knowledge', kind: 'prediction', values, threshold },
  customers: Int32Array.from(customers),
  codes: Uint16Array.from(customers, (_, i) => i % values.length),
  scores: scores && Float32Array.from(scores),
});

export const run = (runNo: number) => ({ runNo, runId: `run-${runNo}`, analysis: 'rfm', asOf: '2024-03-11' });
export const propose = (runNo: number, proposals: Proposals) =>
  opened.tags.writeProposals(run(runNo), proposals, log.sink);
export const accept = (runNo: number, threshold?: number) => opened.tags.accept(runNo, { threshold }, log.sink);

export const select = (...conditions: Selection['conditions']): Selection => ({
  asOf: '2024-03-11',
  mode: 'all',
  conditions,
});
