import { AlgorithmError } from '../../errors';
import type { Model } from '../estimator';
import type { SparseMatrix } from '../sparse';
import type { TermCounts } from './count-terms';
import { GRAM, PIECE } from './term-table';
import type { TermTable } from './term-table';

export interface TfidfParams {
  /** A term must stand in at least so many of the fitted documents. */
  readonly minDocuments: number;
  /** A term may stand in at most this share of the fitted documents, in (0, 1]. */
  readonly maxShare: number;
  /** Room for columns; beyond it the terms in fewest documents are left out. */
  readonly maxColumns: number;
}

export interface Tfidf extends Model {
  readonly kind: 'tfidf';
  readonly columns: number;
  /** Documents fitted on. */
  readonly documents: number;
  /** Least number of documents of a term that was kept, at least `minDocuments`. */
  readonly minDocuments: number;
  /** Column of each node of the term table, or −1. */
  readonly columnOf: Int32Array;
  /** Node of each column; columns are ordered by document frequency, commonest first. */
  readonly nodeOf: Int32Array;
  readonly idf: Float64Array;
  /** 1 where the column is a window or piece of characters, 0 where it is a word or a pair. */
  readonly block: Uint8Array;
}

/**
 * Term frequency × inverse document frequency, as scikit-learn's TfidfVectorizer with `sublinear_tf` and
 * `smooth_idf`: x = (1 + ln count) · (ln((1 + n) / (1 + df)) + 1), n documents, df of them with the term.
 * Words and characters are two blocks, each scaled to the same Euclidean length, and a row to length 1: many
 * overlapping windows would outvote the few words otherwise. Only the given rows decide on columns and idf.
 *
 * Columns are ordered by document frequency, so that the weights a learner visits most lie side by side.
 * @param rows documents to fit on; all when null
 * @throws AlgorithmError `no-terms` when no term is left
 */
export function fitTfidf(
  counts: TermCounts,
  rows: ArrayLike<number> | null,
  table: TermTable,
  params: TfidfParams,
): Tfidf {
  const documents = rows?.length ?? counts.rows;
  const frequency = new Uint32Array(table.size);
  for (let i = 0; i < documents; i++) {
    const row = rows ? rows[i]! : i;
    for (let p = counts.offsets[row]!; p < counts.offsets[row + 1]!; p++) frequency[counts.terms[p]!]!++;
  }

  const most = Math.floor(params.maxShare * documents);
  const ofFrequency = new Uint32Array(documents + 1);
  for (const df of frequency) if (df <= most) ofFrequency[df]!++;
  let least = documents + 1;
  let columns = 0;
  while (least > params.minDocuments && columns + ofFrequency[least - 1]! <= params.maxColumns) {
    columns += ofFrequency[--least]!;
  }
  if (columns === 0) throw new AlgorithmError('no-terms', { documents });

  // Counting sort by document frequency, commonest first.
  const next = new Uint32Array(documents + 1);
  for (let df = documents, position = 0; df >= least; df--) {
    next[df] = position;
    position += ofFrequency[df]!;
  }
  const columnOf = new Int32Array(table.size).fill(-1);
  const nodeOf = new Int32Array(columns);
  const idf = new Float64Array(columns);
  const block = new Uint8Array(columns);
  for (let node = 0; node < table.size; node++) {
    const df = frequency[node]!;
    if (df < least || df > most) continue;
    const column = next[df]!++;
    columnOf[node] = column;
    nodeOf[column] = node;
    idf[column] = Math.log((1 + documents) / (1 + df)) + 1;
    block[column] = table.kinds[node] === GRAM || table.kinds[node] === PIECE ? 1 : 0;
  }
  return { kind: 'tfidf', version: 1, columns, documents, minDocuments: least, columnOf, nodeOf, idf, block };
}

/** Rows of weights for the given documents (all when null). A document without a known term is an empty row. */
export function transformTfidf(model: Tfidf, counts: TermCounts, rows: ArrayLike<number> | null): SparseMatrix {
  const { columnOf, idf, block } = model;
  const n = rows?.length ?? counts.rows;
  const offsets = new Uint32Array(n + 1);
  let room = 0;
  let longest = 0;
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i]! : i;
    const length = counts.offsets[row + 1]! - counts.offsets[row]!;
    room += length;
    longest = Math.max(longest, length);
  }
  const indices = new Uint32Array(room);
  const values = new Float32Array(room);
  const columnsOfRow = new Uint32Array(longest);
  const weight = new Float64Array(model.columns);
  let end = 0;
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i]! : i;
    let length = 0;
    let words = 0;
    let characters = 0;
    for (let p = counts.offsets[row]!; p < counts.offsets[row + 1]!; p++) {
      const node = counts.terms[p]!;
      // A table that grew since the fit has nodes the model does not know.
      const column = node < columnOf.length ? columnOf[node]! : -1;
      if (column < 0) continue;
      const value = (1 + Math.log(counts.counts[p]!)) * idf[column]!;
      weight[column] = value;
      columnsOfRow[length++] = column;
      if (block[column] === 0) words += value * value;
      else characters += value * value;
    }
    const blocks = (words > 0 ? 1 : 0) + (characters > 0 ? 1 : 0);
    const wordScale = words > 0 ? 1 / Math.sqrt(words * blocks) : 0;
    const characterScale = characters > 0 ? 1 / Math.sqrt(characters * blocks) : 0;
    columnsOfRow.subarray(0, length).sort();
    for (let k = 0; k < length; k++) {
      const column = columnsOfRow[k]!;
      indices[end] = column;
      values[end++] = weight[column]! * (block[column] === 0 ? wordScale : characterScale);
    }
    offsets[i + 1] = end;
  }
  return { rows: n, columns: model.columns, offsets, indices: indices.slice(0, end), values: values.slice(0, end) };
}
