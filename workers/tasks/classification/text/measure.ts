import { bootstrapIntervals } from '../../../algorithms/evaluate/bootstrap';
import { classificationScores, confusion } from '../../../algorithms/evaluate/classification';
import type { Random } from '../../../algorithms/random';
import type { ClassReport, TextClassifierResult } from '../linear-svm';

type Figures = Pick<
  TextClassifierResult,
  'accuracy' | 'accuracyLow' | 'accuracyHigh' | 'macroF1' | 'macroF1Low' | 'macroF1High' | 'confusion'
> & { readonly byClass: readonly Omit<ClassReport, 'terms'>[] };

/**
 * Figures of predictions on rows the model did not learn from, with 95 % intervals by 1,000 bootstraps over the rows.
 * A class without rows has no figures (NaN): a recall of 0 would say that it was missed.
 */
export function measurePredictions(
  truth: Int32Array,
  predicted: Int32Array,
  classes: number,
  random: Random,
  report: (fraction: number) => void,
): Figures {
  const table = confusion(truth, predicted, classes);
  const scores = classificationScores(table);
  const [accuracy, macroF1, ...f1] = bootstrapIntervals(
    truth.length,
    (weights) => {
      const sample = classificationScores(confusion(truth, predicted, classes, weights));
      return [sample.accuracy, sample.macroF1, ...sample.byClass.map((one) => (one.support > 0 ? one.f1 : NaN))];
    },
    { random, report },
  );
  const unknown = { low: NaN, high: NaN };
  return {
    accuracy: scores.accuracy,
    accuracyLow: accuracy?.low ?? NaN,
    accuracyHigh: accuracy?.high ?? NaN,
    macroF1: scores.macroF1,
    macroF1Low: macroF1?.low ?? NaN,
    macroF1High: macroF1?.high ?? NaN,
    confusion: Array.from({ length: classes }, (_, label) =>
      Array.from(table.counts.subarray(label * classes, (label + 1) * classes)),
    ),
    byClass: scores.byClass.map(({ support, precision, recall, f1: own }, label) => {
      const interval = support > 0 ? (f1[label] ?? unknown) : unknown;
      return {
        precision: support > 0 ? precision : NaN,
        recall: support > 0 ? recall : NaN,
        f1: support > 0 ? own : NaN,
        support,
        f1Low: interval.low,
        f1High: interval.high,
      };
    }),
  };
}

/** Accuracy on the held-out rows of always saying the commonest class of the training rows. */
export function baselineAccuracy(trained: Int32Array, truth: Int32Array, classes: number): number {
  const sizes = new Uint32Array(classes);
  for (const label of trained) sizes[label]!++;
  const commonest = sizes.indexOf(Math.max(...sizes));
  return truth.reduce((hits, label) => hits + (label === commonest ? 1 : 0), 0) / truth.length;
}
