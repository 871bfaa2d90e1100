import type { Fingerprint } from '../core/run-record';
import type { FieldInfo } from './dataset';
import type { Engine, Session } from './engine';
import type { EntityId, FieldType } from './entities';

/** An imported file. One file may fill several entities. */
export interface CatalogFile {
  /** Number of the file within the project, the `_file` of its rows. */
  readonly file: number;
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly imports: readonly CatalogImport[];
}

export interface CatalogImport {
  readonly entity: EntityId;
  readonly rows: number;
  readonly rejected: number;
  readonly skipped: number;
}

/** A column a file brought that no declared field takes. Its name is the user's and never becomes an identifier. */
export interface FreeColumn {
  /** Physical column `x<n>`. */
  readonly column: string;
  readonly name: string;
  readonly type: FieldType;
}

export interface CatalogEntity {
  readonly entity: EntityId;
  /** Declared fields some file brought. */
  readonly fields: readonly string[];
  readonly free: readonly FreeColumn[];
}

/** The part of the catalogue that the tables do not tell: plain data, saved with the project. */
export interface CatalogDocument {
  readonly version: 1;
  readonly nextFile: number;
  readonly files: readonly CatalogFile[];
  readonly entities: readonly CatalogEntity[];
}

/** Events dated after the modification of their file: listed, and kept out of the default as-of date. */
export interface LateEvents {
  readonly entity: EntityId;
  readonly file: number;
  readonly rows: number;
  /** ISO timestamp of the last one. */
  readonly last: string;
}

export interface AsOf {
  /** ISO date, or null when nothing dated was imported. */
  readonly date: string | null;
  readonly late: readonly LateEvents[];
}

/** What is in the engine: entities, fields, counts, files, fingerprints; announces changes. */
export interface Catalog {
  readonly files: readonly CatalogFile[];
  readonly entities: readonly EntityId[];
  count(entity: EntityId): number;
  has(entity: EntityId, field?: string): boolean;
  /** Declared fields a file brought, then free attributes. */
  fields(entity: EntityId): readonly FieldInfo[];
  /** The number for the next file; each call gives a new one. */
  reserveFile(): number;
  /** Physical columns for the free attributes of a file about to be read: an attribute known by name keeps its own. */
  freeColumns(entity: EntityId, wanted: readonly { name: string; type: FieldType }[]): readonly FreeColumn[];
  /** Rises with every change of that entity's rows. */
  revision(entity: EntityId): number;
  /** Cached until the entity changes. */
  fingerprint(entity: EntityId): Promise<Fingerprint>;
  /**
   * Default as-of date: the day after the last event not later than its file's modification time, which is read as
   * wall-clock time of `timeZone` (IANA name).
   */
  asOf(timeZone: string): Promise<AsOf>;
  /** Calls back with the entity whose rows changed, `null` for everything; returns the unsubscribe function. */
  changed(listener: (entity: EntityId | null) => void): () => void;
  document(): CatalogDocument;
  /** Takes a saved document as the truth before its facts are replayed. */
  restore(document: CatalogDocument, session: Session): Promise<void>;
}

export function createCatalog(_engine: Engine): Promise<Catalog> {
  throw new Error('to be written');
}
