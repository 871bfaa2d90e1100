import type { SparseMatrix } from '../sparse';
import { isFunctional } from './function-words';
import { PAIR, termText, WORD, type TermTable } from './term-table';
import type { Tfidf } from './tfidf';

export interface TellingTerm {
  readonly term: string;
  readonly weight: number;
}

/** A word of two characters or more with a letter in it, or two such words with a space between. */
const readable = /^(?=.*\p{L})[\p{L}\p{M}\p{N}'-]{2,}( [\p{L}\p{M}\p{N}'-]{2,})?$/u;

/**
 * The terms that speak most for a class: those that add most to its score in a text of the class, on average
 * w_j · mean(x_ij) over the texts i of the class. So neither a telling word that hardly occurs nor a common one that
 * tells little comes first. Only words are shown, and pairs of spaced scripts: windows and pieces of characters take
 * part in scores, but nobody can read them, pairs of Chinese words are mostly torn phrases, and
 * function words name nothing.
 * @param x the texts of the class, as weighted by `tfidf`
 * @param weightOf weight of a column for the class
 */
export function tellingTerms(
  tfidf: Tfidf,
  table: TermTable,
  x: SparseMatrix,
  weightOf: (column: number) => number,
  most: number,
): readonly TellingTerm[] {
  const sums = new Float64Array(tfidf.columns);
  x.indices.forEach((column, at) => (sums[column]! += x.values[at]!));
  const candidates: number[] = [];
  for (let column = 0; column < tfidf.columns; column++) {
    const kind = table.kinds[tfidf.nodeOf[column]!];
    if (sums[column] === 0 || (kind !== WORD && kind !== PAIR)) continue;
    sums[column]! *= weightOf(column) / x.rows;
    if (sums[column]! > 0) candidates.push(column);
  }
  candidates.sort((a, b) => sums[b]! - sums[a]! || a - b);
  const terms: TellingTerm[] = [];
  for (const column of candidates) {
    if (terms.length === most) break;
    const node = tfidf.nodeOf[column]!;
    const term = termText(table, node);
    if (!readable.test(term) || isFunctional(term) || (table.kinds[node] === PAIR && !term.includes(' '))) continue;
    terms.push({ term, weight: sums[column]! });
  }
  return terms;
}
