import { AlgorithmError } from '../../errors';
import type { Estimator, FitContext, Model } from '../estimator';
import { requireFinite, takeRows, type Matrix } from '../matrix';
import { columnOf, requireColumns } from '../preprocessing/columns';
import { mean, variance } from '../statistics/descriptive';
import { sampleRows } from '../statistics/sample';
import { assign } from './assign';
import { lloyd, type LloydResult } from './lloyd';
import { seedCentres } from './seed';

/** Above this many rows the restarts compete on a sample of as many, and only the best goes on over all rows. */
export const RESTART_ROWS = 30_000;

export interface KMeansParams {
  readonly clusters: number;
  /** How many seedings compete; ignored when `start` is given. */
  readonly restarts: number;
  readonly maxIterations: number;
  /** Relative to the mean variance of the columns; the centres' squared movement below which an iteration is the last. */
  readonly tolerance: number;
  /** Centres to begin with instead of seeding, clusters × columns, row-major. */
  readonly start?: Float64Array;
}

export interface KMeansModel extends Model {
  readonly kind: 'kmeans';
  readonly columns: number;
  readonly clusters: number;
  /** clusters × columns, row-major; the largest cluster first. */
  readonly centres: Float64Array;
  /** Training rows per cluster, descending. */
  readonly sizes: Uint32Array;
  /** Within-cluster sum of squares, Σ ‖x − centre‖², over the training rows. */
  readonly inertia: number;
  /** Lloyd iterations of the run that won. */
  readonly iterations: number;
  /** False when `maxIterations` ended the run that won: the clusters would still change. */
  readonly converged: boolean;
}

export interface KMeansFit {
  readonly model: KMeansModel;
  /** Cluster of each training row. */
  readonly labels: Int32Array;
}

/**
 * k-means clustering: `clusters` centres that make the sum of squared distances from each row to its nearest centre
 * small. k-means++ seeding, exact Lloyd iterations, the best of several restarts. Distances mix all columns: bring
 * them to one scale first (`preprocessing/scale`). It finds compact groups of similar spread, and finds them also where
 * there are none: look at the silhouette.
 *
 * Same as scikit-learn's KMeans but for the generator and for {@link RESTART_ROWS}; labels are numbered by size.
 * O(restarts · iterations · rows · clusters · columns). Reference: Lloyd 1982, doi:10.1109/TIT.1982.1056489.
 * @throws AlgorithmError `not-finite`, `clusters-invalid`, `too-few-rows`, `too-few-distinct-rows`, `shape-mismatch`
 */
export function fitKMeans(x: Matrix, params: KMeansParams, { random, report }: FitContext): KMeansFit {
  const { clusters, maxIterations, start } = params;
  if (!Number.isInteger(clusters) || clusters < 1) throw new AlgorithmError('clusters-invalid', { clusters });
  if (x.rows < clusters) throw new AlgorithmError('too-few-rows', { needed: clusters, rows: x.rows });
  requireFinite(x);
  if (start && start.length !== clusters * x.columns) {
    throw new AlgorithmError('shape-mismatch', { rows: clusters, columns: x.columns, length: start.length });
  }
  const tolerance = params.tolerance * mean(Array.from({ length: x.columns }, (_, j) => variance(columnOf(x, j), 0)));

  // Progress counts rows looked at, against the most there can be.
  const onSample = !start && x.rows > RESTART_ROWS;
  const restarts = start ? 0 : params.restarts;
  const sample = onSample ? takeRows(x, sampleRows(x.rows, RESTART_ROWS, random)) : x;
  const total = maxIterations * (restarts * sample.rows + (onSample || start ? x.rows : 0));
  let done = 0;
  const run = (rows: Matrix, from: Float64Array): LloydResult => {
    const options = {
      maxIterations,
      tolerance,
      report: (iterations: number) => report(Math.min(1, (done + iterations * rows.rows) / total)),
    };
    const result = lloyd(rows, from, clusters, options);
    done += maxIterations * rows.rows;
    report(Math.min(1, done / total));
    return result;
  };

  let best = start ? run(x, start) : null;
  let bestInertia = Infinity;
  for (let restart = 0; restart < restarts; restart++) {
    const result = run(sample, seedCentres(sample, clusters, random.fork(restart)));
    const { inertia } = assign(sample, result.centres, clusters);
    if (inertia < bestInertia) [best, bestInertia] = [result, inertia];
  }
  if (best === null) throw new AlgorithmError('restarts-invalid', { restarts });
  if (onSample) best = run(x, best.centres);
  const fit = describe(x, clusters, best);
  report(1);
  return fit;
}

/** Numbers the clusters by size, equal sizes by their centres, and measures them. */
function describe(x: Matrix, clusters: number, { centres, iterations, converged }: LloydResult): KMeansFit {
  const { columns } = x;
  const { labels, sizes, inertia } = assign(x, centres, clusters);
  const compareCentres = (a: number, b: number) => {
    for (let q = 0; q < columns; q++) {
      const difference = centres[a * columns + q]! - centres[b * columns + q]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || compareCentres(a, b));
  const numbers = new Int32Array(clusters);
  const ordered = new Float64Array(centres.length);
  order.forEach((cluster, number) => {
    numbers[cluster] = number;
    ordered.set(centres.subarray(cluster * columns, (cluster + 1) * columns), number * columns);
  });
  const model: KMeansModel = {
    kind: 'kmeans',
    version: 1,
    columns,
    clusters,
    centres: ordered,
    sizes: Uint32Array.from(order, (cluster) => sizes[cluster]!),
    inertia,
    iterations,
    converged,
  };
  return { model, labels: labels.map((label) => numbers[label]!) };
}

/** {@link fitKMeans} behind scikit-learn's verbs. `predict` gives the nearest centre. */
export const kMeans: Estimator<Matrix, KMeansParams, KMeansModel> = {
  name: 'kmeans',
  // Restarts draw rows by number, so another order may end in another local optimum of nearly the same inertia.
  traits: { orderInvariant: false, tolerance: 0.01, acceptsMissing: false, needsLabels: false },
  fit: (x, _y, params, context) => fitKMeans(x, params, context).model,
  predict(model, x) {
    requireColumns(x, model.columns);
    requireFinite(x);
    return assign(x, model.centres, model.clusters).labels;
  },
  objective: (model) => model.inertia,
};
