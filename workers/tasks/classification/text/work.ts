import { USUAL_TRIALS } from '../../../algorithms/classify/choose-settings';
import { hasUnspaced } from '../../../algorithms/text/characters';

/** Microseconds of one thread, measured on titles, reviews and questions in two languages; only their ratios matter. */
const COUNT_UNSPACED_CHARACTER = 4.5;
const COUNT_SPACED_CHARACTER = 0.6;
const ENTRIES_OF_A_CHARACTER = 2.5;
const FIT_ENTRY = 0.5;
const FIT_ENTRY_AND_CLASS = 0.03;
const SCORE_ENTRY_AND_CLASS = 0.003;
const BOOTSTRAP_ROW = 15;

/** Estimated work with texts, in microseconds. */
export interface TextWork {
  /** Cutting and counting. */
  readonly count: number;
  /** One fit on them. */
  readonly fit: number;
  /** Scoring them. */
  readonly score: number;
}

export function estimateWork(texts: readonly string[], classes: number): TextWork {
  let count = 0;
  let characters = 0;
  for (const text of texts) {
    count += text.length * (hasUnspaced(text) ? COUNT_UNSPACED_CHARACTER : COUNT_SPACED_CHARACTER);
    characters += text.length;
  }
  const entries = characters * ENTRIES_OF_A_CHARACTER;
  return {
    count,
    fit: entries * (FIT_ENTRY + FIT_ENTRY_AND_CLASS * classes),
    score: entries * SCORE_ENTRY_AND_CLASS * classes,
  };
}

/** Stages in their order. `calibrate` is left out where tuning did it, `tune` when the cost was given. */
export type Stage = 'segment' | 'tune' | 'calibrate' | 'fit' | 'measure' | 'refit' | 'predict';

interface Plan {
  readonly labelled: TextWork;
  readonly unlabelled: TextWork;
  /** Shares of the labelled texts. */
  readonly trained: number;
  /** 0 when nothing is tuned. */
  readonly tuned: number;
  /** Fits made for calibration alone. */
  readonly calibrations: number;
  readonly folds: number;
  readonly heldOut: number;
}

/**
 * Joins the progress of the stages into one, each stage weighing as much as its estimated work.
 * @returns for a stage, what is to be told its own fraction
 */
export function planProgress(
  { labelled, unlabelled, trained, tuned, calibrations, folds, heldOut }: Plan,
  report: (fraction: number, stage: string) => void,
): (stage: Stage) => (fraction: number) => void {
  const work: readonly (readonly [Stage, number])[] = [
    ['segment', labelled.count],
    ['tune', USUAL_TRIALS * (folds - 1) * labelled.fit * tuned],
    ['calibrate', ((calibrations * (folds - 1)) / folds) * labelled.fit * trained],
    ['fit', labelled.fit * trained],
    ['measure', heldOut * BOOTSTRAP_ROW],
    ['refit', labelled.fit],
    ['predict', unlabelled.count + unlabelled.score],
  ];
  const total = work.reduce((sum, [, microseconds]) => sum + microseconds, 1);
  return (stage) => {
    let before = 0;
    for (const [name, microseconds] of work) {
      if (name === stage) return (fraction) => report((before + fraction * microseconds) / total, stage);
      before += microseconds;
    }
    return () => undefined;
  };
}
