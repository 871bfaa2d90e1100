import { describe, expect, it } from 'vitest';
import { matrix } from '../../../workers/algorithms/matrix';
import { createRandom } from '../../../workers/algorithms/random';
import { run, type KMeansTaskResult } from '../../../workers/tasks/clustering/kmeans';

const params = { k: 0, restarts: 5, maxIterations: 100, tolerance: 1e-4 };

/** Runs the task on rows; it is synchronous. */
function cluster(rows: number[][], changed: Partial<typeof params> = {}, fractions: number[] = [], seed = 1) {
  const x = matrix(rows.length, rows[0]?.length ?? 0, Float64Array.from(rows.flat()));
  const context = { seed, report: (fraction: number) => void fractions.push(fraction), emit: async () => {} };
  return run(x, { ...params, ...changed }, context) as KMeansTaskResult;
}

/** Sizes 60, 40, 20 around (0, 0), (9, 0), (0, 9). */
function threeGroups(seed = 1): number[][] {
  const random = createRandom(seed);
  const centres = [
    ...Array<number[]>(60).fill([0, 0]),
    ...Array<number[]>(40).fill([9, 0]),
    ...Array<number[]>(20).fill([0, 9]),
  ];
  return centres.map((centre) => centre.map((value) => value + random.normal()));
}

describe('the k-means task', () => {
  it('chooses the number of groups that are there and reports every candidate', () => {
    const result = cluster(threeGroups());
    expect(result.k).toBe(3);
    expect(result.candidates.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const best = Math.max(...result.candidates.map(({ silhouette }) => silhouette));
    expect(result.silhouette).toBe(best);
    expect(result.candidates.find(({ k }) => k === 3)).toEqual({ k: 3, silhouette: best, inertia: result.inertia });
    expect(result.silhouetteSample).toBe(120);
  });

  it('numbers the groups by size', () => {
    const { labels, centres } = cluster(threeGroups(), { k: 3 });
    expect([labels[0], labels[70], labels[110]]).toEqual([0, 1, 2]);
    expect(Array.from(centres, Math.round).map(Math.abs)).toEqual([0, 0, 9, 0, 0, 9]);
  });

  it('keeps the k it is given', () => {
    const result = cluster(threeGroups(), { k: 5 });
    expect([result.k, result.candidates, result.silhouetteByCluster.length]).toEqual([5, [], 5]);
  });

  it('is the same for the same seed', () => {
    expect(cluster(threeGroups(), {}, [], 8)).toEqual(cluster(threeGroups(), {}, [], 8));
  });

  it('stops at as many groups as there are different rows', () => {
    const rows = [[0], [0], [5], [5], [9], [9]];
    const result = cluster(rows);
    expect(result.candidates.map(({ k }) => k)).toEqual([2, 3]);
    expect([result.k, result.silhouette, result.inertia]).toEqual([3, 1, 0]);
  });

  it('refuses one group, more than the rows allow, and rows that are all equal', () => {
    expect(() => cluster(threeGroups(), { k: 1 })).toThrow('clusters-invalid');
    expect(() => cluster([[1], [2]])).toThrow('too-few-rows {"needed":3,"rows":2}');
    expect(() => cluster([[1], [2]], { k: 3 })).toThrow('too-few-rows');
    expect(() => cluster([[4], [4], [4], [4]])).toThrow('too-few-distinct-rows');
    expect(() => cluster([[4], [NaN], [4], [4]])).toThrow('not-finite');
  });

  it('reports progress that grows to 1', () => {
    const fractions: number[] = [];
    cluster(threeGroups(), {}, fractions);
    expect(fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0))).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });
});
