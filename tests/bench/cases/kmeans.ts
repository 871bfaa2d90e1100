import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assign } from '../../../workers/algorithms/cluster/assign';
import { lloyd } from '../../../workers/algorithms/cluster/lloyd';
import type { BenchContext } from '../case';
import { CLOUD_COLUMNS, clouds } from '../clouds';
import { pythonPeer } from '../python';

export const id = 'kmeans';
export const title = 'k-means: Lloyd steps from given centres';

const CLUSTERS = 8;
const STEPS = 20;

export async function run({ quick, folder, compare }: BenchContext): Promise<void> {
  const x = clouds(quick ? 100_000 : 1_000_000);
  const file = join(folder, 'clouds.f32');
  writeFileSync(file, Float32Array.from(x.data));
  await compare({
    workload: `${STEPS} Lloyd steps, ${x.rows} × ${CLOUD_COLUMNS}, k = ${CLUSTERS}, from the first rows`,
    ours: {
      name: 'lloyd, one thread',
      work: () => lloyd(x, x.data.slice(0, CLUSTERS * CLOUD_COLUMNS), CLUSTERS, { maxIterations: STEPS, tolerance: 0 }),
      quality: ({ centres, iterations }) => ({ inertia: assign(x, centres, CLUSTERS).inertia, steps: iterations }),
    },
    peers: [
      pythonPeer(
        'scikit-learn KMeans',
        'kmeans_sklearn.py',
        [file, CLOUD_COLUMNS, CLUSTERS, STEPS],
        'python3-sklearn python3-threadpoolctl',
        [1, 2],
      ),
    ],
    judge: (ours, peer) =>
      Number(ours.inertia) <= Number(peer.inertia) * (1 + 1e-5) ? null : 'inertia is worse by more than 1e-5',
  });
}
