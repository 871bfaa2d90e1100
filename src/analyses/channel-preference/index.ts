import type { ChannelReport } from '../../../workers/tasks/preference/channel';
import { responseKinds } from '../../lib/core/interaction-kinds';
import { integer, list } from '../../lib/core/params';
import type { Dataset } from '../../lib/data/dataset';
import { defineAnalysis, unmet, type Proposals, type Reason, type TagProposal } from '../analysis';
import { poolCalibration, weightedMean, type CalibrationBin } from './calibration';
import { channelColumns, featureMatrix, featureNames, levelCodes, levelsOf, type Levels } from './derive';
import { channelPreferenceHelp } from './help';
import { historyReason, MINIMUM_HORIZON, planOf, splitInTime } from './plan';
import { loadFeatures, loadOverview } from './queries';
import { channelPreferenceTexts } from './texts';

export interface ChannelPreferenceResult extends Levels {
  readonly channels: readonly string[];
  readonly asOf: string;
  readonly horizonDays: number;
  readonly lookbackDays: number;
  /** ISO dates: training outcomes lie in [trainCut, testCut), test outcomes in [testCut, asOf). */
  readonly trainCut: string;
  readonly testCut: string;
  readonly trained: number;
  readonly tested: number;
  readonly features: readonly string[];
  readonly customers: Int32Array;
  /** Customers × channels, row-major, with the ends of the 95 % interval. */
  readonly probabilities: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly reports: readonly ChannelReport[];
  /** All channels together, over test rows: bins, and means weighted by rows. */
  readonly calibration: readonly CalibrationBin[];
  readonly auc: number;
  readonly brier: number;
  readonly ece: number;
  readonly baselineAuc: number;
  readonly baselineBrier: number;
  readonly baselineEce: number;
  /** Kinds of interaction counted as a response, and the others, with their rows. */
  readonly kinds: readonly { readonly kind: string; readonly rows: number; readonly isResponse: boolean }[];
}

const params = {
  horizonDays: integer({ default: 90, min: MINIMUM_HORIZON, max: 365, unit: 'days' }),
  responses: list('interaction-kinds'),
  maxDepth: integer({ default: 6, min: 1, max: 12 }),
  minLeaf: integer({ default: 50, min: 5, max: 5000 }),
};

const kindsOf = (chosen: readonly string[]) =>
  (chosen.length > 0 ? chosen : responseKinds).map((kind) => kind.trim().toLowerCase());

/**
 * Through which channel a customer can be reached: the probability of at least one response within the horizon, per
 * channel, by a decision tree on what was known before (contacts, responses, smoothed ratio (e + 1)/(n + 2), recency,
 * spend, age, tenure), learned on one window and tested on the next, then applied at the as-of date. The baseline
 * beside it is the smoothed engagement ratio alone (Braze's intelligent channel, smoothed), which also stands in on
 * channels with too few examples for a tree.
 */
export const channelPreference = defineAnalysis({
  id: 'channel-preference',
  version: 1,
  group: 'preference',
  layer: 'knowledge',
  inputs: ['interactions', 'transactions', 'customers'],
  isRandom: true,
  params,
  texts: channelPreferenceTexts,
  help: channelPreferenceHelp,

  needs(data: Dataset): readonly Reason[] {
    if (!data.has('interactions')) return [{ code: 'interactions', details: {} }];
    return (['customer_id', 'occurred_at', 'channel', 'kind'] as const)
      .filter((field) => !data.has('interactions', field))
      .map((field) => ({ code: field, details: {} }));
  },

  async check(data: Dataset, params): Promise<readonly Reason[]> {
    const overview = await loadOverview(data, kindsOf(params.responses));
    const reason = historyReason(overview, data.asOf, params.horizonDays);
    return reason ? [reason] : [];
  },

  async run(params, { data, compute, signal, seed, report, warn }): Promise<ChannelPreferenceResult> {
    const kinds = kindsOf(params.responses);
    const { first, ...overview } = await loadOverview(data, kinds);
    const reason = historyReason({ first, ...overview }, data.asOf, params.horizonDays);
    if (reason || first === null) {
      throw unmet('channel-preference', reason ?? { code: 'interactions-usable', details: {} });
    }
    const plan = planOf({ ...overview, first }, data.asOf, params.horizonDays, kinds);
    report(0.05, 'features');
    const { train, test } = await splitInTime(data, plan);
    const channels = plan.used.map(({ name }) => name);
    const everyone = await loadFeatures(data, data.asOf, { ...plan, onlyKnown: false });
    const score = featureMatrix(everyone, channels);
    const features = featureNames(channels);
    report(0.3, 'training');
    const { probabilities, low, high, reports } = await compute(
      'preference/channel',
      {
        channels,
        featureNames: features,
        train: train.features,
        outcomes: train.outcomes,
        test: test.features,
        testOutcomes: test.outcomes,
        testBaseline: channelColumns(test.features, channels.length, 'ratio'),
        score,
        scoreHistory: {
          contacts: channelColumns(score, channels.length, 'contacts'),
          responses: channelColumns(score, channels.length, 'responses'),
        },
      },
      { maxDepth: params.maxDepth, minLeaf: params.minLeaf },
      {
        signal,
        seed,
        report: (fraction) => report(0.3 + 0.65 * fraction, 'training'),
        transfer: [train.features.data.buffer, test.features.data.buffer, score.data.buffer],
      },
    );

    if (overview.anonymousRows > 0) warn('anonymous-rows', { rows: overview.anonymousRows });
    if (overview.channels.length > channels.length) {
      warn('rare-channels', { channels: overview.channels.length - channels.length, kept: channels.length });
    }
    const ignored = overview.kinds.filter(({ isResponse }) => !isResponse);
    if (ignored.length > 0) {
      const shown = ignored.slice(0, 6).map(({ kind }) => kind);
      warn('other-kinds', { count: ignored.length, kinds: shown.join(', ') });
    }
    for (const { channel, model, auc, baselineAuc } of reports) {
      if (model === 'ratio') warn('ratio-only', { channel });
      else if (auc < baselineAuc) warn('below-baseline', { channel, auc, baseline: baselineAuc });
    }
    report(1);
    return {
      channels,
      asOf: data.asOf,
      horizonDays: params.horizonDays,
      lookbackDays: plan.lookbackDays,
      trainCut: plan.trainCut,
      testCut: plan.testCut,
      trained: train.features.rows,
      tested: test.features.rows,
      features,
      customers: everyone.customers,
      probabilities,
      low,
      high,
      ...levelsOf(probabilities, channels.length),
      reports,
      calibration: poolCalibration(reports),
      auc: weightedMean(reports, ({ auc }) => auc),
      brier: weightedMean(reports, ({ brier }) => brier),
      ece: weightedMean(reports, ({ ece }) => ece),
      baselineAuc: weightedMean(reports, ({ baselineAuc }) => baselineAuc),
      baselineBrier: weightedMean(reports, ({ baselineBrier }) => baselineBrier),
      baselineEce: weightedMean(reports, ({ baselineEce }) => baselineEce),
      kinds: overview.kinds,
    };
  },

  propose({ channels, customers, levels, best, probabilities, low, high }): Proposals {
    const width = channels.length;
    const columnOf = (table: Float32Array, channel: number) =>
      Float32Array.from(customers, (_, row) => table[row * width + channel] ?? NaN);
    const perChannel = channels.map((channel, i): TagProposal => ({
      tag: `channel-preference:${channel}`,
      layer: 'knowledge',
      kind: 'prediction',
      customers,
      codes: Uint16Array.from(customers, (_, row) => levels[row * width + i] ?? 0),
      values: levelCodes,
      scores: columnOf(probabilities, i),
      low: columnOf(low, i),
      high: columnOf(high, i),
    }));
    const ofBest = (table: Float32Array) =>
      Float32Array.from(best, (channel, row) => {
        const own = table.subarray(row * width, (row + 1) * width);
        return channel < width ? (own[channel] ?? NaN) : Math.max(...own);
      });
    return {
      tags: [
        {
          tag: 'channel-preference',
          layer: 'knowledge',
          kind: 'prediction',
          customers,
          codes: best,
          values: [...channels, 'none'],
          scores: ofBest(probabilities),
        },
        ...perChannel,
      ],
    };
  },

  reason({ value, score = NaN, low = NaN, high = NaN }, t, formats): string {
    if (Number.isNaN(score)) return '';
    const probability = formats.decimal(score, 2);
    if (value === 'none') return t('reason.none', { probability });
    if (!(levelCodes as readonly string[]).includes(value)) return t('reason.best', { probability });
    return Number.isNaN(low) || Number.isNaN(high)
      ? t('reason.level', { probability })
      : t('reason.interval', { probability, low: formats.decimal(low, 2), high: formats.decimal(high, 2) });
  },

  headline({ channels, counts, customers }, t, formats): string {
    const shares = channels.map((channel, i) => {
      const [hardly = 0, , , strong = 0, dependent = 0] = counts[i] ?? [];
      return { channel, liked: (strong + dependent) / customers.length, avoided: hardly / customers.length };
    });
    const [liked] = [...shares].sort((a, b) => b.liked - a.liked);
    const [avoided] = [...shares].sort((a, b) => b.avoided - a.avoided);
    if (!liked || !avoided) return t('name');
    return t(channels.length > 1 ? 'headline' : 'headline.one', {
      liked: liked.channel,
      likedShare: formats.percent(liked.liked),
      avoided: avoided.channel,
      avoidedShare: formats.percent(avoided.avoided),
    });
  },

  cards({ channels, counts, customers, reports }, t, formats) {
    return [
      {
        title: t('card.levels', { customers: formats.integer(customers.length) }),
        columns: [t('column.channel'), ...levelCodes.map((code) => t(`value.${code}`)), t('column.auc')],
        rows: channels.map((channel, i) => [
          channel,
          ...(counts[i] ?? []).map((count) => formats.percent(count / customers.length)),
          formats.decimal(reports[i]?.auc ?? NaN, 2),
        ]),
      },
    ];
  },

  view: () => import('./View.svelte'),
});
