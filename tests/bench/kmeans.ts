import { readFileSync } from 'node:fs';
import { assign } from '../../workers/algorithms/cluster/assign';
import { fitKMeans } from '../../workers/algorithms/cluster/kmeans';
import { lloyd } from '../../workers/algorithms/cluster/lloyd';
import { silhouettes } from '../../workers/algorithms/cluster/silhouette';
import { matrix, type Matrix } from '../../workers/algorithms/matrix';
import { createRandom } from '../../workers/algorithms/random';
import { measure } from './measure';

const COLUMNS = 16;

/** Overlapping Gaussian clouds around twelve centres, of unequal size and spread. */
function clouds(rows: number): Matrix {
  const random = createRandom(42);
  const centres = Array.from({ length: 12 * COLUMNS }, () => 6 * random.next() - 3);
  const spreads = Array.from({ length: 12 }, () => 0.6 + random.next());
  const x = matrix(rows, COLUMNS);
  for (let i = 0; i < rows; i++) {
    const cloud = Math.floor(12 * random.next() ** 1.5);
    for (let q = 0; q < COLUMNS; q++) {
      x.data[i * COLUMNS + q] = Math.fround(
        (centres[cloud * COLUMNS + q] ?? 0) + (spreads[cloud] ?? 1) * random.normal(),
      );
    }
  }
  return x;
}

/**
 * k-means on 1,000,000 × 16: twenty Lloyd steps for k = 8 from the first eight rows, then the complete fit with ten
 * restarts, then the silhouettes of 10,000 rows.
 * @param file raw row-major float32, to measure a peer on the same rows; clouds of our own without it
 */
export function bench(file?: string): void {
  const bytes = file === undefined ? null : readFileSync(file);
  const x = bytes
    ? matrix(
        bytes.length / 4 / COLUMNS,
        COLUMNS,
        Float64Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)),
      )
    : clouds(1_000_000);
  const quiet = () => ({ random: createRandom(1), report: () => {} });
  measure(
    `20 Lloyd steps, ${x.rows} × ${COLUMNS}, k = 8`,
    5,
    () => lloyd(x, x.data.slice(0, 8 * COLUMNS), 8, { maxIterations: 20, tolerance: 0 }),
    ({ centres, iterations }) => ({ inertia: assign(x, centres, 8).inertia, iterations }),
  );
  measure(
    `fit with 10 restarts, ${x.rows} × ${COLUMNS}, k = 8`,
    2,
    () => fitKMeans(x, { clusters: 8, restarts: 10, maxIterations: 300, tolerance: 1e-4 }, quiet()),
    ({ model }) => ({ inertia: model.inertia, iterations: model.iterations }),
  );
  const head = matrix(10_000, COLUMNS, x.data.slice(0, 10_000 * COLUMNS));
  const params = { restarts: 3, maxIterations: 100, tolerance: 1e-4 };
  const labellings = [2, 3, 4, 5, 6, 7, 8].map((clusters) => ({
    labels: fitKMeans(head, { ...params, clusters }, quiet()).labels,
    clusters,
  }));
  for (const some of [labellings.slice(-1), labellings]) {
    measure(
      `silhouette, ${head.rows} × ${COLUMNS}, ${some.length} groupings at once`,
      3,
      () => silhouettes(head, some, quiet()),
      (results) => ({ silhouette: results.at(-1)?.mean ?? NaN }),
    );
  }
}
