import { describe, expect, it } from 'vitest';
import { adjustedRand } from '../../../../workers/algorithms/statistics/adjusted-rand';
import { countPresent, mean, median, quantile, variance } from '../../../../workers/algorithms/statistics/descriptive';
import { normalCdf, normalInverse, twoSidedP } from '../../../../workers/algorithms/statistics/normal';
import { benjaminiHochberg, twoProportions, wilson } from '../../../../workers/algorithms/statistics/proportions';
import { midRanks } from '../../../../workers/algorithms/statistics/ranks';
import { targetGroupIndices } from '../../../../workers/algorithms/statistics/target-group-index';

describe('normal distribution', () => {
  // scipy 1.10.1, norm.cdf and norm.ppf
  it.each([
    [-10, 7.61985302416047e-24],
    [-3, 0.0013498980316300933],
    [-1.96, 0.024997895148220435],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [2.6, 0.9953388119762813],
  ])('has Φ(%d) = %d', (z, p) => {
    expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-13);
  });

  it.each([
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.05, -1.6448536269514729],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
  ])('has Φ⁻¹(%d) = %d', (p, z) => {
    expect(normalInverse(p)).toBeCloseTo(z, 13);
  });

  it('agrees with its inverse on both sides of the seams of the approximations', () => {
    for (const z of [-8, -5.2, -2.51, -2.49, -0.2, 0.2, 1.43, 1.45, 2.49, 2.51, 5]) {
      expect(normalInverse(normalCdf(z))).toBeCloseTo(z, 8);
    }
  });

  it('has its ends at the infinities and no value outside of [0, 1]', () => {
    expect([normalInverse(0), normalInverse(1), normalInverse(1.1), normalInverse(NaN), normalCdf(NaN)]).toEqual([
      -Infinity,
      Infinity,
      NaN,
      NaN,
      NaN,
    ]);
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
  });

  it('counts both tails', () => {
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(twoSidedP(0)).toBe(1);
  });
});

describe('descriptive statistics', () => {
  it('leave missing values out', () => {
    const values = [1, NaN, 2, 3, NaN];
    expect([countPresent(values), mean(values), variance(values), median(values)]).toEqual([3, 2, 1, 2]);
  });

  it('interpolate quantiles between the neighbours (type 7)', () => {
    expect(quantile([40, 10, 20, 30], 0.25)).toBe(17.5);
    expect([0, 0.5, 1].map((p) => quantile([3, 1, 2], p))).toEqual([1, 2, 3]);
  });

  it('give back the very value where neighbours are equal', () => {
    expect(quantile([0.1, 0.1, 0.1], 0.3)).toBe(0.1);
  });

  it('sort numbers as numbers', () => {
    expect(quantile([10, 9, 100], 1)).toBe(100);
  });

  it('are NaN for nothing', () => {
    expect([mean([]), variance([1]), variance([1], 0), median([NaN]), quantile([1, 2], 1.5)]).toEqual([
      NaN,
      NaN,
      0,
      NaN,
      NaN,
    ]);
  });

  it('keep their digits far from zero', () => {
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });
});

describe('mid-ranks', () => {
  it('share positions among equal values and skip missing ones', () => {
    expect(Array.from(midRanks([10, 20, NaN, 10, 5]))).toEqual([2.5, 4, NaN, 2.5, 1]);
  });
});

describe('Wilson interval', () => {
  it('is .490 … .943 for 8 of 10', () => {
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.49, 3);
    expect(high).toBeCloseTo(0.943, 3);
  });

  it('starts at 0 for none and ends at 1 for all', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(wilson(10, 10).high).toBe(1);
  });

  it('says nothing where nothing was seen, and refuses what cannot be', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => wilson(11, 10)).toThrow('counts-invalid');
  });
});

describe('two proportions', () => {
  it('differ by z 2.0376, p .0416, interval .00058 … .02942 for 100 and 130 of 2,000', () => {
    const { difference, z, p, low, high } = twoProportions(100, 2000, 130, 2000);
    expect(difference).toBeCloseTo(0.015, 12);
    expect(z).toBeCloseTo(2.0376, 4);
    expect(p).toBeCloseTo(0.0416, 4);
    expect(low).toBeCloseTo(0.00058, 5);
    expect(high).toBeCloseTo(0.02942, 5);
  });

  it('do not differ where nothing varies, and cannot be tested where a group is empty', () => {
    expect(twoProportions(0, 10, 0, 20)).toMatchObject({ z: 0, p: 1 });
    expect(twoProportions(0, 0, 5, 20).p).toBeNaN();
  });
});

describe('Benjamini–Hochberg', () => {
  it("gives R's p.adjust in the order of the input", () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2]);
    [0.025, 0.05, 0.05, 0.025, 0.2].forEach((q, i) => expect(adjusted[i]).toBeCloseTo(q, 14));
  });

  it('does not count tests that were not made', () => {
    expect(Array.from(benjaminiHochberg([0.02, NaN, 0.04]))).toEqual([0.04, NaN, 0.04]);
  });
});

describe('target group index', () => {
  it('is 134.8 for 8.9 % of the group against 6.6 % of the population', () => {
    const [value] = targetGroupIndices([{ inTarget: 89, target: 1000, inPopulation: 660, population: 10000 }]);
    expect(value?.index).toBeCloseTo(134.8, 1);
    expect(value?.isThin).toBe(false);
  });

  it('tests the group against the rest and adjusts over all values', () => {
    const [first, second] = targetGroupIndices([
      { inTarget: 130, target: 2000, inPopulation: 230, population: 4000 },
      { inTarget: 10, target: 2000, inPopulation: 20, population: 4000 },
    ]);
    expect(first?.p).toBeCloseTo(0.0416, 4);
    expect(first?.q).toBeCloseTo(0.0832, 3);
    expect(second).toMatchObject({ index: 100, p: 1, q: 1, isThin: true });
  });

  it('has no index for a value nobody has and refuses a group outside of the population', () => {
    expect(targetGroupIndices([{ inTarget: 0, target: 5, inPopulation: 0, population: 9 }])[0]?.index).toBeNaN();
    expect(() => targetGroupIndices([{ inTarget: 3, target: 5, inPopulation: 2, population: 9 }])).toThrow(
      'target-exceeds-population',
    );
  });
});

describe('adjusted Rand index', () => {
  const labels = (...values: number[]) => Int32Array.from(values);

  it('is 1 for the same groups under other numbers', () => {
    expect(adjustedRand(labels(0, 0, 1, 1), labels(5, 5, 2, 2))).toBe(1);
  });

  it('agrees with scikit-learn 1.2.1', () => {
    expect(adjustedRand(labels(0, 0, 1, 1, 2, 2), labels(0, 0, 1, 2, 2, 2))).toBeCloseTo(4 / 9, 14);
    expect(adjustedRand(labels(0, 1, 0, 1), labels(0, 0, 1, 1))).toBeCloseTo(-0.5, 14);
  });

  it('is 1 where there is only one possible value', () => {
    expect([adjustedRand(labels(0), labels(3)), adjustedRand(labels(0, 0), labels(1, 1))]).toEqual([1, 1]);
    expect(adjustedRand(labels(0, 1, 2), labels(2, 1, 0))).toBe(1);
  });
});
