import { AlgorithmError } from '../../errors';
import { squaredDistance } from '../linear-algebra/distances';
import type { Matrix } from '../matrix';
import type { Random } from '../random';

/**
 * k-means++ seeding: rows as first centres, spread out. The first is drawn evenly, each further one with a probability
 * proportional to its squared distance from the nearest centre chosen so far. Greedy form: of 2 + ⌊ln k⌋ rows drawn, the
 * one that leaves the smallest sum of squared distances is taken, as scikit-learn does. O(rows · clusters · ln clusters
 * · columns).
 *
 * Reference: Arthur & Vassilvitskii 2007, "k-means++: the advantages of careful seeding", SODA.
 * @returns clusters × columns, row-major
 * @throws AlgorithmError `too-few-distinct-rows`
 */
export function seedCentres(x: Matrix, clusters: number, random: Random): Float64Array {
  const { rows, columns, data } = x;
  const trials = 2 + Math.floor(Math.log(clusters));
  const centres = new Float64Array(clusters * columns);
  let nearest = new Float64Array(rows).fill(Infinity);
  let candidate = new Float64Array(rows);
  let best = new Float64Array(rows);
  const cumulated = new Float64Array(rows);

  const take = (cluster: number, row: number) =>
    centres.set(data.subarray(row * columns, (row + 1) * columns), cluster * columns);
  /** Distances to the nearest centre if `row` became one, into `candidate`; their sum. */
  const tryRow = (row: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const distance = Math.min(nearest[i]!, squaredDistance(data, i * columns, data, row * columns, columns));
      candidate[i] = distance;
      sum += distance;
    }
    return sum;
  };

  const first = random.below(rows);
  tryRow(first);
  take(0, first);
  [nearest, candidate] = [candidate, nearest];
  for (let cluster = 1; cluster < clusters; cluster++) {
    let total = 0;
    for (let i = 0; i < rows; i++) cumulated[i] = total += nearest[i]!;
    if (total === 0) throw new AlgorithmError('too-few-distinct-rows', { needed: clusters, distinct: cluster });
    let bestRow = -1;
    let bestSum = Infinity;
    for (let trial = 0; trial < trials; trial++) {
      const row = firstAbove(cumulated, random.next() * total);
      const sum = tryRow(row);
      if (sum < bestSum) {
        [bestRow, bestSum] = [row, sum];
        [best, candidate] = [candidate, best];
      }
    }
    take(cluster, bestRow);
    [nearest, best] = [best, nearest];
  }
  return centres;
}

/** First index whose value exceeds `threshold` in an ascending array; rows of weight 0 are never met. */
function firstAbove(ascending: Float64Array, threshold: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > threshold) high = middle;
    else low = middle + 1;
  }
  return low;
}
