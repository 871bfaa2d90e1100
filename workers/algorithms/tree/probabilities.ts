import type { Nodes } from './grow';

/**
 * How the probability of a class is estimated from the training rows of a node, nₖ of n:
 * - `none`: nₖ / n, as scikit-learn. A leaf of five rows may say 0 or 1.
 * - `laplace`: (nₖ + 1) / (n + K) for K classes.
 * - `parent`: (nₖ + w·p) / (n + w), p the estimate of the node's parent, which counts like w more rows. A small leaf
 *   says little more than its parent, a large one speaks for itself. The root is smoothed by `laplace`.
 */
export type Smoothing =
  { readonly kind: 'none' } | { readonly kind: 'laplace' } | { readonly kind: 'parent'; readonly weight: number };

/**
 * nodes × classes table of probabilities. `parent` is the m-estimate of Cestnik 1990 applied from the root down, as in
 * hierarchical shrinkage (Agarwal et al. 2022, PMLR 162:111).
 */
export function nodeProbabilities({ left, right, counts }: Nodes, classes: number, smoothing: Smoothing): Float64Array {
  const nodes = left.length;
  const parents = new Int32Array(nodes).fill(-1);
  for (let node = 0; node < nodes; node++) {
    if (left[node]! < 0) continue;
    parents[left[node]!] = node;
    parents[right[node]!] = node;
  }
  const probabilities = new Float64Array(nodes * classes);
  // A parent comes before its children, so its estimate is there when theirs are made.
  for (let node = 0; node < nodes; node++) {
    const at = node * classes;
    let n = 0;
    for (let c = 0; c < classes; c++) n += counts[at + c]!;
    const parent = smoothing.kind === 'parent' ? parents[node]! : -1;
    for (let c = 0; c < classes; c++) {
      if (smoothing.kind === 'none') probabilities[at + c] = counts[at + c]! / n;
      else if (smoothing.kind === 'laplace' || parent < 0)
        probabilities[at + c] = (counts[at + c]! + 1) / (n + classes);
      else {
        const prior = probabilities[parent * classes + c]!;
        probabilities[at + c] = (counts[at + c]! + smoothing.weight * prior) / (n + smoothing.weight);
      }
    }
  }
  return probabilities;
}
