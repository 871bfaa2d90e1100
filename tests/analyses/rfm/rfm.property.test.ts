import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreCustomers, type RfmPlan, type RfmScores, type RfmValues } from '../../../src/analyses/rfm/derive';
import type { RfmResult } from '../../../src/analyses/rfm/index';
import { mapCells } from '../../../src/analyses/rfm/map';
import { rangeOf, wholeRange } from '../../../src/analyses/rfm/ranges';
import {
  breakpointsOf,
  eightClass,
  eightCodes,
  gridClass,
  gridCodes,
  scoresOf,
  type Method,
} from '../../../src/analyses/rfm/score';
import type { Formats } from '../../../src/lib/i18n/formats';
import { sorted } from '../../../workers/algorithms/statistics/descriptive';
import { cases } from '../../property';

/** Money in cents as files have it, with refunds and many equal amounts. */
const cents = fc.oneof(fc.integer({ min: -5_000, max: 2_000_000 }), fc.constantFrom(0, 999, 9900, 10, 20, 30));
const customer = fc.tuple(
  fc.nat({ max: 1500 }),
  fc.oneof(fc.constantFrom(1, 1, 2, 3), fc.integer({ min: 1, max: 400 })),
  cents,
);
const customers = fc.array(customer, { minLength: 1, maxLength: 80 });
const method = fc.constantFrom<Method>('quantile', 'mean', 'fixed');
const cuts = fc
  .array(fc.double({ min: -100, max: 2000, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((some) => some.sort((a, b) => a - b));
const plan: fc.Arbitrary<RfmPlan> = fc.record({
  method,
  map: fc.constantFrom('eight', 'grid'),
  recencyCuts: cuts,
  frequencyCuts: cuts,
  monetaryCuts: cuts,
});

const valuesOf = (rows: readonly (readonly [number, number, number])[]): RfmValues => ({
  customers: Int32Array.from(rows, (_, i) => i),
  recency: Int32Array.from(rows, (row) => row[0]),
  frequency: Int32Array.from(rows, (row) => row[1]),
  monetary: Float64Array.from(rows, (row) => row[2] / 100),
});

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
const measures = [
  ['recency', 'r'],
  ['frequency', 'f'],
  ['monetary', 'm'],
] as const;

describe('classes', () => {
  it('of the eight are one for each of near, often and much', () => {
    const sides = [true, false];
    const all = sides.flatMap((r) => sides.flatMap((f) => sides.map((m) => eightClass(r, f, m))));
    expect([...all].sort((a, b) => a - b)).toEqual(eightCodes.map((_, i) => i));
  });

  it('of the map have each cell once, and none is without a cell', () => {
    const points = [1, 2, 3, 4, 5];
    const cells = points.flatMap((r) => points.map((f) => gridClass(r, f)));
    expect(new Set(cells)).toEqual(new Set(gridCodes.keys()));
  });

  it('hold every customer once, by either map and any cuts; counts, cells and money add up', () => {
    fc.assert(
      fc.property(customers, plan, (rows, chosen) => {
        const scores = scoreCustomers(valuesOf(rows), chosen);
        const { classes, classCodes, classTable, cells, totalSpend } = scores;
        for (const [name, letter] of measures) {
          expect(
            scores[letter].every((points) => points >= 1 && points <= 5),
            name,
          ).toBe(true);
        }
        classes.forEach((code, i) => {
          const [r, f, m] = [scores.r[i] ?? 0, scores.f[i] ?? 0, scores.m[i] ?? 0];
          const { recency, frequency, monetary } = scores.cuts;
          const expected =
            chosen.map === 'grid' ? gridClass(r, f) : eightClass(r > recency, f > frequency, m > monetary);
          expect(code).toBe(expected);
          expect(classCodes[code]).toBeDefined();
        });
        expect(total(classTable.map((row) => row.customers))).toBe(rows.length);
        expect(total(classTable.map((row) => row.customerShare))).toBeCloseTo(1, 10);
        expect(total(classTable.map((row) => row.spend))).toBeCloseTo(totalSpend, 4);
        expect(new Set(classTable.map((row) => row.code)).size).toBe(classTable.length);
        expect(cells).toHaveLength(25);
        expect(total(cells.map((cell) => cell.customers))).toBe(rows.length);
      }),
      cases(300),
    );
  });

  it('are drawn with every customer on the map', () => {
    const formats = { integer: String } as unknown as Formats;
    fc.assert(
      fc.property(customers, plan, (rows, chosen) => {
        const result = { ...chosen, ...scoreCustomers(valuesOf(rows), chosen) } as unknown as RfmResult;
        const shown = mapCells(result, formats);
        expect(total(shown.map(({ text }) => Number(text)))).toBe(rows.length);
        expect(new Set(shown.map(({ column, row }) => `${column} ${row}`)).size).toBe(shown.length);
      }),
      cases(100),
    );
  });
});

describe('points', () => {
  it('rise with frequency and money and fall with days; equal values have equal points', () => {
    fc.assert(
      fc.property(customers, plan, (rows, chosen) => {
        const scores = scoreCustomers(valuesOf(rows), chosen);
        for (const [name, letter] of measures) {
          const sign = name === 'recency' ? -1 : 1;
          const order = [...rows.keys()].sort((a, b) => sign * (scores[name][a]! - scores[name][b]!));
          order.slice(1).forEach((at, i) => {
            const before = order[i]!;
            const isEqual = scores[name][before] === scores[name][at];
            if (isEqual) expect(scores[letter][at]).toBe(scores[letter][before]);
            else expect(scores[letter][at]).toBeGreaterThanOrEqual(scores[letter][before]!);
          });
        }
      }),
      cases(200),
    );
  });

  it('and classes do not depend on the order of the customers', () => {
    const shuffled = customers.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
    );
    const ofEach = (scores: RfmScores) =>
      Array.from(scores.classes, (code, i) => [code, scores.r[i], scores.f[i], scores.m[i]]);
    fc.assert(
      fc.property(shuffled, plan, ([rows, order], chosen) => {
        const straight = ofEach(scoreCustomers(valuesOf(rows), chosen));
        const moved = ofEach(scoreCustomers(valuesOf(order.map((at) => rows[at]!)), chosen));
        expect(moved).toEqual(order.map((at) => straight[at]));
      }),
      cases(500),
    );
  });

  it('by quantiles do not change when the scale does', () => {
    const scales = [(v: number) => 3 * v + 7, (v: number) => v / 128, (v: number) => v ** 3];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }), (values) => {
        const points = (some: readonly number[]) => [
          ...scoresOf(some, breakpointsOf(sorted(some), 'quantile', []), false),
        ];
        for (const scale of scales) expect(points(values.map(scale))).toEqual(points(values));
      }),
      cases(300),
    );
  });

  it('by the mean are five above it and one elsewhere', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }), (values) => {
        const sum = values.reduce((a, b) => a + b, 0);
        const above = values.map((value) => value * values.length > sum);
        const points = breakpointsOf(sorted(values), 'mean', []);
        expect([...scoresOf(values, points, false)]).toEqual(above.map((is) => (is ? 5 : 1)));
        expect([...scoresOf(values, points, true)]).toEqual(above.map((is) => (is ? 1 : 5)));
      }),
      cases(300),
    );
  });

  it('by fixed cuts are those of any method whose breakpoints they are', () => {
    fc.assert(
      fc.property(customers, plan, (rows, chosen) => {
        const values = valuesOf(rows);
        const first = scoreCustomers(values, chosen);
        const { recency, frequency, monetary } = first.breakpoints;
        const again = scoreCustomers(values, {
          ...{ method: 'fixed', map: chosen.map },
          ...{ recencyCuts: recency, frequencyCuts: frequency, monetaryCuts: monetary },
        });
        for (const [, letter] of measures) expect([...again[letter]]).toEqual([...first[letter]]);
      }),
      cases(200),
    );
  });

  it('stand beside the range of values that have them, and no others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 60 }),
        method,
        cuts,
        fc.boolean(),
        (values, how, fixed, isRecency) => {
          const breakpoints = breakpointsOf(sorted(values), how, fixed);
          const points = scoresOf(values, breakpoints, isRecency);
          values.forEach((value, i) => {
            for (const score of [1, 2, 3, 4, 5]) {
              const range = rangeOf(score, breakpoints, isRecency);
              const isIn = (range.low === null || value > range.low) && (range.high === null || value <= range.high);
              expect(isIn).toBe(points[i] === score);
              const whole = wholeRange(range);
              expect((whole.low === null || value >= whole.low) && (whole.high === null || value <= whole.high)).toBe(
                isIn,
              );
            }
          });
        },
      ),
      cases(150),
    );
  });
});
