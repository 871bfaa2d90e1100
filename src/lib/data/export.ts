import { inputError, throwIfAborted } from '../core/errors';
import type { Selection } from '../core/selection';
import { cellsOf } from './arrow-values';
import type { Base } from './base';
import type { Catalog } from './catalog';
import { byteOrderMark, csvRecord } from './csv';
import type { Engine } from './engine';
import { sheetOf, type Sheet } from './export-sheets';
import { maskValue } from './mask';

/** `customers`, `tags`, or a kind with its id: `segment:ID`, `table:NAME`, `run:ID`. */
export type ExportSubject = 'customers' | 'tags' | `segment:${string}` | `table:${string}` | `run:${string}`;

export interface ExportOptions {
  readonly format: 'csv' | 'json' | 'xlsx' | 'parquet';
  /** Masks personal fields: 138****1234, first 6 and last 4 of a national id, a***@x.com, 张*. */
  readonly masked?: boolean;
  /** Only these customers, for the subject `customers`. */
  readonly where?: Selection;
  readonly signal?: AbortSignal;
}

export interface ExportAccount {
  readonly rows: number;
  /** Customers left out because they asked not to be contacted. */
  readonly leftOut: number;
}

export interface Exports {
  /** @throws AppError `input/format-not-available`, `input/export-unknown` */
  exportData(what: string, options: ExportOptions): Promise<{ readonly blob: Blob; readonly account: ExportAccount }>;
}

export interface ExportSources {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly base: Base;
  segment(id: string): Selection | undefined;
}

/**
 * The one exit: whatever leaves the page as a file of data is made here. Lists of customers leave out who asked not to
 * be contacted, personal fields can be masked, and no cell is a formula.
 */
export function createExports(sources: ExportSources): Exports {
  return {
    async exportData(what, { format, masked = false, where, signal }) {
      const write = writers[format as keyof typeof writers] as Writer | undefined;
      if (!write) throw inputError('format-not-available', { format });
      throwIfAborted(signal);
      const sheet = await sheetOf(sources, what, where);
      return write(sheet, records(sources.engine, sheet, masked, signal));
    },
  };
}

type Writer = (
  sheet: Sheet,
  pages: AsyncIterable<readonly (readonly unknown[])[]>,
) => Promise<{ blob: Blob; account: ExportAccount }>;

const writers: Readonly<Record<'csv' | 'json', Writer>> = {
  async csv({ columns, leftOut }, pages) {
    const parts: BlobPart[] = [byteOrderMark, csvRecord(columns.map((column) => column.name))];
    let rows = 0;
    for await (const page of pages) {
      parts.push(page.map(csvRecord).join(''));
      rows += page.length;
    }
    return { blob: new Blob(parts, { type: 'text/csv;charset=utf-8' }), account: { rows, leftOut } };
  },
  async json({ columns, leftOut }, pages) {
    // Written by hand: a user's column name must not become a key of an object of ours.
    const names = columns.map((column) => JSON.stringify(column.name));
    const parts: BlobPart[] = ['['];
    let rows = 0;
    for await (const page of pages) {
      const records = page.map((cells) => `{${cells.map((cell, c) => `${names[c]}:${JSON.stringify(cell)}`).join()}}`);
      if (records.length > 0) parts.push(`${rows > 0 ? ',' : ''}\n${records.join(',\n')}`);
      rows += page.length;
    }
    parts.push('\n]\n');
    return { blob: new Blob(parts, { type: 'application/json' }), account: { rows, leftOut } };
  },
};

/** The rows of a sheet, a page at a time, masked where asked for. */
async function* records(engine: Engine, sheet: Sheet, masked: boolean, signal: AbortSignal | undefined) {
  for (const statement of sheet.pages) {
    throwIfAborted(signal);
    const cells = cellsOf(await engine.table(statement, { signal }));
    if (masked) for (const row of cells) maskRow(row, sheet);
    yield cells;
  }
}

function maskRow(row: unknown[], { columns }: Sheet): void {
  columns.forEach(({ personal }, c) => {
    const cell = row[c];
    if (personal && cell !== null && cell !== undefined) row[c] = maskValue(personal, String(cell));
  });
}

/** A small table the page already shows, such as the numbers behind a chart, as a file: as safe to open as any other. */
export const tableFile = (columns: readonly string[], rows: readonly (readonly unknown[])[]): Blob =>
  new Blob([byteOrderMark, csvRecord(columns), ...rows.map(csvRecord)], { type: 'text/csv;charset=utf-8' });
