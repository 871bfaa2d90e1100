import type { PlannedColumn, RawCell, ReadAccount, ReadChunk, ReadPlan, Reject } from '../protocol';
import { ColumnAccount } from './account';
import { Span, textOf } from './bytes';
import { EXACT, REFUSED, type CellReader } from './cell';
import { TextSink, int32Data, sinkFor, toStream, type ColumnSink } from './columns';
import { isMissingCell, isNullCell } from './nulls';
import type { RecordCursor } from './cursor';
import { MAX_CELL_BYTES } from './tokenise';

/** Rejects and raw cells after which a batch is handed on although it is not full. */
const MAX_REMARKS = 50_000;
/** Of a rejected record this much text is kept; the file itself stays the full record of it. */
const MAX_RAW_BYTES = 2 ** 16;

interface Column {
  readonly plan: PlannedColumn;
  /** Null for text, whose bytes are taken as they are. */
  readonly reader: CellReader | null;
  readonly sink: ColumnSink;
  readonly account: ColumnAccount;
}

/** Rows on their way from records to one Arrow batch, with what was rejected and what has to be kept as text. */
export class Batch {
  rows = 0;
  loaded = 0;
  rejected = 0;
  cellRejects = 0;
  /** Set once bytes could not be decoded: from then on texts with U+FFFD are listed. */
  hasDamagedText = false;
  damagedCells = 0;
  private readonly columns: readonly Column[];
  private readonly numbers: Int32Array;
  private rejects: Reject[] = [];
  private raws: RawCell[] = [];
  private readonly span = new Span();

  constructor(
    private readonly plan: ReadPlan,
    readers: readonly (CellReader | null)[],
  ) {
    this.numbers = new Int32Array(plan.batchRows);
    this.columns = plan.columns.map((column, i) => ({
      plan: column,
      reader: readers[i] ?? null,
      sink: sinkFor(column.type, plan.batchRows),
      account: new ColumnAccount(),
    }));
  }

  get isFull(): boolean {
    return this.rows === this.plan.batchRows || this.rejects.length + this.raws.length >= MAX_REMARKS;
  }

  get isEmpty(): boolean {
    return this.rows === 0 && this.rejects.length === 0;
  }

  /** Takes the record the cursor stands on as a row; rejects it when a cell makes that impossible. */
  add(cursor: RecordCursor): void {
    for (const { plan } of this.columns) {
      cursor.cell(plan.source);
      if (cursor.cellTo - cursor.cellFrom > MAX_CELL_BYTES) return this.reject(cursor, 'cell-too-long', plan.source);
      if (plan.required && this.isMissing(plan, cursor)) return this.reject(cursor, 'missing-required', plan.source);
    }
    for (const column of this.columns) {
      cursor.cell(column.plan.source);
      if (cursor.cellTo > cursor.cellFrom) this.addCell(column, cursor);
    }
    this.numbers[this.rows++] = cursor.record;
    this.loaded++;
  }

  reject(cursor: RecordCursor, reason: string, column = -1): void {
    const { line, record: row } = cursor;
    this.rejects.push({ scope: 'row', line, row, column, reason, raw: cursor.raw(MAX_RAW_BYTES) });
    this.rejected++;
  }

  /** Hands the batch over and begins the next one. */
  take(): ReadChunk {
    const { rows, rejects, raws } = this;
    const files = new Int32Array(rows).fill(this.plan.file);
    const names = ['_file', '_row', ...this.columns.map(({ plan }) => plan.target)];
    const data = this.columns.map(({ sink }) => sink.data(rows));
    const ipc = toStream(names, [int32Data(files), int32Data(this.numbers.subarray(0, rows)), ...data], rows);
    for (const { sink } of this.columns) sink.clear();
    this.rows = 0;
    this.rejects = [];
    this.raws = [];
    return { ipc, rows, rejects, raws };
  }

  /** Per planned column what was read of it. */
  get accounts(): ReadAccount['columns'] {
    return this.columns.map(({ account, reader }) => ({
      filled: account.filled,
      hash: account.hash,
      ...(reader === null ? {} : { format: reader.format }),
    }));
  }

  private addCell({ plan, reader, sink, account }: Column, cursor: RecordCursor): void {
    const { cellBytes, cellFrom, cellTo } = cursor;
    account.add(cellBytes, cellFrom, cellTo);
    if (reader === null) {
      this.addText(plan, sink as TextSink, cursor);
      return;
    }
    const verdict = reader.read(cellBytes, cellFrom, cellTo);
    if (verdict !== REFUSED) {
      sink.put(this.rows, reader.value);
      if (verdict !== EXACT) this.keepRaw(plan, cursor);
    } else if (isMissingCell(cellBytes, cellFrom, cellTo)) {
      this.keepRaw(plan, cursor);
    } else {
      const { line, record: row } = cursor;
      const raw = textOf(cellBytes, cellFrom, cellTo);
      this.rejects.push({ scope: 'cell', line, row, column: plan.source, reason: reader.reason, raw });
      this.cellRejects++;
    }
  }

  private addText(plan: PlannedColumn, sink: TextSink, cursor: RecordCursor): void {
    const { cellBytes, cellFrom, cellTo } = cursor;
    let isKept = false;
    let from = cellFrom;
    let to = cellTo;
    if (plan.trims) {
      this.span.trim(cellBytes, cellFrom, cellTo);
      ({ from, to } = this.span);
      isKept = from !== cellFrom || to !== cellTo;
    }
    if (from === to || (!plan.required && isNullCell(cellBytes, from, to))) return this.keepRaw(plan, cursor);
    sink.putBytes(this.rows, cellBytes, from, to);
    if (this.hasDamagedText && holdsReplacement(cellBytes, from, to)) {
      this.damagedCells++;
      isKept = true;
    }
    if (isKept) this.keepRaw(plan, cursor);
  }

  /** Whether a required cell says nothing. A word for nothing does say something where sentences are asked for. */
  private isMissing(plan: PlannedColumn, { cellBytes, cellFrom, cellTo }: RecordCursor): boolean {
    this.span.trim(cellBytes, cellFrom, cellTo);
    const { from, to } = this.span;
    return from === to || (plan.trims === true && isNullCell(cellBytes, from, to));
  }

  private keepRaw(plan: PlannedColumn, { cellBytes, cellFrom, cellTo, record }: RecordCursor): void {
    this.raws.push({ row: record, column: plan.source, raw: textOf(cellBytes, cellFrom, cellTo) });
  }
}

/** Whether a text holds U+FFFD, which stands for bytes that could not be decoded. */
function holdsReplacement(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i + 2 < to; i++)
    if (bytes[i] === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) return true;
  return false;
}
