import type { BinnedColumn } from './bins';
import { bestSplit, countRows, histogramStarts, type Histogram, type Split } from './split';

/** The nodes of a tree as parallel arrays, the root first, every parent before its children. */
export interface Nodes {
  /** Column asked at each node, −1 at a leaf. */
  readonly features: Int32Array;
  /** A value ≤ this goes left. Infinity where only missing values go right; 0 at a leaf. */
  readonly thresholds: Float64Array;
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array;
  /** Children of each node, −1 at a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** nodes × classes: training rows of each class at each node. */
  readonly counts: Float64Array;
}

export interface GrowLimits {
  readonly maxDepth: number;
  readonly minLeaf: number;
}

interface Node {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  left: number;
  right: number;
  readonly totals: Float64Array;
}

/**
 * Grows a tree depth-first. The rows of a node are one stretch of a list of row numbers, which a split parts in place;
 * only the smaller child is counted, the larger is what remains of its parent.
 * @returns the nodes and the impurity (× rows) that each column removed
 */
export function grow(
  columns: readonly BinnedColumn[],
  labels: Int32Array,
  classes: number,
  { maxDepth, minLeaf }: GrowLimits,
  report: (fraction: number) => void,
): { nodes: Nodes; gains: Float64Array } {
  const starts = histogramStarts(columns);
  const rows = Uint32Array.from(labels.keys());
  const spare = new Uint32Array(rows.length);
  const nodes: Node[] = [];
  const gains = new Float64Array(columns.length);
  let settled = 0;

  const count = (from: number, to: number) => countRows(columns, starts, labels, classes, rows, from, to);

  function add(from: number, to: number, depth: number, histogram: Histogram): number {
    const totals = new Float64Array(classes);
    for (let i = from; i < to; i++) totals[labels[rows[i]!]!]!++;
    const node: Node = { feature: -1, threshold: 0, missingLeft: false, left: -1, right: -1, totals };
    const number = nodes.push(node) - 1;
    const mayPart = depth < maxDepth && to - from >= 2 * minLeaf;
    const split = mayPart ? bestSplit(histogram, columns, starts, totals, minLeaf) : null;
    if (split === null) {
      settled += to - from;
      report(settled / rows.length);
      return number;
    }
    gains[split.column]! += split.gain;
    node.feature = split.column;
    node.threshold = thresholdOf(columns[split.column]!, split);
    node.missingLeft = split.missingLeft;
    const middle = part(columns[split.column]!, split, rows, spare, from, to);
    const isLeftSmaller = middle - from < to - middle;
    const smaller = isLeftSmaller ? count(from, middle) : count(middle, to);
    for (let i = 0; i < histogram.length; i++) histogram[i]! -= smaller[i]!;
    node.left = add(from, middle, depth + 1, isLeftSmaller ? smaller : histogram);
    node.right = add(middle, to, depth + 1, isLeftSmaller ? histogram : smaller);
    return number;
  }

  add(0, rows.length, 0, count(0, rows.length));
  return { nodes: pack(nodes, classes), gains };
}

/** Midway between the values on either side, as scikit-learn; never so close that rounding reaches the upper one. */
function thresholdOf({ lowest, highest }: BinnedColumn, { bin, nextBin }: Split): number {
  if (bin === nextBin) return Infinity;
  const below = highest[bin]!;
  const above = lowest[nextBin]!;
  const middle = below / 2 + above / 2;
  return middle >= above ? below : middle;
}

/** Moves the rows that go left to the front of `rows[from … to)`, keeping their order. Returns where the right begins. */
function part(
  { bins, codes }: BinnedColumn,
  { bin, missingLeft }: Split,
  rows: Uint32Array,
  spare: Uint32Array,
  from: number,
  to: number,
): number {
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const code = codes[row]!;
    if (code === bins ? missingLeft : code <= bin) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

function pack(nodes: readonly Node[], classes: number): Nodes {
  const counts = new Float64Array(nodes.length * classes);
  nodes.forEach(({ totals }, i) => counts.set(totals, i * classes));
  return {
    features: Int32Array.from(nodes, (node) => node.feature),
    thresholds: Float64Array.from(nodes, (node) => node.threshold),
    missingLeft: Uint8Array.from(nodes, (node) => Number(node.missingLeft)),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    counts,
  };
}
