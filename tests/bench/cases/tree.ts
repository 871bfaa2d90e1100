import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaUnderRoc } from '../../../workers/algorithms/evaluate/ranking';
import { matrix } from '../../../workers/algorithms/matrix';
import { createRandom } from '../../../workers/algorithms/random';
import { decisionTree } from '../../../workers/algorithms/tree/decision-tree';
import type { BenchContext } from '../case';
import { pythonPeer } from '../python';

export const id = 'tree';
export const title = 'decision tree on numeric columns';

const COLUMNS = 20;
const DEPTH = 8;

/** Rows and labels: a curved signal in four of twenty columns, an interaction, and noise; values float32 can hold. */
function table(rows: number): { data: Float64Array; y: Int32Array } {
  const random = createRandom(7);
  const data = new Float64Array(rows * COLUMNS);
  const y = Int32Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    row.forEach((_value, j) => (row[j] = Math.fround(random.normal())));
    const [a = 0, b = 0, c = 0, d = 0] = row;
    const signal = 1.2 * Math.sin(2 * a) + 0.8 * Number(b > 0.5) * c - 0.5 * d * d;
    return Number(random.next() < 1 / (1 + Math.exp(-signal)));
  });
  return { data, y };
}

/** Learns on four fifths of the rows; the quality is the AUC on the rest. */
export async function run({ quick, folder, compare }: BenchContext): Promise<void> {
  const rows = quick ? 200_000 : 500_000;
  const trained = 0.8 * rows;
  const { data, y } = table(rows);
  const train = matrix(trained, COLUMNS, data.slice(0, trained * COLUMNS));
  const test = matrix(rows - trained, COLUMNS, data.slice(trained * COLUMNS));
  const [labels, truth] = [y.slice(0, trained), y.slice(trained)];
  const [xFile, yFile] = [join(folder, 'x.f32'), join(folder, 'y.u8')];
  writeFileSync(xFile, Float32Array.from(data));
  writeFileSync(yFile, Uint8Array.from(y));
  const params = { maxDepth: DEPTH, minLeaf: 1, smoothing: { kind: 'none' } } as const;
  await compare({
    workload: `decision tree of depth ${DEPTH}, ${trained} × ${COLUMNS}`,
    ours: {
      name: 'decisionTree, binned',
      work: () => decisionTree.fit(train, labels, params, { random: createRandom(1), report: () => {} }),
      quality: (model) => {
        const scores = decisionTree.scores?.(model, test) ?? new Float64Array();
        return {
          auc: areaUnderRoc(
            truth,
            Array.from(scores).filter((_, i) => i % 2 === 1),
          ),
        };
      },
    },
    peers: [
      pythonPeer('scikit-learn tree', 'tree_sklearn.py', [xFile, yFile, COLUMNS, trained, DEPTH], 'python3-sklearn'),
    ],
    judge: (ours, peer) => (Number(ours.auc) >= Number(peer.auc) - 0.001 ? null : 'AUC is worse by more than .001'),
  });
}
