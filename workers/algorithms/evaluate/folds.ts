import { AlgorithmError } from '../../errors';
import type { Random } from '../random';

/**
 * Parts the rows into `folds` groups of nearly equal size and nearly equal share of every class, at random: the fold of
 * each row, 0 … folds − 1. A class with fewer rows than folds is absent from some.
 * @param labels class numbers ≥ 0
 * @throws AlgorithmError `folds-invalid` unless 2 ≤ folds ≤ rows
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, random: Random): Int32Array {
  const rows = labels.length;
  if (!Number.isInteger(folds) || folds < 2 || folds > rows) throw new AlgorithmError('folds-invalid', { folds, rows });
  const foldOf = new Int32Array(rows);
  const order = random.shuffle(Uint32Array.from({ length: rows }, (_, i) => i));
  // Each class goes on with the fold after the one where the last left off, so that small classes do not all end in 0.
  const byClass = Array.from(order).sort((a, b) => labels[a]! - labels[b]!);
  byClass.forEach((row, position) => (foldOf[row] = position % folds));
  return foldOf;
}
