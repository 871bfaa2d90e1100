import type { Layer } from '../core/layers';
import type { Catalog } from './catalog';
import type { Engine, QueryOptions } from './engine';
import type { EntityId, FieldType } from './entities';

/** A named number, date or word per customer, computed by SQL from events strictly before the as-of date. */
export interface Feature {
  readonly name: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** What exactly is counted, in both languages. */
  readonly meaning: { readonly zh: string; readonly en: string };
  readonly unit?: string;
  readonly layer: Layer;
  readonly entity: EntityId;
}

/** Settings of the project that decide numbers. `asOf` null means the catalogue's default. */
export interface DataSettings {
  readonly asOf: string | null;
  readonly timeZone: string;
  readonly currency: string;
}

export interface Features {
  readonly list: readonly Feature[];
  /** The as-of date in force: the project's own or the catalogue's default; the empty project has 1970-01-01. */
  asOf(): Promise<string>;
  /** Recomputes `store.features` if rows or the as-of date changed since; cheap otherwise. */
  ensure(options?: QueryOptions): Promise<void>;
}

export function createFeatures(_engine: Engine, _catalog: Catalog, _settings: () => DataSettings): Features {
  throw new Error('to be written');
}
