import { TimeUnit, Type, tableFromIPC, type Data, type Field, type Table, type Timestamp } from 'apache-arrow';
import { AlgorithmError } from '../../errors';
import type { ImportWarning, ParquetLayout } from '../../protocol';
import type { Found } from '../cursor';
import { HEAD_BYTES } from '../head';
import { MadeRecord } from '../made-record';
import type { RecordStream, SourceKind } from '../source';
import { bytesAt, isText, valueText, type BytesAs } from './values';
import { guarded, openParquet, type ParquetFile } from './wasm';

const SAMPLE_ROWS = 20_000;
/** Rows that are decoded at a time. */
const BATCH_ROWS = 8192;
/** Largest group of rows, unpacked: it is taken apart within the decoder's memory. */
const MAX_GROUP_BYTES = 1.5 * 2 ** 30;

/** Parquet: every column, those of records inside records each by itself. */
export const parquet: SourceKind<ParquetLayout> = {
  /** @throws AlgorithmError `parquet-malformed`, `parquet-group-too-large`, `no-columns` */
  async survey(bytes, _hints, report) {
    const file = await openParquet(await bytes.whole());
    const schema = tableFromIPC(file.schema().intoIPCStream()).schema;
    const leaves = leavesOf(schema);
    if (leaves.length === 0) throw new AlgorithmError('no-columns');
    checkGroups(file);
    const rows: string[][] = [];
    const binary = leaves.flatMap(({ type }, column) => (isBytes(type) ? [column] : []));
    const texts = new Set(binary);
    let seen = 0;
    for await (const batch of batchesOf(file)) {
      const columns = leaves.map(({ path }) => cellsOf(batch, path));
      for (let row = 0; row < batch.numRows && rows.length < SAMPLE_ROWS && seen < HEAD_BYTES; row++) {
        for (const column of binary) if (texts.has(column) && !columns[column]!.isTextAt(row)) texts.delete(column);
        const cells = columns.map((column, i) => column.text(row, texts.has(i) ? 'text' : 'hexadecimal') ?? '');
        seen += cells.reduce((sum, cell) => sum + cell.length + 1, 0);
        rows.push(cells);
      }
      report(rows.length / SAMPLE_ROWS);
      if (rows.length >= SAMPLE_ROWS || seen >= HEAD_BYTES) break;
    }
    const hexadecimal = binary.filter((column) => !texts.has(column));
    const layout: ParquetLayout = { format: 'parquet', columns: leaves.map(({ names }) => names), hexadecimal };
    return {
      layout,
      shape: { headerRecord: -1, columns: leaves.length },
      names: leaves.map(({ names }) => names.join('.')),
      rows,
      records: { count: rowsOf(file), exact: true },
      warnings: warningsOf(leaves, hexadecimal),
    };
  },

  async open(bytes, layout) {
    const file = await openParquet(await bytes.whole());
    checkGroups(file);
    return { read: () => new ParquetStream(file, layout) };
  },
};

/** A column of values: its way through records inside records, as positions and as names. */
interface Leaf {
  readonly path: readonly number[];
  readonly names: readonly string[];
  readonly type: Type;
  /** An instant counted in nanoseconds without a zone, which is also what the decoder makes of INT96. */
  readonly isNanoseconds: boolean;
}

function leavesOf(
  { fields }: { fields: readonly Field[] },
  path: readonly number[] = [],
  names: readonly string[] = [],
): Leaf[] {
  return fields.flatMap((field, i): Leaf[] => {
    const [way, named] = [
      [...path, i],
      [...names, field.name],
    ];
    if (field.typeId !== Type.Struct)
      return [{ path: way, names: named, type: field.typeId, isNanoseconds: isNanoseconds(field) }];
    return leavesOf({ fields: (field.type as { children: Field[] }).children }, way, named);
  });
}

function isNanoseconds({ typeId, type }: Field): boolean {
  if (typeId !== Type.Timestamp) return false;
  const { unit, timezone } = type as Timestamp;
  return unit === TimeUnit.NANOSECOND && !timezone;
}

const isBytes = (type: Type) => type === Type.Binary || type === Type.LargeBinary || type === Type.FixedSizeBinary;

/** The values of a leaf in one batch. A value inside a record that is not there is not there either. */
class Cells {
  constructor(
    private readonly data: Data,
    private readonly parents: readonly Data[],
  ) {}

  text(row: number, bytesAs: BytesAs): string | null {
    return this.isThere(row) ? valueText(this.data, row, bytesAs) : null;
  }

  isTextAt(row: number): boolean {
    return !this.isThere(row) || !this.data.getValid(row) || isText(bytesAt(this.data, row));
  }

  /** Puts the value into a record, text without becoming a string first. */
  put(record: MadeRecord, column: number, row: number, bytesAs: BytesAs): void {
    if (!this.isThere(row)) return;
    if (this.data.typeId === Type.Utf8) {
      if (!this.data.getValid(row)) return;
      const { values, valueOffsets } = this.data;
      record.putBytes(column, values, valueOffsets[row], valueOffsets[row + 1]);
      return;
    }
    const text = valueText(this.data, row, bytesAs);
    if (text !== null) record.putText(column, text);
  }

  private isThere(row: number): boolean {
    for (const parent of this.parents) if (!parent.getValid(row)) return false;
    return true;
  }
}

function cellsOf(table: Table, [first = 0, ...inner]: readonly number[]): Cells {
  let data = table.batches[0]!.data.children[first]!;
  const parents: Data[] = [];
  for (const step of inner) {
    parents.push(data);
    data = data.children[step]!;
  }
  return new Cells(data, parents);
}

async function* batchesOf(file: ParquetFile): AsyncGenerator<Table, void> {
  // The decoder takes no more rows at a time than the footer states for the file, and footers can be wrong.
  const isStated = file.metadata().fileMetadata().numRows() >= rowsOf(file);
  const stream = (await guarded(file.stream(isStated ? { batchSize: BATCH_ROWS } : {}))).getReader();
  for (;;) {
    const part = (await guarded(stream.read())) as ReadableStreamReadResult<{ intoIPCStream(): Uint8Array }>;
    if (part.done) return;
    const table = tableFromIPC(part.value.intoIPCStream());
    if (table.numRows > 0) yield table;
  }
}

/** Rows of all groups: the figure for the whole file is not always right. */
const rowsOf = (file: ParquetFile): number =>
  file
    .metadata()
    .rowGroups()
    .reduce((sum, group) => sum + group.numRows(), 0);

function checkGroups(file: ParquetFile): void {
  for (const group of file.metadata().rowGroups()) {
    const bytes = group.totalByteSize();
    if (bytes > MAX_GROUP_BYTES)
      throw new AlgorithmError('parquet-group-too-large', {
        megabytes: Math.round(bytes / 2 ** 20),
        limit: MAX_GROUP_BYTES / 2 ** 20,
      });
  }
}

class ParquetStream implements RecordStream {
  readonly cursor = new MadeRecord();
  readonly hasDamagedText = false;
  private readonly batches: AsyncGenerator<Table, void>;
  private readonly leaves: readonly Leaf[];
  private readonly as: readonly BytesAs[];
  private readonly total: number;
  private columns: readonly Cells[] = [];
  private row = 0;
  private rows = 0;

  constructor(file: ParquetFile, { hexadecimal }: ParquetLayout) {
    this.batches = batchesOf(file);
    this.leaves = leavesOf(tableFromIPC(file.schema().intoIPCStream()).schema);
    this.as = this.leaves.map((_, i) => (hexadecimal.includes(i) ? 'hexadecimal' : 'text'));
    this.total = rowsOf(file);
  }

  get progress(): number {
    return this.total === 0 ? 1 : Math.min(1, this.cursor.record / this.total);
  }

  /** @throws AlgorithmError `parquet-malformed` also where fewer or more rows come out than the file says it has */
  async fill(): Promise<boolean> {
    const batch = await this.batches.next();
    const { record } = this.cursor;
    if (batch.done && record !== this.total)
      throw new AlgorithmError('parquet-malformed', { message: `${record} of ${this.total} rows` });
    if (batch.done) return false;
    const table = batch.value;
    this.columns = this.leaves.map(({ path }) => cellsOf(table, path));
    this.row = 0;
    this.rows = table.numRows;
    return true;
  }

  next(): Found {
    if (this.row >= this.rows) return 'none';
    const { cursor, columns, as } = this;
    cursor.begin(columns.length);
    for (let i = 0; i < columns.length; i++) columns[i]!.put(cursor, i, this.row, as[i]!);
    this.row++;
    return 'record';
  }

  warnings = () => [];
}

function warningsOf(leaves: readonly Leaf[], hexadecimal: readonly number[]): ImportWarning[] {
  const nested = leaves.find(({ names }) => names.length > 1);
  const lists = leaves.filter(({ type }) => [Type.List, Type.FixedSizeList, Type.Map].includes(type)).length;
  const names = hexadecimal.map((column) => leaves[column]?.names.join('.') ?? '').join(', ');
  // INT96 holds any date, nanoseconds in 64 bits only those of six centuries: the decoder turns the others round.
  const narrow = leaves.filter((leaf) => leaf.isNanoseconds).map((leaf) => leaf.names.join('.'));
  return [
    ...(nested === undefined ? [] : [{ code: 'json-nested', details: { example: nested.names.join('.') } }]),
    ...(lists > 0 ? [{ code: 'json-arrays', details: { columns: lists } }] : []),
    ...(hexadecimal.length > 0 ? [{ code: 'binary-columns', details: { count: hexadecimal.length, names } }] : []),
    ...(narrow.length > 0 ? [{ code: 'nanosecond-times', details: { names: narrow.join(', ') } }] : []),
  ];
}
