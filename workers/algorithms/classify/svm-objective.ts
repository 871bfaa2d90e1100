import type { SparseMatrix } from '../sparse';
import type { LinearSvmModel, LinearSvmParams } from './linear-svm';

/**
 * What a linear SVM makes small, per problem: ½(‖w‖² + b²) + Σ C·max(0, 1 − y·(w·x + b))^q on the rows it was
 * trained on. For comparison with a peer: the lower of two is the better solution. One pass over the rows.
 */
export function primalObjectives(
  model: LinearSvmModel,
  x: SparseMatrix,
  y: Int32Array,
  { cost, loss, classWeights }: LinearSvmParams,
): Float64Array {
  const { problems, classes, weights, bias } = model;
  const firstPositive = classes === 2 ? 1 : 0;
  const objectives = bias.map((b) => (b * b) / 2);
  for (let i = 0; i < weights.length; i++) objectives[i % problems]! += (weights[i]! * weights[i]!) / 2;
  for (let i = 0; i < x.rows; i++) {
    for (let p = 0; p < problems; p++) {
      const label = p + firstPositive;
      const isPositive = y[i] === label;
      const rowCost = cost * (isPositive ? (classWeights?.[label] ?? 1) : classes === 2 ? (classWeights?.[0] ?? 1) : 1);
      let margin = bias[p]!;
      for (let at = x.offsets[i]!; at < x.offsets[i + 1]!; at++)
        margin += weights[x.indices[at]! * problems + p]! * x.values[at]!;
      const short = Math.max(0, 1 - (isPositive ? margin : -margin));
      objectives[p]! += rowCost * (loss === 'hinge' ? short : short * short);
    }
  }
  return objectives;
}
