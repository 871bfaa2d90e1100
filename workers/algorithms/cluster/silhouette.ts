import { AlgorithmError } from '../../errors';
import { packPoints, squaredDistances } from '../linear-algebra/distances';
import { requireFinite, takeRows, type Matrix } from '../matrix';
import type { Random } from '../random';
import { sampleRows } from '../statistics/sample';

/** Above this many rows the silhouette is computed on a random sample of as many. */
export const SILHOUETTE_ROWS = 10_000;

/** Rows whose distances are held at a time: a block of points stays in the processor's cache. */
const BLOCK = 256;

/** A grouping of the rows: cluster 0 … clusters − 1 of each. */
export interface Labelling {
  readonly labels: Int32Array;
  readonly clusters: number;
}

export interface Silhouette {
  /** Mean over all rows, in [−1, 1]: near 1 compact and apart, near 0 overlapping, negative wrongly grouped. */
  readonly mean: number;
  /** Mean over the rows of each cluster; NaN for a cluster of which no row was looked at. */
  readonly byCluster: Float64Array;
  /** Rows looked at. */
  readonly rows: number;
}

export interface SilhouetteOptions {
  /** Draws the sample, if one is needed. */
  readonly random: Random;
  readonly maxRows?: number;
  report?(fraction: number): void;
}

/**
 * Silhouettes of several groupings of the same rows, for which distances are computed only once.
 *
 *   s(i) = (b − a) / max(a, b),  a = mean distance to the other rows of its own cluster,
 *                                b = smallest mean distance to the rows of another cluster
 *
 * and s(i) = 0 for a row alone in its cluster. Euclidean distance, exact over the rows looked at: all of them up to
 * `maxRows` (10,000 if not given), else a random sample, the same for all groupings. Each pair is measured once, in
 * blocks; memory is rows × clusters, never rows². O(rows² · columns). Same as scikit-learn's silhouette_samples.
 * Reference: Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7.
 * @throws AlgorithmError `not-finite`, `length-mismatch`, `too-few-clusters` when fewer than two clusters have rows
 */
export function silhouettes(
  x: Matrix,
  labellings: readonly Labelling[],
  { random, maxRows = SILHOUETTE_ROWS, report }: SilhouetteOptions,
): readonly Silhouette[] {
  for (const { labels } of labellings) {
    if (labels.length !== x.rows) throw new AlgorithmError('length-mismatch', { first: x.rows, second: labels.length });
  }
  requireFinite(x);
  const chosen = sampleRows(x.rows, maxRows, random);
  const points = chosen.length === x.rows ? x : takeRows(x, chosen);
  const groupings = labellings.map(({ labels, clusters }): Grouping => {
    const own = Int32Array.from(chosen, (row) => labels[row]!);
    const sizes = new Float64Array(clusters);
    for (const label of own) sizes[label]!++;
    const present = sizes.filter((size) => size > 0).length;
    if (present < 2) throw new AlgorithmError('too-few-clusters', { needed: 2, clusters: present });
    return { labels: own, clusters, sizes, sums: new Float64Array(points.rows * clusters) };
  });
  sumDistances(points, groupings, report);
  report?.(1);
  return groupings.map(summarise);
}

interface Grouping extends Labelling {
  readonly sizes: Float64Array;
  /** rows × clusters: sum of the distances from a row to the rows of a cluster. */
  readonly sums: Float64Array;
}

/** Adds each distance to the sums of both its ends, for every grouping. */
function sumDistances(x: Matrix, groupings: readonly Grouping[], report?: (fraction: number) => void): void {
  const { rows, columns, data } = x;
  const distances = new Float64Array(BLOCK + 3);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    const block = packPoints(data, from, to - from, columns);
    // Pairs within the block are met twice, once from each end, so they are added to one end only.
    for (let i = 0; i < to; i++) {
      squaredDistances(data, i * columns, columns, block, distances);
      for (let j = 0; j < to - from; j++) distances[j] = Math.sqrt(distances[j]!);
      for (const grouping of groupings) {
        if (i < from) addBoth(grouping, i, from, to, distances);
        else addOne(grouping, i, from, to, distances);
      }
    }
    report?.((to / rows) ** 2);
  }
}

function addBoth({ labels, clusters, sums }: Grouping, i: number, from: number, to: number, distances: Float64Array) {
  const own = labels[i]!;
  for (let j = from; j < to; j++) {
    const distance = distances[j - from]!;
    sums[i * clusters + labels[j]!]! += distance;
    sums[j * clusters + own]! += distance;
  }
}

function addOne({ labels, clusters, sums }: Grouping, i: number, from: number, to: number, distances: Float64Array) {
  for (let j = from; j < to; j++) sums[i * clusters + labels[j]!]! += distances[j - from]!;
}

function summarise({ labels, clusters, sizes, sums }: Grouping): Silhouette {
  const byCluster = new Float64Array(clusters);
  let total = 0;
  labels.forEach((own, i) => {
    if (sizes[own] === 1) return;
    const inside = sums[i * clusters + own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let other = 0; other < clusters; other++) {
      if (other !== own && sizes[other]! > 0) outside = Math.min(outside, sums[i * clusters + other]! / sizes[other]!);
    }
    const widest = Math.max(inside, outside);
    // Rows that coincide with their own and with another cluster belong to both alike.
    const silhouette = widest === 0 ? 0 : (outside - inside) / widest;
    byCluster[own]! += silhouette;
    total += silhouette;
  });
  return { mean: total / labels.length, byCluster: byCluster.map((sum, j) => sum / sizes[j]!), rows: labels.length };
}
