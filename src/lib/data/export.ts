import type { ExportFormat, ExportPlan, ExportReceipt } from '../../../workers/protocol';
import { inputError, throwIfAborted } from '../core/errors';
import type { Selection } from '../core/selection';
import { numbers, streamOf, type NewColumn } from './arrow-build';
import type { Base } from './base';
import type { Catalog } from './catalog';
import type { Engine } from './engine';
import { sheetOf } from './export-sheets';
import type { StatementSets } from './statement-sets';

export type { ExportFormat } from '../../../workers/protocol';

export const exportFormats = ['xlsx', 'csv', 'parquet', 'json'] as const satisfies readonly ExportFormat[];

/**
 * `customers`, `tags`, or a kind with what it names: `segment:ID`, `table:NAME`, `run:ID`, `sql:STATEMENT`.
 */
export type ExportSubject =
  'customers' | 'tags' | `segment:${string}` | `table:${string}` | `run:${string}` | `sql:${string}`;

/** Words of the sheet that says where the data comes from; `lines` are written as they are, the others with a number. */
export interface ExportWords {
  /** Name of the sheet with the rows. */
  readonly sheet: string;
  readonly about: ExportPlan['about'];
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Masks personal fields: 138****1234, first 6 and last 4 of a national id, a***@x.com, 张*. */
  readonly masked?: boolean;
  /** Only these customers, for the subject `customers`. */
  readonly where?: Selection;
  /** For workbooks; by default the sheet is named for its subject and says nothing more. */
  readonly words?: (account: ExportAccount) => ExportWords;
  readonly signal?: AbortSignal;
  readonly report?: (fraction: number, stage?: string) => void;
}

export interface ExportAccount {
  readonly rows: number;
  /** Customers left out because they asked not to be contacted. */
  readonly leftOut: number;
  /** Names of the columns whose values are hidden in part. */
  readonly maskedColumns: readonly string[];
}

/** A file, and what is to be said of it. */
export interface Exported {
  readonly blob: Blob;
  readonly account: ExportAccount & Pick<ExportReceipt, 'bytes' | 'sheets' | 'cutTexts'>;
}

/** One line of the log of what left the page. */
export interface ExportEntry {
  readonly what: string;
  readonly format: ExportFormat;
  readonly masked: boolean;
  readonly rows: number;
  readonly leftOut: number;
  readonly bytes: number;
}

/** A table the page already shows, such as the numbers behind a chart. */
export interface SmallTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface Exports {
  /**
   * @throws AppError `input/format-not-available`, `input/export-unknown`, `input/export-too-large`; for `sql:` what the
   * read-only door says
   */
  exportData(what: string, options: ExportOptions): Promise<Exported>;
  /** How many rows there are to write, and how many customers would be left out. */
  preview(what: string, where?: Selection): Promise<ExportAccount>;
}

export interface ExportSources {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly base: Base;
  readonly statements: StatementSets;
  segment(id: string): Selection | undefined;
  /** Runs the task that writes a file, taking its rows from `parts`. */
  write: WriteFile;
  /** Keeps the log: nothing leaves before its line is kept. */
  log(entry: ExportEntry): Promise<void>;
}

export type WriteFile = (
  plan: ExportPlan,
  options: {
    readonly parts: AsyncIterable<Uint8Array>;
    readonly onChunk: (bytes: Uint8Array) => void;
    readonly signal?: AbortSignal;
    readonly report?: (fraction: number, stage?: string) => void;
  },
) => Promise<ExportReceipt>;

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/**
 * The one exit: whatever leaves the page as a file of data is made here. Lists of customers leave out who asked not to
 * be contacted, personal fields can be masked (in the engine, so that what is hidden never leaves it), no cell is a
 * formula, and every file is logged. The file itself is written on a thread, part by part.
 */
export function createExports(sources: ExportSources): Exports {
  return {
    async exportData(what, { format, masked = false, where, words = plainWords(what), signal, report }) {
      if (!(exportFormats as readonly string[]).includes(format)) {
        throw inputError('format-not-available', { format: String(format) });
      }
      throwIfAborted(signal);
      const { columns, rows, leftOut, parts } = await sheetOf(sources, what, { masked, where });
      const maskedColumns = columns.filter(({ isMasked }) => isMasked).map(({ name }) => name);
      const expected = { rows, leftOut, maskedColumns };
      const plan = { format, columns: columns.map(({ name, kind }) => ({ name, kind })), rows, ...words(expected) };
      const file = await writeBlob(sources.write, plan, { parts: ahead(parts(signal)), signal, report });
      const account = { ...expected, ...file.receipt };
      await sources.log({ what, format, masked, rows: account.rows, leftOut, bytes: account.bytes });
      return { blob: file.blob, account };
    },
    async preview(what, where) {
      const { columns, rows, leftOut } = await sheetOf(sources, what, { masked: true, where });
      return { rows, leftOut, maskedColumns: columns.filter(({ isMasked }) => isMasked).map(({ name }) => name) };
    },
  };
}

/** A small table as a file, as safe to open as any other. Nothing in it stands for a person, so it is not logged. */
export async function tableFile(write: WriteFile, format: ExportFormat, table: SmallTable): Promise<Blob> {
  const columns = table.columns.map((name) => ({ name }));
  const plan = { format, columns, rows: table.rows.length, ...plainWords('table')() };
  const parts = (async function* () {
    yield partOf(table);
  })();
  return (await writeBlob(write, plan, { parts })).blob;
}

async function writeBlob(
  write: WriteFile,
  plan: ExportPlan,
  options: Omit<Parameters<WriteFile>[1], 'onChunk'>,
): Promise<{ blob: Blob; receipt: ExportReceipt }> {
  const chunks: Blob[] = [];
  // A Blob of each chunk lets the browser put it aside: the file never stands in the page's own memory.
  const onChunk = (bytes: Uint8Array) => void chunks.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const receipt = await write(plan, { ...options, onChunk });
  return { blob: new Blob(chunks, { type: mediaTypes[plan.format] }), receipt };
}

/** Asks for the next part while the one before is being written. */
async function* ahead<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = parts[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (let result = await next; !result.done; result = await next) {
      next = iterator.next();
      // Whoever stops early never looks at it.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

const plainWords = (what: string) => (): ExportWords => ({
  sheet: what.replace(/^[a-z]+:/, ''),
  about: { sheet: 'About', lines: [], words: { rows: 'rows', sheets: 'sheets', cutTexts: 'texts cut' } },
});

/** Columns of numbers stay numbers; what is mixed is text. */
function partOf({ columns, rows }: SmallTable): Uint8Array {
  const cells = columns.map((_, c): NewColumn => {
    const values = rows.map((row) => row[c] ?? null);
    if (values.every((value) => typeof value === 'number')) return numbers(values);
    return values.map((value) => (value === null ? null : String(value)));
  });
  return streamOf(Object.fromEntries(cells.map((column, c) => [`c${c}`, column])));
}
