import type { Random } from './random';

/** What an estimator is given beside its data. */
export interface FitContext {
  readonly random: Random;
  /** Fraction done in [0, 1]. */
  report(fraction: number): void;
}

/** A fitted model is plain data: it survives `postMessage`, IndexedDB and export. */
export interface Model {
  readonly kind: string;
  readonly version: number;
}

/** What the conformance suite may expect of an estimator. */
export interface EstimatorTraits {
  /** Whether the fitted model is the same whatever the order of the rows; else its objective agrees within `tolerance`. */
  readonly orderInvariant: boolean;
  /** Relative tolerance on the objective when the order of the rows changes. */
  readonly tolerance: number;
  readonly acceptsMissing: boolean;
  readonly needsLabels: boolean;
}

/**
 * scikit-learn's verbs: `fit` learns, `predict` gives a class or cluster number per row,
 * `scores` a row-major rows × classes table, `transform` a new matrix. 'Used before fit' cannot be written.
 */
export interface Estimator<X, Params, M extends Model> {
  readonly name: string;
  readonly traits: EstimatorTraits;
  fit(x: X, y: Int32Array | null, params: Params, context: FitContext): M;
  predict(model: M, x: X): Int32Array;
  scores?(model: M, x: X): Float64Array;
  /** The quantity `fit` makes small, for comparison with a peer. */
  objective?(model: M): number;
}
