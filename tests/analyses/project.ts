import type { RunOptions } from '../../src/analyses/run';
import { freeAttributes, openQuestions, suggestMapping, toReadPlan } from '../../src/lib/data/import/mapping';
import type { DataSettings } from '../../src/lib/data/features';
import type { LoadReceipt } from '../../src/lib/data/import/load';
import { createWorkspace, type Workspace } from '../../src/lib/data/workspace';
import type { Compute } from '../../src/lib/jobs/pool';
import { noExports, openTestEngine } from '../engine';
import { computeHere } from './compute';

export interface TestProject {
  readonly workspace: Workspace;
  readonly compute: Compute;
  importFile(file: File): Promise<LoadReceipt>;
  close(): Promise<void>;
}

/** The product's data layer on the real engine, files coming in through the same door as in the page. */
export async function openTestProject(settings: Partial<DataSettings> = {}): Promise<TestProject> {
  const engine = await openTestEngine();
  const all: DataSettings = { asOf: null, timeZone: 'Asia/Shanghai', currency: 'CNY', ...settings };
  const workspace = await createWorkspace(engine, { settings: () => all, segment: () => undefined, ...noExports });
  const { compute } = computeHere();
  return {
    workspace,
    compute,
    async importFile(file) {
      const inspection = await compute('import/inspect', { file, name: file.name }, {});
      const mapping = suggestMapping(inspection);
      const questions = openQuestions(inspection, mapping, {});
      if (questions.length > 0) throw new Error(`${file.name} asks ${questions.map(({ id }) => id).join(', ')}`);
      const { catalog, loader } = workspace;
      const { entity } = mapping;
      const number = catalog.reserveFile();
      const free = catalog.freeColumns(entity, freeAttributes(inspection, mapping));
      const plan = toReadPlan(inspection, mapping, {}, { file: number, free, timeZone: all.timeZone });
      return loader.load(
        {
          file: number,
          name: file.name,
          bytes: file.size,
          lastModified: file.lastModified,
          entity,
          free,
          targets: plan.columns.map(({ target }) => target),
          mode: 'append',
        },
        (take) => compute('import/read', { file, name: file.name }, plan, { onChunk: take }),
        { onFact: () => undefined },
      );
    },
    close: () => engine.close(),
  };
}

/** What `runAnalysis` needs to run on a project. */
export const optionsOf = async ({ workspace, compute }: TestProject): Promise<RunOptions> => ({
  dataset: await workspace.dataset(),
  compute,
  seed: 1,
  runNo: 1,
  appVersion: '0',
  engineVersion: workspace.engine.version,
});

/** The demo company with this many customers, imported whole. */
export async function openDemoProject(customers: number, seed = 1): Promise<TestProject> {
  const project = await openTestProject();
  for (const part of ['first', 'rest'] as const) {
    const params = { customers, part };
    await project.compute('import/demo', null, params, {
      seed,
      onChunk: async ({ name, bytes, lastModified }) => {
        await project.importFile(new File([bytes as Uint8Array<ArrayBuffer>], name, { lastModified }));
      },
    });
  }
  return project;
}
