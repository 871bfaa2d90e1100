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

/** Costs half a decade apart, and where the climb begins. */
const COSTS = [0.03, 0.1, 0.3, 1, 3, 10];
const START = 3;

/** Trials that `chooseSettings` makes as a rule: three costs, and emphasis at the best of them. */
export const USUAL_TRIALS = 4;

/**
 * Chooses cost and emphasis of a linear SVM on texts by cross-validated accuracy, which has a single broad peak in the
 * cost: from a cost of 1 it climbs to dearer ones as long as that helps, and if it does not, to cheaper ones. Emphasis
 * is then tried at the cost found. Of equals the lower cost and no emphasis win.
 */
export function chooseSettings(
  corpus: Corpus,
  rows: Int32Array,
  foldOf: Int32Array,
  folds: number,
  { random, report }: FitContext,
): Choice {
  const tried: (Candidate & { readonly scores: Float64Array })[] = [];
  const trial = (settings: TextSettings) => {
    const scores = crossValidate(corpus, rows, foldOf, folds, settings, {
      // The same stream for every candidate: they differ by their settings only.
      random,
      report: (fraction) => report(Math.min(0.99, (tried.length + fraction) / USUAL_TRIALS)),
    });
    const predicted = highest(scores, corpus.classes);
    let hits = 0;
    for (let i = 0; i < rows.length; i++) if (predicted[i] === corpus.labels[rows[i]!]) hits++;
    const candidate = { ...settings, accuracy: hits / rows.length, scores };
    tried.push(candidate);
    return candidate;
  };

  const plain = (i: number) => trial({ cost: COSTS[i]!, isEmphasised: false });
  let best = plain(START);
  for (let i = START + 1; i < COSTS.length; i++) {
    const next = plain(i);
    if (next.accuracy <= best.accuracy) break;
    best = next;
  }
  for (let i = START - 1; i >= 0 && best.cost === COSTS[i + 1]; i--) {
    const next = plain(i);
    if (next.accuracy >= best.accuracy) best = next;
  }
  const emphasised = trial({ cost: best.cost, isEmphasised: true });
  if (emphasised.accuracy > best.accuracy) best = emphasised;
  report(1);
  const { scores, ...settings } = best;
  return { best: settings, tried: tried.map(({ scores: _, ...candidate }) => candidate), scores };
}
