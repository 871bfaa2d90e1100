/**
 * What crosses the thread boundary: plain data and types, no behaviour.
 * `src/` may import types from here; the workers import nothing from `src/`.
 */
import type { ErrorDetails, Failure } from './errors';

export type { ErrorDetails, Failure } from './errors';

/** True progress of one job. `fraction` is work done ÷ work to do, in [0, 1]; `stage` is a code with a translation. */
export interface Progress {
  readonly fraction: number;
  readonly stage?: string;
}

/** What a task is given beside its input. A task holds no state between calls and may be killed at any moment. */
export interface TaskContext<Chunk = never> {
  /** All randomness of the task derives from this 32-bit seed. */
  readonly seed: number;
  /** Reports the fraction done, in [0, 1]; cheap to call often, the host throttles. The last report is 1. */
  report(fraction: number, stage?: string): void;
  /** Hands a part of the output over before the end and waits until it was taken (back-pressure). */
  emit(chunk: Chunk, transfer?: Transferable[]): Promise<void>;
}

/** The context of a task whose input is too large to be sent at once. */
export interface PartsContext<Chunk = never> extends TaskContext<Chunk> {
  /** Asks the page for the next part of the input; `null` after the last. */
  take(): Promise<Uint8Array | null>;
}

export type Task<Input, Params, Output, Chunk = never> = (
  input: Input,
  params: Params,
  context: TaskContext<Chunk>,
) => Output | Promise<Output>;

/** A task that takes its input in parts. */
export type PartsTask<Input, Params, Output, Chunk = never> = (
  input: Input,
  params: Params,
  context: PartsContext<Chunk>,
) => Output | Promise<Output>;

/** A table of tasks by name `group/task`; each entry loads its module on first use. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one place where tasks of all shapes stand side by side
export type TaskTable = Readonly<Record<string, () => Promise<{ run: PartsTask<any, any, any, any> }>>>;

type RunOf<Table extends TaskTable, Name extends keyof Table> = Awaited<ReturnType<Table[Name]>>['run'];
export type InputOf<Table extends TaskTable, Name extends keyof Table> = Parameters<RunOf<Table, Name>>[0];
export type ParamsOf<Table extends TaskTable, Name extends keyof Table> = Parameters<RunOf<Table, Name>>[1];
export type OutputOf<Table extends TaskTable, Name extends keyof Table> = Awaited<ReturnType<RunOf<Table, Name>>>;
export type ChunkOf<Table extends TaskTable, Name extends keyof Table> =
  Parameters<RunOf<Table, Name>>[2] extends TaskContext<infer Chunk> ? Chunk : never;

/** The answer of a worker to one call: a value or a failure, never an exception. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What a worker exposes over Comlink. */
export interface WorkerApi {
  /** Handshake: the names of the tasks this worker serves. */
  hello(): Promise<readonly string[]>;
  run(
    name: string,
    input: unknown,
    params: unknown,
    seed: number,
    onProgress: (progress: Progress) => void,
    onChunk: (chunk: unknown) => Promise<void>,
    /** Gives the parts of a large input one by one; without it there are none. */
    onTake?: () => Promise<Uint8Array | null>,
  ): Promise<Outcome<unknown>>;
  /** Addresses this worker has fetched since its start, for the privacy ledger. */
  ledger(): Promise<readonly LedgerEntry[]>;
}

/** One request made by the page or one of its threads. */
export interface LedgerEntry {
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who asked: `page` or the name of a thread. */
  readonly initiator: string;
  readonly bytes: number;
}

// ---------------------------------------------------------------- import

/** How the text of a cell is read. `text` keeps every character. */
export type CellType = 'text' | 'integer' | 'decimal' | 'timestamp' | 'date' | 'boolean' | 'duration';

/** Order of day, month and year in a column of dates. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

export interface Encoding {
  /** A label TextDecoder understands: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`. */
  readonly label: string;
  /** Why it was chosen: a byte-order mark, strict UTF-8 without error, the only decoding without error, or the user. */
  readonly proof: 'bom' | 'strict-utf-8' | 'no-error' | 'user';
}

/** Where a table's rows stand among the records of its file. */
export interface TableShape {
  /** Record number (0-based) of the header; −1 when the file has none. Records before it are skipped and counted. */
  readonly headerRecord: number;
  /** Fields of a whole record, as most of the sample has them; without it the header's. Other records are rejected. */
  readonly columns?: number;
  /** Records with fewer fields are this file's habit: their missing last cells are empty, not an error. */
  readonly ragged?: boolean;
  /** Records end with delimiters beyond the last column: this file's habit, where elsewhere they reject the record. */
  readonly trailing?: boolean;
}

export interface Dialect extends TableShape {
  readonly delimiter: string;
  /** The quote character, or '' for none. */
  readonly quote: string;
  /** What ends a line: LF and CR LF (default), or CR alone. */
  readonly newline?: 'lf' | 'cr';
  /** What stands before a quote inside quotes: the quote itself (default) or a backslash. */
  readonly escape?: '\\';
}

/** Delimited text. */
export interface TextLayout {
  readonly format: 'text';
  readonly encoding: Encoding;
  readonly dialect: Dialect;
}

/** One sheet of a workbook. */
export interface SheetLayout {
  readonly format: 'xlsx';
  readonly sheet: string;
  /** The cells that are read, as a spreadsheet writes them: `B3:H200`. */
  readonly range: string;
  /** Number of the row that names the columns, as the spreadsheet counts; 0 when none does. */
  readonly headerRow: number;
  readonly shape: TableShape;
}

/** Objects of a JSON text. */
export interface JsonLayout {
  readonly format: 'json';
  readonly encoding: Encoding;
  /** What is a row: each line by itself, each object at the top, or each element of the list at `path`. */
  readonly rows: 'lines' | 'objects' | 'list';
  /** Keys that lead to the list; none for a list at the top. */
  readonly path: readonly string[];
  /** Per column the keys that lead to it inside an object. */
  readonly columns: readonly (readonly string[])[];
}

/** A Parquet file. */
export interface ParquetLayout {
  readonly format: 'parquet';
  /** Per column the names that lead to it, through records inside records. */
  readonly columns: readonly (readonly string[])[];
  /** Columns of bytes that are no text: written as hexadecimal digits. */
  readonly hexadecimal: readonly number[];
}

/** How the records of a file are found: what `import/inspect` learns and `import/read` goes by. */
export type Layout = TextLayout | SheetLayout | JsonLayout | ParquetLayout;

/** What the user says about a file instead of what was found. */
export interface LayoutHints {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Name of the sheet. */
  readonly sheet?: string;
  /** `B3:H200`; rows or columns may be left out (`B:H`, `3:200`). */
  readonly range?: string;
  /** Number of the row that names the columns, as the spreadsheet counts; 0 when none does. */
  readonly headerRow?: number;
}

/** A file, or the entry of an archive of that name. */
export interface ImportInput {
  readonly file: Blob;
  readonly name: string;
  readonly entry?: string;
}

/** A table a file holds: the file itself, the entry of an archive, a sheet of a workbook, or both. */
export interface FilePart {
  readonly entry?: string;
  readonly sheet?: string;
}

/** What a file holds: tables, and entries of an archive that are not for reading, each with the reason. */
export interface FileContents {
  readonly parts: readonly FilePart[];
  readonly refused: readonly { readonly entry: string; readonly code: string; readonly details: ErrorDetails }[];
}

/** A sheet of the workbook that is being looked at. */
export interface SheetFacts {
  readonly name: string;
  readonly rows: number;
  readonly isHidden: boolean;
}

/** One bar of a column's distribution: a value, or the lower bound of a bin, and its count in the sample. */
export interface ProfileBar {
  readonly label: string;
  readonly count: number;
}

/** What the head of a file says about one column. Counts are over the sampled rows. */
export interface ColumnProfile {
  /** 0-based position in the file; the identity of a column (names may repeat or be missing). */
  readonly index: number;
  readonly name: string;
  readonly type: CellType;
  /** For timestamps and dates: the order proven by a value above 12, else `null` when two readings are possible. */
  readonly dateOrder: DateOrder | null;
  /** Set when the column's numbers prove a decimal comma (`1.234,56`, `3,5`). */
  readonly decimalMark?: ',';
  readonly sampled: number;
  readonly filled: number;
  /** Of the filled cells those that do not read as `type`: they would be rejected. */
  readonly misfits?: number;
  readonly distinct: number;
  readonly examples: readonly string[];
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly bars: readonly ProfileBar[];
}

/** A choice the file does not settle; asked, never guessed. */
export interface ImportQuestion {
  readonly id: string;
  readonly column: number | null;
  readonly kind: 'date-order';
  readonly readings: readonly { readonly value: string; readonly sample: string }[];
  /** How many sampled rows read both ways. */
  readonly affected: number;
}

/** A remark on the file: a code with a translation and what it is about. */
export interface ImportWarning {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What the import task learns from a file before anything is loaded. */
export interface Inspection {
  readonly bytes: number;
  readonly layout: Layout;
  /** Records before the first row: titles above the header and the header itself. */
  readonly preamble: number;
  /** The sheets of a workbook, in its order. */
  readonly sheets?: readonly SheetFacts[];
  readonly columns: readonly ColumnProfile[];
  /** The first records as text, without the header. */
  readonly sample: readonly (readonly string[])[];
  /** Records in the file: exact when the whole file was read, else estimated from the sample. */
  readonly records: { readonly count: number; readonly exact: boolean };
  readonly questions: readonly ImportQuestion[];
  readonly warnings: readonly ImportWarning[];
}

/** One column to be read. `target` is the physical column of the entity: a field's name or `x<n>`. */
export interface PlannedColumn {
  readonly source: number;
  readonly target: string;
  readonly type: CellType;
  readonly dateOrder: DateOrder | null;
  readonly decimalMark?: ',';
  /** Text is a name, not a sentence: blanks around it and Excel's guard `="…"` fall away, and stay in the raw cells. */
  readonly trims?: boolean;
  /** A row whose cell is empty here is rejected with `missing-required`. */
  readonly required: boolean;
}

export interface ReadPlan {
  readonly layout: Layout;
  readonly columns: readonly PlannedColumn[];
  /** Number of the file within the project, written to `_file`. */
  readonly file: number;
  /** Rows per emitted batch. */
  readonly batchRows: number;
  /**
   * IANA name of the project's time zone, for instants (epoch numbers, timestamps with an offset): they become
   * wall-clock time there. Without it the clock in the text is kept, and epoch numbers read in UTC.
   */
  readonly timeZone?: string;
}

/** A row that was not loaded (`scope: 'row'`) or a cell that became NULL in a loaded row (`scope: 'cell'`). */
export interface Reject {
  readonly scope: 'row' | 'cell';
  /** 1-based line at which the record starts, as an editor counts; in a spreadsheet the number of the row. */
  readonly line: number;
  /** 1-based record number, the `_row` of the table. */
  readonly row: number;
  /** 0-based column, or −1 for the whole row. */
  readonly column: number;
  /** A code with a translation: `too-many-fields`, `too-few-fields`, `missing-required`, `not-a-number` … */
  readonly reason: string;
  readonly raw: string;
}

/** The text of a cell whose typed value does not give it back. `raw` is the exact text of the file. */
export interface RawCell {
  readonly row: number;
  readonly column: number;
  readonly raw: string;
}

/** A part of a file on its way into the engine. `ipc` is one Arrow IPC *stream* (schema, batch, end mark). */
export interface ReadChunk {
  readonly ipc: Uint8Array;
  readonly rows: number;
  readonly rejects: readonly Reject[];
  readonly raws: readonly RawCell[];
}

/** The account of one file: lines = loaded + rejected + skipped. `lines` counts records; the header is one skipped. */
export interface ReadAccount {
  readonly lines: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Why records were skipped: `header`, `preamble`, `blank`. */
  readonly skippedBy: Readonly<Record<string, number>>;
  readonly cellRejects: number;
  /**
   * Per planned column, over the loaded rows: non-empty cells, an order-free 64-bit sum of the hashes of their text
   * as hex, and the format in which its typed values are written to give that text back.
   */
  readonly columns: readonly { readonly filled: number; readonly hash: string; readonly format?: string }[];
  readonly warnings: readonly ImportWarning[];
}

// ---------------------------------------------------------------- export

export type ExportFormat = 'csv' | 'json' | 'xlsx' | 'parquet';

/** A column of a file to be written. What its cells are, the data says; `kind` says what a number means. */
export interface ExportColumn {
  /** As it stands in the file's header: unique, also without regard to case. */
  readonly name: string;
  readonly kind?: 'money';
}

/** A file to be written from parts, each one Arrow IPC stream with the columns in this order. */
export interface ExportPlan {
  readonly format: ExportFormat;
  readonly columns: readonly ExportColumn[];
  /** Rows expected, for the progress. */
  readonly rows: number;
  /** For formats with sheets: the name of the sheet, and of the sheet that says where the data comes from. */
  readonly sheet: string;
  readonly about: {
    readonly sheet: string;
    /** Label and value, both as text, in the order in which they are read. */
    readonly lines: readonly (readonly [label: string, value: string])[];
    /** Labels of the lines that only the writer can fill in; a line is left out where its number is 0. */
    readonly words: { readonly rows: string; readonly sheets: string; readonly cutTexts: string };
  };
}

/** What was written. */
export interface ExportReceipt {
  readonly rows: number;
  readonly bytes: number;
  /** Sheets the rows were spread over; 1 for formats without sheets. */
  readonly sheets: number;
  /** Texts cut to the length a cell of a sheet can hold. */
  readonly cutTexts: number;
}
