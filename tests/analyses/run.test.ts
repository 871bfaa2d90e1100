import { describe, expect, it } from 'vitest';
import { defineAnalysis } from '../../src/analyses/analysis';
import { reasonsAgainst, runAnalysis, type RunOptions } from '../../src/analyses/run';
import { inputError } from '../../src/lib/core/errors';
import { integer } from '../../src/lib/core/params';
import { isStale } from '../../src/lib/core/run-record';
import type { Dataset } from '../../src/lib/data/dataset';
import { texts } from '../../src/lib/i18n/translate';

/** Rows of transactions decide everything a toy needs to know. */
const dataset = (rows: number): Dataset => ({
  asOf: '2026-07-01',
  timeZone: 'UTC',
  currency: '',
  count: (entity) => (entity === 'transactions' ? rows : 0),
  has: (entity) => entity === 'transactions' && rows > 0,
  fields: () => [],
  rows: () => Promise.resolve([]),
  columns: () => Promise.reject(new Error('the toy asks for no columns')),
  fingerprint: (entity) => Promise.resolve({ entity, schema: 's', rows, xor: String(rows), sum: '0' }),
});

const toy = defineAnalysis({
  id: 'toy',
  version: 3,
  group: 'value',
  inputs: ['transactions', 'customers'],
  isRandom: true,
  params: { times: integer({ default: 2, min: 1, max: 9 }) },
  texts: texts({ zh: {}, en: {} }),
  needs: (data) => (data.has('transactions') ? [] : [{ code: 'transactions', details: {} }]),
  check: (data, { times }) =>
    Promise.resolve(data.count('transactions') < times ? [{ code: 'more', details: { needed: times } }] : []),
  run(params, { data, seed, report, warn }) {
    report(0.5, 'half');
    warn('odd', { rows: data.count('transactions') });
    return Promise.resolve({ product: params.times * seed });
  },
  help: { picture: 'table', formulae: [], example: () => ({ columns: [], rows: [], values: {} }) },
  headline: () => '',
  view: (): Promise<never> => Promise.reject(new Error('a toy has no view')),
});

const options = (rows: number, more: Partial<RunOptions> = {}): RunOptions => ({
  dataset: dataset(rows),
  compute: () => Promise.reject(new Error('the toy computes nothing')),
  runNo: 4,
  appVersion: '1.2.3',
  engineVersion: 'v9',
  ...more,
});

describe('runAnalysis', () => {
  it('writes down everything needed to make the result again', async () => {
    const { result, record } = await runAnalysis(toy, { times: 5 }, options(7, { seed: 11, runId: 'abc' }));
    expect(result).toEqual({ product: 55 });
    expect(record).toMatchObject({
      runId: 'abc',
      runNo: 4,
      analysis: 'toy',
      version: 3,
      params: { times: 5 },
      seed: 11,
      asOf: '2026-07-01',
      warnings: [{ code: 'odd', details: { rows: 7 } }],
      appVersion: '1.2.3',
      engineVersion: 'v9',
    });
    expect(record.inputs.map(({ entity }) => entity)).toEqual(['transactions', 'customers']);
    expect(record.durationMs).toBeGreaterThanOrEqual(0);
    expect(new Date(record.startedAt).toISOString()).toBe(record.startedAt);
  });
  it('records defaults as if they had been given', async () => {
    const { record } = await runAnalysis(toy, {}, options(7));
    expect(record.params).toEqual({ times: 2 });
    expect(record.seed).toBe(1);
  });
  it('makes a result that turns stale with its inputs', async () => {
    const { record } = await runAnalysis(toy, {}, options(7));
    const now = (rows: number) => Promise.all(toy.inputs.map((entity) => dataset(rows).fingerprint(entity)));
    expect(isStale(record, await now(7), '2026-07-01')).toBe(false);
    expect(isStale(record, await now(8), '2026-07-01')).toBe(true);
    expect(isStale(record, await now(7), '2026-07-02')).toBe(true);
  });
  it('refuses with the first reason and what it is about', async () => {
    await expect(runAnalysis(toy, {}, options(0))).rejects.toMatchObject({
      kind: 'input',
      code: 'needs-unmet',
      details: { analysis: 'toy', reason: 'transactions' },
    });
    await expect(runAnalysis(toy, { times: 9 }, options(3))).rejects.toMatchObject({
      code: 'needs-unmet',
      details: { reason: 'more', needed: 9 },
    });
  });
  it('refuses parameters that are unknown or out of range', async () => {
    await expect(runAnalysis(toy, { time: 1 }, options(3))).rejects.toMatchObject({ code: 'param-unknown' });
    await expect(runAnalysis(toy, { times: 10 }, options(3))).rejects.toMatchObject({ code: 'param-range' });
  });
  it('gives progress on, held to [0, 1]', async () => {
    const seen: (readonly [number, string | undefined])[] = [];
    await runAnalysis(toy, {}, options(3, { report: (fraction, stage) => seen.push([fraction, stage]) }));
    expect(seen).toEqual([[0.5, 'half']]);
  });
  it('ends in silence when it was aborted, even if the answer came', async () => {
    const abort = new AbortController();
    const late = defineAnalysis({
      ...toy,
      run: () => {
        abort.abort();
        return Promise.resolve({ product: 1 });
      },
    });
    await expect(runAnalysis(late, {}, options(3, { signal: abort.signal }))).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });
  it('lets an analysis’s own error through unchanged', async () => {
    const broken = defineAnalysis({ ...toy, run: () => Promise.reject(inputError('mixed-currencies', { count: 2 })) });
    await expect(runAnalysis(broken, {}, options(3))).rejects.toMatchObject({ code: 'mixed-currencies' });
  });
});

describe('reasonsAgainst', () => {
  it('asks no query of data that lacks what is needed at all', async () => {
    const silent = defineAnalysis({ ...toy, check: () => Promise.reject(new Error('must not be asked')) });
    expect(await reasonsAgainst(silent, dataset(0))).toEqual([{ code: 'transactions', details: {} }]);
  });
  it('is empty when it can run', async () => {
    expect(await reasonsAgainst(toy, dataset(5))).toEqual([]);
  });
});
