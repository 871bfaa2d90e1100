import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linearSvm, type LinearSvmParams } from '../../workers/algorithms/classify/linear-svm';
import { primalObjectives } from '../../workers/algorithms/classify/svm-objective';
import { createRandom } from '../../workers/algorithms/random';
import type { SparseMatrix } from '../../workers/algorithms/sparse';

interface Case {
  readonly name: string;
  readonly columns: number;
  readonly offsets: readonly number[];
  readonly indices: readonly number[];
  readonly values: readonly number[];
  readonly y: readonly number[];
  readonly cost: number;
  readonly loss: 'hinge' | 'squared_hinge';
  readonly classWeights: readonly number[] | null;
  readonly objectives: readonly number[];
  readonly bias: readonly number[];
  readonly weights: readonly number[];
  readonly predicted: readonly number[];
}

const golden = JSON.parse(readFileSync(resolve(import.meta.dirname, 'svm.json'), 'utf8')) as { cases: Case[] };

function fitted(peer: Case) {
  const x: SparseMatrix = {
    rows: peer.y.length,
    columns: peer.columns,
    offsets: Uint32Array.from(peer.offsets),
    indices: Uint32Array.from(peer.indices),
    values: Float32Array.from(peer.values),
  };
  const y = Int32Array.from(peer.y);
  const params: LinearSvmParams = {
    cost: peer.cost,
    loss: peer.loss === 'hinge' ? 'hinge' : 'squared-hinge',
    tolerance: 1e-5,
    maxIterations: 100_000,
    classWeights: peer.classWeights ?? undefined,
  };
  const model = linearSvm.fit(x, y, params, { random: createRandom(1), report: () => {} });
  return { x, model, objectives: primalObjectives(model, x, y, params) };
}

const difference = (ours: ArrayLike<number>, theirs: readonly number[]) =>
  Math.max(...theirs.map((value, i) => Math.abs((ours[i] ?? NaN) - value)));

describe('linear SVM against LIBLINEAR in scikit-learn 1.2.1 (svm.py)', () => {
  describe.each(golden.cases)('$name', (peer) => {
    const { x, model, objectives } = fitted(peer);

    it('reaches the primal objective of every class within 1e-5', () => {
      expect(model.converged).toBe(true);
      expect(
        difference(
          Array.from(objectives, (value, p) => value / (peer.objectives[p] ?? NaN)),
          peer.objectives.map(() => 1),
        ),
      ).toBeLessThan(1e-5);
    });

    it('states a dual objective that meets the primal', () => {
      const sum = objectives.reduce((a, b) => a + b, 0);
      expect(Math.abs(sum + model.dual) / sum).toBeLessThan(1e-4);
    });

    it('finds the same weights, bias and classes', () => {
      expect(difference(model.weights, peer.weights)).toBeLessThan(1e-3);
      expect(difference(model.bias, peer.bias)).toBeLessThan(1e-3);
      expect(Array.from(linearSvm.predict(model, x))).toEqual(peer.predicted);
    });
  });
});
