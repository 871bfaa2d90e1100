import type { Task } from '../../protocol';

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
  /** Cost of the linear SVM, or 0: chosen by stratified cross-validation on the training rows. */
  readonly cost: number;
  readonly folds: number;
}

export interface ClassReport {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Held-out texts of the class. */
  readonly support: number;
  /** 95 % interval of F1 by 1,000 bootstraps over the held-out texts. */
  readonly f1Low: number;
  readonly f1High: number;
  /** Words with the largest positive weight. */
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
  readonly trained: number;
  readonly heldOut: number;
  readonly features: number;
  readonly cost: number;
  /** Mean accuracy over the folds per cost tried. */
  readonly costCurve: readonly { readonly cost: number; readonly accuracy: number }[];
  /** Held-out rows: index into `texts`, predicted class, probability of the predicted class. */
  readonly testIndex: Int32Array;
  readonly testPredicted: Int32Array;
  readonly testScore: Float32Array;
  /** Per unlabelled text. */
  readonly predicted: Int32Array;
  readonly score: Float32Array;
  readonly converged: boolean;
  /** Accuracy of always saying the commonest class, on the held-out texts. */
  readonly baseline: number;
}

export const run: Task<TextClassifierInput, TextClassifierParams, TextClassifierResult> = () => {
  throw new Error('to be written');
};
