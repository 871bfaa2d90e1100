import { describe, expect, it } from 'vitest';
import { fitKMeans, kMeans, RESTART_ROWS } from '../../../../workers/algorithms/cluster/kmeans';
import { lloyd } from '../../../../workers/algorithms/cluster/lloyd';
import { seedCentres } from '../../../../workers/algorithms/cluster/seed';
import { matrix } from '../../../../workers/algorithms/matrix';
import { createRandom } from '../../../../workers/algorithms/random';

const params = { clusters: 2, restarts: 5, maxIterations: 100, tolerance: 1e-4 };
const quiet = (seed = 1) => ({ random: createRandom(seed), report: () => {} });
/** Three points around 0 and two around 10 on a line. */
const line = matrix(5, 1, Float64Array.of(9, 11, -1, 0, 1));

describe('k-means', () => {
  it('finds two groups on a line and numbers the larger one first', () => {
    const { model, labels } = fitKMeans(line, params, quiet());
    expect(Array.from(labels)).toEqual([1, 1, 0, 0, 0]);
    expect(Array.from(model.centres)).toEqual([0, 10]);
    expect(Array.from(model.sizes)).toEqual([3, 2]);
    expect(model.inertia).toBe(4);
    expect(model.converged).toBe(true);
  });

  it('predicts the nearest centre, the first of equally near ones', () => {
    const { model } = fitKMeans(line, params, quiet());
    expect(Array.from(kMeans.predict(model, matrix(3, 1, Float64Array.of(-50, 5, 5.1))))).toEqual([0, 0, 1]);
  });

  it('numbers equally large groups by their centres', () => {
    const { model } = fitKMeans(matrix(4, 1, Float64Array.of(10, 11, 0, 1)), params, quiet());
    expect(Array.from(model.centres)).toEqual([0.5, 10.5]);
  });

  it('makes one cluster the mean of everything', () => {
    const { model } = fitKMeans(line, { ...params, clusters: 1 }, quiet());
    expect(Array.from(model.centres)).toEqual([4]);
  });

  it('says that it stopped before it had converged', () => {
    const x = matrix(6, 1, Float64Array.of(0, 1, 2, 3, 4, 100));
    const options = { ...params, start: Float64Array.of(0, 1), maxIterations: 1 };
    expect(fitKMeans(x, options, quiet()).model).toMatchObject({ converged: false, iterations: 1 });
    expect(fitKMeans(x, { ...options, maxIterations: 50 }, quiet()).model).toMatchObject({ converged: true });
  });

  it('refuses more clusters than rows, than distinct rows, and what is no number of clusters', () => {
    expect(() => fitKMeans(line, { ...params, clusters: 6 }, quiet())).toThrow('too-few-rows');
    expect(() => fitKMeans(matrix(4, 1, Float64Array.of(1, 2, 1, 2)), { ...params, clusters: 3 }, quiet())).toThrow(
      'too-few-distinct-rows {"needed":3,"distinct":2}',
    );
    expect(() => fitKMeans(line, { ...params, clusters: 1.5 }, quiet())).toThrow('clusters-invalid');
    expect(() => fitKMeans(line, { ...params, restarts: 0 }, quiet())).toThrow('restarts-invalid');
    expect(() => fitKMeans(line, { ...params, start: new Float64Array(3) }, quiet())).toThrow('shape-mismatch');
  });

  it('lets restarts compete on a sample of a large matrix and still fits every row', () => {
    const random = createRandom(4);
    const rows = RESTART_ROWS + 1_000;
    const x = matrix(rows, 1);
    x.data.forEach((_, i) => (x.data[i] = (i % 3) * 100 + random.normal()));
    const fractions: number[] = [];
    const { model, labels } = fitKMeans(
      x,
      { ...params, clusters: 3 },
      { random: createRandom(1), report: (fraction) => fractions.push(fraction) },
    );
    expect(labels.length).toBe(rows);
    expect(model.sizes.reduce((sum, size) => sum + size)).toBe(rows);
    expect(Array.from(model.centres, (centre) => Math.abs(Math.round(centre / 100))).sort()).toEqual([0, 1, 2]);
    // A row of such a column is one unit of variance from its centre.
    expect(model.inertia / rows).toBeCloseTo(1, 1);
    expect(fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0))).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });
});

describe('Lloyd iterations', () => {
  const random = createRandom(9);
  const x = matrix(2_000, 3);
  x.data.forEach((_, i) => (x.data[i] = random.normal()));
  const start = seedCentres(x, 6, createRandom(2));

  /** The textbook form: every distance of every row in every iteration. */
  function plain(iterations: number): Float64Array {
    const centres = start.slice();
    for (let iteration = 0; iteration < iterations; iteration++) {
      const sums = new Float64Array(centres.length);
      const sizes = new Float64Array(6);
      for (let i = 0; i < x.rows; i++) {
        const row = x.data.subarray(i * 3, i * 3 + 3);
        const distances = Array.from({ length: 6 }, (_, j) =>
          row.reduce((sum, value, q) => sum + (value - (centres[j * 3 + q] ?? 0)) ** 2, 0),
        );
        const label = distances.indexOf(Math.min(...distances));
        sizes[label] = (sizes[label] ?? 0) + 1;
        row.forEach((value, q) => (sums[label * 3 + q] = (sums[label * 3 + q] ?? 0) + value));
      }
      sums.forEach((sum, at) => (centres[at] = sum / (sizes[Math.floor(at / 3)] ?? 0)));
    }
    return centres;
  }

  it.each([1, 2, 10, 40])('skip rows without changing the result after %i', (iterations) => {
    const { centres } = lloyd(x, start, 6, { maxIterations: iterations, tolerance: 0 });
    plain(iterations).forEach((value, at) => expect(centres[at]).toBeCloseTo(value, 10));
  });

  it('end after as many iterations as allowed, with or without a listener', () => {
    const heard: number[] = [];
    expect(lloyd(x, start, 6, { maxIterations: 3, tolerance: 0 }).iterations).toBe(3);
    lloyd(x, start, 6, { maxIterations: 3, tolerance: 0, report: (iterations) => heard.push(iterations) });
    expect(heard).toEqual([1, 2, 3]);
  });

  it('give a cluster without rows the row farthest from its centre', () => {
    const { centres } = lloyd(matrix(4, 1, Float64Array.of(0, 1, 2, 50)), Float64Array.of(0, 900), 2, {
      maxIterations: 10,
      tolerance: 0,
    });
    expect(Array.from(centres)).toEqual([1, 50]);
  });

  it('leave a cluster empty where all rows sit on their centres', () => {
    const { centres, converged } = lloyd(matrix(3, 1, Float64Array.of(5, 5, 5)), Float64Array.of(5, 7), 2, {
      maxIterations: 10,
      tolerance: 0,
    });
    expect([Array.from(centres), converged]).toEqual([[5, 7], true]);
  });
});

describe('seeding', () => {
  it('takes rows, never the same one twice', () => {
    const x = matrix(3, 1, Float64Array.of(1, 2, 3));
    for (let seed = 0; seed < 20; seed++) {
      expect(Array.from(seedCentres(x, 3, createRandom(seed))).sort()).toEqual([1, 2, 3]);
    }
  });

  it('finds far groups that drawing evenly would miss', () => {
    const x = matrix(1_000, 1);
    x.data[17] = 1000;
    for (let seed = 0; seed < 20; seed++) {
      expect(Array.from(seedCentres(x, 2, createRandom(seed))).sort()).toEqual([0, 1000]);
    }
  });
});
