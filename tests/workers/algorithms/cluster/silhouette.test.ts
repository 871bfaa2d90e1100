import { describe, expect, it } from 'vitest';
import { silhouettes } from '../../../../workers/algorithms/cluster/silhouette';
import { matrix, type Matrix } from '../../../../workers/algorithms/matrix';
import { createRandom } from '../../../../workers/algorithms/random';

const context = () => ({ random: createRandom(1) });
const of = (x: Matrix, labels: number[], clusters: number) =>
  silhouettes(x, [{ labels: Int32Array.from(labels), clusters }], context())[0];

describe('silhouette', () => {
  it('is what the definition gives for four points', () => {
    // Points 0 and 2 | 10 and 11. a = 2, 2, 1, 1; b = 10.5, 8.5, 9, 10.
    const result = of(matrix(4, 1, Float64Array.of(0, 2, 10, 11)), [0, 0, 1, 1], 2);
    const rows = [8.5 / 10.5, 6.5 / 8.5, 8 / 9, 9 / 10];
    expect(result?.mean).toBeCloseTo(rows.reduce((sum, value) => sum + value) / 4, 14);
    expect(result?.byCluster[0]).toBeCloseTo(((rows[0] ?? 0) + (rows[1] ?? 0)) / 2, 14);
  });

  it('is 0 for a row alone in its cluster and for clusters that coincide', () => {
    expect(of(matrix(3, 1, Float64Array.of(0, 0, 9)), [0, 0, 1], 2)?.byCluster[1]).toBe(0);
    expect(of(matrix(4, 1, Float64Array.of(5, 5, 5, 5)), [0, 1, 0, 1], 2)?.mean).toBe(0);
  });

  it('ignores a cluster number without rows, but has no value for it', () => {
    const x = matrix(4, 1, Float64Array.of(0, 2, 10, 11));
    const result = of(x, [0, 0, 2, 2], 3);
    expect(result?.mean).toBe(of(x, [0, 0, 1, 1], 2)?.mean);
    expect(result?.byCluster[1]).toBeNaN();
  });

  it('measures several groupings as if each were alone, over more rows than a block holds', () => {
    const random = createRandom(5);
    const x = matrix(700, 2);
    x.data.forEach((_, i) => (x.data[i] = random.normal()));
    const [halves, thirds] = [2, 3].map((clusters) => ({
      labels: Int32Array.from({ length: 700 }, (_, i) =>
        (x.data[2 * i] ?? 0) > 0 ? clusters - 1 : i % (clusters - 1),
      ),
      clusters,
    }));
    const together = silhouettes(
      x,
      [halves, thirds].flatMap((one) => one ?? []),
      context(),
    );
    const alone = [halves, thirds].flatMap((one) => silhouettes(x, one ? [one] : [], context()));
    expect(together).toEqual(alone);

    // The definition, pair by pair.
    const labels = halves?.labels ?? new Int32Array();
    const distance = (i: number, j: number) =>
      Math.hypot((x.data[2 * i] ?? 0) - (x.data[2 * j] ?? 0), (x.data[2 * i + 1] ?? 0) - (x.data[2 * j + 1] ?? 0));
    const all = Array.from(labels, (own, i) => {
      const to = (label: number) => Array.from(labels.keys()).filter((j) => labels[j] === label && j !== i);
      const average = (rows: number[]) => rows.reduce((sum, j) => sum + distance(i, j), 0) / rows.length;
      const [a, b] = [average(to(own)), average(to(1 - own))];
      return (b - a) / Math.max(a, b);
    });
    expect(together[0]?.mean).toBeCloseTo(all.reduce((sum, value) => sum + value) / 700, 12);
  });

  it('looks at a sample of many rows, the same for the same seed, and says so', () => {
    const random = createRandom(6);
    const x = matrix(3_000, 1);
    x.data.forEach((_, i) => (x.data[i] = (i % 2) * 6 + random.normal()));
    const labelling = { labels: Int32Array.from({ length: 3_000 }, (_, i) => i % 2), clusters: 2 };
    const draw = (seed: number) => silhouettes(x, [labelling], { random: createRandom(seed), maxRows: 500 })[0];
    const exact = silhouettes(x, [labelling], context())[0];
    expect(exact?.rows).toBe(3_000);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)?.mean).not.toBe(draw(2)?.mean);
    expect(draw(1)?.rows).toBe(500);
    expect(draw(1)?.mean).toBeCloseTo(exact?.mean ?? NaN, 1);
  });

  it('refuses a single cluster, NaN, and labels of another length', () => {
    const x = matrix(2, 1, Float64Array.of(1, 2));
    expect(() => of(x, [0, 0], 2)).toThrow('too-few-clusters');
    expect(() => of(matrix(2, 1, Float64Array.of(1, NaN)), [0, 1], 2)).toThrow('not-finite');
    expect(() => of(x, [0], 2)).toThrow('length-mismatch');
  });

  it('reports true progress', () => {
    const fractions: number[] = [];
    const labels = Int32Array.from({ length: 600 }, (_, i) => i % 2);
    silhouettes(matrix(600, 1), [{ labels, clusters: 2 }], { ...context(), report: (f) => fractions.push(f) });
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0))).toBe(true);
    expect(fractions.at(-1)).toBe(1);
  });
});
