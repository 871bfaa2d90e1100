import type { Matrix } from '../../algorithms/matrix';
import type { Task } from '../../protocol';

export interface KMeansTaskParams {
  /** Number of clusters, or 0: chosen by mean silhouette over 2 … 8. */
  readonly k: number;
  readonly restarts: number;
  readonly maxIterations: number;
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
  readonly silhouetteByCluster: Float64Array;
  /** Rows the silhouette was computed on. */
  readonly silhouetteSample: number;
  /** Mean silhouette and inertia per k tried, when k was chosen. */
  readonly candidates: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[];
}

export const run: Task<Matrix, KMeansTaskParams, KMeansTaskResult> = () => {
  throw new Error('to be written');
};
