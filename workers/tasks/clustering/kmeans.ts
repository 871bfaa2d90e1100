import { fitKMeans, type KMeansFit } from '../../algorithms/cluster/kmeans';
import { silhouettes } from '../../algorithms/cluster/silhouette';
import type { Matrix } from '../../algorithms/matrix';
import { createRandom } from '../../algorithms/random';
import { AlgorithmError } from '../../errors';
import type { Task } from '../../protocol';

export interface KMeansTaskParams {
  /** Number of clusters, or 0: chosen by mean silhouette over 2 … 8. */
  readonly k: number;
  readonly restarts: number;
  readonly maxIterations: number;
  /** Relative to the mean variance of the columns. */
  readonly tolerance: number;
}

export interface KMeansTaskResult {
  readonly k: number;
  /** Cluster of each row, 0 … k − 1, ordered by size, largest first. */
  readonly labels: Int32Array;
  /** k × columns, row-major, in the units of the input. */
  readonly centres: Float64Array;
  /** Within-cluster sum of squares. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Mean silhouette, exact up to 10,000 rows, else on a seeded sample of 10,000. */
  readonly silhouette: number;
  /** Mean per cluster; NaN for one so small that the sample has no row of it. */
  readonly silhouetteByCluster: Float64Array;
  /** Rows the silhouette was computed on. */
  readonly silhouetteSample: number;
  /** Mean silhouette and inertia per k tried, when k was chosen. */
  readonly candidates: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[];
}

/** Candidates when k is 0. */
const CANDIDATES = [2, 3, 4, 5, 6, 7, 8];

/** Share of the progress for fitting; silhouettes are the rest. */
const FITTING = 0.7;

/**
 * Groups the rows of a matrix by k-means and measures how well the groups stand apart. With k = 0 every k from 2 to 8
 * that the rows allow is fitted and the one with the highest mean silhouette kept, the smallest of equally good ones;
 * all are measured on the same rows. Columns should be on one scale; see `algorithms/preprocessing`.
 * @throws AlgorithmError `clusters-invalid` (k = 1, negative or no integer), `too-few-rows`, `too-few-distinct-rows`,
 *   `not-finite`, `restarts-invalid`
 */
export const run: Task<Matrix, KMeansTaskParams, KMeansTaskResult> = (x, { k, ...params }, { seed, report }) => {
  if (k === 1) throw new AlgorithmError('clusters-invalid', { clusters: k });
  const random = createRandom(seed);
  // A cluster for each row tells nothing: at least one must hold two.
  const candidates = k === 0 ? CANDIDATES.filter((clusters) => clusters < x.rows) : [k];
  if (candidates.length === 0) throw new AlgorithmError('too-few-rows', { needed: 3, rows: x.rows });

  const fits: KMeansFit[] = [];
  for (const [position, clusters] of candidates.entries()) {
    try {
      const context = {
        random: random.fork(clusters),
        report: (fraction: number) => report((FITTING * (position + fraction)) / candidates.length),
      };
      fits.push(fitKMeans(x, { clusters, ...params }, context));
    } catch (thrown) {
      const isExhausted = thrown instanceof AlgorithmError && thrown.code === 'too-few-distinct-rows';
      // More clusters than there are different rows: the smaller candidates have all been tried.
      if (isExhausted && fits.length > 0) break;
      throw thrown;
    }
  }

  const measured = silhouettes(
    x,
    fits.map(({ labels, model }) => ({ labels, clusters: model.clusters })),
    { random: random.fork(0), report: (fraction) => report(FITTING + (1 - FITTING) * fraction) },
  );
  const tried = fits.map((fit, i) => ({ ...fit, silhouette: measured[i]! }));
  const { model, labels, silhouette } = tried.reduce((best, next) =>
    next.silhouette.mean > best.silhouette.mean ? next : best,
  );
  return {
    k: model.clusters,
    labels,
    centres: model.centres,
    inertia: model.inertia,
    iterations: model.iterations,
    converged: model.converged,
    silhouette: silhouette.mean,
    silhouetteByCluster: silhouette.byCluster,
    silhouetteSample: silhouette.rows,
    candidates:
      k === 0
        ? tried.map((one) => ({ k: one.model.clusters, silhouette: one.silhouette.mean, inertia: one.model.inertia }))
        : [],
  };
};
