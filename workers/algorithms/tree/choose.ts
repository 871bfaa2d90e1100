import { takeRows, type Matrix } from '../matrix';
import type { Random } from '../random';
import { stratifiedFolds } from '../evaluate/folds';
import { decisionTree, nodeOfRows } from './decision-tree';
import { nodeProbabilities } from './probabilities';

/** Settings of a tree that estimates probabilities: {@link Smoothing} `parent` with `weight`. */
export interface TreeSettings {
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly weight: number;
}

/** Settings with the mean squared error of their probabilities on rows held out. */
export interface TreeCandidate extends TreeSettings {
  readonly brier: number;
}

export interface TreeGrid {
  /** Every depth from 0 to this one is tried. */
  readonly maxDepth: number;
  readonly minLeafs: readonly number[];
  readonly weights: readonly number[];
  readonly folds: number;
}

/**
 * Measures settings of a two-class tree by stratified cross-validation: the Brier score of the probability of class 1
 * on rows the tree did not see. A tree of depth d is the top of any deeper one, and smoothing comes after growing, so
 * one fit per fold and leaf size serves all depths and weights.
 * @param y 0 or 1 per row, each at least once per fold
 * @returns one candidate per setting, by ascending Brier score; of equally good ones the simpler first
 */
export function measureTrees(
  x: Matrix,
  y: Int32Array,
  { maxDepth, minLeafs, weights, folds }: TreeGrid,
  { random, report }: { readonly random: Random; report(fraction: number): void },
): readonly TreeCandidate[] {
  const depths = maxDepth + 1;
  const errors = new Float64Array(minLeafs.length * weights.length * depths);
  const foldOf = stratifiedFolds(y, folds, random);
  for (let fold = 0; fold < folds; fold++) {
    const rows = Array.from(foldOf.keys());
    const inside = rows.filter((row) => foldOf[row] !== fold);
    const outside = rows.filter((row) => foldOf[row] === fold);
    const train = takeRows(x, inside);
    const trainLabels = Int32Array.from(inside, (row) => y[row]!);
    const test = takeRows(x, outside);
    minLeafs.forEach((minLeaf, l) => {
      const params = { maxDepth, minLeaf, smoothing: { kind: 'none' } } as const;
      const model = decisionTree.fit(train, trainLabels, params, { random, report: () => {} });
      const tables = weights.map((weight) => nodeProbabilities(model, 2, { kind: 'parent', weight }));
      for (let depth = 0; depth < depths; depth++) {
        const nodes = nodeOfRows(model, test, depth);
        tables.forEach((table, w) => {
          let sum = 0;
          outside.forEach((row, i) => (sum += (table[nodes[i]! * 2 + 1]! - y[row]!) ** 2));
          errors[(l * weights.length + w) * depths + depth]! += sum / x.rows;
        });
      }
      report((fold * minLeafs.length + l + 1) / (folds * minLeafs.length));
    });
  }
  return minLeafs
    .flatMap((minLeaf, l) =>
      weights.flatMap((weight, w) =>
        Array.from({ length: depths }, (_, depth) => ({
          maxDepth: depth,
          minLeaf,
          weight,
          brier: errors[(l * weights.length + w) * depths + depth]!,
        })),
      ),
    )
    .sort((a, b) => a.brier - b.brier || a.maxDepth - b.maxDepth || b.minLeaf - a.minLeaf || b.weight - a.weight);
}
