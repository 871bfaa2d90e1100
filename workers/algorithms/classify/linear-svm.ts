import { AlgorithmError } from '../../errors';
import type { Estimator, FitContext, Model } from '../estimator';
import type { SparseMatrix } from '../sparse';
import { solveByCoordinateDescent } from './coordinate-descent';

export interface LinearSvmParams {
  /** C of LIBLINEAR, > 0: the price of an error against the length of the weights. */
  readonly cost: number;
  readonly loss: 'hinge' | 'squared-hinge';
  /** Largest spread of the projected gradient at which a class counts as solved; LIBLINEAR's epsilon. */
  readonly tolerance: number;
  /** Most passes over the rows. */
  readonly maxIterations: number;
  /** Number of classes where some may have no row; max(y) + 1 if not given. */
  readonly classes?: number;
  /** Factor on the cost per class; 1 if not given. As in LIBLINEAR it applies to the positive rows of a class only. */
  readonly classWeights?: ArrayLike<number>;
}

export interface LinearSvmModel extends Model {
  readonly kind: 'linear-svm';
  readonly columns: number;
  readonly classes: number;
  /** One per class, or a single one (class 1 against 0) when there are two. */
  readonly problems: number;
  /** columns × problems, row-major. */
  readonly weights: Float32Array;
  readonly bias: Float64Array;
  /** Training rows of each class; a class without any is never predicted. */
  readonly support: Uint32Array;
  /** Dual objective summed over the problems. */
  readonly dual: number;
  readonly converged: boolean;
  readonly iterations: number;
}

/** A score no row can reach, for classes without training rows. */
export const NEVER = -Number.MAX_VALUE;

/**
 * Linear support vector machine for two or more classes, one class against the rest: the standard for texts, where
 * columns are many and rows short. Minimises for each class ½(‖w‖² + b²) + Σ C·max(0, 1 − y·(w·x + b))^q with
 * y = ±1, q = 1 (hinge) or 2 (squared hinge). The bias is a constant column of value 1 and thus part of the penalty,
 * as LIBLINEAR with −B 1 and scikit-learn's LinearSVC with intercept_scaling 1. Two classes are one problem.
 * Classes are numbered from 0, at most 65,535.
 *
 * Not converging is said by `converged`, not thrown; the weights are then the best so far.
 * Memory: 4 bytes per column and class, 10 per row and class. See `solveByCoordinateDescent` for method, cost and
 * source.
 * @throws AlgorithmError `labels-missing`, `length-mismatch`, `label-out-of-range`, `too-few-labels` for fewer than two
 *   classes, `not-finite`, `svm-params-invalid`
 */
function fit(x: SparseMatrix, y: Int32Array | null, params: LinearSvmParams, context: FitContext): LinearSvmModel {
  const { cost, loss, tolerance, maxIterations, classWeights } = params;
  if (!(cost > 0) || !(tolerance > 0) || !(maxIterations >= 1)) {
    throw new AlgorithmError('svm-params-invalid', { cost, tolerance, maxIterations });
  }
  const labels = requireLabels(x, y);
  requireFiniteRows(x);
  let classes = params.classes ?? 0;
  for (const label of labels) classes = Math.max(classes, label + 1);
  const support = new Uint32Array(classes);
  for (const label of labels) support[label]!++;
  const present = support.reduce((n, rows) => n + (rows > 0 ? 1 : 0), 0);
  if (present < 2) throw new AlgorithmError('too-few-labels', { classes: present });

  const problems = classes === 2 ? 1 : classes;
  const firstPositive = classes === 2 ? 1 : 0;
  const weighted = (label: number) => cost * (classWeights?.[label] ?? 1);
  const solution = solveByCoordinateDescent(
    {
      x,
      y: labels,
      problems,
      firstPositive,
      positiveCost: Float64Array.from({ length: problems }, (_, p) => weighted(p + firstPositive)),
      negativeCost: new Float64Array(problems).fill(classes === 2 ? weighted(0) : cost),
      loss,
      tolerance,
      maxIterations,
    },
    context.random,
    (fraction) => context.report(fraction),
  );
  context.report(1);
  return {
    kind: 'linear-svm',
    version: 1,
    columns: x.columns,
    classes,
    problems,
    weights: solution.weights,
    bias: solution.bias,
    support,
    dual: solution.dual,
    converged: solution.converged.every((one) => one === 1),
    iterations: solution.iterations,
  };
}

/** Signed distances w·x + b, rows × classes. With two classes the second is the first with the other sign. */
function scores(model: LinearSvmModel, x: SparseMatrix): Float64Array {
  if (x.columns !== model.columns) {
    throw new AlgorithmError('columns-mismatch', { needed: model.columns, columns: x.columns });
  }
  requireFiniteRows(x);
  const { classes, problems, weights, bias, support } = model;
  const { rows, offsets, indices, values } = x;
  const all = new Float64Array(rows * classes);
  const sums = new Float64Array(problems);
  for (let i = 0; i < rows; i++) {
    sums.set(bias);
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const value = values[at]!;
      for (let p = 0, w = indices[at]! * problems; p < problems; p++, w++) sums[p]! += weights[w]! * value;
    }
    if (problems === 1) {
      all[2 * i] = -sums[0]!;
      all[2 * i + 1] = sums[0]!;
    } else {
      for (let c = 0; c < classes; c++) all[i * classes + c] = support[c]! > 0 ? sums[c]! : NEVER;
    }
  }
  return all;
}

/** The class with the highest score of each row; of equal ones the first. */
export function highest(scores: Float64Array, classes: number): Int32Array {
  const best = new Int32Array(scores.length / classes);
  for (let i = 0; i < best.length; i++) {
    for (let c = 1; c < classes; c++) {
      if (scores[i * classes + c]! > scores[i * classes + best[i]!]!) best[i] = c;
    }
  }
  return best;
}

/** {@link fit} behind scikit-learn's verbs. */
export const linearSvm: Estimator<SparseMatrix, LinearSvmParams, LinearSvmModel> = {
  name: 'linear-svm',
  traits: { orderInvariant: false, tolerance: 1e-4, acceptsMissing: false, needsLabels: true },
  fit,
  scores,
  predict: (model, x) => highest(scores(model, x), model.classes),
  objective: (model) => model.dual,
};

function requireLabels(x: SparseMatrix, y: Int32Array | null): Int32Array {
  if (y === null) throw new AlgorithmError('labels-missing');
  if (y.length !== x.rows) throw new AlgorithmError('length-mismatch', { first: x.rows, second: y.length });
  for (const label of y) {
    if (label < 0 || label > 65534) throw new AlgorithmError('label-out-of-range', { label, classes: 65535 });
  }
  return y;
}

function requireFiniteRows({ rows, offsets, indices, values }: SparseMatrix): void {
  for (let i = 0; i < rows; i++) {
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      if (!Number.isFinite(values[at])) throw new AlgorithmError('not-finite', { row: i, column: indices[at]! });
    }
  }
}
