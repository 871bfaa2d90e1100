/** Parameters of one sigmoid: probability = 1 / (1 + exp(slope · score + offset)). */
export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Platt's scaling: fits the sigmoid that turns a classifier's scores into probabilities, by maximum likelihood with
 * Platt's targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) instead of 1 and 0, so that separable scores give no certainty.
 * Newton's method with backtracking. The scores must come from models that did not see their rows, else the
 * probabilities are too sure. Finite for any finite scores, a single class included.
 *
 * Reference: Platt 1999, "Probabilistic outputs for support vector machines"; algorithm of Lin, Lin & Weng 2007,
 * doi:10.1007/s10994-007-5018-6.
 * @param scores score of row i at `scores[first + i * stride]`
 */
export function fitSigmoid(
  scores: Float64Array,
  isPositive: (row: number) => boolean,
  { rows = scores.length, first = 0, stride = 1 } = {},
): Sigmoid {
  const targets = new Float64Array(rows);
  let positives = 0;
  for (let i = 0; i < rows; i++) if (isPositive(i)) positives++;
  const negatives = rows - positives;
  for (let i = 0; i < rows; i++) targets[i] = isPositive(i) ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);

  const loss = (slope: number, offset: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const f = slope * scores[first + i * stride]! + offset;
      sum += f >= 0 ? targets[i]! * f + Math.log1p(Math.exp(-f)) : (targets[i]! - 1) * f + Math.log1p(Math.exp(f));
    }
    return sum;
  };

  let slope = 0;
  let offset = Math.log((negatives + 1) / (positives + 1));
  let value = loss(slope, offset);
  for (let iteration = 0; iteration < 100; iteration++) {
    // The ridge keeps the Hessian invertible where all scores are equal.
    let h11 = 1e-12;
    let h22 = 1e-12;
    let h21 = 0;
    let g1 = 0;
    let g2 = 0;
    for (let i = 0; i < rows; i++) {
      const score = scores[first + i * stride]!;
      const f = slope * score + offset;
      const e = Math.exp(-Math.abs(f));
      const p = f >= 0 ? e / (1 + e) : 1 / (1 + e);
      const curvature = e / (1 + e) ** 2;
      h11 += score * score * curvature;
      h22 += curvature;
      h21 += score * curvature;
      g1 += score * (targets[i]! - p);
      g2 += targets[i]! - p;
    }
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break;
    const determinant = h11 * h22 - h21 * h21;
    const dSlope = -(h22 * g1 - h21 * g2) / determinant;
    const dOffset = -(-h21 * g1 + h11 * g2) / determinant;
    if (!Number.isFinite(dSlope) || !Number.isFinite(dOffset)) break;
    const decrease = g1 * dSlope + g2 * dOffset;
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = loss(slope + step * dSlope, offset + step * dOffset);
      if (next < value + 1e-4 * step * decrease) {
        slope += step * dSlope;
        offset += step * dOffset;
        value = next;
        break;
      }
    }
    if (step < 1e-10) break;
  }
  return { slope, offset };
}

/** A sigmoid per class, from a rows × classes table of out-of-sample scores and the true classes. */
export function fitSigmoids(scores: Float64Array, classes: number, y: ArrayLike<number>): readonly Sigmoid[] {
  const layout = { rows: y.length, stride: classes };
  return Array.from({ length: classes }, (_, c) => fitSigmoid(scores, (row) => y[row] === c, { ...layout, first: c }));
}

/**
 * Probabilities rows × classes: each class's sigmoid of its score, divided by their sum over the classes of the row.
 * The sum is not 1 by itself because the classes are calibrated one against the rest; dividing is Zadrozny & Elkan's
 * 2002 simple normalisation (doi:10.1145/775047.775151). Never NaN: where every sigmoid is 0, each class gets an equal
 * share.
 */
export function classProbabilities(scores: Float64Array, sigmoids: readonly Sigmoid[]): Float64Array {
  const classes = sigmoids.length;
  const probabilities = new Float64Array(scores.length);
  for (let row = 0; row < scores.length; row += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const { slope, offset } = sigmoids[c]!;
      const p = 1 / (1 + Math.exp(slope * scores[row + c]! + offset));
      probabilities[row + c] = p;
      sum += p;
    }
    for (let c = 0; c < classes; c++) probabilities[row + c] = sum > 0 ? probabilities[row + c]! / sum : 1 / classes;
  }
  return probabilities;
}
