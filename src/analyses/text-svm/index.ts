import type { TextClassifierResult } from '../../../workers/tasks/classification/linear-svm';
import { column, real } from '../../lib/core/params';
import type { Dataset } from '../../lib/data/dataset';
import { defineAnalysis, unmet, type Proposals, type Reason } from '../analysis';
import { confusionsOf, heldOutTexts, MINIMUM_TEXTS, prepare, type HeldOutText, type TrainingSet } from './derive';
import { textSvmHelp } from './help';
import { columnOf, loadFeedback, loadLabelCounts, type TextColumns } from './queries';
import { textSvmTexts } from './texts';

/** Predictions per feedback row without label; arrays of one length. */
export interface Predictions {
  readonly files: Int32Array;
  readonly rows: Int32Array;
  readonly codes: Uint16Array;
  /** Probability of the predicted class. */
  readonly scores: Float32Array;
}

/** An unlabelled text with what the model says. */
export interface PredictedText {
  readonly text: string;
  readonly code: number;
  readonly score: number;
}

type Measured = Omit<
  TextClassifierResult,
  'testIndex' | 'testPredicted' | 'testScore' | 'predicted' | 'score' | 'warnings'
>;

/** The report of the model as the task gives it, and everything said of the texts themselves. */
export interface TextSvmResult extends Measured {
  readonly textColumn: string;
  readonly labelColumn: string;
  readonly classes: readonly string[];
  /** Texts behind the cells of the confusion matrix, at most 50 a cell. */
  readonly heldOutTexts: readonly HeldOutText[];
  readonly predictions: Predictions;
  /** The unlabelled texts the model is least sure of, at most 200. */
  readonly unsure: readonly PredictedText[];
  readonly threshold: number;
  /** Share of the unlabelled rows whose score reaches the threshold; NaN when there are none. */
  readonly coverage: number;
  readonly emptyRows: number;
  readonly duplicateRows: number;
  readonly conflictingTexts: number;
  readonly smallClasses: TrainingSet['smallClasses'];
}

const params = {
  text: column('feedback', 'text'),
  label: column('feedback', 'label'),
  holdOut: real({ default: 0.2, min: 0.05, max: 0.5 }),
  cost: real({ default: 0, min: 0, max: 1000, zeroIsWord: true }),
  threshold: real({ default: 0.5, min: 0, max: 1 }),
};

const FOLDS = 3;
const UNSURE_TEXTS = 200;

function columnsOf(data: Dataset, names: TextColumns): { columns: TextColumns } | { reason: Reason } {
  const text = columnOf(data, names.text);
  const label = columnOf(data, names.label);
  if (text === undefined) return { reason: { code: 'column', details: { column: names.text } } };
  if (label === undefined) return { reason: { code: 'label-column', details: { column: names.label } } };
  return { columns: { text, label } };
}

/**
 * Learns from labelled feedback how people sort it and labels the rest: word and character TF-IDF, one linear SVM per
 * class (dual coordinate descent), probabilities by Platt's method. Measured on texts held out before training; equal
 * texts count once, so that none stands on both sides.
 */
export const textSvm = defineAnalysis({
  id: 'text-svm',
  version: 1,
  group: 'text',
  inputs: ['feedback'],
  isRandom: true,
  params,
  texts: textSvmTexts,
  help: textSvmHelp,

  needs(data: Dataset): readonly Reason[] {
    return data.has('feedback') ? [] : [{ code: 'feedback', details: {} }];
  },

  async check(data: Dataset, params): Promise<readonly Reason[]> {
    const found = columnsOf(data, params);
    if ('reason' in found) return [found.reason];
    const sizes = (await loadLabelCounts(data, found.columns)).map(({ texts }) => texts);
    const [largest = 0, second = 0] = sizes;
    if (largest === 0) return [{ code: 'labels', details: { column: params.label, texts: 2 * MINIMUM_TEXTS } }];
    if (sizes.length < 2) return [{ code: 'second-class', details: { column: params.label, texts: MINIMUM_TEXTS } }];
    if (second >= MINIMUM_TEXTS) return [];
    const missing = Math.max(0, MINIMUM_TEXTS - largest) + MINIMUM_TEXTS - second;
    return [{ code: 'more-labels', details: { texts: MINIMUM_TEXTS, missing } }];
  },

  async run(params, { data, compute, signal, seed, report, warn }): Promise<TextSvmResult> {
    const found = columnsOf(data, params);
    if ('reason' in found) throw unmet('text-svm', found.reason);
    const feedback = await loadFeedback(data, found.columns);
    const set = prepare(feedback);
    if (set.classes.length < 2) {
      throw unmet('text-svm', { code: 'more-labels', details: { texts: MINIMUM_TEXTS, missing: 1 } });
    }
    report(0.05, 'training');
    const { predicted, score, testIndex, testPredicted, testScore, warnings, ...measured } = await compute(
      'classification/linear-svm',
      { texts: set.texts, labels: set.labels, classes: set.classes, unlabelled: set.unlabelled },
      { holdOut: params.holdOut, cost: params.cost, folds: FOLDS },
      { signal, seed, report: (fraction) => report(0.05 + 0.94 * fraction, 'training') },
    );

    for (const { code, details } of warnings) warn(`task-${code}`, details);
    if (!measured.converged) warn('not-converged');
    if (set.emptyRows > 0) warn('empty-texts', { rows: set.emptyRows });
    if (set.duplicateRows > 0) warn('duplicate-texts', { rows: set.duplicateRows });
    if (set.conflictingTexts > 0) warn('conflicting-labels', { texts: set.conflictingTexts });
    if (set.smallClasses.length > 0) {
      warn('small-classes', {
        classes: set.smallClasses.length,
        texts: set.smallClasses.reduce((sum, { texts }) => sum + texts, 0),
        minimum: MINIMUM_TEXTS,
      });
    }
    const scores = Float32Array.from(set.unlabelledText, (text) => score[text] ?? NaN);
    report(1);
    return {
      textColumn: params.text,
      labelColumn: params.label,
      classes: set.classes,
      ...measured,
      heldOutTexts: heldOutTexts(set, { index: testIndex, predicted: testPredicted, score: testScore }),
      predictions: {
        files: Int32Array.from(set.unlabelledRows, (row) => feedback.file[row] ?? 0),
        rows: Int32Array.from(set.unlabelledRows, (row) => feedback.row[row] ?? 0),
        codes: Uint16Array.from(set.unlabelledText, (text) => predicted[text] ?? 0),
        scores,
      },
      unsure: Array.from(set.unlabelled, (text, i) => ({ text, code: predicted[i] ?? 0, score: score[i] ?? NaN }))
        .sort((a, b) => a.score - b.score)
        .slice(0, UNSURE_TEXTS),
      threshold: params.threshold,
      coverage: scores.reduce((n, value) => n + (value >= params.threshold ? 1 : 0), 0) / scores.length,
      emptyRows: set.emptyRows,
      duplicateRows: set.duplicateRows,
      conflictingTexts: set.conflictingTexts,
      smallClasses: set.smallClasses,
    };
  },

  propose({ predictions, classes, threshold }): Proposals {
    return {
      tags: [],
      texts: predictions.codes.length === 0 ? [] : [{ column: 'label', ...predictions, values: classes, threshold }],
    };
  },

  headline({ accuracy, classes, confusion }, t, formats): string {
    const [worst] = confusionsOf(confusion);
    const values = { classes: classes.length, accuracy: formats.percent(accuracy) };
    return worst
      ? t('headline', { ...values, label: classes[worst.label] ?? '', predicted: classes[worst.predicted] ?? '' })
      : t('headline.clean', values);
  },

  cards({ classes, classReports, heldOut, accuracy }, t, formats) {
    return [
      {
        title: t('card.classes', { accuracy: formats.percent(accuracy), heldOut: formats.integer(heldOut) }),
        columns: ['class', 'f1', 'interval', 'precision', 'recall', 'support'].map((key) => t(`column.${key}`)),
        rows: classReports.map((report, i) => [
          classes[i] ?? '',
          formats.decimal(report.f1, 2),
          `${formats.decimal(report.f1Low, 2)}–${formats.decimal(report.f1High, 2)}`,
          formats.percent(report.precision),
          formats.percent(report.recall),
          report.support,
        ]),
      },
    ];
  },

  view: () => import('./View.svelte'),
});
