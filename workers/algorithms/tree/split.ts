import type { BinnedColumn } from './bins';

/**
 * Class counts of a node's rows in every bin of every column: the count of class c in bin b of column j stands at
 * `(starts[j] + b) * classes + c`, missing values in the bin after the last.
 */
export type Histogram = Int32Array;

/** Where the bins of each column begin in a {@link Histogram}; one more at the end. */
export function histogramStarts(columns: readonly BinnedColumn[]): Int32Array {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach(({ bins }, j) => (starts[j + 1] = starts[j]! + bins + 1));
  return starts;
}

/** Counts the rows `rows[from … to)`. */
export function countRows(
  columns: readonly BinnedColumn[],
  starts: Int32Array,
  labels: Int32Array,
  classes: number,
  rows: Uint32Array,
  from: number,
  to: number,
): Histogram {
  const histogram = new Int32Array(starts[columns.length]! * classes);
  columns.forEach(({ codes }, j) => {
    const base = starts[j]! * classes;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      histogram[base + codes[row]! * classes + labels[row]!]!++;
    }
  });
  return histogram;
}

/** A way to part the rows of a node. */
export interface Split {
  readonly column: number;
  /** Bins up to this one go left. */
  readonly bin: number;
  /** The next bin that has rows of the node; equal to `bin` when only missing values go right. */
  readonly nextBin: number;
  readonly missingLeft: boolean;
  /** Rows × impurity removed, Σ over both sides of Σₖ nₖ²/n less the same of the node. */
  readonly gain: number;
}

/**
 * The split that removes most Gini impurity, Σₖ pₖ(1 − pₖ), and leaves at least `minLeaf` rows on either side; null if
 * none removes any. Missing values are tried on both sides; where a node has none, they will follow the larger side.
 * Of equally good splits the first column and lowest bin win, so that the order of the rows does not matter.
 */
export function bestSplit(
  histogram: Histogram,
  columns: readonly BinnedColumn[],
  starts: Int32Array,
  totals: Float64Array,
  minLeaf: number,
): Split | null {
  const classes = totals.length;
  const n = totals.reduce((sum, count) => sum + count, 0);
  const before = totals.reduce((sum, count) => sum + count * count, 0) / n;
  const left = new Float64Array(classes);
  // Rounding alone must not look like a gain.
  let best: Split | null = null;
  let bestGain = 1e-10 * n;

  for (let column = 0; column < columns.length; column++) {
    const { bins } = columns[column]!;
    const base = starts[column]! * classes;
    const missing = base + bins * classes;
    let missingRows = 0;
    for (let c = 0; c < classes; c++) missingRows += histogram[missing + c]!;
    left.fill(0);
    let leftRows = 0;
    let lastBin = -1;
    /** Weighs sending the bins counted so far to the left, with or without the missing values. */
    const weigh = (nextBin: number, missingLeft: boolean) => {
      const nLeft = leftRows + (missingLeft ? missingRows : 0);
      const nRight = n - nLeft;
      if (nLeft < minLeaf || nRight < minLeaf) return;
      let squaresLeft = 0;
      let squaresRight = 0;
      for (let c = 0; c < classes; c++) {
        const inLeft = left[c]! + (missingLeft ? histogram[missing + c]! : 0);
        const inRight = totals[c]! - inLeft;
        squaresLeft += inLeft * inLeft;
        squaresRight += inRight * inRight;
      }
      const gain = squaresLeft / nLeft + squaresRight / nRight - before;
      if (gain <= bestGain) return;
      bestGain = gain;
      best = {
        column,
        bin: lastBin,
        nextBin,
        missingLeft: missingRows > 0 ? missingLeft : nLeft >= nRight,
        gain,
      };
    };
    for (let bin = 0; bin < bins; bin++) {
      const at = base + bin * classes;
      let inBin = 0;
      for (let c = 0; c < classes; c++) inBin += histogram[at + c]!;
      if (inBin === 0) continue;
      if (leftRows > 0) {
        weigh(bin, false);
        if (missingRows > 0) weigh(bin, true);
      }
      for (let c = 0; c < classes; c++) left[c]! += histogram[at + c]!;
      leftRows += inBin;
      lastBin = bin;
    }
    // Everything known to the left, what is missing to the right.
    if (missingRows > 0 && leftRows > 0) weigh(lastBin, false);
  }
  return best;
}
