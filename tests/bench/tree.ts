import { readFileSync } from 'node:fs';
import { areaUnderRoc } from '../../workers/algorithms/evaluate/ranking';
import { matrix } from '../../workers/algorithms/matrix';
import { createRandom } from '../../workers/algorithms/random';
import { decisionTree } from '../../workers/algorithms/tree/decision-tree';
import { measure } from './measure';

const COLUMNS = 20;

/** Rows and labels: a curved signal in four of twenty columns, an interaction, and noise. */
function table(rows: number): { data: Float64Array; y: Int32Array } {
  const random = createRandom(7);
  const data = new Float64Array(rows * COLUMNS);
  const y = Int32Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    row.forEach((_value, j) => (row[j] = random.normal()));
    const [a = 0, b = 0, c = 0, d = 0] = row;
    const signal = 1.2 * Math.sin(2 * a) + 0.8 * Number(b > 0.5) * c - 0.5 * d * d;
    return Number(random.next() < 1 / (1 + Math.exp(-signal)));
  });
  return { data, y };
}

/**
 * A decision tree of depth 8 on 400,000 × 20, and its AUC on the 100,000 rows after them.
 * @param xFile raw row-major float32 of 500,000 × 20, with `yFile` a byte per label, to measure a peer on the same rows
 */
export function bench(xFile?: string, yFile?: string): void {
  const bytes = xFile === undefined ? null : readFileSync(xFile);
  const { data, y } =
    bytes && yFile !== undefined
      ? {
          data: Float64Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)),
          y: Int32Array.from(readFileSync(yFile)),
        }
      : table(500_000);
  const train = matrix(400_000, COLUMNS, data.slice(0, 400_000 * COLUMNS));
  const test = matrix(100_000, COLUMNS, data.slice(400_000 * COLUMNS));
  measure(
    `decision tree of depth 8, ${train.rows} × ${COLUMNS}`,
    3,
    () =>
      decisionTree.fit(
        train,
        y.slice(0, train.rows),
        { maxDepth: 8, minLeaf: 1, smoothing: { kind: 'none' } },
        { random: createRandom(1), report: () => {} },
      ),
    (model) => ({
      auc: areaUnderRoc(
        y.slice(train.rows),
        Array.from(decisionTree.scores?.(model, test) ?? []).filter((_, i) => i % 2 === 1),
      ),
    }),
  );
}
