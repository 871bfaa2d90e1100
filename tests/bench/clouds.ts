import { matrix, type Matrix } from '../../workers/algorithms/matrix';
import { createRandom } from '../../workers/algorithms/random';

export const CLOUD_COLUMNS = 16;

/** Overlapping Gaussian clouds around twelve centres, of unequal size and spread; values that float32 can hold. */
export function clouds(rows: number): Matrix {
  const random = createRandom(42);
  const centres = Array.from({ length: 12 * CLOUD_COLUMNS }, () => 3 * random.next() - 1.5);
  const spreads = Array.from({ length: 12 }, () => 0.6 + random.next());
  const x = matrix(rows, CLOUD_COLUMNS);
  for (let i = 0; i < rows; i++) {
    const cloud = Math.floor(12 * random.next() ** 1.5);
    for (let q = 0; q < CLOUD_COLUMNS; q++) {
      x.data[i * CLOUD_COLUMNS + q] = Math.fround(
        (centres[cloud * CLOUD_COLUMNS + q] ?? 0) + (spreads[cloud] ?? 1) * random.normal(),
      );
    }
  }
  return x;
}
