import type { Selection } from '../core/selection';

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
