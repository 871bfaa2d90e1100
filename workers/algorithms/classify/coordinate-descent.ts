import type { Random } from '../random';
import type { SparseMatrix } from '../sparse';

/**
 * Several two-class problems on the same rows: problem p tells class `p + firstPositive` from all others.
 * Weights are laid out [column][problem], so that one visit to a column serves every problem.
 */
export interface SvmProblems {
  readonly x: SparseMatrix;
  readonly y: Int32Array;
  readonly problems: number;
  readonly firstPositive: number;
  /** Cost of a row of the positive class and of the others, per problem. */
  readonly positiveCost: Float64Array;
  readonly negativeCost: Float64Array;
  readonly loss: 'hinge' | 'squared-hinge';
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface SvmSolution {
  readonly weights: Float32Array;
  readonly bias: Float64Array;
  /** Per problem: whether the violation over all rows fell to the tolerance. */
  readonly converged: Uint8Array;
  /** Passes over the rows. */
  readonly iterations: number;
  /** Minimum reached of the dual, summed over the problems; its negative is a lower bound of the primal. */
  readonly dual: number;
}

const RUNNING = 0;
/** Within tolerance on the rows that were left to it; must pass over all rows once more. */
const RESTING = 1;
const DONE = 2;

/**
 * Dual coordinate descent of LIBLINEAR for all problems at once. Each visit of a row solves, for each problem, the
 * dual exactly in that row's variable a ∈ [0, U]: a ← a − (y·f(x) − 1 + a·D) / (‖x‖² + 1 + D), with U = cost, D = 0
 * for the hinge and U = ∞, D = 1 / (2·cost) for the squared hinge; the 1 is the constant column of the bias.
 *
 * Shrinking is LIBLINEAR's, kept per row and problem: a row lists the problems it still concerns, so that late passes
 * touch support vectors only. The bar is half of LIBLINEAR's, which saves a tenth of the work; as there, a problem is
 * done only after a pass over all its rows. Weights are 32-bit: half the memory traffic, and the objective agrees with
 * 64-bit ones to seven digits.
 *
 * Complexity: passes × entries × problems, the passes after the first few on a shrinking share of the rows.
 * Reference: Hsieh, Chang, Lin, Keerthi & Sundararajan 2008, doi:10.1145/1390156.1390208.
 */
export function solveByCoordinateDescent(
  problem: SvmProblems,
  random: Random,
  report: (fraction: number) => void,
): SvmSolution {
  const { x, y, problems, firstPositive, positiveCost, negativeCost, tolerance, maxIterations } = problem;
  const { rows, offsets, indices, values } = x;
  const isSquared = problem.loss === 'squared-hinge';
  const diagonal = (cost: number) => (isSquared ? 0.5 / cost : 0);
  const positiveDiagonal = positiveCost.map(diagonal);
  const negativeDiagonal = negativeCost.map(diagonal);

  const weights = new Float32Array(x.columns * problems);
  const bias = new Float64Array(problems);
  const alpha = new Float64Array(rows * problems);
  const lengths = squaredLengths(x);

  const status = new Uint8Array(problems);
  const sawAllRows = new Uint8Array(problems);
  const largest = new Float64Array(problems);
  const smallest = new Float64Array(problems);
  const upperBar = new Float64Array(problems);
  const lowerBar = new Float64Array(problems);

  /** Rows still visited, and per row the problems it is visited for. */
  const order = new Uint32Array(rows);
  const listed = new Uint16Array(rows * problems);
  const listLength = new Uint16Array(rows);
  let active = 0;
  const visitAll = () => {
    const open = [];
    for (let p = 0; p < problems; p++) {
      if (status[p] === DONE) continue;
      status[p] = RUNNING;
      sawAllRows[p] = 1;
      upperBar[p] = Infinity;
      lowerBar[p] = -Infinity;
      open.push(p);
    }
    for (let i = 0; i < rows; i++) {
      order[i] = i;
      listed.set(open, i * problems);
      listLength[i] = open.length;
    }
    active = rows;
  };

  const gradients = new Float64Array(problems);
  const steps = new Float64Array(problems);
  const stepProblems = new Uint16Array(problems);
  let iterations = 0;
  let isDone = false;
  let progress = 0;
  let firstViolation = 0;
  visitAll();
  while (!isDone && iterations < maxIterations) {
    iterations++;
    random.shuffle(order.subarray(0, active));
    largest.fill(-Infinity);
    smallest.fill(Infinity);
    let kept = 0;
    for (let visit = 0; visit < active; visit++) {
      // Long passes say that they live; the fraction rises between passes.
      if (visit % 16384 === 16383) report(progress);
      const row = order[visit]!;
      const from = offsets[row]!;
      const to = offsets[row + 1]!;
      const base = row * problems;
      const concerned = listLength[row]!;
      decisions(weights, problems, bias, listed, base, concerned, indices, values, from, to, gradients);

      let left = 0;
      let moved = 0;
      const positive = y[row]! - firstPositive;
      for (let k = 0; k < concerned; k++) {
        const p = listed[base + k]!;
        if (status[p] !== RUNNING) continue;
        const isPositive = p === positive;
        const sign = isPositive ? 1 : -1;
        const d = isPositive ? positiveDiagonal[p]! : negativeDiagonal[p]!;
        const bound = isSquared ? Infinity : isPositive ? positiveCost[p]! : negativeCost[p]!;
        const a = alpha[base + p]!;
        const gradient = gradients[k]! * sign - 1 + a * d;
        let projected = gradient;
        if (a === 0) {
          if (gradient > upperBar[p]!) continue;
          if (gradient > 0) projected = 0;
        } else if (a === bound) {
          if (gradient < lowerBar[p]!) continue;
          if (gradient < 0) projected = 0;
        }
        listed[base + left++] = p;
        if (projected > largest[p]!) largest[p] = projected;
        if (projected < smallest[p]!) smallest[p] = projected;
        if (projected > 1e-12 || projected < -1e-12) {
          const next = Math.min(Math.max(a - gradient / (lengths[row]! + d), 0), bound);
          alpha[base + p] = next;
          steps[moved] = (next - a) * sign;
          stepProblems[moved++] = p;
        }
      }
      listLength[row] = left;
      if (left > 0) order[kept++] = row;
      for (let k = 0; k < moved; k++) bias[stepProblems[k]!]! += steps[k]!;
      move(weights, problems, stepProblems, steps, moved, indices, values, from, to);
    }
    active = kept;

    let running = 0;
    let open = 0;
    let violation = 0;
    for (let p = 0; p < problems; p++) {
      if (status[p] === RUNNING) {
        const spread = largest[p]! - smallest[p]!;
        if (spread <= tolerance || spread === -Infinity) status[p] = sawAllRows[p] ? DONE : RESTING;
        else {
          running++;
          violation = Math.max(violation, spread);
        }
        sawAllRows[p] = 0;
        upperBar[p] = largest[p]! <= 0 ? Infinity : largest[p]! / 2;
        lowerBar[p] = smallest[p]! >= 0 ? -Infinity : smallest[p]! / 2;
      }
      if (status[p] !== DONE) open++;
    }
    isDone = open === 0;
    if (!isDone && running === 0) visitAll();
    if (iterations === 1) firstViolation = violation;
    if (violation > tolerance && firstViolation > tolerance) {
      const come = 1 - Math.log(violation / tolerance) / Math.log(firstViolation / tolerance);
      progress = Math.max(progress, Math.min(0.95, come));
    }
    report(progress);
  }

  let dual = 0;
  for (const b of bias) dual += (b * b) / 2;
  for (const weight of weights) dual += (weight * weight) / 2;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let p = 0; p < problems; p++, at++) {
      const d = p === y[row]! - firstPositive ? positiveDiagonal[p]! : negativeDiagonal[p]!;
      dual += (alpha[at]! * d * alpha[at]!) / 2 - alpha[at]!;
    }
  }
  return { weights, bias, converged: status.map((s) => (s === DONE ? 1 : 0)), iterations, dual };
}

/** Squared length of each row with the constant column of the bias. */
function squaredLengths({ rows, offsets, values }: SparseMatrix): Float64Array {
  const lengths = new Float64Array(rows).fill(1);
  for (let i = 0; i < rows; i++) {
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) lengths[i]! += values[at]! * values[at]!;
  }
  return lengths;
}

/**
 * f(x) of the listed problems for one row, into `out`. Four problems at a time keep their sums in registers and read
 * the row once; this loop is where the time goes.
 */
function decisions(
  weights: Float32Array,
  problems: number,
  bias: Float64Array,
  listed: Uint16Array,
  base: number,
  count: number,
  indices: Uint32Array,
  values: Float32Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const p0 = listed[base + k]!;
    const p1 = listed[base + k + 1]!;
    const p2 = listed[base + k + 2]!;
    const p3 = listed[base + k + 3]!;
    let s0 = bias[p0]!;
    let s1 = bias[p1]!;
    let s2 = bias[p2]!;
    let s3 = bias[p3]!;
    for (let at = from; at < to; at++) {
      const value = values[at]!;
      const w = indices[at]! * problems;
      s0 += weights[w + p0]! * value;
      s1 += weights[w + p1]! * value;
      s2 += weights[w + p2]! * value;
      s3 += weights[w + p3]! * value;
    }
    out[k] = s0;
    out[k + 1] = s1;
    out[k + 2] = s2;
    out[k + 3] = s3;
  }
  for (; k < count; k++) {
    const p = listed[base + k]!;
    let sum = bias[p]!;
    for (let at = from; at < to; at++) sum += weights[indices[at]! * problems + p]! * values[at]!;
    out[k] = sum;
  }
}

/** w ← w + step · x for some problems, four at a time as well. */
function move(
  weights: Float32Array,
  problems: number,
  stepProblems: Uint16Array,
  steps: Float64Array,
  count: number,
  indices: Uint32Array,
  values: Float32Array,
  from: number,
  to: number,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const p0 = stepProblems[k]!;
    const p1 = stepProblems[k + 1]!;
    const p2 = stepProblems[k + 2]!;
    const p3 = stepProblems[k + 3]!;
    const s0 = steps[k]!;
    const s1 = steps[k + 1]!;
    const s2 = steps[k + 2]!;
    const s3 = steps[k + 3]!;
    for (let at = from; at < to; at++) {
      const value = values[at]!;
      const w = indices[at]! * problems;
      weights[w + p0]! += s0 * value;
      weights[w + p1]! += s1 * value;
      weights[w + p2]! += s2 * value;
      weights[w + p3]! += s3 * value;
    }
  }
  for (; k < count; k++) {
    const p = stepProblems[k]!;
    const step = steps[k]!;
    for (let at = from; at < to; at++) weights[indices[at]! * problems + p]! += step * values[at]!;
  }
}
