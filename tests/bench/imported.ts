import type { StoredFact } from '../../src/lib/data/facts';
import type { LoadReceipt } from '../../src/lib/data/import/load';
import { freeAttributes, suggestMapping, toReadPlan } from '../../src/lib/data/import/mapping';
import { createWorkspace, type Workspace } from '../../src/lib/data/workspace';
import { run as inspect } from '../../workers/tasks/import/inspect';
import { run as read } from '../../workers/tasks/import/read';
import { noExports, openTestEngine } from '../engine';

const quiet = { seed: 1, report: () => undefined, emit: async () => undefined };

/** The product's data layer on its engine in Node, empty. */
export async function openWorkspace(): Promise<Workspace> {
  const settings = { asOf: null, timeZone: 'UTC', currency: '' };
  return createWorkspace(await openTestEngine(), { settings: () => settings, segment: () => undefined, ...noExports });
}

/** A file after the look into it: what will be read and how. */
export async function planned({ catalog }: Workspace, file: Blob) {
  const inspection = await inspect({ file, name: 'bench.csv' }, {}, quiet);
  const mapping = suggestMapping(inspection);
  const number = catalog.reserveFile();
  const free = catalog.freeColumns(mapping.entity, freeAttributes(inspection, mapping));
  const answers = Object.fromEntries(inspection.questions.map(({ id, readings }) => [id, readings[0]?.value ?? '']));
  return { file, number, free, mapping, plan: toReadPlan(inspection, mapping, answers, { file: number, free }) };
}

export type Planned = Awaited<ReturnType<typeof planned>>;

/** Bytes to typed batches alone, nothing loaded. */
export const readAlone = ({ file, plan }: Planned) => read({ file, name: 'bench.csv' }, plan, quiet);

/** Loads a planned file; gives the receipt and the facts for the log. */
export async function load(
  { loader }: Workspace,
  { file, number, free, mapping, plan }: Planned,
): Promise<{ receipt: LoadReceipt; facts: readonly StoredFact[] }> {
  const facts: StoredFact[] = [];
  const request = {
    ...{ file: number, name: 'bench.csv', bytes: file.size, lastModified: Date.UTC(2030, 0, 1), free },
    ...{ entity: mapping.entity, targets: plan.columns.map(({ target }) => target), mode: 'append' as const },
  };
  const receipt = await loader.load(
    request,
    async (take) => read({ file, name: 'bench.csv' }, plan, { ...quiet, emit: take }),
    {
      onFact: (fact, bytes) => void facts.push({ fact, bytes }),
    },
  );
  return { receipt, facts };
}
