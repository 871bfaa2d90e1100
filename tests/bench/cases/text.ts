import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { classificationScores, confusion } from '../../../workers/algorithms/evaluate/classification';
import { loadWords } from '../../../workers/readers/words';
import { run as runTask } from '../../../workers/tasks/classification/linear-svm';
import { numbersOf, readLabelledTexts } from '../../labelled-texts';
import type { BenchContext } from '../case';

export const id = 'text';
export const title = 'text classification: the whole task on public sets';
export const onRequest = true;

/** Folders of public data, each with a training and a test file of texts and labels. */
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

/** The training file is the labelled part, the test file the texts to be labelled; the first set only with `--quick`. */
export async function run({ quick, sharedData, say, record }: BenchContext): Promise<void> {
  if (sharedData === null) return record('public sets', { missing: '../shared/data' });
  // The bundle lies elsewhere than the product; whatever was loaded first is what the task uses.
  const { source } = await loadWords(pathToFileURL(resolve('node_modules/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm')));
  if (source !== 'jieba') throw new Error('the dictionary was not loaded');
  for (const name of quick ? sets.slice(0, 1) : sets) {
    say(name);
    record(name, await classify(join(sharedData, name)));
  }
}

async function classify(folder: string) {
  const train = readLabelledTexts(fileOf(folder, 'train'));
  const test = readLabelledTexts(fileOf(folder, 'test'));
  const classes = [...new Set(train.labels)].sort();
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const result = await runTask(
    { texts: train.texts, labels: numbersOf(train.labels, classes), classes, unlabelled: test.texts },
    { holdOut: 0.2, cost: 0, folds: 3 },
    { seed: 1, report: () => {}, emit: async () => {} },
  );
  const cpu = process.cpuUsage(used);
  const truth = numbersOf(test.labels, classes);
  const scores = classificationScores(confusion(truth, result.predicted, classes.length));
  const percent = (share: number) => Number((100 * share).toFixed(2));
  return {
    accuracy: percent(scores.accuracy),
    macroF1: percent(scores.macroF1),
    scored: truth.length,
    ownAccuracy: percent(result.accuracy),
    ownInterval: `${percent(result.accuracyLow)}–${percent(result.accuracyHigh)}`,
    meanScore: percent(result.score.reduce((sum, score) => sum + score, 0) / result.score.length),
    cost: result.cost,
    isEmphasised: String(result.isEmphasised),
    features: result.features,
    wall: Number(((performance.now() - begin) / 1000).toFixed(1)),
    cpu: Number(((cpu.user + cpu.system) / 1e6).toFixed(1)),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
