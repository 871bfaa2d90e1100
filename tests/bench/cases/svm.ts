import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linearSvm } from '../../../workers/algorithms/classify/linear-svm';
import { primalObjectives } from '../../../workers/algorithms/classify/svm-objective';
import { createRandom } from '../../../workers/algorithms/random';
import { countTerms } from '../../../workers/algorithms/text/count-terms';
import { createTermTable } from '../../../workers/algorithms/text/term-table';
import { fitTfidf, transformTfidf } from '../../../workers/algorithms/text/tfidf';
import { numbersOf } from '../../labelled-texts';
import type { BenchContext } from '../case';
import { pythonPeer } from '../python';
import { titles } from '../texts';

export const id = 'svm';
export const title = 'linear SVM on texts, one class against the rest';

const params = { cost: 1, loss: 'squared-hinge', tolerance: 0.1, maxIterations: 1000 } as const;

/** All on one matrix, which is ours: TF-IDF of windows of one and two characters, and of Latin words and pieces. */
export async function run({ quick, folder, sharedData, compare }: BenchContext): Promise<void> {
  const { texts, labels, source } = titles(sharedData, quick);
  const classes = [...new Set(labels)].sort();
  const y = numbersOf(labels, classes);
  const table = createTermTable();
  const counts = countTerms(texts, table, () => [], { grow: true, longestWindow: 2 });
  const x = transformTfidf(
    fitTfidf(counts, null, table, { minDocuments: 1, maxShare: 1, maxColumns: Infinity }),
    counts,
    null,
  );
  writeFileSync(join(folder, 'values.f32'), x.values);
  writeFileSync(join(folder, 'indices.u32'), x.indices);
  writeFileSync(join(folder, 'offsets.u32'), x.offsets);
  writeFileSync(join(folder, 'y.u8'), Uint8Array.from(y));
  const args = [folder, params.cost, params.tolerance];
  await compare({
    workload:
      `${classes.length} classes, ${x.rows} ${source} × ${x.columns} columns, ${x.values.length} entries, ` +
      `C = ${params.cost}`,
    ours: {
      name: 'linearSvm',
      work: () => linearSvm.fit(x, y, params, { random: createRandom(1), report: () => {} }),
      quality: (model) => ({
        primal: primalObjectives(model, x, y, params).reduce((sum, value) => sum + value, 0) / classes.length,
      }),
    },
    peers: [
      pythonPeer('scikit-learn LinearSVC', 'svm_sklearn.py', args, 'python3-sklearn'),
      pythonPeer('LIBLINEAR', 'svm_liblinear.py', args, 'python3-liblinear python3-scipy'),
    ],
    judge: (ours, peer) =>
      Number(ours.primal) <= Number(peer.primal) * (1 + 1e-4) ? null : 'the primal is worse by more than 1e-4',
  });
}
