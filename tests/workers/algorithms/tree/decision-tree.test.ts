import { describe, expect, it } from 'vitest';
import { areaUnderRoc } from '../../../../workers/algorithms/evaluate/ranking';
import { matrix, type Matrix } from '../../../../workers/algorithms/matrix';
import { createRandom } from '../../../../workers/algorithms/random';
import { binColumns, EXACT_ROWS, MAX_BINS } from '../../../../workers/algorithms/tree/bins';
import { decisionTree, nodeOfRows, type DecisionTreeParams } from '../../../../workers/algorithms/tree/decision-tree';
import { nodeProbabilities } from '../../../../workers/algorithms/tree/probabilities';

const params: DecisionTreeParams = { maxDepth: 5, minLeaf: 1, smoothing: { kind: 'none' } };
const quiet = (seed = 1) => ({ random: createRandom(seed), report: () => {} });
const column = (...values: number[]) => matrix(values.length, 1, Float64Array.from(values));
const fit = (x: Matrix, y: number[], changed: Partial<DecisionTreeParams> = {}) =>
  decisionTree.fit(x, Int32Array.from(y), { ...params, ...changed }, quiet());
const shares = (model: ReturnType<typeof fit>, x: Matrix) =>
  Array.from(decisionTree.scores?.(model, x) ?? []).filter((_, i) => i % 2 === 1);

describe('decision tree', () => {
  it('asks the question that parts the classes, midway between their values', () => {
    const model = fit(column(1, 2, 8, 10), [0, 0, 1, 1]);
    expect(Array.from(model.features)).toEqual([0, -1, -1]);
    expect(model.thresholds[0]).toBe(5);
    expect(Array.from(model.counts)).toEqual([2, 2, 2, 0, 0, 2]);
    expect(model.impurity).toBe(0);
    expect(Array.from(decisionTree.predict(model, column(5, 5.1)))).toEqual([0, 1]);
  });

  it('keeps at least as many rows in a leaf as asked', () => {
    const model = fit(column(1, 2, 3, 4, 5, 6), [1, 0, 0, 0, 0, 0], { minLeaf: 2 });
    expect(model.thresholds[0]).toBe(2.5);
  });

  it('is one leaf at depth 0, for one class, and where no question helps', () => {
    for (const model of [
      fit(column(1, 2), [0, 1], { maxDepth: 0 }),
      fit(column(1, 2), [1, 1]),
      fit(column(7, 7, 7, 7), [0, 1, 0, 1]),
      fit(column(1, 2, 1, 2), [0, 0, 1, 1]),
    ]) {
      expect(Array.from(model.features)).toEqual([-1]);
      expect(Array.from(model.importance)).toEqual([0]);
    }
  });

  it('sends missing values where they fit better, and asks nothing else of them', () => {
    const missingWithHigh = fit(column(1, 2, 8, 9, NaN, NaN), [0, 0, 1, 1, 1, 1]);
    expect(Array.from(decisionTree.predict(missingWithHigh, column(NaN, 0, 99)))).toEqual([1, 0, 1]);
    const missingWithLow = fit(column(1, 2, 8, 9, NaN, NaN), [0, 0, 1, 1, 0, 0]);
    expect(Array.from(decisionTree.predict(missingWithLow, column(NaN, 0, 99)))).toEqual([0, 0, 1]);
  });

  it('parts what is missing from all that is known', () => {
    const model = fit(column(1, 2, 3, NaN, NaN), [0, 0, 0, 1, 1]);
    expect(model.thresholds[0]).toBe(Infinity);
    expect(Array.from(decisionTree.predict(model, column(-1e9, 1e9, NaN)))).toEqual([0, 0, 1]);
    expect(structuredClone(model)).toEqual(model);
  });

  it('sends a value missing only later to the larger side', () => {
    const model = fit(column(1, 8, 9, 10), [0, 1, 1, 1]);
    expect(Array.from(decisionTree.predict(model, column(NaN)))).toEqual([1]);
  });

  it('takes a column without any value', () => {
    const x = matrix(4, 2, Float64Array.of(NaN, 1, NaN, 2, NaN, 8, NaN, 9));
    expect(Array.from(fit(x, [0, 0, 1, 1]).features)).toEqual([1, -1, -1]);
  });

  it('never lets rounding put the threshold on the upper value', () => {
    const [low, high] = [1, 1 + Number.EPSILON];
    const model = fit(column(low, high), [0, 1]);
    expect(Array.from(decisionTree.predict(model, column(low, high)))).toEqual([0, 1]);
  });

  it('shares the removed impurity among the columns', () => {
    // Column 0 parts class 2 from the rest (removes 8·(1 − 3/8) − 4·½ = 3), column 1 the other two (removes 2).
    const x = matrix(8, 2, Float64Array.of(0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1));
    const model = fit(x, [0, 0, 1, 1, 2, 2, 2, 2]);
    expect(model.importance[0]).toBeCloseTo(3 / 5, 14);
    expect(model.importance[1]).toBeCloseTo(2 / 5, 14);
  });

  it('can be read at any depth', () => {
    const x = column(1, 2, 3, 4);
    const model = fit(x, [0, 1, 1, 0]);
    expect(Array.from(nodeOfRows(model, x, 0))).toEqual([0, 0, 0, 0]);
    expect(Array.from(nodeOfRows(model, x)).map((node) => model.features[node])).toEqual([-1, -1, -1, -1]);
  });

  it('refuses what it cannot learn from', () => {
    const x = column(1, 2);
    expect(() => decisionTree.fit(x, null, params, quiet())).toThrow('labels-missing');
    expect(() => fit(x, [0])).toThrow('length-mismatch');
    expect(() => fit(x, [0, -1])).toThrow('label-out-of-range');
    expect(() => fit(column(1, Infinity), [0, 1])).toThrow('not-finite {"row":1,"column":0}');
    expect(() => fit(x, [0, 1], { minLeaf: 0 })).toThrow('tree-params-invalid');
    expect(() => decisionTree.predict(fit(x, [0, 1]), matrix(1, 2))).toThrow('columns-mismatch');
  });
});

describe('probabilities of a node', () => {
  // Four rows of class 0 and six of class 1, parted into (4, 1) and (0, 5).
  const x = column(1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
  const y = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1];

  it('are shares without smoothing', () => {
    expect(shares(fit(x, y), column(1, 2))).toEqual([0.2, 1]);
  });

  it('have one row of each class added by Laplace', () => {
    expect(shares(fit(x, y, { smoothing: { kind: 'laplace' } }), column(1, 2))).toEqual([2 / 7, 6 / 7]);
  });

  it('are drawn towards those of the parent', () => {
    const root = 7 / 12;
    const [low, high] = shares(fit(x, y, { smoothing: { kind: 'parent', weight: 5 } }), column(1, 2));
    expect(low).toBeCloseTo((1 + 5 * root) / 10, 14);
    expect(high).toBeCloseTo((5 + 5 * root) / 10, 14);
  });

  it('can be made again with another smoothing', () => {
    const model = fit(x, y);
    const again = nodeProbabilities(model, 2, { kind: 'laplace' });
    expect(again).toEqual(fit(x, y, { smoothing: { kind: 'laplace' } }).probabilities);
  });
});

describe('bins', () => {
  it('hold one value each while there are few rows', () => {
    const [bins] = binColumns(column(5, NaN, 3, 5, 9), createRandom(1));
    expect(bins).toEqual({
      bins: 3,
      codes: Uint16Array.of(1, 3, 0, 1, 2),
      lowest: Float64Array.of(3, 5, 9),
      highest: Float64Array.of(3, 5, 9),
    });
  });

  it('hold about equally many of many rows, equal values together', () => {
    const random = createRandom(3);
    const rows = EXACT_ROWS + 2_000;
    const values = Float64Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 0.5 : random.next()));
    const [binned] = binColumns(matrix(rows, 1, values), createRandom(1));
    expect(binned?.bins).toBeLessThanOrEqual(MAX_BINS);
    expect(binned?.bins).toBeGreaterThan(MAX_BINS / 2);
    values.forEach((value, i) => {
      const code = binned?.codes[i] ?? -1;
      expect(value >= (binned?.lowest[code] ?? NaN) && value <= (binned?.highest[code] ?? NaN)).toBe(true);
    });
    expect(new Set(Array.from(values.keys(), (i) => (values[i] === 0.5 ? binned?.codes[i] : -1))).size).toBe(2);
    for (let bin = 1; bin < (binned?.bins ?? 0); bin++) {
      expect(binned?.lowest[bin]).toBeGreaterThan(binned?.highest[bin - 1] ?? NaN);
    }
  });

  it('cost little accuracy', () => {
    const random = createRandom(8);
    const make = (rows: number) => {
      const x = matrix(rows, 3);
      x.data.forEach((_, i) => (x.data[i] = random.normal()));
      const y = Int32Array.from({ length: rows }, (_, i) => {
        const signal = (x.data[3 * i] ?? 0) + Math.sin(3 * (x.data[3 * i + 1] ?? 0));
        return Number(random.next() < 1 / (1 + Math.exp(-2 * signal)));
      });
      return { x, y };
    };
    const [train, test] = [make(8_000), make(8_000)];
    const aucOf = (rows: number) => {
      const part = { x: matrix(rows, 3, train.x.data.slice(0, rows * 3)), y: train.y.slice(0, rows) };
      const model = decisionTree.fit(part.x, part.y, { ...params, maxDepth: 6, minLeaf: 50 }, quiet());
      return areaUnderRoc(test.y, shares(model, test.x));
    };
    // Twice the rows in bins must be no worse than half of them exact; the truth itself reaches about .89.
    expect(aucOf(8_000)).toBeGreaterThan(aucOf(4_000));
    expect(aucOf(8_000)).toBeGreaterThan(0.85);
  });
});
