import { describe, expect, it } from 'vitest';
import { breakpointsOf, eightClass, eightCodes, gridClass, gridCodes, scoresOf } from '../../../src/analyses/rfm/score';

describe('scoresOf', () => {
  const cuts = breakpointsOf(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'quantile', []);

  it('cuts ten different values into five pairs', () => {
    expect([...scoresOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], cuts, false)]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });
  it('turns the points round for recency', () => {
    expect([...scoresOf([1, 2, 9, 10], cuts, true)]).toEqual([5, 5, 1, 1]);
  });
  it('gives equal values equal points, so that ties collapse groups', () => {
    const tied = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 2, 9);
    const scores = scoresOf(tied, breakpointsOf(tied, 'quantile', []), false);
    expect(new Set(scores.slice(0, 8)).size).toBe(1);
    expect(new Set(scores).size).toBeLessThan(5);
  });
  it('knows only low and high when the mean is the cut', () => {
    const values = Float64Array.of(0, 10, 20);
    expect([...scoresOf(values, breakpointsOf(values, 'mean', []), false)]).toEqual([1, 1, 5]);
  });
  it('puts a value on a fixed cut below it', () => {
    expect([...scoresOf([30, 31, 366], [30, 90, 180, 365], true)]).toEqual([5, 4, 1]);
  });
});

describe('classes', () => {
  it('names all 25 cells, and champions only where both are high', () => {
    const names = [1, 2, 3, 4, 5].flatMap((r) => [1, 2, 3, 4, 5].map((f) => gridCodes[gridClass(r, f)]));
    expect(names).not.toContain(undefined);
    expect(names.filter((name) => name === 'champions')).toHaveLength(2);
    expect(gridCodes[gridClass(2, 5)]).toBe('cant-lose');
    expect(gridCodes[gridClass(4, 1)]).toBe('promising');
  });
  it('follows the verified table of eight', () => {
    expect(eightCodes[eightClass(true, true, true)]).toBe('key-value');
    expect(eightCodes[eightClass(false, true, true)]).toBe('key-keep');
    expect(eightCodes[eightClass(true, false, true)]).toBe('key-develop');
    expect(eightCodes[eightClass(false, false, true)]).toBe('key-rescue');
    expect(eightCodes[eightClass(true, true, false)]).toBe('general-value');
    expect(eightCodes[eightClass(false, false, false)]).toBe('general-rescue');
  });
});
