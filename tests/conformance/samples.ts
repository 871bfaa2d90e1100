import { matrix, type Matrix } from '../../workers/algorithms/matrix';
import type { Random } from '../../workers/algorithms/random';
import type { SparseMatrix } from '../../workers/algorithms/sparse';
import type { Example } from './estimators';
import { fromEntries } from './row-operations';

/** Three overlapping clouds in four columns, the fourth of which is noise. */
export function clouds(random: Random, rows: number): Example<Matrix> {
  const x = matrix(rows, 4);
  const y = Int32Array.from({ length: rows }, (_, i) => i % 3);
  y.forEach((label, i) => {
    const centre = [3 * label, label * label, -label, 0];
    x.data.set(
      centre.map((value) => value + random.normal()),
      i * 4,
    );
  });
  return { x, y };
}

/** Short texts as unit vectors of word weights: ten words for each of three classes and ten that all share. */
export function texts(random: Random, rows: number): Example<SparseMatrix> {
  const y = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const entries = Array.from(y, (label) => {
    const words = new Set(Array.from({ length: 8 }, () => (random.next() < 0.5 ? 30 : 10 * label) + random.below(10)));
    return Array.from(words)
      .sort((a, b) => a - b)
      .map((word) => [word, 1 / Math.sqrt(words.size)] as const);
  });
  return { x: fromEntries(40, entries), y };
}
