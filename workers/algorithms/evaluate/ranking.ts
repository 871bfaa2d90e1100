import { AlgorithmError } from '../../errors';
import { midRanks } from '../statistics/ranks';

function requireScores(truth: ArrayLike<number>, scores: ArrayLike<number>): void {
  if (truth.length !== scores.length) {
    throw new AlgorithmError('length-mismatch', { first: truth.length, second: scores.length });
  }
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i]!)) throw new AlgorithmError('not-finite', { row: i, column: 0 });
  }
}

/**
 * Area under the ROC curve: the probability that a positive row scores higher than a negative one, ties counting half.
 *
 *   (Σ mid-ranks of the positives − P(P + 1)/2) / (P·N)   (Mann–Whitney; Hanley & McNeil 1982,
 *   doi:10.1148/radiology.143.1.7063747)
 *
 * @param truth 1 = positive, anything else negative
 * @returns in [0, 1], 0.5 = no better than chance; NaN without positives or without negatives
 * @throws AlgorithmError `length-mismatch`, `not-finite`
 */
export function areaUnderRoc(truth: ArrayLike<number>, scores: ArrayLike<number>): number {
  requireScores(truth, scores);
  const ranks = midRanks(scores);
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] !== 1) continue;
    positives++;
    rankSum += ranks[i]!;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (truth.length - positives));
}

/**
 * Area under the precision–recall curve as average precision: Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from high to
 * low, with Pₖ and Rₖ the precision and recall when all rows scoring at least the k-th are called positive. No line is
 * drawn between the steps, which would promise too much (Davis & Goadrich 2006, doi:10.1145/1143844.1143874).
 * Equals scikit-learn's average_precision_score. A random order gives the share of positives.
 * @returns in [0, 1]; NaN without positives
 * @throws AlgorithmError `length-mismatch`, `not-finite`
 */
export function averagePrecision(truth: ArrayLike<number>, scores: ArrayLike<number>): number {
  requireScores(truth, scores);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((i, j) => scores[j]! - scores[i]!);
  let hits = 0;
  let area = 0;
  for (let from = 0; from < order.length;) {
    const hitsBefore = hits;
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) {
      if (truth[order[to]!] === 1) hits++;
      to++;
    }
    area += (hits - hitsBefore) * (hits / to);
    from = to;
  }
  return area / hits;
}
