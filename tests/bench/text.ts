import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { linearSvm } from '../../workers/algorithms/classify/linear-svm';
import { primalObjectives } from '../../workers/algorithms/classify/svm-objective';
import { classificationScores, confusion } from '../../workers/algorithms/evaluate/classification';
import { createRandom } from '../../workers/algorithms/random';
import { countTerms } from '../../workers/algorithms/text/count-terms';
import { createTermTable } from '../../workers/algorithms/text/term-table';
import { fitTfidf, transformTfidf } from '../../workers/algorithms/text/tfidf';
import { loadWords } from '../../workers/readers/words';
import { run } from '../../workers/tasks/classification/linear-svm';
import { numbersOf, readLabelledTexts } from '../labelled-texts';
import { measure } from './measure';

/** Folders below the one given, each with a training and a test file of texts and labels. */
const sets = [
  'zh-classify-thucnews-titles',
  'zh-sentiment-hotel',
  'zh-sentiment-waimai',
  'zh-spam-sms',
  'en-intent-clinc150',
  'en-spam-sms',
];

function fileOf(folder: string, name: string): string {
  const plain = join(folder, `${name}.csv`);
  return existsSync(plain) ? plain : `${plain}.gz`;
}

/**
 * Text classification: the parts on the first set, then the whole task on every set, the training file labelled and
 * the test file as the texts to be labelled.
 * @param folder of the sets
 * @param only a part of the name of the sets wanted; all if not given
 */
export async function bench(folder: string, only = ''): Promise<void> {
  // The bundle lies elsewhere than the product; whatever was loaded first is what the task uses.
  const wasm = resolve('node_modules/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm');
  const { segment, source } = await loadWords(pathToFileURL(wasm));
  if (source !== 'jieba') throw new Error('the dictionary was not loaded');

  const wanted = sets.filter((name) => name.includes(only));
  const [first] = wanted;
  if (first !== undefined) parts(join(folder, first), first, segment);
  for (const name of wanted) await task(join(folder, name), name);
}

function parts(folder: string, name: string, segment: (text: string) => readonly string[]): void {
  const { texts, labels } = readLabelledTexts(fileOf(folder, 'train'));
  const classes = [...new Set(labels)].sort();
  const y = numbersOf(labels, classes);
  const table = createTermTable();
  measure(
    `${name}: words of ${texts.length} texts`,
    2,
    () => texts.reduce((n, text) => n + segment(text).length, 0),
    (words) => ({ words }),
  );
  const count = () => countTerms(texts, table, segment, { grow: true });
  measure(`${name}: counting, words included`, 2, count, ({ terms }) => ({ entries: terms.length }));
  const counts = count();
  const tfidfOf = () => {
    const model = fitTfidf(counts, null, table, { minDocuments: 2, maxShare: 1, maxColumns: 2e6 });
    return transformTfidf(model, counts, null);
  };
  measure(`${name}: TF-IDF`, 2, tfidfOf, ({ columns, values }) => ({ columns, entries: values.length }));
  const x = tfidfOf();
  const params = { cost: 1, loss: 'squared-hinge', tolerance: 0.1, maxIterations: 1000 } as const;
  measure(
    `${name}: SVM of ${classes.length} classes, C = 1`,
    3,
    () => linearSvm.fit(x, y, params, { random: createRandom(1), report: () => {} }),
    (model) => {
      const primal = primalObjectives(model, x, y, params);
      const mean = primal.reduce((sum, value) => sum + value, 0) / primal.length;
      return { iterations: model.iterations, primal: Number(mean.toFixed(3)) };
    },
  );
}

async function task(folder: string, name: string): Promise<void> {
  const train = readLabelledTexts(fileOf(folder, 'train'));
  const test = readLabelledTexts(fileOf(folder, 'test'));
  const classes = [...new Set(train.labels)].sort();
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const result = await run(
    { texts: train.texts, labels: numbersOf(train.labels, classes), classes, unlabelled: test.texts },
    { holdOut: 0.2, cost: 0, folds: 3 },
    { seed: 1, report: () => {}, emit: async () => {} },
  );
  const cpu = process.cpuUsage(used);
  const truth = numbersOf(test.labels, classes);
  const scores = classificationScores(confusion(truth, result.predicted, classes.length));
  const percent = (share: number) => Number((100 * share).toFixed(2));
  console.log(
    JSON.stringify({
      case: name,
      accuracy: percent(scores.accuracy),
      macroF1: percent(scores.macroF1),
      scored: truth.length,
      ownAccuracy: percent(result.accuracy),
      ownInterval: [percent(result.accuracyLow), percent(result.accuracyHigh)],
      meanScore: percent(result.score.reduce((sum, score) => sum + score, 0) / result.score.length),
      cost: result.cost,
      isEmphasised: result.isEmphasised,
      features: result.features,
      wall: Number(((performance.now() - begin) / 1000).toFixed(1)),
      cpu: Number(((cpu.user + cpu.system) / 1e6).toFixed(1)),
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
