import { describe, expect, it } from 'vitest';
import { linearSvm, type LinearSvmParams } from '../../workers/algorithms/classify/linear-svm';
import { kMeans } from '../../workers/algorithms/cluster/kmeans';
import type { Model } from '../../workers/algorithms/estimator';
import type { Matrix } from '../../workers/algorithms/matrix';
import { decisionTree } from '../../workers/algorithms/tree/decision-tree';
import { estimatorChecks, estimatorConformance, type EstimatorCase } from './estimators';
import { nearestCentre } from './nearest-centre';
import { denseRows, sparseRows } from './row-operations';
import { clouds, texts } from './samples';

const kMeansParams = { clusters: 3, restarts: 10, maxIterations: 300, tolerance: 1e-4 };
const treeParams = { maxDepth: 4, minLeaf: 3, smoothing: { kind: 'laplace' } } as const;
const svmParams: LinearSvmParams = {
  cost: 1,
  loss: 'squared-hinge',
  tolerance: 1e-3,
  maxIterations: 1000,
};

/** Registered estimators: one line each. */
estimatorConformance({ estimator: kMeans, params: kMeansParams, makeData: clouds, rows: denseRows });
estimatorConformance({ estimator: decisionTree, params: treeParams, makeData: clouds, rows: denseRows });
estimatorConformance({ estimator: linearSvm, params: svmParams, makeData: texts, rows: sparseRows });
estimatorConformance({ estimator: nearestCentre, params: {}, makeData: clouds, rows: denseRows });

describe('the suite itself', () => {
  const sound = { estimator: nearestCentre, params: {}, makeData: clouds, rows: denseRows };

  function failures<X, P, M extends Model>(subject: EstimatorCase<X, P, M>): string[] {
    return estimatorChecks(subject).flatMap(({ claim, check }) => {
      try {
        check();
        return [];
      } catch {
        return [claim];
      }
    });
  }

  const broken = (change: Partial<typeof nearestCentre>) =>
    failures({ ...sound, estimator: { ...nearestCentre, ...change } });

  it('finds nothing in a sound estimator', () => {
    expect(failures(sound)).toEqual([]);
  });

  it('sees a model that depends on more than the seed', () => {
    let calls = 0;
    expect(broken({ fit: (...args) => ({ ...nearestCentre.fit(...args), version: calls++ }) })).toContain(
      'gives the same model for the same seed',
    );
  });

  it('sees an input that was changed', () => {
    const fit: typeof nearestCentre.fit = (x, y, params, context) => {
      const model = nearestCentre.fit(x, y, params, context);
      x.data[0] = 99;
      return model;
    };
    expect(broken({ fit })).toContain('leaves its inputs as they were');
  });

  it('sees a dependence on the order of the rows', () => {
    const fit: typeof nearestCentre.fit = (x, y, params, context) => {
      const model = nearestCentre.fit(x, y, params, context);
      const [first, ...rest] = model.centres;
      return { ...model, centres: [first?.map((value) => value + (x.data[0] ?? 0)) ?? null, ...rest] };
    };
    expect(broken({ fit })).toContain('gives the same predictions whatever the order of the rows');
  });

  it('sees an objective that depends on the order of the rows', () => {
    const fit: typeof nearestCentre.fit = (x, y, params, context) => ({
      ...nearestCentre.fit(x, y, params, context),
      columns: x.data[0] ?? 0,
    });
    expect(
      broken({
        fit,
        objective: (model) => model.columns,
        traits: { ...nearestCentre.traits, orderInvariant: false },
      }),
    ).toContain('reaches the same objective within its tolerance whatever the order of the rows');
  });

  it('sees missing values that were taken in silence', () => {
    const scores = (model: Model & { centres: readonly (Float64Array | null)[] }, x: Matrix) =>
      new Float64Array(x.rows * model.centres.length);
    const fit: typeof nearestCentre.fit = (x, ...rest) =>
      nearestCentre.fit({ ...x, data: x.data.map((value) => (Number.isNaN(value) ? 0 : value)) }, ...rest);
    expect(broken({ scores, fit })).toContain('refuses missing values with a code');
  });

  it('sees a bug where a refusal was due', () => {
    const fit: typeof nearestCentre.fit = (x, y, params, context) => {
      if (y === null || x.rows < 2) throw new TypeError('cannot read properties of null');
      return nearestCentre.fit(x, y, params, context);
    };
    expect(broken({ fit })).toEqual(
      expect.arrayContaining([
        'refuses no rows at all with a code',
        'fits one row or refuses it with a code',
        'refuses to learn without labels, with too few, or with a negative one',
      ]),
    );
  });

  it('sees a model that is not plain data', () => {
    const fit: typeof nearestCentre.fit = (...args) => Object.assign(nearestCentre.fit(...args), { distance: () => 0 });
    expect(broken({ fit })).toContain('makes a model of plain data');
  });

  it('sees progress that stops early or runs backwards', () => {
    const fit: typeof nearestCentre.fit = (x, y, params, context) =>
      nearestCentre.fit(x, y, params, { ...context, report: () => context.report(0.9) });
    expect(broken({ fit })).toContain('reports progress that only grows and ends at 1');
  });

  it('sees predictions that contradict the scores', () => {
    expect(broken({ predict: (_model, x) => new Int32Array(x.rows) })).toContain(
      'predicts the class with the highest score',
    );
  });
});
