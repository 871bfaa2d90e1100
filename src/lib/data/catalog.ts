import type { Fingerprint } from '../core/run-record';
import { computeAsOf, spansOf, type AsOf, type FileSpan } from './as-of';
import type { FieldInfo } from './dataset';
import type { Engine, Session } from './engine';
import { entityIds, entityOf, type EntityId, type FieldType } from './entities';
import { addColumn, columnOf, createTables, physicalColumn } from './schema';
import { id, join, sequence, sql } from './sql';
import { createViews, type EntityShape } from './views';

export type { AsOf, LateEvents } from './as-of';

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
  /** Physical columns the file brought, beside `_file` and `_row`. */
  readonly columns: readonly string[];
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
  readonly free: readonly FreeColumn[];
}

/** The part of the catalogue that the tables do not tell: plain data, saved with the project. */
export interface CatalogDocument {
  readonly version: 1;
  readonly nextFile: number;
  readonly files: readonly CatalogFile[];
  readonly entities: readonly CatalogEntity[];
}

/** What is in the engine: entities, fields, counts, files, fingerprints; announces changes. */
export interface Catalog {
  readonly files: readonly CatalogFile[];
  /** Entities with rows, in the order of the model. */
  readonly entities: readonly EntityId[];
  count(entity: EntityId): number;
  has(entity: EntityId, field?: string): boolean;
  /** Declared fields a file brought, then free attributes. */
  fields(entity: EntityId): readonly FieldInfo[];
  /** The number for the next file; each call gives a new one. */
  reserveFile(): number;
  /**
   * Physical columns for the free attributes of a file about to be read: an attribute known by name keeps its own.
   * A type that differs from the known one widens it: numbers to decimal, dates to timestamps, all else to text.
   */
  freeColumns(entity: EntityId, wanted: readonly { name: string; type: FieldType }[]): readonly FreeColumn[];
  /** Rises with every change of that entity's rows. */
  revision(entity: EntityId): number;
  /** Content of an entity without regard to row order and file numbers. Cached until the entity changes. */
  fingerprint(entity: EntityId): Promise<Fingerprint>;
  /** Default as-of date; the modification times of files are read as wall-clock time of `timeZone` (IANA name). */
  asOf(timeZone: string): Promise<AsOf>;
  /** Calls back with the entity whose rows changed, `null` for everything; returns the unsubscribe function. */
  changed(listener: (entity: EntityId | null) => void): () => void;
  document(): CatalogDocument;
  /** Takes a saved document as the truth and makes its empty tables and views; its facts are replayed next. */
  restore(document: CatalogDocument, session: Session): Promise<void>;
  /** Physical columns of an entity and the names of its free attributes. */
  shape(entity: EntityId, document?: CatalogDocument): EntityShape;
  /** Takes the document of a finished change over and announces it. For the modules that write rows. */
  adopt(document: CatalogDocument, entity: EntityId | null): void;
}

export const emptyDocument: CatalogDocument = { version: 1, nextFile: 0, files: [], entities: [] };

/** Opens the catalogue of an engine with empty tables. */
export async function createCatalog(engine: Engine): Promise<Catalog> {
  let current = emptyDocument;
  let nextFile = 0;
  const revisions = new Map<EntityId, number>();
  const reserved = new Map<EntityId, FreeColumn[]>();
  const fingerprints = new Map<EntityId, { revision: number; value: Promise<Fingerprint> }>();
  const spans = new Map<EntityId, { mark: string; value: Promise<readonly FileSpan[]> }>();
  const listeners = new Set<(entity: EntityId | null) => void>();

  const importsOf = (entity: EntityId, document = current) =>
    document.files.flatMap((file) => file.imports.filter((one) => one.entity === entity));

  const shape = (entity: EntityId, document = current): EntityShape => ({
    entity,
    columns: new Set(importsOf(entity, document).flatMap((one) => one.columns)),
    free: freeOf(entity, document),
  });

  const revision = (entity: EntityId) => revisions.get(entity) ?? 0;
  const count = (entity: EntityId) => importsOf(entity).reduce((rows, one) => rows + one.rows, 0);

  function fields(entity: EntityId): FieldInfo[] {
    const { columns, free } = shape(entity);
    const declared = entityOf(entity)
      .fields.map((field) => ({ name: field.name, column: columnOf(field).column, type: field.type, isFree: false }))
      .filter(({ column }) => columns.has(column));
    const own = free
      .filter(({ column }) => columns.has(column))
      .map(({ name, column, type }) => ({ name, column, type, isFree: true }));
    return [...declared, ...own];
  }

  function freeColumns(entity: EntityId, wanted: readonly { name: string; type: FieldType }[]): FreeColumn[] {
    const known = reserved.get(entity) ?? [...freeOf(entity, current)];
    const chosen = wanted.map(({ name, type }) => {
      const at = known.findIndex((candidate) => candidate.name === name);
      const before = known[at];
      const column = before
        ? { ...before, type: widen(before.type, type) }
        : { column: `x${nextNumber(known)}`, name, type };
      known[before ? at : known.length] = column;
      return column;
    });
    reserved.set(entity, known);
    return chosen;
  }

  async function fingerprintNow(entity: EntityId): Promise<Fingerprint> {
    const { columns, free } = shape(entity);
    const names = [...columns].sort();
    const hash = names.length > 0 ? sql`hash(${join(names.map((name) => id(name)))})` : sql`hash(0)`;
    const [row] = await engine.query<{ n: number; x: string; s: string }>(sql`
      SELECT count(*)::DOUBLE AS n, coalesce(bit_xor(h), 0)::VARCHAR AS x, coalesce(sum(h), 0)::VARCHAR AS s
      FROM (SELECT ${hash} AS h FROM ${id('store', entity)})`);
    const schema = names.map((name) => physicalColumn(entity, free, name).text).join(', ');
    return { entity, schema, rows: row?.n ?? 0, xor: row?.x ?? '0', sum: row?.s ?? '0' };
  }

  function adopt(document: CatalogDocument, entity: EntityId | null): void {
    current = document;
    nextFile = Math.max(nextFile, document.nextFile);
    for (const one of entity ? [entity] : entityIds) {
      revisions.set(one, revision(one) + 1);
      reserved.delete(one);
    }
    for (const listener of [...listeners]) listener(entity);
  }

  /** Looked up again only for an entity whose rows have changed. */
  function spansNow(entity: EntityId, timeZone: string): Promise<readonly FileSpan[]> {
    const mark = `${revision(entity)} ${timeZone}`;
    const known = spans.get(entity);
    if (known?.mark === mark) return known.value;
    const value = spansOf(engine, entity, current.files, timeZone);
    spans.set(entity, { mark, value });
    value.catch(() => spans.delete(entity));
    return value;
  }

  const allViews = (session: Session) =>
    createViews(
      session,
      entityIds.map((entity) => shape(entity)),
    );

  await engine.transaction(allViews);

  return {
    get files() {
      return current.files;
    },
    get entities() {
      return entityIds.filter((entity) => count(entity) > 0);
    },
    count,
    has(entity, field) {
      if (field === undefined) return count(entity) > 0;
      return count(entity) > 0 && fields(entity).some((one) => one.name === field);
    },
    fields,
    reserveFile: () => nextFile++,
    freeColumns,
    revision,
    fingerprint(entity) {
      const known = fingerprints.get(entity);
      if (known?.revision === revision(entity)) return known.value;
      const value = fingerprintNow(entity);
      fingerprints.set(entity, { revision: revision(entity), value });
      // A query that failed must not stand for the fingerprint.
      value.catch(() => fingerprints.delete(entity));
      return value;
    },
    asOf: (timeZone) => computeAsOf((entity) => spansNow(entity, timeZone)),
    changed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    document: () => ({ ...current, nextFile }),
    async restore(document, session) {
      current = document;
      nextFile = document.nextFile;
      reserved.clear();
      await createTables(session);
      const columns = entityIds.flatMap((entity) =>
        [...shape(entity).columns].map((column) => addColumn(entity, freeOf(entity, document), column)),
      );
      const files = document.files.map(
        ({ file, name, bytes, lastModified }) =>
          sql`INSERT INTO store.files VALUES (${file}, ${name}, ${bytes}, ${new Date(lastModified)})`,
      );
      if (files.length > 0) await session.execute(sequence([...columns, ...files]));
      await allViews(session);
    },
    shape,
    adopt,
  };
}

export const freeOf = (entity: EntityId, document: CatalogDocument): readonly FreeColumn[] =>
  document.entities.find((one) => one.entity === entity)?.free ?? [];

const nextNumber = (known: readonly FreeColumn[]): number =>
  known.reduce((next, { column }) => Math.max(next, Number(column.slice(1)) + 1), 1);

const numbers: readonly FieldType[] = ['integer', 'decimal', 'money', 'duration'];
const times: readonly FieldType[] = ['date', 'timestamp'];

/** The narrowest type that holds the values of both. */
function widen(a: FieldType, b: FieldType): FieldType {
  if (a === b) return a;
  if (numbers.includes(a) && numbers.includes(b)) return 'decimal';
  if (times.includes(a) && times.includes(b)) return 'timestamp';
  return 'text';
}
