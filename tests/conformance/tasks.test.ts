import { describe, expect, it } from 'vitest';
import { createRandom } from '../../workers/algorithms/random';
import { AlgorithmError } from '../../workers/errors';
import type { ExportPlan, ReadPlan, Task } from '../../workers/protocol';
import { classificationTasks } from '../../workers/tasks/classification';
import { clusteringTasks } from '../../workers/tasks/clustering';
import { exportTasks } from '../../workers/tasks/export';
import { importTasks } from '../../workers/tasks/import';
import { preferenceTasks } from '../../workers/tasks/preference';
import { partOf, textVector, vectorFromArray } from '../workers/writers/write';
import { describeTask, taskCase, taskChecks, type TaskCase } from './tasks';

/** Two heaps of points in the plane. */
function heaps(rows: number) {
  const random = createRandom(1);
  const data = Float64Array.from({ length: 2 * rows }, (_, i) => random.normal() + (i % 4 < 2 ? 0 : 10));
  return { rows, columns: 2, data };
}

/** Customers who answer on the first channel when their one feature is high; nobody could be reached on the second. */
function responses() {
  const random = createRandom(2);
  const matrix = (rows: number) => ({
    ...{ rows, columns: 1, data: Float64Array.from({ length: rows }, () => random.next()) },
  });
  const outcomesOf = (feature: Float64Array) =>
    Uint8Array.from({ length: 2 * feature.length }, (_, i) => (i % 2 ? 255 : Number((feature[i / 2] ?? 0) > 0.5)));
  const [train, test, score] = [matrix(120), matrix(60), matrix(20)];
  return {
    ...{ channels: ['APP', 'SMS'], featureNames: ['contacts'], train, test, score },
    ...{ outcomes: outcomesOf(train.data), testOutcomes: outcomesOf(test.data) },
    testBaseline: new Float64Array(2 * test.rows).fill(0.5),
  };
}

/** Feedback of two kinds, ten wordings of each, and a text of either to be labelled. */
function feedback() {
  const things = ['bill', 'invoice', 'charge', 'fee', 'refund', 'payment', 'balance', 'price', 'receipt', 'discount'];
  const places = ['cellar', 'garden', 'office', 'lift', 'train', 'tunnel', 'village', 'station', 'kitchen', 'harbour'];
  const texts = [
    ...things.map((thing) => `the ${thing} on my account is wrong, I paid too much money`),
    ...places.map((place) => `no signal in the ${place}, the call drops and the network is slow`),
  ];
  return {
    texts,
    labels: Int32Array.from(texts, (_, i) => Math.floor(i / 10)),
    classes: ['billing', 'network'],
    unlabelled: ['I paid too much for this', 'slow network and no signal at home'],
  };
}

const svm = { holdOut: 0.2, cost: 1, folds: 3 };

const tree = { maxDepth: 3, minLeaf: 5 };

const kMeans = { k: 2, restarts: 2, maxIterations: 50, tolerance: 1e-4 };

const orders = 'order,day,amount\nA1,2026-07-01,1.50\nA2,2026-07-02,x\nA3,2026-07-03\n';
const readPlan: ReadPlan = {
  layout: {
    format: 'text',
    encoding: { label: 'utf-8', proof: 'strict-utf-8' },
    dialect: { delimiter: ',', quote: '"', headerRecord: 0, columns: 3 },
  },
  columns: [
    { source: 0, target: 'transaction_id', type: 'text', dateOrder: null, required: true },
    { source: 2, target: 'amount', type: 'decimal', dateOrder: null, required: false },
  ],
  file: 1,
  batchRows: 1,
};
const fileOf = (text: string) => ({ file: new Blob([text]), name: 'orders.csv' });

const exported: ExportPlan = {
  ...{
    format: 'xlsx',
    columns: [{ name: 'customer_id' }, { name: 'amount', kind: 'money' }],
    rows: 2,
    sheet: 'Customers',
  },
  about: { sheet: 'About', lines: [['Project', 'Demo']], words: { rows: 'Rows', sheets: 'Sheets', cutTexts: 'Cut' } },
};

const cases: readonly TaskCase[] = [
  ...(['csv', 'json', 'xlsx', 'parquet'] as const).map((format) =>
    taskCase({
      name: 'export/write',
      input: () => null,
      params: { ...exported, format },
      parts: () => [partOf({ id: textVector(['A', 'B']), amount: vectorFromArray([1.5, null]) })],
      refusals: [{ input: () => null, params: { ...exported, format: 'docx' as 'csv' }, code: 'format-not-available' }],
    }),
  ),
  taskCase({
    name: 'clustering/kmeans',
    input: () => heaps(40),
    params: kMeans,
    refusals: [
      { input: () => heaps(1), params: kMeans, code: 'too-few-rows' },
      { input: () => heaps(40), params: { ...kMeans, k: 1 }, code: 'clusters-invalid' },
    ],
  }),
  taskCase({
    name: 'classification/linear-svm',
    input: feedback,
    params: svm,
    refusals: [
      { input: () => ({ ...feedback(), labels: new Int32Array(20) }), params: svm, code: 'too-few-labels' },
      { input: () => ({ ...feedback(), labels: new Int32Array(3) }), params: svm, code: 'length-mismatch' },
      { input: feedback, params: { ...svm, holdOut: 0.9 }, code: 'hold-out-invalid' },
    ],
  }),
  taskCase({
    name: 'preference/channel',
    input: responses,
    params: tree,
    refusals: [
      { input: () => ({ ...responses(), outcomes: new Uint8Array(3) }), params: tree, code: 'length-mismatch' },
      {
        input: () => ({ ...responses(), outcomes: new Uint8Array(240).fill(7) }),
        params: tree,
        code: 'label-out-of-range',
      },
    ],
  }),
  taskCase({
    name: 'import/derive-secret',
    input: () => ({ passphrase: '知客 passphrase' }),
    params: { memoryKiB: 64, passes: 1, lanes: 1, salt: '000102030405060708090a0b0c0d0e0f' },
    refusals: [],
  }),
  taskCase({ name: 'import/demo', input: () => null, params: { customers: 50, part: 'first' }, refusals: [] }),
  taskCase({
    name: 'import/list',
    input: () => fileOf(orders),
    params: null,
    refusals: [
      { input: () => fileOf(''), params: null, code: 'empty-file' },
      { input: () => fileOf('%PDF-1.7'), params: null, code: 'unsupported-document' },
    ],
  }),
  taskCase({
    name: 'import/inspect',
    input: () => fileOf(orders),
    params: {},
    refusals: [
      { input: () => fileOf(''), params: {}, code: 'empty-file' },
      { input: () => fileOf(orders), params: { encoding: 'no-such' }, code: 'encoding-unsupported' },
    ],
  }),
  taskCase({
    name: 'import/read',
    input: () => fileOf(orders),
    params: readPlan,
    refusals: [
      { input: () => fileOf(orders), params: { ...readPlan, timeZone: 'Moon/Mare' }, code: 'time-zone-unknown' },
    ],
  }),
];

const tables = { ...importTasks, ...clusteringTasks, ...classificationTasks, ...preferenceTasks, ...exportTasks };
for (const subject of cases) describeTask(tables, subject);

it('covers every task', () => {
  expect([...new Set(cases.map(({ name }) => name))].sort()).toEqual(Object.keys(tables).sort());
});

describe('the suite', () => {
  const sum: Task<Float64Array, { times: number }, { total: number }> = (values, { times }, { report }) => {
    if (values.length === 0) throw new AlgorithmError('too-few-rows', { rows: 0 });
    report(0.5, 'adding');
    const total = times * values.reduce((a, b) => a + b, 0);
    report(1, 'adding');
    return { total };
  };
  const subject: TaskCase<Float64Array, { times: number }> = {
    name: 'test/sum',
    input: () => Float64Array.of(1, 2, 3),
    params: { times: 2 },
    refusals: [{ input: () => new Float64Array(), params: { times: 1 }, code: 'too-few-rows' }],
  };

  async function brokenClaims(run: Task<Float64Array, { times: number }, unknown>, name = 'test/sum') {
    const table = { 'test/sum': () => Promise.resolve({ run }) };
    const broken: string[] = [];
    for (const { claim, check } of taskChecks(table, { ...(subject as TaskCase), name })) {
      await check().catch(() => broken.push(claim));
    }
    return broken;
  }

  it('passes an honest task', async () => {
    expect(await brokenClaims(sum)).toEqual([]);
  });

  let calls = 0;
  const planted: readonly (readonly [
    what: string,
    run: Task<Float64Array, { times: number }, unknown>,
    claim: RegExp,
  ])[] = [
    ['depends on more than its seed', (v, p, c) => ({ ...(sum(v, p, c) as object), call: calls++ }), /same seed/],
    [
      'sorts its input in place',
      (v, p, c) =>
        sum(
          v.sort((a, b) => b - a),
          p,
          c,
        ),
      /leaves its input/,
    ],
    [
      'writes into its parameters',
      (v, p, c) => sum(v, Object.assign(p, { times: p.times + 1 }), c),
      /leaves its input/,
    ],
    ['never reports the end', (v, p, c) => sum(v, p, { ...c, report: () => c.report(0.9) }), /rise to 1/],
    ['runs back', (v, p, c) => (c.report(0.7), sum(v, p, c)), /rise to 1/],
    ['names a stage in a sentence', (v, p, c) => (c.report(0, 'Adding up'), sum(v, p, c)), /stages/],
    ['returns a function', (v, p, c) => ({ ...(sum(v, p, c) as object), again: () => 1 }), /crosses/],
    [
      'returns an object of a class',
      (v, p, c) =>
        new (class Total {
          total = sum(v, p, c);
        })(),
      /crosses/,
    ],
    ['accepts what it must refuse', (v, p, c) => (v.length === 0 ? { total: 0 } : sum(v, p, c)), /refuses/],
    [
      'refuses without a code',
      (v, p, c) => {
        if (v.length === 0) throw new Error('empty');
        return sum(v, p, c);
      },
      /refuses/,
    ],
    [
      'fails',
      () => {
        throw new TypeError('x is undefined');
      },
      /does its work/,
    ],
  ];
  it.each(planted)('finds a task that %s', async (_what, run, claim) => {
    expect(await brokenClaims(run)).toContainEqual(expect.stringMatching(claim));
  });

  it('finds a task that is not in the table', async () => {
    expect(await brokenClaims(sum, 'test/other')).toContainEqual(expect.stringMatching(/stands in the table/));
  });
});
