import { AlgorithmError } from '../../errors';
import type { Estimator, FitContext, Model } from '../estimator';
import type { Matrix } from '../matrix';
import { requireColumns } from '../preprocessing/columns';
import { binColumns } from './bins';
import { grow, type Nodes } from './grow';
import { nodeProbabilities, type Smoothing } from './probabilities';

export interface DecisionTreeParams {
  /** Most questions from the root to a leaf; 0 gives a single leaf. */
  readonly maxDepth: number;
  /** Fewest training rows in a leaf. */
  readonly minLeaf: number;
  readonly smoothing: Smoothing;
}

export interface DecisionTreeModel extends Model, Nodes {
  readonly kind: 'decision-tree';
  readonly columns: number;
  readonly classes: number;
  /** nodes × classes: estimated probability of each class at each node. */
  readonly probabilities: Float64Array;
  /** Share of the removed impurity per column; sums to 1, or is 0 throughout when there is no split. */
  readonly importance: Float64Array;
  /** Mean Gini impurity of the leaves, weighted by training rows. */
  readonly impurity: number;
}

/**
 * CART decision tree for two or more classes: questions `value ≤ threshold?` that part the rows until they are alike.
 * Each split removes most Gini impurity; the threshold lies midway between the values on either side. A missing value
 * (NaN) follows the direction that was better in training, so nothing need be imputed. Classes are 0 … max(y).
 *
 * Same as scikit-learn's DecisionTreeClassifier but for three things: missing values are accepted, a split that removes
 * nothing is not made, and from 4,097 rows on columns of more than 255 distinct values are cut at quantiles, which
 * costs little accuracy and makes the fit O(depth · rows · columns). Beyond 200,000 rows the quantiles come from a
 * random sample: only then does the model depend on seed and order.
 *
 * Reference: Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees.
 * @throws AlgorithmError `labels-missing`, `length-mismatch`, `label-out-of-range`, `too-few-rows`, `not-finite` for an
 *   infinite value, `tree-params-invalid`
 */
function fit(x: Matrix, y: Int32Array | null, params: DecisionTreeParams, context: FitContext): DecisionTreeModel {
  const { maxDepth, minLeaf, smoothing } = params;
  if (y === null) throw new AlgorithmError('labels-missing');
  if (y.length !== x.rows) throw new AlgorithmError('length-mismatch', { first: x.rows, second: y.length });
  if (x.rows === 0) throw new AlgorithmError('too-few-rows', { needed: 1, rows: 0 });
  if (!(maxDepth >= 0) || !(minLeaf >= 1)) throw new AlgorithmError('tree-params-invalid', { maxDepth, minLeaf });
  const negative = y.find((label) => label < 0);
  if (negative !== undefined) throw new AlgorithmError('label-out-of-range', { label: negative, classes: x.rows });
  const classes = y.reduce((most, label) => Math.max(most, label), 0) + 1;

  const columns = binColumns(x, context.random);
  const { nodes, gains } = grow(columns, y, classes, { maxDepth, minLeaf }, (fraction) => context.report(fraction));
  const gained = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    kind: 'decision-tree',
    version: 1,
    columns: x.columns,
    classes,
    ...nodes,
    probabilities: nodeProbabilities(nodes, classes, smoothing),
    importance: gains.map((gain) => (gained > 0 ? gain / gained : 0)),
    impurity: leafImpurity(nodes, classes),
  };
}

function leafImpurity({ features, counts }: Nodes, classes: number): number {
  let impure = 0;
  let rows = 0;
  features.forEach((feature, node) => {
    if (feature >= 0) return;
    const own = counts.subarray(node * classes, (node + 1) * classes);
    const n = own.reduce((sum, count) => sum + count, 0);
    impure += n - own.reduce((sum, count) => sum + count * count, 0) / n;
    rows += n;
  });
  return impure / rows;
}

/**
 * The node where each row ends: its leaf, or an earlier node when `depth` questions have been asked. `model.counts`
 * holds the training rows of each node per class, for intervals. @throws AlgorithmError `columns-mismatch`
 */
export function nodeOfRows(model: DecisionTreeModel, x: Matrix, depth = Infinity): Int32Array {
  requireColumns(x, model.columns);
  const { features, thresholds, missingLeft, left, right } = model;
  const reached = new Int32Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let node = 0;
    for (let asked = 0; features[node]! >= 0 && asked < depth; asked++) {
      const value = x.data[i * x.columns + features[node]!]!;
      const goesLeft = Number.isNaN(value) ? missingLeft[node] === 1 : value <= thresholds[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    reached[i] = node;
  }
  return reached;
}

/** {@link fit} behind scikit-learn's verbs; `scores` are the probabilities of the classes in the row's leaf. */
export const decisionTree: Estimator<Matrix, DecisionTreeParams, DecisionTreeModel> = {
  name: 'decision-tree',
  traits: { orderInvariant: true, tolerance: 1e-12, acceptsMissing: true, needsLabels: true },
  fit,
  predict(model, x) {
    const { classes, probabilities } = model;
    return nodeOfRows(model, x).map((node) => {
      let best = 0;
      for (let c = 1; c < classes; c++) {
        if (probabilities[node * classes + c]! > probabilities[node * classes + best]!) best = c;
      }
      return best;
    });
  },
  scores(model, x) {
    const { classes, probabilities } = model;
    const scores = new Float64Array(x.rows * classes);
    nodeOfRows(model, x).forEach((node, i) => {
      scores.set(probabilities.subarray(node * classes, (node + 1) * classes), i * classes);
    });
    return scores;
  },
  objective: (model) => model.impurity,
};
