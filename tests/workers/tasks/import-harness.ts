import { tableFromIPC } from 'apache-arrow';
import { ColumnAccount } from '../../../workers/readers/account';
import { readerIn } from '../../../workers/readers/formats';
import { Zone } from '../../../workers/readers/zones';
import type {
  FilePart,
  Inspection,
  LayoutHints,
  PlannedColumn,
  RawCell,
  ReadAccount,
  ReadChunk,
  ReadPlan,
  Reject,
  TaskContext,
  TextLayout,
} from '../../../workers/protocol';
import { run as inspectTask } from '../../../workers/tasks/import/inspect';
import { run as readTask } from '../../../workers/tasks/import/read';

/** A context that keeps what a task reports and emits. */
export function recorder<Chunk>(take: (chunk: Chunk) => void = () => {}) {
  const fractions: number[] = [];
  const context: TaskContext<Chunk> = {
    seed: 1,
    report: (fraction) => void fractions.push(fraction),
    emit: async (chunk) => take(chunk),
  };
  return { context, fractions };
}

export const blobOf = (content: string | Uint8Array) => new Blob([content as BlobPart]);

export const inspect = async (content: string | Uint8Array, hints: LayoutHints = {}, part: FilePart = {}) =>
  inspectTask({ file: blobOf(content), name: 'file.csv', ...part }, hints, recorder<never>().context);

/** The layout of a file that must be delimited text. */
export function textLayout({ layout }: Inspection): TextLayout {
  if (layout.format !== 'text') throw new Error(`read as ${layout.format}`);
  return layout;
}

/** A plan that reads every column under the type the inspection found, into c0, c1 … */
export function planOf(
  inspection: Inspection,
  changes: Partial<Omit<ReadPlan, 'columns'>> & { columns?: Partial<PlannedColumn>[] } = {},
): ReadPlan {
  const columns = inspection.columns.map(({ index, type, dateOrder, decimalMark }, i) => ({
    source: index,
    target: `c${index}`,
    type,
    dateOrder: dateOrder ?? (type === 'date' || type === 'timestamp' ? ('mdy' as const) : null),
    required: false,
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...changes.columns?.[i],
  }));
  const { layout } = inspection;
  return { layout, file: 7, batchRows: 1000, ...changes, columns };
}

export interface ReadResult {
  readonly account: ReadAccount;
  /** Values per planned column, as Arrow gives them; `_file` and `_row` stand under their names. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  readonly rejects: readonly Reject[];
  readonly raws: readonly RawCell[];
  readonly chunks: number;
  readonly fractions: readonly number[];
}

export async function read(content: string | Uint8Array, plan: ReadPlan, part: FilePart = {}): Promise<ReadResult> {
  const values = new Map<string, unknown[]>();
  const rejects: Reject[] = [];
  const raws: RawCell[] = [];
  let chunks = 0;
  const { context, fractions } = recorder<ReadChunk>((chunk) => {
    chunks++;
    rejects.push(...chunk.rejects);
    raws.push(...chunk.raws);
    const table = tableFromIPC(chunk.ipc);
    if (table.numRows !== chunk.rows) throw new Error(`${table.numRows} rows in a chunk of ${chunk.rows}`);
    for (const field of table.schema.fields) {
      const column = values.get(field.name) ?? [];
      for (const value of table.getChild(field.name) ?? []) column.push(value);
      values.set(field.name, column);
    }
  });
  const account = await readTask({ file: blobOf(content), name: 'file.csv', ...part }, plan, context);
  return { account, values, rejects, raws, chunks, fractions };
}

/**
 * Gives the text of every loaded cell back from what was emitted alone (typed values in the column's format, raw cells,
 * cell rejects) and accounts for it as the reader did.
 */
export function accountAgain(plan: ReadPlan, { account, values, rejects, raws }: ReadResult) {
  const kept = new Map<number, Map<unknown, string>>(plan.columns.map(({ source }) => [source, new Map()]));
  for (const { row, column, raw } of raws) kept.get(column)?.set(row, raw);
  for (const { scope, row, column, raw } of rejects) if (scope === 'cell') kept.get(column)?.set(row, raw);
  const rows = values.get('_row') ?? [];
  const zone = plan.timeZone === undefined ? null : new Zone(plan.timeZone);
  return plan.columns.map((column, i) => {
    const counted = new ColumnAccount();
    const format = account.columns[i]?.format;
    const reader = format === undefined ? null : readerIn(column, format, zone);
    const cells = values.get(column.target) ?? [];
    const texts = kept.get(column.source);
    const encoder = new TextEncoder();
    rows.forEach((row, at) => {
      const value = cells[at];
      const typed =
        value === null || value === undefined
          ? ''
          : reader === null
            ? String(value)
            : reader.text(numberOf(value, column));
      const bytes = encoder.encode(texts?.get(row) ?? typed);
      if (bytes.length > 0) counted.add(bytes, 0, bytes.length);
    });
    return { filled: counted.filled, hash: counted.hash };
  });
}

/** An Arrow value as the number a cell reader writes: Arrow hands timestamps and dates out in milliseconds. */
function numberOf(value: unknown, { type }: PlannedColumn): number {
  return type === 'date' ? Number(value) / 86_400_000 : Number(value);
}
