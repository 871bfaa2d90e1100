import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreCustomers, type RfmPlan, type RfmValues } from '../../../src/analyses/rfm/derive';
import { hasSharedData, sharedData } from '../../shared-data';

const plan: RfmPlan = { method: 'quantile', map: 'eight', recencyCuts: [], frequencyCuts: [], monetaryCuts: [] };

const valuesOf = (rows: readonly (readonly [number, number, number])[]): RfmValues => ({
  customers: Int32Array.from(rows, (_, i) => i),
  recency: Int32Array.from(rows, (row) => row[0]),
  frequency: Int32Array.from(rows, (row) => row[1]),
  monetary: Float64Array.from(rows, (row) => row[2]),
});

describe('scoreCustomers', () => {
  const four = valuesOf([
    [1, 10, 900],
    [2, 8, 50],
    [300, 9, 800],
    [400, 1, 10],
  ]);

  it('separates near from far, often from seldom, much from little', () => {
    const { classes, classCodes } = scoreCustomers(four, { ...plan, method: 'mean' });
    expect(Array.from(classes, (code) => classCodes[code])).toEqual([
      'key-value',
      'general-value',
      'key-keep',
      'general-rescue',
    ]);
  });
  it('shares customers and spend out among the classes', () => {
    const { classTable, totalSpend } = scoreCustomers(four, { ...plan, method: 'mean' });
    expect(totalSpend).toBe(1760);
    expect(classTable.map((row) => [row.code, row.customers, row.spend])).toEqual([
      ['key-value', 1, 900],
      ['key-keep', 1, 800],
      ['general-value', 1, 50],
      ['general-rescue', 1, 10],
    ]);
    expect(classTable.reduce((sum, row) => sum + row.customerShare, 0)).toBeCloseTo(1, 12);
    expect(classTable.reduce((sum, row) => sum + row.spendShare, 0)).toBeCloseTo(1, 12);
  });
  it('gives everybody the same class in any order, also on the mean of the points itself', () => {
    // Their money has 3 points on average, which a running mean reaches from above in one order, from below in the other.
    const cents = [0, 0, 30, 999, 9901, 9901, 9900];
    const moved = [9901, 9901, 999, 30, 0, 9900, 0];
    const classOf = (some: readonly number[], one: number) => {
      const { classes, m, cuts } = scoreCustomers(valuesOf(some.map((value) => [0, 1, value / 100])), plan);
      return [classes[some.indexOf(one)], m[some.indexOf(one)], cuts.monetary];
    };
    for (const one of cents) expect(classOf(moved, one)).toEqual(classOf(cents, one));
  });
  it('counts every customer in exactly one cell', () => {
    const { cells } = scoreCustomers(four, plan);
    expect(cells).toHaveLength(25);
    expect(cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(4);
  });
  it('gives no shares of a total that is not positive, and flags who spent nothing', () => {
    const { classTable, customersWithoutSpend } = scoreCustomers(
      valuesOf([
        [1, 1, -20],
        [2, 1, 5],
      ]),
      plan,
    );
    expect(customersWithoutSpend).toBe(1);
    expect(classTable[0]?.spendShare).toBeNaN();
  });
  it('works for a single customer', () => {
    expect(scoreCustomers(valuesOf([[3, 1, 9]]), plan).medians).toEqual({ recency: 3, frequency: 1, monetary: 9 });
  });
});

/**
 * The R package rfm puts a value into the lower group while it is below breakpoint + 1 (R/utils.R, R/rfm-table.R);
 * ours while it is at most the breakpoint. The two part only where a quantile falls between whole numbers: 3 of the
 * 995 customers. Fixed cuts at the package's own boundaries give its result for all of them.
 */
describe.runIf(hasSharedData)('the published answer of the R package rfm', () => {
  const folder = resolve(sharedData, 'rfm-known-answer');
  const read = (name: string) =>
    readFileSync(resolve(folder, name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const orders = new Map<string, { last: number; count: number; revenue: number }>();
  for (const [customer = '', date = '', revenue] of hasSharedData ? read('rfm_data_orders.csv') : []) {
    const known = orders.get(customer) ?? { last: 0, count: 0, revenue: 0 };
    orders.set(customer, {
      last: Math.max(known.last, Date.parse(date)),
      count: known.count + 1,
      revenue: known.revenue + Number(revenue),
    });
  }
  const names = [...orders.keys()];
  const values = valuesOf(
    [...orders.values()].map(({ last, count, revenue }) => [
      (Date.parse('2006-12-31') - last) / 86_400_000,
      count,
      revenue,
    ]),
  );
  const digitsOf = ({ r, f, m }: { r: Uint8Array; f: Uint8Array; m: Uint8Array }) =>
    Array.from(r, (points, i) => 100 * points + 10 * (f[i] ?? 0) + (m[i] ?? 0));

  it('is given exactly by quantiles', () => {
    const scores = digitsOf(scoreCustomers(values, plan));
    const published = read('expected_first5.csv');
    expect(published).toHaveLength(5);
    for (const [name = '', recency, count, amount, score] of published) {
      const i = names.indexOf(name);
      expect([values.recency[i], values.frequency[i], values.monetary[i], scores[i]]).toEqual(
        [recency, count, amount, score].map(Number),
      );
    }
  });
  it('is given for all 995 customers by fixed cuts at the package’s boundaries', () => {
    const fixed = digitsOf(
      scoreCustomers(values, {
        ...plan,
        method: 'fixed',
        recencyCuts: [114, 180, 297, 481],
        frequencyCuts: [3, 4, 5, 7],
        monetaryCuts: [255, 381, 506, 665],
      }),
    );
    const { breakpoints } = scoreCustomers(values, plan);
    const inPackage = (value: number, cuts: readonly number[]) => cuts.filter((cut) => cut + 1 <= value).length;
    const expected = names.map(
      (_, i) =>
        100 * (5 - inPackage(values.recency[i] ?? 0, breakpoints.recency)) +
        10 * (1 + inPackage(values.frequency[i] ?? 0, breakpoints.frequency)) +
        (1 + inPackage(values.monetary[i] ?? 0, breakpoints.monetary)),
    );
    expect(fixed).toEqual(expected);
    const quantiles = digitsOf(scoreCustomers(values, plan));
    expect(quantiles.filter((score, i) => score !== expected[i])).toHaveLength(3);
  });
});
