import { AlgorithmError } from '../../errors';

const pairs = (n: number) => (n * (n - 1)) / 2;

/**
 * Adjusted Rand index: how well two groupings of the same rows agree, corrected for chance.
 *
 *   (Σᵢⱼ C(nᵢⱼ,2) − E) / (½(A + B) − E),  A = Σᵢ C(aᵢ,2), B = Σⱼ C(bⱼ,2), E = A·B / C(n,2)
 *
 * with nᵢⱼ rows in group i of the first and j of the second, aᵢ and bⱼ the group sizes. 1 = the same grouping under any
 * numbering, 0 = as expected by chance, negative = worse than chance. Where no other value is possible (one row, or
 * both groupings trivial in the same way) it is 1. Labels are integers ≥ 0. O(n + groups²).
 * Reference: Hubert & Arabie 1985, doi:10.1007/BF01908075; same as scikit-learn's adjusted_rand_score.
 * @throws AlgorithmError `length-mismatch`
 */
export function adjustedRand(first: Int32Array, second: Int32Array): number {
  const n = first.length;
  if (second.length !== n) throw new AlgorithmError('length-mismatch', { first: n, second: second.length });
  const columns = second.reduce((most, label) => Math.max(most, label), -1) + 1;
  const table = new Map<number, number>();
  const firstSizes = new Map<number, number>();
  const secondSizes = new Map<number, number>();
  const increment = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < n; i++) {
    increment(table, first[i]! * columns + second[i]!);
    increment(firstSizes, first[i]!);
    increment(secondSizes, second[i]!);
  }
  const total = (counts: Map<number, number>) =>
    Array.from(counts.values()).reduce((sum, count) => sum + pairs(count), 0);
  const [together, a, b] = [total(table), total(firstSizes), total(secondSizes)];
  // All rows in one group twice, or each alone twice: the quotient would be 0/0.
  if (a === b && (a === 0 || a === pairs(n))) return 1;
  const expected = (a * b) / pairs(n);
  return (together - expected) / ((a + b) / 2 - expected);
}
