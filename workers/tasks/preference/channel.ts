import {
  brierScore,
  calibrationBins,
  expectedCalibrationError,
  type CalibrationBin,
} from '../../algorithms/evaluate/calibration';
import { areaUnderRoc } from '../../algorithms/evaluate/ranking';
import { takeRows, type Matrix } from '../../algorithms/matrix';
import { requireColumns } from '../../algorithms/preprocessing/columns';
import { createRandom } from '../../algorithms/random';
import { wilson } from '../../algorithms/statistics/proportions';
import { nodeOfRows } from '../../algorithms/tree/decision-tree';
import { fitProbabilityTree, nodeEstimates, type ProbabilityTree } from '../../algorithms/tree/probability-tree';
import { AlgorithmError } from '../../errors';
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
  /**
   * Contacts and responses per scored row × channel, for channels with too few examples to grow a tree: their customers
   * get their own smoothed ratio. Without it they get the ratio of the channel in the training window.
   */
  readonly scoreHistory?: { readonly contacts: Float64Array; readonly responses: Float64Array };
}

export interface ChannelPreferenceParams {
  /** Most questions; fewer are asked where cross-validation on the training rows finds that more would mislead. */
  readonly maxDepth: number;
  /** Fewest training rows behind a probability. */
  readonly minLeaf: number;
}

/** All figures are of the test rows; NaN where there are none, and areas also where all responded or none did. */
export interface ChannelReport {
  readonly channel: string;
  /** What gave the probabilities: a decision tree, or the smoothed ratio where there were too few examples for one. */
  readonly model: 'tree' | 'ratio';
  /** Training rows with an outcome, and how many of them responded. */
  readonly trained: number;
  readonly positives: number;
  readonly tested: number;
  /** How the tree was grown; `weight` is the pseudo-count of the parent in each leaf. Null for a ratio. */
  readonly tree: {
    readonly depth: number;
    readonly minLeaf: number;
    readonly weight: number;
    readonly leaves: number;
    /** Brier score in cross-validation on the training rows, by which depth and weight were chosen. */
    readonly crossValidatedBrier: number;
  } | null;
  readonly auc: number;
  readonly brier: number;
  readonly ece: number;
  readonly baselineAuc: number;
  readonly baselineBrier: number;
  readonly baselineEce: number;
  /** Ten equal bins of predicted probability, empty ones left out: mean predicted, share that responded, interval. */
  readonly calibration: readonly CalibrationBin[];
  /** Share of the impurity each feature removed, largest first; features the tree never asked are left out. */
  readonly importance: readonly { readonly feature: string; readonly share: number }[];
}

export interface ChannelPreferenceResult {
  readonly reports: readonly ChannelReport[];
  /** Scored rows × channels, row-major probabilities with the ends of their 95 % interval (Wilson, of the leaf). */
  readonly probabilities: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Fewer customers than this who responded, or who did not, and no tree is grown. */
export const MINIMUM_EXAMPLES = 30;

/** Outcome of a customer who could not have responded. */
const UNREACHABLE = 255;

/**
 * Estimates, per channel, the probability that a customer responds within the outcome window: a decision tree on the
 * training rows (`algorithms/tree/probability-tree`), measured on test rows it has not seen beside the smoothed ratio,
 * then applied to every scored row. A channel with too few examples keeps the smoothed ratio and says so.
 * @throws AlgorithmError `length-mismatch`, `columns-mismatch`, `label-out-of-range`, `not-finite` for an infinite feature
 */
export const run: Task<ChannelPreferenceInput, ChannelPreferenceParams, ChannelPreferenceResult> = (
  input,
  params,
  { seed, report },
) => {
  requireShapes(input);
  const { channels, score } = input;
  const width = channels.length;
  const random = createRandom(seed);
  const result = {
    probabilities: new Float32Array(score.rows * width),
    low: new Float32Array(score.rows * width),
    high: new Float32Array(score.rows * width),
  };
  const reports = channels.map((name, channel): ChannelReport => {
    const train = examplesOf(input.train, input.outcomes, channel, width);
    const positives = train.y.reduce((sum, outcome) => sum + outcome, 0);
    const hasExamples = Math.min(positives, train.y.length - positives) >= MINIMUM_EXAMPLES;
    const context = {
      random: random.fork(channel),
      report: (fraction: number) => report((channel + 0.95 * fraction) / width),
    };
    const tree = hasExamples ? fitProbabilityTree(train.x, train.y, params, context) : null;
    const estimate = tree ? byLeaf(tree, score) : byRatio(input, channel, positives, train.y.length);
    for (let row = 0; row < score.rows; row++) {
      const { probability, low, high } = estimate(row);
      result.probabilities[row * width + channel] = probability;
      result.low[row * width + channel] = low;
      result.high[row * width + channel] = high;
    }
    report((channel + 1) / width);
    return {
      channel: name,
      trained: train.y.length,
      positives,
      ...measure(input, channel, tree),
      ...describe(tree, params.minLeaf, input.featureNames),
    };
  });
  report(1);
  return { reports, ...result };
};

function requireShapes({ channels, featureNames, scoreHistory, ...input }: ChannelPreferenceInput): void {
  const width = channels.length;
  const lengths: readonly (readonly [ArrayLike<unknown>, number])[] = [
    [input.outcomes, input.train.rows * width],
    [input.testOutcomes, input.test.rows * width],
    [input.testBaseline, input.test.rows * width],
    [scoreHistory?.contacts ?? { length: input.score.rows * width }, input.score.rows * width],
    [scoreHistory?.responses ?? { length: input.score.rows * width }, input.score.rows * width],
  ];
  for (const [values, length] of lengths) {
    if (values.length !== length) throw new AlgorithmError('length-mismatch', { first: values.length, second: length });
  }
  for (const matrix of [input.train, input.test, input.score]) requireColumns(matrix, featureNames.length);
}

/** The rows that could have responded on a channel, and whether they did. */
function examplesOf(x: Matrix, outcomes: Uint8Array, channel: number, width: number) {
  const rows: number[] = [];
  for (let row = 0; row < x.rows; row++) {
    const outcome = outcomes[row * width + channel]!;
    if (outcome !== UNREACHABLE) rows.push(row);
    if (outcome > 1 && outcome !== UNREACHABLE)
      throw new AlgorithmError('label-out-of-range', { label: outcome, classes: 2 });
  }
  return { rows, x: takeRows(x, rows), y: Int32Array.from(rows, (row) => outcomes[row * width + channel]!) };
}

type Estimate = (row: number) => { readonly probability: number; readonly low: number; readonly high: number };

function byLeaf(tree: ProbabilityTree, x: Matrix): Estimate {
  const nodes = nodeOfRows(tree.model, x);
  const { probability, low, high } = nodeEstimates(tree);
  return (row) => {
    const node = nodes[row]!;
    return { probability: probability[node]!, low: low[node]!, high: high[node]! };
  };
}

/** (responses + 1) / (contacts + 2) of each customer, or of the whole channel, with the interval of these counts. */
function byRatio(
  { channels, scoreHistory }: ChannelPreferenceInput,
  channel: number,
  positives: number,
  trained: number,
): Estimate {
  return (row) => {
    const at = row * channels.length + channel;
    const responses = 1 + (scoreHistory ? scoreHistory.responses[at]! : positives);
    const contacts = 2 + (scoreHistory ? scoreHistory.contacts[at]! : trained);
    return { probability: responses / contacts, ...wilson(responses, contacts) };
  };
}

/** Figures on the test rows, of the model and of the baseline; without a tree the baseline is the model. */
function measure(input: ChannelPreferenceInput, channel: number, tree: ProbabilityTree | null) {
  const width = input.channels.length;
  const { rows, x, y } = examplesOf(input.test, input.testOutcomes, channel, width);
  const baseline = Float64Array.from(rows, (row) => input.testBaseline[row * width + channel]!);
  const leafOf = tree && byLeaf(tree, x);
  const predicted = leafOf ? Float64Array.from(rows.keys(), (row) => leafOf(row).probability) : baseline;
  return {
    tested: rows.length,
    auc: areaUnderRoc(y, predicted),
    brier: brierScore(y, predicted),
    ece: expectedCalibrationError(y, predicted),
    baselineAuc: areaUnderRoc(y, baseline),
    baselineBrier: brierScore(y, baseline),
    baselineEce: expectedCalibrationError(y, baseline),
    calibration: calibrationBins(y, predicted),
  };
}

function describe(tree: ProbabilityTree | null, minLeaf: number, featureNames: readonly string[]) {
  if (tree === null) return { model: 'ratio', tree: null, importance: [] } as const;
  const { model, chosen } = tree;
  return {
    model: 'tree',
    tree: {
      depth: chosen.maxDepth,
      minLeaf,
      weight: chosen.weight,
      leaves: model.features.reduce((leaves, feature) => leaves + Number(feature < 0), 0),
      crossValidatedBrier: chosen.brier,
    },
    importance: featureNames
      .map((feature, column) => ({ feature, share: model.importance[column]! }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share),
  } as const;
}
