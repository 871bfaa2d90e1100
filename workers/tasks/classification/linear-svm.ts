import { chooseSettings, type Candidate } from '../../algorithms/classify/choose-settings';
import { fitCalibration, type Calibration } from '../../algorithms/classify/platt';
import {
  crossValidate,
  fitTextModel,
  outOfSampleScores,
  predictTexts,
  type Corpus,
  type Predictions,
  type TextModel,
  type TextSettings,
} from '../../algorithms/classify/text-model';
import type { FitContext } from '../../algorithms/estimator';
import { stratifiedHoldOut, stratifiedSample } from '../../algorithms/evaluate/hold-out';
import { createRandom } from '../../algorithms/random';
import { countTerms, type Segment } from '../../algorithms/text/count-terms';
import { tellingTerms, type TellingTerm } from '../../algorithms/text/telling-terms';
import { createTermTable } from '../../algorithms/text/term-table';
import { transformTfidf } from '../../algorithms/text/tfidf';
import { AlgorithmError } from '../../errors';
import type { ImportWarning, Task } from '../../protocol';
import { loadWords, type Words } from '../../readers/words';
import { chooseRows, foldsOf, groupDuplicates } from './text/duplicates';
import { baselineAccuracy, measurePredictions } from './text/measure';
import { estimateWork, planProgress } from './text/work';

export interface TextClassifierInput {
  /** Texts that have a label, and their class numbers 0 … classes − 1. */
  readonly texts: readonly string[];
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  /** Texts to be labelled. */
  readonly unlabelled: readonly string[];
}

export interface TextClassifierParams {
  /** Share of the labelled texts held out for the report, in (0, 0.5]. */
  readonly holdOut: number;
  /**
   * Cost of the linear SVM, as LIBLINEAR's C, or 0: cost and emphasis are chosen by stratified cross-validation on the
   * training rows.
   */
  readonly cost: number;
  readonly folds: number;
}

/** Measured on the held-out texts; NaN where the class has none. */
export interface ClassReport {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Held-out texts of the class. */
  readonly support: number;
  /** 95 % interval of F1 by 1,000 bootstraps over the held-out texts. */
  readonly f1Low: number;
  readonly f1High: number;
  /** Words by what they add to the score of a text of the class, on average; see `tellingTerms`. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
}

export interface TextClassifierResult {
  readonly accuracy: number;
  readonly accuracyLow: number;
  readonly accuracyHigh: number;
  readonly macroF1: number;
  readonly macroF1Low: number;
  readonly macroF1High: number;
  /** classes × classes, rows: human label, columns: model. */
  readonly confusion: readonly (readonly number[])[];
  readonly classReports: readonly ClassReport[];
  /** Texts the measured model learned from. */
  readonly trained: number;
  readonly heldOut: number;
  /** Columns of the final model. */
  readonly features: number;
  readonly cost: number;
  /** Whether terms that tell classes apart were given more weight, chosen with the cost; see `algorithms/text`. */
  readonly isEmphasised: boolean;
  /** Mean accuracy over the folds per cost tried, without emphasis. */
  readonly costCurve: readonly { readonly cost: number; readonly accuracy: number }[];
  /** All settings tried, with and without emphasis; empty when the cost was given. */
  readonly candidates: readonly Candidate[];
  /** Training texts the settings were chosen on: all, or a stratified sample where that would take too long. */
  readonly tunedOn: number;
  /** Held-out rows: index into `texts`, predicted class, probability of the predicted class. */
  readonly testIndex: Int32Array;
  readonly testPredicted: Int32Array;
  readonly testScore: Float32Array;
  /** Per unlabelled text. */
  readonly predicted: Int32Array;
  readonly score: Float32Array;
  readonly converged: boolean;
  /** Accuracy of always saying the commonest class of the training texts, on the held-out texts. */
  readonly baseline: number;
  /** How Chinese was cut into words. */
  readonly segmenter: Words['source'];
  readonly warnings: readonly ImportWarning[];
}

/** Terms shown per class. */
const TERMS = 20;
/** Texts labelled at a time, so that their counts need no memory to speak of. */
const CHUNK = 4096;
/** Settings are chosen on as many rows as one fit of some 0.4 seconds takes (in microseconds) … */
const TUNING_WORK = 4e5;
/** … but on no fewer of each class, as far as it has them. */
const TUNING_ROWS_OF_A_CLASS = 20;

/**
 * Learns from labelled texts how people sort them, measures how well, and labels the rest.
 *
 * 1. A stratified share of the labelled texts is held out; texts that are the same after normalisation stay together,
 *    so that none is on both sides.
 * 2. Cost and emphasis are chosen by cross-validation on the other texts, the training rows; vocabulary and idf of each
 *    fold come from its own rows. Probabilities (Platt) are fitted to scores of training rows out of their fold. Where
 *    one fit takes long, settings are chosen on a stratified sample, which `tunedOn` and a warning say.
 * 3. A model of the training rows is measured on the held-out texts: all figures of the report are its figures.
 * 4. The model that labels `unlabelled` is fitted anew on ALL labelled texts, with the same settings and calibration.
 *    It has seen more than the measured one, so the report is, if anything, cautious.
 *
 * A class with a single text is learned from and reported with support 0.
 * @throws AlgorithmError `too-few-labels` without two classes of three different texts, `length-mismatch`,
 *   `label-out-of-range`, `hold-out-invalid`, `folds-invalid`, `svm-params-invalid`, `no-terms`
 */
export const run: Task<TextClassifierInput, TextClassifierParams, TextClassifierResult> = async (
  { texts, labels, classes: names, unlabelled },
  { holdOut, cost, folds: wantedFolds },
  { seed, report },
) => {
  const classes = names.length;
  requireLabels(texts, labels, classes);
  if (!(holdOut > 0 && holdOut <= 0.5)) throw new AlgorithmError('hold-out-invalid', { holdOut });
  const groups = groupDuplicates(texts, labels);
  const random = createRandom(seed);

  const rows = Int32Array.from(texts.keys());
  const isHeldOut = stratifiedHoldOut(groups.labels, holdOut, random.fork(1));
  const train = rows.filter((row) => isHeldOut[groups.of[row]!] === 0);
  const test = rows.filter((row) => isHeldOut[groups.of[row]!] === 1);
  const labelsOf = (some: Int32Array) => some.map((row) => labels[row]!);

  // At least half of the different texts are for training; each fold needs one.
  const folds = Math.min(wantedFolds, groups.labels.length >> 1);
  const isTuned = cost === 0;
  const work = { labelled: estimateWork(texts, classes), unlabelled: estimateWork(unlabelled, classes) };
  const tuningShare = TUNING_WORK / ((work.labelled.fit * train.length) / rows.length);
  const isLarge = tuningShare < 1;
  const tuning =
    isTuned && isLarge
      ? chooseRows(train, groups, (own) => stratifiedSample(own, tuningShare, TUNING_ROWS_OF_A_CLASS, random.fork(2)))
      : train;
  const progress = planProgress(
    {
      ...work,
      trained: train.length / rows.length,
      tuned: isTuned ? tuning.length / rows.length : 0,
      calibrations: isLarge ? 1 : isTuned ? 0 : folds,
      folds,
      heldOut: test.length,
    },
    report,
  );

  const words = await loadWords();
  const table = createTermTable();
  const counts = countTerms(texts, table, words.segment, { grow: true, report: progress('segment') });
  const corpus: Corpus = { counts, table, labels, classes };

  const choice = isTuned
    ? chooseSettings(corpus, tuning, foldsOf(tuning, groups, folds, random.fork(3)), folds, {
        random: random.fork(4),
        report: progress('tune'),
      })
    : null;
  const settings = choice?.best ?? { cost, isEmphasised: false };
  const isCalibrated = choice !== null && tuning.length === train.length;
  const outOfSample = isCalibrated
    ? { rows: train, scores: choice.scores }
    : scoreOutOfSample(corpus, train, foldsOf(train, groups, folds, random.fork(5)), isLarge ? 1 : folds, settings, {
        random: random.fork(6),
        report: progress('calibrate'),
      });
  const calibration = fitCalibration(outOfSample.scores, classes, labelsOf(outOfSample.rows));

  const measured = fitTextModel(corpus, train, settings, { random: random.fork(7), report: progress('fit') });
  const tested = predictTexts(measured, counts, test, calibration);
  const { byClass, ...figures } = measurePredictions(
    labelsOf(test),
    tested.predicted,
    classes,
    random.fork(8),
    progress('measure'),
  );

  const final = fitTextModel(corpus, rows, settings, { random: random.fork(9), report: progress('refit') });
  const labelled = labelTexts(final, corpus, unlabelled, calibration, words.segment, progress('predict'));
  report(1);
  return {
    ...figures,
    classReports: byClass.map((figuresOfClass, label) => ({ ...figuresOfClass, terms: termsOf(final, corpus, label) })),
    trained: train.length,
    heldOut: test.length,
    features: final.tfidf.columns,
    cost: settings.cost,
    isEmphasised: settings.isEmphasised,
    costCurve: (choice?.tried ?? [])
      .filter(({ isEmphasised }) => !isEmphasised)
      .map(({ cost, accuracy }) => ({ cost, accuracy }))
      .sort((a, b) => a.cost - b.cost),
    candidates: choice?.tried ?? [],
    tunedOn: isTuned ? tuning.length : 0,
    testIndex: test,
    testPredicted: tested.predicted,
    testScore: tested.score,
    ...labelled,
    converged: measured.svm.converged && final.svm.converged,
    baseline: baselineAccuracy(labelsOf(train), labelsOf(test), classes),
    segmenter: words.source,
    warnings: [
      ...words.warnings,
      ...(tuning.length < train.length
        ? [{ code: 'tuned-on-sample', details: { rows: tuning.length, of: train.length } }]
        : []),
    ],
  };
};

function requireLabels(texts: readonly string[], labels: Int32Array, classes: number): void {
  if (texts.length !== labels.length) {
    throw new AlgorithmError('length-mismatch', { first: texts.length, second: labels.length });
  }
  for (const label of labels) {
    if (label < 0 || label >= classes) throw new AlgorithmError('label-out-of-range', { label, classes });
  }
}

/**
 * Scores of training rows by models that did not see them. Where texts are many, one fold of them is plenty; a model of
 * the sample that settings were chosen on will not do, since the more a model has learned from, the larger its scores.
 */
function scoreOutOfSample(
  corpus: Corpus,
  train: Int32Array,
  foldOf: Int32Array,
  scoredFolds: number,
  settings: TextSettings,
  context: FitContext,
): { readonly rows: Int32Array; readonly scores: Float64Array } {
  if (scoredFolds > 1)
    return { rows: train, scores: crossValidate(corpus, train, foldOf, scoredFolds, settings, context) };
  const inside = train.filter((_, i) => foldOf[i] !== 0);
  const rows = train.filter((_, i) => foldOf[i] === 0);
  return { rows, scores: outOfSampleScores(corpus, inside, rows, settings, context) };
}

function labelTexts(
  model: TextModel,
  { table }: Corpus,
  texts: readonly string[],
  calibration: Calibration,
  segment: Segment,
  report: (fraction: number) => void,
): Predictions {
  const predicted = new Int32Array(texts.length);
  const score = new Float32Array(texts.length);
  for (let from = 0; from < texts.length; from += CHUNK) {
    const counts = countTerms(texts.slice(from, from + CHUNK), table, segment, { grow: false });
    const own = predictTexts(model, counts, null, calibration);
    predicted.set(own.predicted, from);
    score.set(own.score, from);
    report(Math.min(1, (from + CHUNK) / texts.length));
  }
  return { predicted, score };
}

function termsOf({ svm, tfidf }: TextModel, { counts, table, labels }: Corpus, label: number): readonly TellingTerm[] {
  const { problems, weights } = svm;
  // Two classes share one problem: what speaks against class 1 speaks for class 0.
  const weightOf =
    problems === 1
      ? (column: number) => weights[column]! * (label === 1 ? 1 : -1)
      : (column: number) => weights[column * problems + label]!;
  const own = Int32Array.from(labels.keys()).filter((row) => labels[row] === label);
  return tellingTerms(tfidf, table, transformTfidf(tfidf, counts, own), weightOf, TERMS);
}
