import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTerms } from '../../../workers/algorithms/text/count-terms';
import { createTermTable } from '../../../workers/algorithms/text/term-table';
import { fitTfidf, transformTfidf } from '../../../workers/algorithms/text/tfidf';
import type { BenchContext } from '../case';
import { pythonPeer } from '../python';
import { titles } from '../texts';

export const id = 'tfidf';
export const title = 'TF-IDF on windows of characters';

/**
 * On the Chinese characters of the titles alone: there our windows are those of the peer to the last one, so that the
 * two matrices must be the same. With Latin words ours takes a word for one unit, the peer each letter.
 */
export async function run({ quick, folder, sharedData, compare }: BenchContext): Promise<void> {
  const { texts, source } = titles(sharedData, quick);
  const chinese = texts.map((text) => text.normalize('NFKC').replaceAll(/\P{Script=Han}/gu, ''));
  const file = join(folder, 'titles.txt');
  writeFileSync(file, chinese.join('\n'));
  for (const longestWindow of [2, 3]) {
    await compare({
      workload: `characters 1–${longestWindow} of ${chinese.length} ${source} (Chinese characters only)`,
      ours: {
        name: 'countTerms, fitTfidf, transformTfidf',
        work() {
          const table = createTermTable();
          const counts = countTerms(chinese, table, () => [], { grow: true, longestWindow });
          const model = fitTfidf(counts, null, table, { minDocuments: 1, maxShare: 1, maxColumns: Infinity });
          return transformTfidf(model, counts, null);
        },
        quality: ({ columns, values }) => ({
          columns,
          entries: values.length,
          sum: values.reduce((sum, value) => sum + value, 0),
        }),
      },
      peers: [
        pythonPeer('scikit-learn TfidfVectorizer', 'tfidf_sklearn.py', [file, 1, longestWindow], 'python3-sklearn'),
      ],
      judge: (ours, peer) =>
        ours.columns === peer.columns &&
        ours.entries === peer.entries &&
        Math.abs(Number(ours.sum) / Number(peer.sum) - 1) < 1e-5
          ? null
          : 'the matrices differ',
    });
  }
}
