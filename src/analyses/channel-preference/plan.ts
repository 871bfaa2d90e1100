import type { Matrix } from '../../../workers/algorithms/matrix';
import type { Dataset } from '../../lib/data/dataset';
import type { Reason } from '../analysis';
import { featureMatrix, outcomesOf, rowsWithOutcome, takeOutcomes, takeRows } from './derive';
import { addDays, loadFeatures, loadOutcomes, type ChannelUse, type Overview, type SnapshotPlan } from './queries';

export const MINIMUM_HORIZON = 7;
/** Days of history before the first outcome window without which a customer is not known at all. */
const MINIMUM_LOOKBACK = 30;
const MAXIMUM_LOOKBACK = 365;
/** More channels than this are no choice any more; the rarest are left out. */
const MAXIMUM_CHANNELS = 12;
/** The three days that part past from future. All ISO dates, windows half-open. */
export interface ChannelPlan extends SnapshotPlan {
  readonly used: readonly ChannelUse[];
  /** Training: features before, outcomes in [trainCut, testCut). */
  readonly trainCut: string;
  /** Test: features before, outcomes in [testCut, as-of). */
  readonly testCut: string;
  readonly horizonDays: number;
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Why the interactions cannot carry a split in time; null when they can. */
export function historyReason({ channels, first, kinds }: Overview, asOf: string, horizonDays: number): Reason | null {
  if (first === null) return { code: 'interactions-usable', details: {} };
  if (!kinds.some(({ isResponse }) => isResponse)) {
    return {
      code: 'responses',
      details: {
        kinds: kinds
          .slice(0, 6)
          .map(({ kind }) => kind)
          .join(', '),
      },
    };
  }
  if (channels.length < 2) return { code: 'second-channel', details: { channels: channels.length } };
  const needed = 2 * horizonDays + MINIMUM_LOOKBACK;
  const days = daysBetween(first, asOf);
  if (days >= needed) return null;
  const shorter = Math.floor((days - MINIMUM_LOOKBACK) / 2);
  return shorter < MINIMUM_HORIZON
    ? { code: 'history-short', details: { days, needed: 2 * MINIMUM_HORIZON + MINIMUM_LOOKBACK } }
    : { code: 'history', details: { days, needed, shorter } };
}

export function planOf(
  { channels, first }: Overview & { first: string },
  asOf: string,
  horizonDays: number,
  kinds: readonly string[],
): ChannelPlan {
  const trainCut = addDays(asOf, -2 * horizonDays);
  const used = channels.slice(0, MAXIMUM_CHANNELS);
  return {
    used,
    channels: used.map(({ channelNo }) => channelNo),
    kinds,
    horizonDays,
    trainCut,
    testCut: addDays(asOf, -horizonDays),
    lookbackDays: Math.min(MAXIMUM_LOOKBACK, Math.max(MINIMUM_LOOKBACK, daysBetween(first, trainCut))),
  };
}

/** One side of the split: features before a day, and what happened after it. */
interface Side {
  readonly features: Matrix;
  readonly outcomes: Uint8Array;
}

export interface Examples {
  readonly train: Side;
  readonly test: Side;
}

/** Loads both sides of the split; rows without any outcome teach nothing and are dropped. */
export async function splitInTime(data: Dataset, plan: ChannelPlan): Promise<Examples> {
  const isInbound = plan.used.map(({ contacts, responses }) => contacts === responses);
  const names = plan.used.map(({ name }) => name);
  const side = async (cut: string, until: string): Promise<Side> => {
    const before = await loadFeatures(data, cut, { ...plan, onlyKnown: true });
    const window = await loadOutcomes(data, cut, until, plan);
    const outcomes = outcomesOf(before.customers, window, isInbound);
    const rows = rowsWithOutcome(outcomes, names.length);
    return {
      features: takeRows(featureMatrix(before, names), rows),
      outcomes: takeOutcomes(outcomes, names.length, rows),
    };
  };
  return { train: await side(plan.trainCut, plan.testCut), test: await side(plan.testCut, data.asOf) };
}
