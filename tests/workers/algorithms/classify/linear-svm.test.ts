import { describe, expect, it } from 'vitest';
import { linearSvm, type LinearSvmParams } from '../../../../workers/algorithms/classify/linear-svm';
import { createRandom } from '../../../../workers/algorithms/random';
import { fromEntries } from '../../../conformance/row-operations';
import { texts } from '../../../conformance/samples';

const params: LinearSvmParams = {
  cost: 1,
  loss: 'squared-hinge',
  tolerance: 1e-4,
  maxIterations: 10_000,
};
const context = () => ({ random: createRandom(3), report: () => {} });

/** One column, value ±1 for the two classes. */
const line = fromEntries(1, [[[0, 1]], [[0, -1]]]);

describe('linearSvm', () => {
  it('finds the solution that can be worked out by hand', () => {
    // By symmetry b = 0; the minimum of w²/2 + 2·cost·(1 − w)² lies at w = 4·cost / (1 + 4·cost).
    const model = linearSvm.fit(line, Int32Array.of(1, 0), params, context());
    expect(model.weights[0]).toBeCloseTo(0.8, 4);
    expect(model.bias[0]).toBeCloseTo(0, 4);
    expect(Array.from(linearSvm.scores?.(model, line) ?? [])).toEqual(
      [-1, 1, 1, -1].map((s) => expect.closeTo(0.8 * s, 4)),
    );
  });

  it('bounds the hinge by the cost', () => {
    // w²/2 + 2·cost·max(0, 1 − w): with a cost of 0.1 the weight is 2·cost.
    const model = linearSvm.fit(line, Int32Array.of(1, 0), { ...params, cost: 0.1, loss: 'hinge' }, context());
    expect(model.weights[0]).toBeCloseTo(0.2, 4);
  });

  it('says when it was stopped before it converged', () => {
    const { x, y } = texts(createRandom(1), 90);
    const model = linearSvm.fit(x, y, { ...params, cost: 100, tolerance: 1e-9, maxIterations: 2 }, context());
    expect(model).toMatchObject({ converged: false, iterations: 2 });
  });

  it('never predicts a class without training rows', () => {
    const { x, y } = texts(createRandom(1), 90);
    const model = linearSvm.fit(x, y?.map((label) => 2 * label) ?? null, params, context());
    expect(model.classes).toBe(5);
    expect(new Set(linearSvm.predict(model, x))).toEqual(new Set([0, 2, 4]));
  });

  it.each([
    ['one class', Int32Array.of(0, 0), params, 'too-few-labels'],
    ['no labels', null, params, 'labels-missing'],
    ['a cost of 0', Int32Array.of(0, 1), { ...params, cost: 0 }, 'svm-params-invalid'],
    ['a cost that is no number', Int32Array.of(0, 1), { ...params, cost: NaN }, 'svm-params-invalid'],
  ])('refuses %s', (_what, y, given, code) => {
    expect(() => linearSvm.fit(line, y, given, context())).toThrow(expect.objectContaining({ code }));
  });
});
