import type { ReadAccount } from '../../../../workers/protocol';
import type { CatalogDocument, CatalogFile, FreeColumn } from '../catalog';
import { fieldOf, type EntityId } from '../entities';
import { columnOf } from '../schema';
import type { LoadRequest } from './load';

/** The physical column of a planned target: a declared field's, or the free attribute's own `x<n>`. */
export function physicalTarget(entity: EntityId, target: string): string {
  const field = fieldOf(entity, target);
  return field ? columnOf(field).column : target;
}

/** Files with rows of an entity. */
export const filesOf = (document: CatalogDocument, entity: EntityId): number[] =>
  document.files.filter((file) => file.imports.some((one) => one.entity === entity)).map((file) => file.file);

/** The catalogue as it will be once the file is in, its counts still open; and the files it replaces. */
export function planned(
  before: CatalogDocument,
  request: LoadRequest,
): { document: CatalogDocument; replaced: readonly number[] } {
  const { entity, file, name, bytes, lastModified, mode } = request;
  const replaced = mode === 'replace' ? filesOf(before, entity) : [];
  const kept = without(before, entity, replaced);
  const columns = request.targets.map((target) => physicalTarget(entity, target));
  const opened = { entity, rows: 0, rejected: 0, skipped: 0, columns };
  const known = kept.files.find((one) => one.file === file);
  const entry: CatalogFile = { file, name, bytes, lastModified, imports: [...(known?.imports ?? []), opened] };
  return {
    document: {
      ...kept,
      nextFile: Math.max(kept.nextFile, file + 1),
      files: [...kept.files.filter((one) => one.file !== file), entry],
      entities: withFree(kept, entity, request.free),
    },
    replaced,
  };
}

export const withAccount = (
  document: CatalogDocument,
  { entity, file }: LoadRequest,
  account: ReadAccount,
): CatalogDocument => ({
  ...document,
  files: document.files.map((one) =>
    one.file === file
      ? {
          ...one,
          imports: one.imports.map((done) =>
            done.entity === entity
              ? { ...done, rows: account.loaded, rejected: account.rejected, skipped: account.skipped }
              : done,
          ),
        }
      : one,
  ),
});

/** The catalogue without an entity's imports from some files; a file that brought nothing else goes with them. */
export const without = (document: CatalogDocument, entity: EntityId, files: readonly number[]): CatalogDocument => ({
  ...document,
  files: document.files
    .map((one) =>
      files.includes(one.file) ? { ...one, imports: one.imports.filter((done) => done.entity !== entity) } : one,
    )
    .filter((one) => one.imports.length > 0),
});

function withFree(
  document: CatalogDocument,
  entity: EntityId,
  free: readonly FreeColumn[],
): CatalogDocument['entities'] {
  const known = document.entities.find((one) => one.entity === entity)?.free ?? [];
  const named = new Map([...known, ...free].map((one) => [one.column, one]));
  return [...document.entities.filter((one) => one.entity !== entity), { entity, free: [...named.values()] }];
}
