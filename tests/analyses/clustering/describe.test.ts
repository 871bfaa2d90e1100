import { describe as group, expect, it } from 'vitest';
import { describe, findingsOf, namesOf, traitsOf } from '../../../src/analyses/clustering/describe';
import { prepare } from '../../../src/analyses/clustering/prepare';

const column = (...values: number[]) => Float64Array.from(values);

group('prepare', () => {
  it('standardises every column', () => {
    const { matrix } = prepare(['a'], [column(1, 2, 3)], 'plain');
    expect(Array.from(matrix.data, (value) => Number(value.toFixed(4)))).toEqual([-1.2247, 0, 1.2247]);
  });
  it('takes the log of a long right tail and of nothing else', () => {
    const tail = column(0, 1, 1, 2, 2, 3, 5, 400);
    const even = column(1, 2, 3, 4, 5, 6, 7, 8);
    const { features } = prepare(['spend', 'age', 'balance'], [tail, even, tail.map((value) => value - 1)], 'log');
    expect(features.map(({ transform }) => transform)).toEqual(['log', 'none', 'none']);
  });
  it('gives the median to whom a value is missing, and says how many', () => {
    const { features, raw } = prepare(['a'], [column(1, NaN, 3, 8, 5)], 'plain');
    expect(features[0]?.missing).toBe(1);
    expect([...(raw[0] ?? [])]).toEqual([1, 4, 3, 8, 5]);
  });
  it('takes who never ordered for longer gone than anybody, with nothing spent', () => {
    const { raw } = prepare(['recency_days', 'amount_mean'], [column(3, 90, NaN), column(8, 20, NaN)], 'plain');
    expect(raw.map((values) => values[2])).toEqual([90, 0]);
  });
  it('leaves out what tells nobody apart: constants and columns mostly missing', () => {
    const { leftOut, features } = prepare(
      ['same', 'unknown', 'a'],
      [column(7, 7, 7), column(NaN, NaN, 1), column(1, 2, 3)],
      'log',
    );
    expect(leftOut).toEqual(['same', 'unknown']);
    expect(features.map(({ name }) => name)).toEqual(['a']);
  });
  it('gives ties one rank', () => {
    const { matrix } = prepare(['a'], [column(5, 5, 9)], 'rank');
    expect(matrix.data[0]).toBe(matrix.data[1]);
    expect(matrix.data[2]).toBeGreaterThan(1);
  });
});

group('names', () => {
  it('name what stands out, strongest first', () => {
    expect(traitsOf(['spend', 'orders', 'age'], [0.6, -1.4, 0.1])).toEqual(['orders-low', 'spend-high']);
    expect(traitsOf(['spend'], [0.2])).toEqual(['average']);
  });
  it('tell segments apart that share their strongest traits', () => {
    expect(namesOf([['a-high', 'b-high', 'c-high'], ['a-high', 'b-high', 'c-low'], ['average'], ['average']])).toEqual([
      'a-high+b-high+c-high',
      'a-high+b-high+c-low',
      'average',
      'average+2',
    ]);
  });
});

group('describe', () => {
  const labels = Int32Array.of(0, 0, 0, 1);
  const raw = [column(10, 20, 30, 100)];
  const { matrix } = prepare(['spend'], raw, 'plain');

  it('gives centres in the unit of the feature and differences in standard deviations', () => {
    const [first, second] = describe(['spend'], matrix, raw, labels, 2, Int32Array.of(4, 5, 6, 7), []);
    expect([first?.centre, second?.centre]).toEqual([[20], [100]]);
    expect(second?.profile[0]).toBeCloseTo(1.6971, 4); // (100 − 40) / √1250
    expect([first?.code, second?.code, first?.share]).toEqual(['spend-low', 'spend-high', 0.75]);
  });
});

group('findingsOf', () => {
  const people = Array.from({ length: 400 }, (_, i) => i);
  const labels = Int32Array.from(people, (i) => (i < 200 ? 0 : 1));
  const category = (codes: (customer: number) => number) => ({
    field: 'region',
    values: ['north', 'south'],
    customers: Int32Array.from(people),
    codes: Int32Array.from(people, codes),
  });

  it('finds a value that is more common in a segment than among all', () => {
    const [first] = findingsOf(labels, 2, Int32Array.from(people), [
      category((customer) => (customer < 150 || customer >= 350 ? 0 : 1)),
    ]);
    // North: 150 of 200 in the first segment, 200 of 400 among all.
    expect(first?.find(({ value }) => value === 'north')).toMatchObject({ index: 150, share: 0.75, customers: 150 });
  });
  it('says nothing of a chance difference or of a handful of people', () => {
    const even = findingsOf(labels, 2, Int32Array.from(people), [category((customer) => customer % 2)]);
    const few = findingsOf(labels, 2, Int32Array.from(people), [category((customer) => (customer < 20 ? 0 : 1))]);
    expect(even.flat()).toEqual([]);
    expect(few[0]?.filter(({ value }) => value === 'north')).toEqual([]);
  });
});
