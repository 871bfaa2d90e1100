import type { AppError } from '../lib/core/errors';
import type { EntityId } from '../lib/data/entities';
import type { LoadReceipt } from '../lib/data/import/load';
import { suggestMapping, type Mapping } from '../lib/data/import/mapping';
import type { Inspection } from '../lib/jobs/pool';

/** A file that was dropped: what it seems to be, what the user made of it, and how far it is. */
export interface ImportDraft {
  readonly id: number;
  readonly file: File;
  readonly state: 'inspecting' | 'ready' | 'importing' | 'failed';
  readonly inspection: Inspection | null;
  readonly mapping: Mapping | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly mode: 'append' | 'replace';
  readonly error: AppError | null;
}

/**
 * The account of one file: lines = loaded + rejected + skipped + pending. `lines` counts records, the header among the
 * skipped. While a question is open nothing is loaded, and every row is pending.
 */
export interface ImportReceipt {
  readonly file: string;
  readonly entity: EntityId;
  readonly lines: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly pending: number;
  readonly cellRejects: number;
  /** Number of the file in the project; null while nothing was loaded. */
  readonly fileNo: number | null;
  readonly mapping: readonly { readonly header: string; readonly field: string | null }[];
  readonly questions: Inspection['questions'];
  readonly warnings: Inspection['warnings'];
  readonly ms: number;
}

export const draftOf = (id: number, file: File): ImportDraft => ({
  id,
  file,
  state: 'inspecting',
  inspection: null,
  mapping: null,
  answers: {},
  mode: 'append',
  error: null,
});

/** The draft as rows of another entity: pairs are suggested anew, for what a column means depends on it. */
export const changeEntity = ({ inspection }: ImportDraft, entity: EntityId): Partial<ImportDraft> =>
  inspection ? { mapping: suggestMapping(inspection, { entity }) } : {};

/** Pairs a column with a field; a column that had the field becomes a free attribute. */
export function changeField({ mapping }: ImportDraft, column: number, field: string | null): Partial<ImportDraft> {
  if (!mapping) return {};
  const pairs = mapping.pairs.map((pair) => {
    if (pair.column === column)
      return { ...pair, field, confidence: 1, reason: { code: 'user' as const, details: {} } };
    return field !== null && pair.field === field ? { ...pair, field: null } : pair;
  });
  return { mapping: { ...mapping, pairs } };
}

/** What became of a draft: loaded as counted, or waiting for the answers to `questions`. */
export function receiptOf(
  { file, inspection, mapping }: ImportDraft,
  questions: Inspection['questions'],
  loaded?: LoadReceipt & { readonly ms: number },
): ImportReceipt {
  if (!inspection || !mapping) throw new Error('a receipt needs a file that was looked at');
  const header = inspection.dialect.headerRecord >= 0 ? inspection.dialect.headerRecord + 1 : 0;
  const counts = loaded ?? {
    lines: inspection.records.count + header,
    loaded: 0,
    rejected: 0,
    skipped: header,
    cellRejects: 0,
    ms: 0,
  };
  const { lines, loaded: rows, rejected, skipped, cellRejects, ms } = counts;
  return {
    file: file.name,
    entity: mapping.entity,
    lines,
    loaded: rows,
    rejected,
    skipped,
    pending: lines - rows - rejected - skipped,
    cellRejects,
    fileNo: loaded?.file ?? null,
    mapping: mapping.pairs.map(({ column, field }) => ({ header: inspection.columns[column]?.name ?? '', field })),
    questions,
    warnings: inspection.warnings,
    ms,
  };
}
