import type { FitContext } from '../estimator';
import { highest } from './linear-svm';
import { crossValidate, type Corpus, type TextSettings } from './text-model';

/** Settings with the accuracy of cross-validation. */
export interface Candidate extends TextSettings {
  readonly accuracy: number;
}

export interface Choice {
  readonly best: Candidate;
  /** All settings that were tried, in the order of trial. */
  readonly tried: readonly Candidate[];
  /** Scores of the rows by models that did not see them, at the best settings; see `crossValidate`. */
  readonly scores: Float64Array;
}

/** Costs half a decade apart. Emphasis enlarges the columns, so its best costs are lower. */
const COSTS = { none: [0.1, 0.3, 1, 3, 10], 'naive-bayes': [0.03, 0.1, 0.3, 1, 3] } as const;
/** Where each climb begins. */
const START = 1;

/** Most fits that `chooseSettings` makes per fold: two climbs of at most four costs. */
export const MOST_TRIALS = 8;

/**
 * Chooses cost and emphasis of a linear SVM on texts by cross-validated accuracy: for each emphasis it climbs from the
 * second cost to dearer or cheaper ones as long as that helps, for the accuracy has a single broad peak in the cost.
 * Of equals the lower cost and no emphasis win.
 */
export function chooseSettings(
  corpus: Corpus,
  rows: Int32Array,
  foldOf: Int32Array,
  folds: number,
  { random, report }: FitContext,
): Choice {
  const tried: Candidate[] = [];
  let best: { candidate: Candidate; scores: Float64Array } | null = null;

  const trial = (settings: TextSettings): number => {
    const scores = crossValidate(corpus, rows, foldOf, folds, settings, {
      // The same stream for every candidate: they differ by their settings only.
      random,
      report: (fraction) => report((tried.length + fraction) / MOST_TRIALS),
    });
    const predicted = highest(scores, corpus.classes);
    let hits = 0;
    for (let i = 0; i < rows.length; i++) if (predicted[i] === corpus.labels[rows[i]!]) hits++;
    const candidate = { ...settings, accuracy: hits / rows.length };
    tried.push(candidate);
    const isBetter =
      best === null ||
      candidate.accuracy > best.candidate.accuracy ||
      (candidate.accuracy === best.candidate.accuracy &&
        candidate.emphasis === best.candidate.emphasis &&
        candidate.cost < best.candidate.cost);
    if (isBetter) best = { candidate, scores };
    return candidate.accuracy;
  };

  for (const emphasis of ['none', 'naive-bayes'] as const) {
    const costs = COSTS[emphasis];
    const accuracyAt = (i: number) => trial({ emphasis, cost: costs[i]! });
    const start = accuracyAt(START);
    let accuracy = start;
    for (let i = START + 1, next; i < costs.length && (next = accuracyAt(i)) > accuracy; i++) accuracy = next;
    // Dearer did not help: perhaps cheaper does.
    if (accuracy === start) for (let i = START - 1; i >= 0 && accuracyAt(i) >= accuracy; i--);
  }
  report(1);
  const { candidate, scores } = best!;
  return { best: candidate, tried, scores };
}
