import { describe, expect, it } from 'vitest';
import { poolCalibration, weightedMean } from '../../../src/analyses/channel-preference/calibration';
import {
  channelColumns,
  featureMatrix,
  featureNames,
  levelOf,
  levelsOf,
  outcomesOf,
  rowsWithOutcome,
  takeOutcomes,
  UNREACHED,
} from '../../../src/analyses/channel-preference/derive';
import { historyReason, planOf } from '../../../src/analyses/channel-preference/plan';
import { addDays } from '../../../src/analyses/channel-preference/queries';

describe('levelOf', () => {
  it('has widths of 0.2 that contain their lower end', () => {
    expect([0, 0.19999, 0.2, 0.4, 0.6, 0.8, 1].map(levelOf)).toEqual([0, 0, 1, 2, 3, 4, 4]);
  });
  it('puts single-precision ends into the same level', () => {
    expect([...Float32Array.of(0.2, 0.4, 0.6, 0.8)].map(levelOf)).toEqual([1, 2, 3, 4]);
  });
});

describe('levelsOf', () => {
  const result = levelsOf(Float32Array.of(0.9, 0.1, 0.15, 0.05, 0.3, 0.3), 2);

  it('counts every customer once per channel', () => {
    expect(result.counts).toEqual([
      [1, 1, 0, 0, 1],
      [2, 1, 0, 0, 0],
    ]);
  });
  it('names the likeliest channel, the first on a tie, and none where all are below 0.2', () => {
    expect([...result.best]).toEqual([0, 2, 0]);
    expect(result.bestCounts).toEqual([2, 0, 1]);
  });
});

describe('outcomesOf', () => {
  const window = {
    customers: Int32Array.of(5, 7),
    columns: {
      contacts_0: Int32Array.of(2, 1),
      responses_0: Int32Array.of(1, 0),
      contacts_1: Int32Array.of(0, 1),
      responses_1: Int32Array.of(0, 1),
    },
  };
  const outcomes = outcomesOf(Int32Array.of(5, 6, 7), window, [false, true]);

  it('leaves out who was not contacted, and counts staying away only where people come by themselves', () => {
    expect([...outcomes]).toEqual([1, 0, UNREACHED, 0, 0, 1]);
  });
  it('keeps the rows that say anything', () => {
    const [onlyApp] = [outcomesOf(Int32Array.of(5, 6, 7), window, [false])];
    const rows = rowsWithOutcome(onlyApp, 1);
    expect([...rows]).toEqual([0, 2]);
    expect([...takeOutcomes(onlyApp, 1, rows)]).toEqual([1, 0]);
  });
});

describe('featureMatrix', () => {
  const snapshot = {
    customers: Int32Array.of(1, 2),
    columns: {
      since_contact: Float64Array.of(3, NaN),
      orders: Float64Array.of(2, 0),
      contacts_0: Float64Array.of(8, 0),
      responses_0: Float64Array.of(5, 0),
      since_response_0: Float64Array.of(4, NaN),
    },
  };
  const matrix = featureMatrix(snapshot, ['APP']);
  const valueOf = (row: number, name: string) =>
    matrix.data[row * matrix.columns + featureNames(['APP']).indexOf(name)];

  it('has one column per feature name', () => {
    expect(matrix.columns).toBe(featureNames(['APP']).length);
    expect(valueOf(0, 'days-since-contact')).toBe(3);
    expect(valueOf(0, 'responses:APP')).toBe(5);
  });
  it('smooths the ratio: 5 of 8 is 6/10, nothing known is a half', () => {
    expect([...channelColumns(matrix, 1, 'ratio')]).toEqual([0.6, 0.5]);
  });
  it('keeps unknown apart from zero', () => {
    expect(valueOf(1, 'days-since-response:APP')).toBeNaN();
    expect(valueOf(1, 'age')).toBeNaN();
    expect(valueOf(1, 'contacts:APP')).toBe(0);
  });
});

describe('poolCalibration', () => {
  it('merges bins of several channels by tenths, weighted by rows', () => {
    const bin = (predicted: number, observed: number, n: number) => ({ predicted, observed, n, low: 0, high: 1 });
    const [low, high] = poolCalibration([
      { calibration: [bin(0.12, 0.1, 10), bin(0.95, 1, 20)] },
      { calibration: [bin(0.18, 0.2, 30)] },
    ]);
    expect(low).toMatchObject({ n: 40 });
    expect(low?.predicted).toBeCloseTo(0.165, 12);
    expect(low?.observed).toBeCloseTo(0.175, 12);
    expect(high).toMatchObject({ n: 20, observed: 1 });
  });
  it('weighs means by the customers tested and skips what could not be computed', () => {
    const reports = [
      { tested: 10, auc: 0.6 },
      { tested: 30, auc: 0.8 },
      { tested: 99, auc: NaN },
    ];
    expect(weightedMean(reports, ({ auc }) => auc)).toBeCloseTo(0.75, 12);
  });
});

describe('the split in time', () => {
  const overview = {
    channels: [1, 0].map((channelNo) => ({ channelNo, name: `c${channelNo}`, contacts: 9, responses: 4 })),
    first: '2026-01-01',
    anonymousRows: 0,
    kinds: [{ kind: 'opened', rows: 9, isResponse: true }],
  };

  it('cuts at one and two horizons before the as-of date and looks back as far as every cut can', () => {
    expect(planOf(overview, '2026-07-01', 60, [])).toMatchObject({
      trainCut: '2026-03-03',
      testCut: '2026-05-02',
      lookbackDays: 61,
      channels: [1, 0],
    });
  });
  it('says how long the history must be, and which horizon would fit', () => {
    expect(historyReason(overview, '2026-07-01', 60)).toBeNull();
    expect(historyReason(overview, '2026-07-01', 90)).toEqual({
      code: 'history',
      details: { days: 181, needed: 210, shorter: 75 },
    });
  });
  it('proposes no horizon where none would fit', () => {
    expect(historyReason(overview, '2026-01-20', 30)).toEqual({
      code: 'history-short',
      details: { days: 19, needed: 44 },
    });
  });
  it('wants a response and a second channel', () => {
    expect(historyReason({ ...overview, kinds: [] }, '2026-07-01', 60)?.code).toBe('responses');
    expect(historyReason({ ...overview, channels: overview.channels.slice(1) }, '2026-07-01', 60)?.code).toBe(
      'second-channel',
    );
  });
  it('counts days over a leap day and the ends of months', () => {
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  });
});
