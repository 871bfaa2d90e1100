import { AlgorithmError } from '../../errors';
import type { ImportWarning, JsonLayout } from '../../protocol';
import { headOf, type ByteSource } from '../containers/byte-source';
import { detectEncoding, Transcoder } from '../decode';
import { HEAD_BYTES, decodeHead } from '../head';
import type { SourceKind } from '../source';
import { JsonColumns } from './columns';
import { JsonReader, JsonSyntaxError } from './parse';
import { JsonStream, textOfValue } from './stream';
import { JsonWalker } from './walk';

/** Rows by which columns are described. */
const SAMPLE_ROWS = 20_000;
/** Lines by which a text of one object per line is told. */
const TRIAL_LINES = 20;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** JSON: a list of objects, at the top or inside a document; objects one behind the other; one object per line. */
export const json: SourceKind<JsonLayout> = {
  /**
   * Goes through the text once: a key may stand in the last object only, and it is a column. Of several lists the one
   * with the most objects is the table.
   * @throws AlgorithmError `no-objects`, `too-many-columns`, `encoding-unknown`, `encoding-unsupported`
   */
  async survey(bytes, hints, report) {
    const head = await headOf(bytes, HEAD_BYTES);
    const isWhole = head.length < HEAD_BYTES;
    const { encoding } =
      hints.encoding === undefined
        ? detectEncoding(head)
        : { encoding: { label: hints.encoding, proof: 'user' as const } };
    const rows = rowsOf(decodeHead(head, encoding.label, isWhole).bytes, isWhole);
    const tables = await tablesIn(bytes, encoding.label, rows, report);
    const found =
      tables.lists.length > 0 || rows !== 'list' ? tables : await tablesIn(bytes, encoding.label, 'objects', report);
    const [table, ...others] = found.lists.toSorted((a, b) => b.count - a.count);
    if (table === undefined) throw new AlgorithmError('no-objects');
    const order = table.columns.inOrder();
    const paths = order.map((column) => table.columns.paths[column] ?? []);
    const shape = { headerRecord: -1, columns: paths.length };
    return {
      layout: { format: 'json', encoding, rows: found === tables ? rows : 'objects', path: table.path, columns: paths },
      shape,
      names: paths.map((path) => path.join('.')),
      rows: table.sample.map((row) => order.map((column) => row[column] ?? '')),
      records: { count: table.count + found.damaged, exact: true },
      warnings: warningsOf(table, others, found),
    };
  },

  open: async (bytes, layout) => ({ read: () => new JsonStream(bytes, layout) }),
};

/** A list of objects while the text is gone through. */
interface ListOfObjects {
  readonly path: readonly string[];
  readonly columns: JsonColumns;
  readonly sample: string[][];
  bytes: number;
  count: number;
  /** Elements that will be rejected. */
  faults: number;
  /** Columns in which lists stand as text. */
  readonly listColumns: Set<number>;
}

interface Tables {
  readonly lists: readonly ListOfObjects[];
  readonly damaged: number;
  readonly isCutOff: boolean;
}

/** One object per line, when most of the first lines are; else objects one behind the other, or documents with lists. */
function rowsOf(head: Uint8Array, isWhole: boolean): JsonLayout['rows'] {
  const text = decoder.decode(head);
  const lines = text.split('\n', TRIAL_LINES + 1);
  if (!isWhole && lines.length <= TRIAL_LINES) lines.pop();
  const filled = lines.slice(0, TRIAL_LINES).filter((line) => line.trim() !== '');
  if (filled.length > 1 && 2 * filled.filter(isObject).length >= filled.length) return 'lines';
  const walker = new JsonWalker('objects');
  walker.push(head);
  if (isWhole) walker.end();
  if (!text.trimStart().startsWith('{') || walker.next() !== 'row') return 'list';
  return /^\s*\{/.test(decoder.decode(head.subarray(walker.to))) ? 'objects' : 'list';
}

function isObject(line: string): boolean {
  const bytes = new TextEncoder().encode(line);
  const reader = new JsonReader(bytes, bytes.length);
  try {
    if (reader.kind() !== 'object') return false;
    reader.skip();
    reader.finish();
    return true;
  } catch {
    return false;
  }
}

async function tablesIn(
  bytes: ByteSource,
  label: string,
  rows: JsonLayout['rows'],
  report: (fraction: number) => void,
): Promise<Tables> {
  const transcoder = new Transcoder(label);
  const walker = new JsonWalker(rows);
  const reader = new JsonReader(walker.bytes, 0);
  const lists = new Map<string, ListOfObjects>();
  let damaged = 0;
  const drain = () => {
    for (let found = walker.next(); found !== 'none'; found = walker.next()) {
      if (found === 'damaged') damaged++;
      else survey(walker, reader, listAt(lists, walker.path));
    }
  };
  for await (const piece of bytes.read()) {
    walker.push(transcoder.push(piece.bytes));
    drain();
    report(piece.done / bytes.size);
  }
  walker.push(transcoder.finish());
  walker.end();
  drain();
  return {
    lists: [...lists.values()].filter(({ columns }) => columns.paths.length > 0),
    damaged,
    isCutOff: walker.isCutOff,
  };
}

function listAt(lists: Map<string, ListOfObjects>, path: readonly string[]): ListOfObjects {
  const name = JSON.stringify(path);
  let list = lists.get(name);
  if (list === undefined) {
    list = { path, columns: new JsonColumns(), sample: [], bytes: 0, count: 0, faults: 0, listColumns: new Set() };
    lists.set(name, list);
  }
  return list;
}

function survey(walker: JsonWalker, reader: JsonReader, list: ListOfObjects): void {
  const { columns, sample, listColumns } = list;
  const isSample = sample.length < SAMPLE_ROWS && list.bytes < HEAD_BYTES;
  const row: string[] = [];
  list.count++;
  reader.reset(walker.bytes, walker.from, walker.to);
  try {
    if (reader.kind() !== 'object') {
      list.faults++;
      return;
    }
    const fault = columns.read(reader, (column, kind, { bytes, hasEscape }, from, to) => {
      if (kind === 'plain' && bytes[from] === 0x5b) listColumns.add(column);
      if (isSample) row[column] = textOfValue(kind, hasEscape, bytes, from, to);
    });
    reader.finish();
    if (fault !== null) list.faults++;
    else if (isSample) sample.push(row);
    list.bytes += walker.to - walker.from;
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    list.faults++;
  }
}

function warningsOf(table: ListOfObjects, others: readonly ListOfObjects[], found: Tables): ImportWarning[] {
  const { path, columns, faults, listColumns } = table;
  const nested = columns.paths.find((one) => one.length > 1);
  const named = (list: ListOfObjects) => list.path.join('.') || '[ ]';
  return [
    ...(path.length > 0 ? [{ code: 'json-list', details: { path: path.join('.') } }] : []),
    ...(others.length > 0 ? [{ code: 'json-other-lists', details: { names: others.map(named).join(', ') } }] : []),
    ...(nested === undefined ? [] : [{ code: 'json-nested', details: { example: nested.join('.') } }]),
    ...(listColumns.size > 0 ? [{ code: 'json-arrays', details: { columns: listColumns.size } }] : []),
    ...(faults + found.damaged > 0 ? [{ code: 'json-faults', details: { rows: faults + found.damaged } }] : []),
    ...(found.isCutOff ? [{ code: 'json-cut-off', details: {} }] : []),
  ];
}
