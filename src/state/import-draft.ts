import type { AppError } from '../lib/core/errors';
import type { EntityId } from '../lib/data/entities';
import type { LoadReceipt } from '../lib/data/import/load';
import { suggestMapping, type Mapping } from '../lib/data/import/mapping';
import type { FilePart, Inspection, LayoutHints } from '../lib/jobs/pool';

/** Names and types of the files that are read, for a file chooser; a dropped file is judged by its content. */
export const acceptedFiles = [
  '.csv,.tsv,.tab,.psv,.txt,.dat,.log,.xlsx,.xlsm,.json,.ndjson,.jsonl,.parquet,.pq,.gz,.zip',
  'text/csv,text/tab-separated-values,text/plain,application/json,application/gzip,application/zip',
].join();

/** A table of a file that was dropped: what it seems to be, what the user made of it, and how far it is. */
export interface ImportDraft {
  readonly id: number;
  readonly file: File;
  /** Which table of the file: the entry of an archive, the sheet of a workbook. */
  readonly part: FilePart;
  /** What the user said about its layout. */
  readonly hints: LayoutHints;
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
  /** Name of the file; of an archive's entry `archive.zip › orders.csv`. */
  readonly file: string;
  /** The sheet of a workbook. */
  readonly sheet?: string;
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

export const draftOf = (id: number, file: File, part: FilePart = {}, hints: LayoutHints = {}): ImportDraft => ({
  id,
  file,
  part,
  hints: part.sheet === undefined ? hints : { ...hints, sheet: part.sheet },
  state: 'inspecting',
  inspection: null,
  mapping: null,
  answers: {},
  mode: 'append',
  error: null,
});

/** Name of the file, and of the entry where it is an archive: `archive.zip › orders.csv`. */
export const fileName = ({ file, part }: Pick<ImportDraft, 'file' | 'part'>): string =>
  part.entry === undefined ? file.name : `${file.name} › ${part.entry}`;

/** The name under which a table is listed: with its sheet where the workbook has several. */
export function tableName(draft: ImportDraft): string {
  const { part, inspection } = draft;
  const sheet = inspection?.layout.format === 'xlsx' ? inspection.layout.sheet : part.sheet;
  const isAlone = inspection?.sheets?.length === 1;
  return sheet === undefined || isAlone ? fileName(draft) : `${fileName(draft)} › ${sheet}`;
}

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
  draft: ImportDraft,
  questions: Inspection['questions'],
  loaded?: LoadReceipt & { readonly ms: number },
): ImportReceipt {
  const { inspection, mapping } = draft;
  if (!inspection || !mapping) throw new Error('a receipt needs a file that was looked at');
  const { layout, preamble } = inspection;
  const counts = loaded ?? {
    lines: inspection.records.count + preamble,
    loaded: 0,
    rejected: 0,
    skipped: preamble,
    cellRejects: 0,
    ms: 0,
  };
  const { lines, loaded: rows, rejected, skipped, cellRejects, ms } = counts;
  return {
    file: fileName(draft),
    ...(layout.format === 'xlsx' ? { sheet: layout.sheet } : {}),
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
