import { fitKMeans } from '../../../workers/algorithms/cluster/kmeans';
import { silhouettes } from '../../../workers/algorithms/cluster/silhouette';
import { matrix } from '../../../workers/algorithms/matrix';
import { createRandom } from '../../../workers/algorithms/random';
import type { BenchContext } from '../case';
import { CLOUD_COLUMNS, clouds } from '../clouds';
import { measure } from '../measure';

export const id = 'kmeans-fit';
export const title = 'k-means: the whole fit with restarts, and silhouettes';
export const onRequest = true;

const quiet = () => ({ random: createRandom(1), report: () => {} });

export async function run(context: BenchContext): Promise<void> {
  const x = clouds(context.quick ? 100_000 : 1_000_000);
  measure(
    context,
    `fit with 10 restarts, ${x.rows} × ${CLOUD_COLUMNS}, k = 8`,
    2,
    () => fitKMeans(x, { clusters: 8, restarts: 10, maxIterations: 300, tolerance: 1e-4 }, quiet()),
    ({ model }) => ({ inertia: model.inertia, iterations: model.iterations }),
  );
  const head = matrix(10_000, CLOUD_COLUMNS, x.data.slice(0, 10_000 * CLOUD_COLUMNS));
  const params = { restarts: 3, maxIterations: 100, tolerance: 1e-4 };
  const labellings = [2, 3, 4, 5, 6, 7, 8].map((clusters) => ({
    labels: fitKMeans(head, { ...params, clusters }, quiet()).labels,
    clusters,
  }));
  for (const some of [labellings.slice(-1), labellings]) {
    measure(
      context,
      `silhouette, ${head.rows} × ${CLOUD_COLUMNS}, ${some.length} groupings at once`,
      3,
      () => silhouettes(head, some, quiet()),
      (results) => ({ silhouette: results.at(-1)?.mean ?? NaN }),
    );
  }
}
