import { AlgorithmError } from '../../errors';

/** Counts of true class (row) against predicted class (column): element (t, p) stands at `counts[t * classes + p]`. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array;
}

/**
 * Confusion matrix of predictions.
 * @param weights how often each row counts; 1 if not given. Whole numbers make a bootstrap sample.
 * @throws AlgorithmError `length-mismatch`, `label-out-of-range`
 */
export function confusion(
  truth: Int32Array,
  predicted: Int32Array,
  classes: number,
  weights?: ArrayLike<number>,
): Confusion {
  if (truth.length !== predicted.length) {
    throw new AlgorithmError('length-mismatch', { first: truth.length, second: predicted.length });
  }
  const counts = new Float64Array(classes * classes);
  for (let i = 0; i < truth.length; i++) {
    const [t, p] = [truth[i]!, predicted[i]!];
    if (t < 0 || t >= classes || p < 0 || p >= classes) {
      throw new AlgorithmError('label-out-of-range', { label: t < 0 || t >= classes ? t : p, classes });
    }
    counts[t * classes + p]! += weights ? weights[i]! : 1;
  }
  return { classes, counts };
}

/** How well one class was found. A quotient without any case is 0, as in scikit-learn. */
export interface ClassScores {
  /** Of those predicted to be of the class, the share that is. */
  readonly precision: number;
  /** Of those of the class, the share that was predicted so. */
  readonly recall: number;
  /** Harmonic mean of the two, 2·TP / (2·TP + FP + FN). */
  readonly f1: number;
  /** Rows of the class. */
  readonly support: number;
}

export interface ClassificationScores {
  /** Share of rows whose class was predicted; NaN without rows. */
  readonly accuracy: number;
  /** Unweighted means over the classes that occur in truth or prediction, so that a rare class counts as much. */
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly byClass: readonly ClassScores[];
}

/** Accuracy, precision, recall and F1 of a confusion matrix, per class and as macro means. */
export function classificationScores({ classes, counts }: Confusion): ClassificationScores {
  const quotient = (a: number, b: number) => (b === 0 ? 0 : a / b);
  let total = 0;
  let correct = 0;
  const present: ClassScores[] = [];
  const byClass = Array.from({ length: classes }, (_, label): ClassScores => {
    let support = 0;
    let named = 0;
    for (let other = 0; other < classes; other++) {
      support += counts[label * classes + other]!;
      named += counts[other * classes + label]!;
    }
    const hits = counts[label * classes + label]!;
    total += support;
    correct += hits;
    const scores = {
      precision: quotient(hits, named),
      recall: quotient(hits, support),
      f1: quotient(2 * hits, named + support),
      support,
    };
    if (named + support > 0) present.push(scores);
    return scores;
  });
  const macro = (key: 'precision' | 'recall' | 'f1') =>
    present.reduce((sum, scores) => sum + scores[key], 0) / present.length;
  return {
    accuracy: correct / total,
    macroPrecision: macro('precision'),
    macroRecall: macro('recall'),
    macroF1: macro('f1'),
    byClass,
  };
}

/** Share of equal labels; NaN without rows. @throws AlgorithmError `length-mismatch` */
export function accuracy(truth: Int32Array, predicted: Int32Array): number {
  if (truth.length !== predicted.length) {
    throw new AlgorithmError('length-mismatch', { first: truth.length, second: predicted.length });
  }
  return truth.reduce((hits, label, i) => hits + (label === predicted[i] ? 1 : 0), 0) / truth.length;
}
