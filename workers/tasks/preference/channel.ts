import type { Matrix } from '../../algorithms/matrix';
import type { Task } from '../../protocol';

/**
 * Two snapshots of the same customers' features, one before the outcome window (training) and one at the as-of date
 * (scoring), and for each channel whether the customer responded in the window.
 */
export interface ChannelPreferenceInput {
  readonly channels: readonly string[];
  readonly featureNames: readonly string[];
  /** Rows: customers known before the outcome window. NaN = missing. */
  readonly train: Matrix;
  /** Rows × channels, 1 = responded in the outcome window, 0 = not, 255 = was not reachable (left out). */
  readonly outcomes: Uint8Array;
  /** An earlier split: features before, outcomes in, the test window are never seen in training. */
  readonly test: Matrix;
  readonly testOutcomes: Uint8Array;
  /** Smoothed engagement ratio (e + 1) / (n + 2) per test row × channel, the baseline beside the tree. */
  readonly testBaseline: Float64Array;
  /** Rows: all customers at the as-of date. */
  readonly score: Matrix;
}

export interface ChannelPreferenceParams {
  readonly maxDepth: number;
  readonly minLeaf: number;
}

export interface ChannelReport {
  readonly channel: string;
  readonly trained: number;
  readonly tested: number;
  readonly positives: number;
  readonly auc: number;
  readonly brier: number;
  readonly ece: number;
  readonly baselineAuc: number;
  readonly baselineBrier: number;
  readonly baselineEce: number;
  /** Ten bins of predicted probability: mean predicted, share that responded, n, Wilson interval. */
  readonly calibration: readonly {
    readonly predicted: number;
    readonly observed: number;
    readonly n: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Share of the impurity each feature removed, largest first. */
  readonly importance: readonly { readonly feature: string; readonly share: number }[];
}

export interface ChannelPreferenceResult {
  readonly reports: readonly ChannelReport[];
  /** Scored rows × channels, row-major probabilities with the ends of their 95 % interval (Wilson, of the leaf). */
  readonly probabilities: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

export const run: Task<ChannelPreferenceInput, ChannelPreferenceParams, ChannelPreferenceResult> = () => {
  throw new Error('to be written');
};
