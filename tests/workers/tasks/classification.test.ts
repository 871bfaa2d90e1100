import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../workers/algorithms/random';
import { duplicateKey } from '../../../workers/algorithms/text/normalise';
import {
  run,
  type TextClassifierInput,
  type TextClassifierParams,
  type TextClassifierResult,
} from '../../../workers/tasks/classification/linear-svm';

const params: TextClassifierParams = { holdOut: 0.25, cost: 0, folds: 3 };
const classes = ['资费', '网络', 'service'];

const subjects = [
  ['账单', '月租', '流量费', '5G套餐', 'ERP发票', '退款'],
  ['信号', '宽带', 'WiFi', '网速', '基站', '路由器'],
  ['the agent', 'your staff', 'the hotline', 'the clerk', 'a supervisor', 'the shop'],
];
const complaints = [
  ['多扣了{n}块钱', '收费不明白,说好{n}元', '怎么又涨到{n}元', '{n}月还没退给我', '和合同不符,多收{n}次'],
  ['断了{n}次', '慢得打不开网页,试了{n}遍', '连不上,等了{n}小时', '{n}楼完全没有', '修了{n}天还不行'],
  [
    'was rude {n} times',
    'kept me waiting {n} hours',
    'hung up on me after {n} minutes',
    'never called back in {n} days',
    'was no help for {n} weeks',
  ],
];

/** Complaints of three kinds in two languages, no two the same. */
function feedback(rows: number): { texts: string[]; labels: number[] } {
  const random = createRandom(4);
  const texts = new Map<string, number>();
  for (let i = 0; texts.size < rows; i++) {
    const label = i % 3;
    const pick = (from: readonly (readonly string[])[]) => from[label]?.[random.below(from[label].length)] ?? '';
    texts.set(`${pick(subjects)} ${pick(complaints)}`.replace('{n}', String(2 + random.below(60))), label);
  }
  return { texts: [...texts.keys()], labels: [...texts.values()] };
}

async function classify(
  { texts, labels }: { texts: readonly string[]; labels: readonly number[] },
  changed: Partial<TextClassifierInput & TextClassifierParams> = {},
  onReport: (fraction: number, stage?: string) => void = () => {},
): Promise<TextClassifierResult> {
  const input = { texts, labels: Int32Array.from(labels), classes, unlabelled: [], ...changed };
  return run(input, { ...params, ...changed }, { seed: 1, report: onReport, emit: async () => {} });
}

describe('the text classifier', () => {
  it('finds the kinds that are there, in two languages, and labels new texts with a probability', async () => {
    const unlabelled = ['这个月账单不对,多扣钱了', '家里宽带一直断', 'the clerk was so rude to me', '', '!!'];
    const set = feedback(300);
    const result = await classify(set, { unlabelled });
    expect(result.accuracy).toBeGreaterThan(0.95);
    expect(result.accuracyLow).toBeLessThanOrEqual(result.accuracy);
    expect(result.accuracyHigh).toBeGreaterThanOrEqual(result.accuracy);
    expect(Array.from(result.predicted.subarray(0, 3))).toEqual([0, 1, 2]);
    result.score.slice(0, 3).forEach((score) => expect(score).toBeGreaterThan(0.6));
    // Texts without a known term get the commonest class, and its share as probability.
    const sizes = [0, 1, 2].map((label) => set.labels.filter((own) => own === label).length);
    const most = Math.max(...sizes);
    expect(Array.from(result.predicted.subarray(3))).toEqual([sizes.indexOf(most), sizes.indexOf(most)]);
    result.score.slice(3).forEach((score) => expect(score).toBeCloseTo(most / 300, 6));
    expect(result.segmenter).toBe('jieba');
    expect(result.converged).toBe(true);
  });

  it('reports figures that follow from its predictions on the texts held out', async () => {
    const set = feedback(200);
    // A fifth of the labels are wrong, so that something is confused.
    const labels = set.labels.map((label, i) => (i % 5 === 0 ? (label + 1) % 3 : label));
    const result = await classify({ texts: set.texts, labels });
    const hits = result.testIndex.filter((row, i) => labels[row] === result.testPredicted[i]).length;
    expect(result.accuracy).toBeCloseTo(hits / result.testIndex.length, 12);
    expect(result.heldOut).toBe(result.testIndex.length);
    expect(result.trained + result.heldOut).toBe(200);
    const counted = result.confusion.map((row) => row.reduce((a, b) => a + b, 0));
    expect(counted).toEqual(result.classReports.map(({ support }) => support));
    expect(result.confusion.flat().reduce((a, b) => a + b, 0)).toBe(result.heldOut);
    result.testIndex.forEach((row, i) =>
      expect(result.confusion[labels[row] ?? -1]?.[result.testPredicted[i] ?? -1]).toBeGreaterThan(0),
    );
    result.classReports.forEach(({ f1, f1Low, f1High }) => {
      expect(f1Low).toBeLessThanOrEqual(f1);
      expect(f1High).toBeGreaterThanOrEqual(f1);
    });
    expect(result.macroF1).toBeCloseTo(result.classReports.reduce((sum, { f1 }) => sum + f1, 0) / 3, 12);
    expect(result.baseline).toBeLessThan(0.5);
  });

  it('keeps equal texts on one side, whatever their case, width and blanks', async () => {
    const set = feedback(90);
    const texts = [...set.texts, ...set.texts.map((text) => ` ${text.toUpperCase().replace(',', '，')}`)];
    const result = await classify({ texts, labels: [...set.labels, ...set.labels] });
    const heldOut = new Set(Array.from(result.testIndex, (row) => duplicateKey(texts[row] ?? '')));
    const both = texts.filter((text, row) => heldOut.has(duplicateKey(text)) && !result.testIndex.includes(row));
    expect(both).toEqual([]);
    expect(result.heldOut).toBe(2 * heldOut.size);
  });

  it('learns from a class of one text and says that it was not measured', async () => {
    const set = feedback(60);
    const result = await classify(
      { texts: [...set.texts, '我要转网 携号转网'], labels: [...set.labels, 3] },
      { classes: [...classes, '转网', '没有'] },
    );
    expect(result.classReports[3]).toMatchObject({ support: 0, precision: NaN, recall: NaN, f1: NaN, f1Low: NaN });
    expect(result.classReports[3]?.terms.map(({ term }) => term)).toContain('转网');
    expect(result.classReports[4]).toMatchObject({ support: 0, terms: [] });
    expect(result.macroF1).not.toBeNaN();
  });

  it('shows words as terms, no fragments and no function words', async () => {
    const { classReports } = await classify(feedback(200));
    const terms = classReports.map((report) => report.terms.map(({ term }) => term));
    expect(terms[0]).toContain('账单');
    expect(terms[1]).toContain('宽带');
    expect(terms[2]).toContain('rude');
    for (const term of terms.flat()) expect(term.length).toBeGreaterThan(1);
    expect(terms[2]).not.toContain('the');
    for (const { terms: own } of classReports) {
      expect(own.map(({ weight }) => weight)).toEqual(own.map(({ weight }) => weight).toSorted((a, b) => b - a));
    }
  });

  it('chooses cost and emphasis by cross-validation, or takes the cost it is given', async () => {
    const set = feedback(120);
    const chosen = await classify(set);
    const best = Math.max(...chosen.candidates.map(({ accuracy }) => accuracy));
    expect(chosen.candidates).toContainEqual({ cost: chosen.cost, isEmphasised: chosen.isEmphasised, accuracy: best });
    expect(chosen.candidates.filter(({ isEmphasised }) => isEmphasised)).toHaveLength(1);
    expect(chosen.costCurve.map(({ cost }) => cost)).toContain(chosen.cost);
    expect(chosen.tunedOn).toBe(chosen.trained);
    const given = await classify(set, { cost: 2 });
    expect(given).toMatchObject({ cost: 2, isEmphasised: false, candidates: [], costCurve: [], tunedOn: 0 });
  });

  it('says that it chose them on a sample where all texts would take too long', async () => {
    const set = feedback(300);
    const long = set.texts.map((text) => `${text} ${text} `.repeat(30));
    const result = await classify({ texts: long, labels: set.labels }, { folds: 2 });
    expect(result.tunedOn).toBeLessThan(result.trained);
    expect(result.warnings).toContainEqual({
      code: 'tuned-on-sample',
      details: { rows: result.tunedOn, of: result.trained },
    });
  });

  it('reports every stage, rising to 1', async () => {
    const reports: [number, string | undefined][] = [];
    await classify(feedback(120), { unlabelled: ['断网了'], cost: 1 }, (fraction, stage) =>
      reports.push([fraction, stage]),
    );
    const fractions = reports.map(([fraction]) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect([...new Set(reports.map(([, stage]) => stage))].filter((stage) => stage !== undefined)).toEqual([
      'calibrate',
      'fit',
      'measure',
      'refit',
      'predict',
    ]);
  });

  it.each([
    ['a single class', { texts: ['a b', 'c d', 'e f'], labels: [0, 0, 0] }, {}, 'too-few-labels'],
    [
      'equal texts for different ones',
      { texts: ['aa', 'AA', 'aa ', 'bb', 'cc', 'dd'], labels: [0, 0, 0, 1, 1, 1] },
      {},
      'too-few-labels',
    ],
    ['no text at all', { texts: [], labels: [] }, {}, 'too-few-labels'],
    ['a label beyond the classes', { texts: ['a', 'b'], labels: [0, 3] }, {}, 'label-out-of-range'],
    ['a missing label', { texts: ['a', 'b'], labels: [0] }, {}, 'length-mismatch'],
    ['a hold-out of everything', feedback(30), { holdOut: 1 }, 'hold-out-invalid'],
    ['a single fold', feedback(30), { folds: 1 }, 'folds-invalid'],
    ['a negative cost', feedback(30), { cost: -1 }, 'svm-params-invalid'],
  ])('refuses %s', async (_what, set, changed, code) => {
    await expect(classify(set, changed)).rejects.toMatchObject({ code });
  });

  it('works with three texts in each of two classes', async () => {
    const set = {
      texts: ['bill wrong', 'bill too high', 'wrong charge', 'no signal', 'signal lost', 'lost call'],
      labels: [0, 0, 0, 1, 1, 1],
    };
    const result = await classify(set, { unlabelled: ['the bill'], classes: ['billing', 'network'] });
    expect(result.heldOut).toBe(2);
    expect(result.predicted[0]).toBe(0);
    expect(result.score[0]).toBeGreaterThanOrEqual(0.5);
  });
});
