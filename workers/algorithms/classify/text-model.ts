import type { FitContext } from '../estimator';
import type { SparseMatrix } from '../sparse';
import type { TermCounts } from '../text/count-terms';
import type { TermTable } from '../text/term-table';
import { emphasise } from '../text/emphasise';
import { fitTfidf, transformTfidf, type Tfidf } from '../text/tfidf';
import { highest, linearSvm, NEVER, type LinearSvmModel } from './linear-svm';
import { classProbabilities, type Calibration } from './platt';

/** Labelled texts as counted terms. */
export interface Corpus {
  readonly counts: TermCounts;
  readonly table: TermTable;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** What cross-validation chooses. */
export interface TextSettings {
  readonly cost: number;
  /** Whether terms that tell classes apart weigh more; see `emphasise`. */
  readonly isEmphasised: boolean;
}

export interface TextModel {
  readonly tfidf: Tfidf;
  readonly svm: LinearSvmModel;
}

/** A model may have so many weights; beyond it the rarest terms are left out. */
const MAX_WEIGHTS = 64e6;
const MAX_COLUMNS = 2e6;
/** From so many texts on, a term must stand in two of them: four in five terms stand in one only and teach nothing. */
const ENOUGH_FOR_PAIRS = 1000;

/** Learns vocabulary, idf and weights from the given rows of a corpus and from no other. */
export function fitTextModel(
  { counts, table, labels, classes }: Corpus,
  rows: ArrayLike<number>,
  settings: TextSettings,
  context: FitContext,
): TextModel {
  const y = Int32Array.from({ length: rows.length }, (_, i) => labels[rows[i]!]!);
  let tfidf = fitTfidf(counts, rows, table, {
    minDocuments: rows.length < ENOUGH_FOR_PAIRS ? 1 : 2,
    maxShare: 1,
    maxColumns: Math.min(MAX_COLUMNS, Math.floor(MAX_WEIGHTS / classes)),
  });
  let x = transformTfidf(tfidf, counts, rows);
  if (settings.isEmphasised) {
    tfidf = emphasise(tfidf, x, y, classes);
    x = transformTfidf(tfidf, counts, rows);
  }
  const params = { cost: settings.cost, classes, loss: 'squared-hinge', tolerance: 0.1, maxIterations: 1000 } as const;
  return { tfidf, svm: linearSvm.fit(x, y, params, context) };
}

/** Signed distances, rows × classes. A class the model never saw has −1, as a classifier without positive rows says. */
function scoresOf({ svm }: TextModel, x: SparseMatrix): Float64Array {
  const scores = linearSvm.scores!(svm, x);
  for (let i = 0; i < scores.length; i++) if (scores[i] === NEVER) scores[i] = -1;
  return scores;
}

export interface Predictions {
  readonly predicted: Int32Array;
  /** Probability of the predicted class. */
  readonly score: Float32Array;
}

/**
 * Class of each text of the given rows (all when null) and the probability that it is right. A text without a known
 * term gets the commonest class of the training rows with its share there: the bias alone would sound sure.
 */
export function predictTexts(
  model: TextModel,
  counts: TermCounts,
  rows: ArrayLike<number> | null,
  calibration: Calibration,
): Predictions {
  const { classes, support } = model.svm;
  const x = transformTfidf(model.tfidf, counts, rows);
  const scores = scoresOf(model, x);
  const predicted = highest(scores, classes);
  const probabilities = classProbabilities(scores, calibration);
  const score = Float32Array.from(predicted, (label, row) => probabilities[row * classes + label]!);
  const commonest = support.indexOf(Math.max(...support));
  const share = support[commonest]! / support.reduce((sum, texts) => sum + texts, 0);
  for (let row = 0; row < x.rows; row++) {
    if (x.offsets[row] !== x.offsets[row + 1]) continue;
    predicted[row] = commonest;
    score[row] = share;
  }
  return { predicted, score };
}

/** Scores of rows, rows × classes, by a model that learned from others. */
export function outOfSampleScores(
  corpus: Corpus,
  learned: Int32Array,
  scored: Int32Array,
  settings: TextSettings,
  context: FitContext,
): Float64Array {
  const model = fitTextModel(corpus, learned, settings, context);
  return scoresOf(model, transformTfidf(model.tfidf, corpus.counts, scored));
}

/**
 * Scores of each of the given rows by a model that saw none of its fold, rows × classes in the order of `rows`.
 * @param foldOf fold of each of `rows`, 0 … folds − 1
 */
export function crossValidate(
  corpus: Corpus,
  rows: Int32Array,
  foldOf: Int32Array,
  folds: number,
  settings: TextSettings,
  { random, report }: FitContext,
): Float64Array {
  const { classes } = corpus;
  const scores = new Float64Array(rows.length * classes);
  for (let fold = 0; fold < folds; fold++) {
    const inside = rows.filter((_, i) => foldOf[i] !== fold);
    const outside = rows.filter((_, i) => foldOf[i] === fold);
    const own = outOfSampleScores(corpus, inside, outside, settings, {
      random: random.fork(fold),
      report: (fraction) => report((fold + fraction) / folds),
    });
    for (let i = 0, at = 0; i < rows.length; i++) {
      if (foldOf[i] !== fold) continue;
      scores.set(own.subarray(at, at + classes), i * classes);
      at += classes;
    }
  }
  return scores;
}
