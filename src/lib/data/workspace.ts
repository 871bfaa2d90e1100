import type { Selection } from '../core/selection';
import { createBase } from './base';
import { createCatalog, type Catalog } from './catalog';
import { createDataset, type Dataset } from './dataset';
import type { Engine, ReadOnlyOptions, ReadOnlyResult } from './engine';
import { createExports, type Exports, type ExportSources } from './export';
import { createFeatures, type DataSettings, type Features } from './features';
import { createLoader, type Loader } from './import/load';
import { loadEvents, type TrailQuery } from './portrait-events';
import { loadPortrait, type EventQuery, type Portrait, type PortraitEvent } from './portraits';
import { createSegments, type Segments } from './segments';
import { createStatementSets } from './statement-sets';
import { createTags, type Tags } from './tags';

/** What the data layer must ask of the project: settings and saved segments, read at the moment of use, and its hands. */
export interface WorkspaceSources extends Pick<ExportSources, 'write' | 'log'> {
  settings(): DataSettings;
  segment(id: string): Selection | undefined;
}

/** The data layer of one open project, put together. */
export interface Workspace {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly loader: Loader;
  readonly features: Features;
  readonly tags: Tags;
  readonly segments: Segments;
  readonly exports: Exports;
  /** The read-only face for analyses, with the as-of date in force now. */
  dataset(): Promise<Dataset>;
  /** @throws AppError `input/customer-unknown` */
  portrait(customerNo: number): Promise<Portrait>;
  /** A page of what happened to a customer, newest first. */
  events(customerNo: number, page: EventQuery): Promise<readonly PortraitEvent[]>;
  /** The user's own SQL, over views brought up to date first. */
  sql(text: string, options?: ReadOnlyOptions): Promise<ReadOnlyResult>;
}

/** Puts the data layer together on an engine with empty tables. */
export async function createWorkspace(engine: Engine, sources: WorkspaceSources): Promise<Workspace> {
  const catalog = await createCatalog(engine);
  const loader = createLoader(engine, catalog);
  const features = createFeatures(engine, catalog, () => sources.settings());
  const tags = createTags(engine, features);
  const base = createBase(engine, catalog, features, tags);
  const statements = createStatementSets(engine);
  const segments = createSegments(engine, base, statements);
  const { write, log } = sources;
  const exports = createExports({
    ...{ engine, catalog, base, statements, write, log },
    segment: (id) => sources.segment(id),
  });
  const trailOf = async (customerNo: number): Promise<TrailQuery> => ({
    asOf: await features.asOf(),
    customerNo,
    hasRows: (entity) => catalog.count(entity) > 0,
  });
  return {
    ...{ engine, catalog, loader, features, tags, segments, exports },
    async dataset() {
      await features.ensure();
      const { timeZone, currency } = sources.settings();
      return createDataset(engine, catalog, { asOf: await features.asOf(), timeZone, currency });
    },
    portrait: async (customerNo) => loadPortrait(engine, await base.ensure(), await trailOf(customerNo)),
    events: async (customerNo, page) => loadEvents(engine, await trailOf(customerNo), page),
    async sql(text, options) {
      await base.ensure();
      return engine.readOnly(text, options);
    },
  };
}
