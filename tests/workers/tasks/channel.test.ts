import { describe, expect, it } from 'vitest';
import { matrix } from '../../../workers/algorithms/matrix';
import { createRandom } from '../../../workers/algorithms/random';
import {
  run,
  type ChannelPreferenceInput,
  type ChannelPreferenceResult,
} from '../../../workers/tasks/preference/channel';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const featureNames = ['contacts', 'responses', 'age', 'noise'];

/**
 * Customers whose liking of the app falls with age and of the phone rises with it, smoothly: no tree made them. The third
 * channel, mail, got hardly any response. One customer in ten cannot be reached on the phone, one in eight has no age.
 */
function customers(rows: number, seed: number) {
  const random = createRandom(seed);
  const features = matrix(rows, 4);
  const outcomes = new Uint8Array(rows * 3);
  const baseline = new Float64Array(rows * 3);
  const truth = new Float64Array(rows * 3);
  const contacts = new Float64Array(rows * 3);
  const responses = new Float64Array(rows * 3);
  for (let i = 0; i < rows; i++) {
    const age = 20 + 60 * random.next();
    const likes = [logistic((45 - age) / 8), logistic((age - 60) / 10), 0.001];
    let [allContacts, allResponses] = [0, 0];
    likes.forEach((p, channel) => {
      const at = i * 3 + channel;
      contacts[at] = random.below(4);
      for (let c = 0; c < contacts[at]; c++) responses[at] = (responses[at] ?? 0) + Number(random.next() < p);
      truth[at] = p;
      outcomes[at] = Number(random.next() < p);
      baseline[at] = ((responses[at] ?? 0) + 1) / (contacts[at] + 2);
      allContacts += contacts[at];
      allResponses += responses[at] ?? 0;
    });
    if (i % 10 === 0) outcomes[i * 3 + 1] = 255;
    features.data.set([allContacts, allResponses, i % 8 === 0 ? NaN : age, random.normal()], i * 4);
  }
  return { features, outcomes, baseline, truth, contacts, responses };
}

const [train, test, score] = [customers(3_000, 1), customers(2_000, 2), customers(1_500, 3)];
const input: ChannelPreferenceInput = {
  channels: ['app', 'phone', 'mail'],
  featureNames,
  train: train.features,
  outcomes: train.outcomes,
  test: test.features,
  testOutcomes: test.outcomes,
  testBaseline: test.baseline,
  score: score.features,
};
const execute = (changed: Partial<ChannelPreferenceInput> = {}, seed = 5, fractions: number[] = []) =>
  run(
    { ...input, ...changed },
    { maxDepth: 6, minLeaf: 50 },
    { seed, report: (fraction) => void fractions.push(fraction), emit: async () => {} },
  ) as ChannelPreferenceResult;

describe('the channel preference task', () => {
  const before = structuredClone(input);
  const fractions: number[] = [];
  const result = execute({}, 5, fractions);
  const reportOf = (channel: string) => {
    const found = result.reports.find((one) => one.channel === channel);
    if (!found) throw new Error(`no report on ${channel}`);
    return found;
  };

  it('grows a tree for each channel with enough examples and says how', () => {
    expect(result.reports.map(({ channel, model }) => [channel, model])).toEqual([
      ['app', 'tree'],
      ['phone', 'tree'],
      ['mail', 'ratio'],
    ]);
    expect(reportOf('app').tree).toMatchObject({ minLeaf: 50 });
    expect(reportOf('app').tree?.leaves).toBeGreaterThan(2);
  });

  it('is better than the smoothed ratio on later rows, by every figure', () => {
    for (const channel of ['app', 'phone']) {
      const { auc, brier, ece, baselineAuc, baselineBrier, baselineEce } = reportOf(channel);
      expect(auc).toBeGreaterThan(baselineAuc + 0.02);
      expect(brier).toBeLessThan(baselineBrier - 0.02);
      expect(ece).toBeLessThan(baselineEce);
      expect(ece).toBeLessThan(0.05);
    }
  });

  it('comes close to the true probability of each scored customer', () => {
    let error = 0;
    let spread = 0;
    for (let row = 0; row < score.features.rows; row++) {
      error += ((result.probabilities[row * 3] ?? NaN) - (score.truth[row * 3] ?? NaN)) ** 2;
      spread += ((score.truth[row * 3] ?? NaN) - 0.4) ** 2;
    }
    expect(error / spread).toBeLessThan(0.15);
  });

  it('leaves out who could not be reached', () => {
    expect([reportOf('app').trained, reportOf('phone').trained, reportOf('phone').tested]).toEqual([3000, 2700, 1800]);
  });

  it('finds the feature that matters, largest first, and leaves out those it did not ask', () => {
    expect(reportOf('app').importance[0]?.feature).toBe('age');
    const shares = reportOf('app').importance.map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares.every((share, i) => share > 0 && share <= (shares[i - 1] ?? 1))).toBe(true);
  });

  it('gives every scored customer a probability within its interval', () => {
    expect(result.probabilities.length).toBe(1_500 * 3);
    result.probabilities.forEach((p, at) => {
      expect(p >= 0 && p <= 1 && (result.low[at] ?? NaN) <= p && (result.high[at] ?? NaN) >= p).toBe(true);
    });
  });

  it('gives a channel without examples its ratio, and the baseline as its figures', () => {
    const mail = reportOf('mail');
    const ratio = (mail.positives + 1) / 3002;
    expect(result.probabilities[2]).toBe(Math.fround(ratio));
    expect(mail).toMatchObject({ tree: null, importance: [], brier: mail.baselineBrier, auc: mail.baselineAuc });
  });

  it('gives each customer their own ratio where their history is known', () => {
    const { contacts, responses } = score;
    const own = execute({ scoreHistory: { contacts, responses } });
    for (const row of [0, 1, 2]) {
      const expected = ((responses[row * 3 + 2] ?? NaN) + 1) / ((contacts[row * 3 + 2] ?? NaN) + 2);
      expect(own.probabilities[row * 3 + 2]).toBe(Math.fround(expected));
    }
    expect(own.probabilities[0]).toBe(result.probabilities[0]);
  });

  it('is the same for the same seed, leaves its input alone and reports to 1', () => {
    expect(execute()).toEqual(result);
    expect(input).toEqual(before);
    expect(fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0))).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });

  it('survives without test rows and without scored rows', () => {
    const empty = { test: matrix(0, 4), testOutcomes: new Uint8Array(), testBaseline: new Float64Array() };
    const { reports, probabilities } = execute({ ...empty, score: matrix(0, 4) });
    expect(probabilities.length).toBe(0);
    expect(reports[0]).toMatchObject({ tested: 0, auc: NaN, brier: NaN, ece: NaN, calibration: [] });
  });

  it('refuses shapes that do not fit and outcomes it does not know', () => {
    expect(() => execute({ outcomes: train.outcomes.slice(1) })).toThrow('length-mismatch');
    expect(() => execute({ score: matrix(2, 3) })).toThrow('columns-mismatch');
    expect(() => execute({ outcomes: train.outcomes.map((outcome) => (outcome === 1 ? 7 : outcome)) })).toThrow(
      'label-out-of-range',
    );
  });
});
