/** Parameters of one sigmoid: probability = 1 / (1 + exp(slope · score + offset)). */
export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Platt's scaling: fits the sigmoid that turns a classifier's scores into probabilities, by maximum likelihood with
 * Platt's targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) instead of 1 and 0, so that separable scores give no certainty.
 * Newton's method with backtracking. The scores must come from models that did not see their rows, else the
 * probabilities are too sure. Finite for any finite scores, a single class included; where a higher score goes with
 * fewer positives, every row gets the share of positives.
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
  const prior = Math.log((negatives + 1) / (positives + 1));
  let offset = prior;
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
  // A higher score must not mean less: a rising slope is the noise of a handful of rows.
  return slope < 0 ? { slope, offset } : { slope: 0, offset: prior };
}

/** How scores of several classes become probabilities. */
export interface Calibration {
  /** One per class. */
  readonly sigmoids: readonly Sigmoid[];
  /** Exponent γ on the sigmoids, > 0. */
  readonly sharpness: number;
}

/**
 * Probabilities for several classes from scores of one class against the rest: a sigmoid s_c per class (Platt), and
 * then p_c = s_c^γ / Σ s^γ over the classes. With γ = 1, the plain division by the sum, the sure are made less sure
 * the more classes there are; γ is therefore fitted by maximum likelihood, as the inverse temperature of
 * Guo et al. 2017 (arXiv:1706.04599). For two classes the sigmoids are mirror images and γ comes out as 1.
 * @param scores rows × classes, by models that did not see the rows
 */
export function fitCalibration(scores: Float64Array, classes: number, y: ArrayLike<number>): Calibration {
  const layout = { rows: y.length, stride: classes };
  const sigmoids = Array.from({ length: classes }, (_, c) =>
    fitSigmoid(scores, (row) => y[row] === c, { ...layout, first: c }),
  );
  const logs = logSigmoids(scores, sigmoids);
  const loss = (sharpness: number) => {
    let sum = 0;
    for (let row = 0; row < y.length; row++) {
      const base = row * classes;
      let most = -Infinity;
      for (let c = 0; c < classes; c++) most = Math.max(most, logs[base + c]!);
      let all = 0;
      for (let c = 0; c < classes; c++) all += Math.exp(sharpness * (logs[base + c]! - most));
      sum += Math.log(all) - sharpness * (logs[base + y[row]!]! - most);
    }
    return sum;
  };
  return { sigmoids, sharpness: y.length === 0 ? 1 : Math.exp(minimise((x) => loss(Math.exp(x)), -3, 3, 1e-3)) };
}

/** Probabilities, rows × classes; every row sums to 1. Never NaN. */
export function classProbabilities(scores: Float64Array, { sigmoids, sharpness }: Calibration): Float64Array {
  const classes = sigmoids.length;
  const probabilities = logSigmoids(scores, sigmoids);
  for (let base = 0; base < probabilities.length; base += classes) {
    let most = -Infinity;
    for (let c = 0; c < classes; c++) most = Math.max(most, probabilities[base + c]!);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const power = Math.exp(sharpness * (probabilities[base + c]! - most));
      probabilities[base + c] = power;
      sum += power;
    }
    for (let c = 0; c < classes; c++) probabilities[base + c]! /= sum;
  }
  return probabilities;
}

/** ln of each sigmoid, −700 at the least: less says no more, and differences stay finite. */
function logSigmoids(scores: Float64Array, sigmoids: readonly Sigmoid[]): Float64Array {
  const classes = sigmoids.length;
  return scores.map((score, i) => {
    const { slope, offset } = sigmoids[i % classes]!;
    const z = slope * score + offset;
    // ln 1/(1 + e^z), without overflow for large z.
    return Math.max(-700, z > 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(Math.exp(z)));
  });
}

/** Golden-section search for the minimum of a function with a single valley. */
function minimise(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let [fLeft, fRight] = [f(left), f(right)];
  while (high - low > tolerance) {
    if (fLeft <= fRight) {
      high = right;
      [right, fRight] = [left, fLeft];
      left = high - ratio * (high - low);
      fLeft = f(left);
    } else {
      low = left;
      [left, fLeft] = [right, fRight];
      right = low + ratio * (high - low);
      fRight = f(right);
    }
  }
  return (low + high) / 2;
}
