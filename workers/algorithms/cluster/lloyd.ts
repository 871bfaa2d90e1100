import { packPoints, squaredDistance, squaredDistances } from '../linear-algebra/distances';
import type { Matrix } from '../matrix';

export interface LloydOptions {
  readonly maxIterations: number;
  /** Stops when the squared distances the centres moved sum to no more than this, in squared units of x. */
  readonly tolerance: number;
  /** Called after each iteration with the number done. */
  report?(iterations: number): void;
}

export interface LloydResult {
  /** clusters × columns, row-major. */
  readonly centres: Float64Array;
  readonly iterations: number;
  /** Whether no row changed its cluster, or the centres moved no further than `tolerance`. */
  readonly converged: boolean;
}

/** What the iterations carry from one to the next. */
interface State {
  readonly x: Matrix;
  readonly clusters: number;
  readonly centres: Float64Array;
  readonly labels: Int32Array;
  /** Sum of the rows of each cluster, and their number. */
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
  /** Per row: how far its cluster's `drift` may grow before another centre can have become nearer. */
  readonly gaps: Float64Array;
  /** Per cluster: the movement, since the start, of its centre plus that of the fastest other. */
  readonly drifts: Float64Array;
}

/**
 * Lloyd's algorithm from given centres: assign each row to its nearest centre, move each centre to the mean of its
 * rows, repeat. Exact, but most rows are skipped: when a row's nearest and second-nearest centres were g apart in
 * distance, no other centre can have become nearer until the two have together moved by g. That bound is one stored
 * number per row (one number instead of Hamerly's two: Hamerly 2010, doi:10.1137/1.9781611972801.12). Sums are kept
 * by difference, so an iteration costs what changed.
 *
 * A cluster that lost its last row is seeded again with the row farthest from its own centre.
 * O(iterations · rows · clusters · columns) at worst, usually a third of it. x must be finite.
 */
export function lloyd(x: Matrix, start: Float64Array, clusters: number, options: LloydOptions): LloydResult {
  const state: State = {
    x,
    clusters,
    centres: start.slice(),
    labels: new Int32Array(x.rows).fill(-1),
    sums: new Float64Array(clusters * x.columns),
    sizes: new Float64Array(clusters),
    gaps: new Float64Array(x.rows).fill(-Infinity),
    drifts: new Float64Array(clusters),
  };
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < options.maxIterations) {
    const changed = reassign(state);
    const reseeded = reseedEmpty(state);
    const moved = moveCentres(state);
    converged = !reseeded && (changed === 0 || moved <= options.tolerance);
    iterations++;
    options.report?.(iterations);
  }
  return { centres: state.centres, iterations, converged };
}

/** Gives each row whose bound is used up its nearest centre. Returns how many rows changed their cluster. */
function reassign({ x, clusters, centres, labels, sums, sizes, gaps, drifts }: State): number {
  const { rows, columns, data } = x;
  const packed = packPoints(centres, 0, clusters, columns);
  const distances = new Float64Array(clusters + 3);
  let changed = 0;
  for (let i = 0; i < rows; i++) {
    const before = labels[i]!;
    if (before >= 0 && gaps[i]! > drifts[before]!) continue;
    squaredDistances(data, i * columns, columns, packed, distances);
    let label = 0;
    let nearest = distances[0]!;
    let second = Infinity;
    for (let j = 1; j < clusters; j++) {
      const distance = distances[j]!;
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
        label = j;
      } else if (distance < second) {
        second = distance;
      }
    }
    gaps[i] = Math.sqrt(second) - Math.sqrt(nearest) + drifts[label]!;
    if (label === before) continue;
    changed++;
    labels[i] = label;
    if (before >= 0) addRow(data, i, columns, sums, sizes, before, -1);
    addRow(data, i, columns, sums, sizes, label, 1);
  }
  return changed;
}

function addRow(
  data: Float64Array,
  row: number,
  columns: number,
  sums: Float64Array,
  sizes: Float64Array,
  cluster: number,
  sign: 1 | -1,
): void {
  sizes[cluster]! += sign;
  for (let q = 0; q < columns; q++) sums[cluster * columns + q]! += sign * data[row * columns + q]!;
}

/** Gives every empty cluster the row farthest from its centre, unless all rows sit on theirs. */
function reseedEmpty({ x, centres, labels, sums, sizes, gaps }: State): boolean {
  const { rows, columns, data } = x;
  let reseeded = false;
  for (let empty = sizes.indexOf(0); empty >= 0; empty = sizes.indexOf(0, empty + 1)) {
    let farthest = -1;
    let most = 0;
    for (let i = 0; i < rows; i++) {
      // A row alone in its cluster would only empty another one.
      if (sizes[labels[i]!]! < 2) continue;
      const distance = squaredDistance(data, i * columns, centres, labels[i]! * columns, columns);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) return reseeded;
    addRow(data, farthest, columns, sums, sizes, labels[farthest]!, -1);
    addRow(data, farthest, columns, sums, sizes, empty, 1);
    labels[farthest] = empty;
    gaps[farthest] = -Infinity;
    reseeded = true;
  }
  return reseeded;
}

/** Moves each centre to the mean of its rows. Returns the sum of the squared distances moved. */
function moveCentres({ x, clusters, centres, sums, sizes, drifts }: State): number {
  const { columns } = x;
  const moves = new Float64Array(clusters);
  for (let cluster = 0; cluster < clusters; cluster++) {
    if (sizes[cluster] === 0) continue;
    let squared = 0;
    for (let at = cluster * columns; at < (cluster + 1) * columns; at++) {
      const value = sums[at]! / sizes[cluster]!;
      squared += (value - centres[at]!) ** 2;
      centres[at] = value;
    }
    moves[cluster] = Math.sqrt(squared);
  }
  const fastest = moves.indexOf(moves.reduce((a, b) => Math.max(a, b)));
  const fastestOther = moves.reduce((most, move, cluster) => (cluster === fastest ? most : Math.max(most, move)), 0);
  for (let cluster = 0; cluster < clusters; cluster++) {
    // A little more than was moved, so that rounding never lets a row keep a centre that is no longer its nearest.
    drifts[cluster]! += (moves[cluster]! + (cluster === fastest ? fastestOther : moves[fastest]!)) * (1 + 1e-9);
  }
  return moves.reduce((sum, move) => sum + move * move, 0);
}
