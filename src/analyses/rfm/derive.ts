import { mean, quantileSorted, sorted } from '../../../workers/algorithms/statistics/descriptive';
import {
  breakpointsOf,
  eightClass,
  eightCodes,
  exactMean,
  gridClass,
  gridCodes,
  levelsIn,
  scoresOf,
  type Method,
} from './score';

/** Values per customer, all arrays of one length. */
export interface RfmValues {
  readonly customers: Int32Array;
  /** Whole days between the last order and the as-of date. */
  readonly recency: Int32Array;
  readonly frequency: Int32Array;
  readonly monetary: Float64Array;
}

export interface RfmPlan {
  readonly method: Method;
  readonly map: 'eight' | 'grid';
  readonly recencyCuts: readonly number[];
  readonly frequencyCuts: readonly number[];
  readonly monetaryCuts: readonly number[];
}

/** A number per measure. */
export interface PerMeasure<T> {
  readonly recency: T;
  readonly frequency: T;
  readonly monetary: T;
}

export interface ClassRow {
  readonly code: string;
  readonly customers: number;
  readonly customerShare: number;
  readonly spend: number;
  /** Share of the spend of all customers; NaN when that is not positive. */
  readonly spendShare: number;
  readonly meanSpend: number;
}

/** One cell of the R × F map. */
export interface Cell {
  readonly r: number;
  readonly f: number;
  readonly customers: number;
  readonly meanSpend: number;
}

export interface RfmScores extends RfmValues {
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  /** Class per customer: index into `classCodes`. */
  readonly classes: Uint8Array;
  readonly classCodes: readonly string[];
  /** Classes that have customers, by spend, largest first. */
  readonly classTable: readonly ClassRow[];
  /** All 25 cells, R 1 … 5 within F 1 … 5. */
  readonly cells: readonly Cell[];
  /** The four cuts between the five points, rising. */
  readonly breakpoints: PerMeasure<readonly number[]>;
  /** The point above which the eight classes say near, often, much. */
  readonly cuts: PerMeasure<number>;
  /** Different points that occur. */
  readonly levels: PerMeasure<number>;
  readonly medians: PerMeasure<number>;
  readonly means: PerMeasure<number>;
  readonly totalSpend: number;
  /** Customers whose money is zero or negative. */
  readonly customersWithoutSpend: number;
}

/** From three numbers per customer to points, classes and the tables of the view. */
export function scoreCustomers(values: RfmValues, plan: RfmPlan): RfmScores {
  const { recency, frequency, monetary } = values;
  const ascending = { recency: sorted(recency), frequency: sorted(frequency), monetary: sorted(monetary) };
  const breakpoints = {
    recency: breakpointsOf(ascending.recency, plan.method, plan.recencyCuts),
    frequency: breakpointsOf(ascending.frequency, plan.method, plan.frequencyCuts),
    monetary: breakpointsOf(ascending.monetary, plan.method, plan.monetaryCuts),
  };
  const medianOf = (measure: keyof typeof ascending) => quantileSorted(ascending[measure], 0.5);
  const r = scoresOf(recency, breakpoints.recency, true);
  const f = scoresOf(frequency, breakpoints.frequency, false);
  const m = scoresOf(monetary, breakpoints.monetary, false);
  // With the mean as the only cut points are 1 or 5, and anything between tells them apart.
  const cutOf = (scores: Uint8Array) => (plan.method === 'mean' ? 3 : exactMean(scores));
  const cuts = { recency: cutOf(r), frequency: cutOf(f), monetary: cutOf(m) };

  const classes = new Uint8Array(r.length);
  for (let i = 0; i < r.length; i++) {
    classes[i] =
      plan.map === 'grid'
        ? gridClass(r[i]!, f[i]!)
        : eightClass(r[i]! > cuts.recency, f[i]! > cuts.frequency, m[i]! > cuts.monetary);
  }
  const classCodes: readonly string[] = plan.map === 'grid' ? gridCodes : eightCodes;
  const totalSpend = monetary.reduce((sum, amount) => sum + amount, 0);
  return {
    ...values,
    r,
    f,
    m,
    classes,
    classCodes,
    classTable: classTable(classes, classCodes, monetary, totalSpend),
    cells: cells(r, f, monetary),
    breakpoints,
    cuts,
    levels: { recency: levelsIn(r), frequency: levelsIn(f), monetary: levelsIn(m) },
    medians: { recency: medianOf('recency'), frequency: medianOf('frequency'), monetary: medianOf('monetary') },
    means: { recency: mean(recency), frequency: mean(frequency), monetary: mean(monetary) },
    totalSpend,
    customersWithoutSpend: monetary.reduce((n, amount) => n + (amount <= 0 ? 1 : 0), 0),
  };
}

function classTable(
  classes: Uint8Array,
  codes: readonly string[],
  monetary: Float64Array,
  totalSpend: number,
): readonly ClassRow[] {
  const counts = new Float64Array(codes.length);
  const spends = new Float64Array(codes.length);
  classes.forEach((code, i) => {
    counts[code] = (counts[code] ?? 0) + 1;
    spends[code] = (spends[code] ?? 0) + (monetary[i] ?? 0);
  });
  return codes
    .map((code, i) => {
      const customers = counts[i] ?? 0;
      const spend = spends[i] ?? 0;
      return {
        code,
        customers,
        customerShare: customers / classes.length,
        spend,
        spendShare: totalSpend > 0 ? spend / totalSpend : NaN,
        meanSpend: spend / customers,
      };
    })
    .filter((row) => row.customers > 0)
    .sort((a, b) => b.spend - a.spend || b.customers - a.customers);
}

function cells(r: Uint8Array, f: Uint8Array, monetary: Float64Array): readonly Cell[] {
  const counts = new Float64Array(25);
  const spends = new Float64Array(25);
  r.forEach((points, i) => {
    const cell = ((f[i] ?? 1) - 1) * 5 + points - 1;
    counts[cell] = (counts[cell] ?? 0) + 1;
    spends[cell] = (spends[cell] ?? 0) + (monetary[i] ?? 0);
  });
  return Array.from(counts, (customers, cell) => ({
    r: (cell % 5) + 1,
    f: Math.floor(cell / 5) + 1,
    customers,
    meanSpend: customers > 0 ? (spends[cell] ?? 0) / customers : NaN,
  }));
}
