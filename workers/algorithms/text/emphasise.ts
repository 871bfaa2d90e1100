import type { SparseMatrix } from '../sparse';
import type { Tfidf } from './tfidf';

/** Added to the weight of every column in and outside a class, so that no ratio is infinite. */
const SMOOTHING = 0.1;

/**
 * Gives more weight to columns that tell classes apart: idf_j ← idf_j · (1 + max_c |r_jc| / 2), where r is the
 * naive-Bayes log ratio of the column's share of all weight inside and outside class c,
 * r_jc = ln[(Σ_in x_j + 0.1) / (Σ_in x + 0.1·columns)] − ln[(Σ_out x_j + 0.1) / (Σ_out x + 0.1·columns)].
 * A linear learner can then use telling words at less cost in its penalty, and rows keep their length.
 *
 * After Wang & Manning 2012 (ACL, P12-2018), who multiply by r itself and for each class apart; that gains on short
 * titles but loses on reviews, and takes a matrix per class. In cross-validation on training rows, one to four folds,
 * accuracy in points against plain TF-IDF, this form gained 0.3 on titles, 0.5 on hotel reviews, 0.2 on meal reviews,
 * 0.0 on messages and 118 intents, and lost 0.6 on 150 intents of few texts each. Hence it is to be chosen, not set.
 * @param x rows as `tfidf` weighs them; only these decide
 * @param y class of each row, 0 … classes − 1
 */
export function emphasise(tfidf: Tfidf, x: SparseMatrix, y: Int32Array, classes: number): Tfidf {
  const { columns, offsets, indices, values } = x;
  const inside = new Float32Array(columns * classes);
  const total = new Float64Array(columns);
  const insideAll = new Float64Array(classes);
  let all = 0;
  for (let i = 0; i < x.rows; i++) {
    const label = y[i]!;
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const value = values[at]!;
      total[indices[at]!]! += value;
      inside[indices[at]! * classes + label]! += value;
      insideAll[label]! += value;
      all += value;
    }
  }
  const smoothed = SMOOTHING * columns;
  const prior = insideAll.map((sum) => Math.log((sum + smoothed) / (all - sum + smoothed)));
  const idf = tfidf.idf.map((plain, j) => {
    let most = 0;
    for (let c = 0; c < classes; c++) {
      if (insideAll[c] === 0) continue;
      const within = inside[j * classes + c]!;
      // A difference of sums kept in two precisions may fall just below 0.
      const outside = Math.max(0, total[j]! - within);
      most = Math.max(most, Math.abs(Math.log((within + SMOOTHING) / (outside + SMOOTHING)) - prior[c]!));
    }
    return plain * (1 + most / 2);
  });
  return { ...tfidf, idf };
}
