import type { Selection } from '../core/selection';
import type { Catalog } from './catalog';
import type { Dataset } from './dataset';
import type { Engine, ReadOnlyOptions, ReadOnlyResult } from './engine';
import type { Exports } from './export';
import type { DataSettings, Features } from './features';
import type { Loader } from './import/load';
import type { Portrait } from './portraits';
import type { Segments } from './segments';
import type { Tags } from './tags';

/** What the data layer must ask of the project: settings and saved segments, read at the moment of use. */
export interface WorkspaceSources {
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
  portrait(customerNo: number): Promise<Portrait>;
  /** The user's own SQL, over views brought up to date first. */
  sql(text: string, options?: ReadOnlyOptions): Promise<ReadOnlyResult>;
}

export function createWorkspace(_engine: Engine, _sources: WorkspaceSources): Promise<Workspace> {
  throw new Error('to be written');
}
