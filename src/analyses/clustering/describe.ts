import type { Matrix } from '../../../workers/algorithms/matrix';
import { targetGroupIndices } from '../../../workers/algorithms/statistics/target-group-index';
import type { Category } from './queries';

/** Standard deviations from everybody's mean from which a segment is called high or low. */
const NOTABLE = 0.5;
/** Traits in a segment's name. */
const TRAITS_IN_NAME = 2;
/** Index points from 100, and adjusted p, from which a value is said to set a segment apart. */
const NOTABLE_INDEX = 20;
const SIGNIFICANT = 0.05;
const FINDINGS_PER_SEGMENT = 5;

/** A value more or less common in a segment than among all customers. */
export interface Finding {
  readonly field: string;
  readonly value: string;
  /** TGI: 100 = as common as among everybody. */
  readonly index: number;
  readonly share: number;
  readonly populationShare: number;
  /** Members of the segment with the value. */
  readonly customers: number;
  /** Two-sided p of segment against the rest, adjusted by Benjamini–Hochberg over everything looked at. */
  readonly q: number;
}

export interface Segment {
  /** Its strongest traits joined by `+`: `monetary-high+recency-low`; unique among the segments. */
  readonly code: string;
  readonly customers: number;
  readonly share: number;
  /** Mean of each feature in its own unit. */
  readonly centre: readonly number[];
  /** Difference of each feature's mean from everybody's, in standard deviations of the scaled feature. */
  readonly profile: readonly number[];
  readonly findings: readonly Finding[];
}

/** Rows per cluster. */
export function sizesOf(labels: Int32Array, k: number): readonly number[] {
  const sizes = Array<number>(k).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Mean of every column per cluster: k rows of `columns.length` values. */
export function meansOf(
  columns: readonly Float64Array[],
  labels: Int32Array,
  k: number,
): readonly (readonly number[])[] {
  const sizes = sizesOf(labels, k);
  const perColumn = columns.map((column) => {
    const sums = new Float64Array(k);
    labels.forEach((label, row) => (sums[label] = (sums[label] ?? 0) + (column[row] ?? 0)));
    return sums;
  });
  return sizes.map((size, cluster) => perColumn.map((sums) => (sums[cluster] ?? 0) / size));
}

/** Column of a row-major matrix. */
const columnOf = ({ rows, columns, data }: Matrix, column: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => data[row * columns + column] ?? NaN);

/** Strongest traits of a profile as codes `<feature>-high` and `<feature>-low`; `average` where nothing stands out. */
export function traitsOf(names: readonly string[], profile: readonly number[]): readonly string[] {
  const traits = names
    .map((name, i) => ({ name, difference: profile[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .filter(({ difference }) => Math.abs(difference) >= NOTABLE)
    .map(({ name, difference }) => `${name}-${difference > 0 ? 'high' : 'low'}`);
  return traits.length > 0 ? traits : ['average'];
}

/**
 * Names that no two segments share: the strongest traits of each, one more where that tells them apart, a number where
 * nothing does.
 */
export function namesOf(traits: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(...traits.map((list) => list.length));
  let names = traits.map((list) => list.slice(0, TRAITS_IN_NAME).join('+'));
  for (let length = TRAITS_IN_NAME + 1; length <= longest; length++) {
    const isTaken = (name: string) => names.filter((other) => other === name).length > 1;
    names = names.map((name, i) => (isTaken(name) ? (traits[i] ?? []).slice(0, length).join('+') : name));
  }
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}+${before + 1}`;
  });
}

/**
 * What sets each cluster apart. The features were used to make the clusters, so their differences are described, not
 * tested; the categories were not, so they are.
 */
export function describe(
  names: readonly string[],
  matrix: Matrix,
  raw: readonly Float64Array[],
  labels: Int32Array,
  k: number,
  customers: Int32Array,
  categories: readonly Category[],
): readonly Segment[] {
  const profiles = meansOf(
    names.map((_, i) => columnOf(matrix, i)),
    labels,
    k,
  );
  const centres = meansOf(raw, labels, k);
  const codes = namesOf(profiles.map((profile) => traitsOf(names, profile)));
  const findings = findingsOf(labels, k, customers, categories);
  return sizesOf(labels, k).map((size, cluster) => ({
    code: codes[cluster] ?? '',
    customers: size,
    share: size / labels.length,
    centre: centres[cluster] ?? [],
    profile: profiles[cluster] ?? [],
    findings: findings[cluster] ?? [],
  }));
}

/** Per cluster the values that are significantly over- or under-represented, the furthest from 100 first. */
export function findingsOf(
  labels: Int32Array,
  k: number,
  customers: Int32Array,
  categories: readonly Category[],
): readonly (readonly Finding[])[] {
  const clusterOf = new Map<number, number>();
  customers.forEach((customer, row) => clusterOf.set(customer, labels[row] ?? 0));
  const looked = categories.flatMap((category) => {
    const counts = category.values.map(() => new Float64Array(k));
    const known = new Float64Array(k);
    category.customers.forEach((customer, i) => {
      const cluster = clusterOf.get(customer);
      const ofValue = counts[category.codes[i] ?? -1];
      if (cluster === undefined || !ofValue) return;
      ofValue[cluster] = (ofValue[cluster] ?? 0) + 1;
      known[cluster] = (known[cluster] ?? 0) + 1;
    });
    const population = known.reduce((sum, n) => sum + n, 0);
    return category.values.flatMap((value, code) => {
      const ofValue = counts[code] ?? new Float64Array(k);
      const inPopulation = ofValue.reduce((sum, n) => sum + n, 0);
      return Array.from(ofValue, (inTarget, cluster) => ({
        cluster,
        field: category.field,
        value,
        counts: { inTarget, target: known[cluster] ?? 0, inPopulation, population },
      }));
    });
  });
  const indices = targetGroupIndices(looked.map(({ counts }) => counts));
  const perCluster: Finding[][] = Array.from({ length: k }, () => []);
  looked.forEach(({ cluster, field, value, counts }, i) => {
    const tested = indices[i];
    if (!tested || tested.isThin || !(tested.q < SIGNIFICANT)) return;
    if (Math.abs(tested.index - 100) < NOTABLE_INDEX) return;
    perCluster[cluster]?.push({
      field,
      value,
      index: tested.index,
      share: tested.targetShare,
      populationShare: tested.populationShare,
      customers: counts.inTarget,
      q: tested.q,
    });
  });
  return perCluster.map((list) =>
    list.sort((a, b) => Math.abs(b.index - 100) - Math.abs(a.index - 100)).slice(0, FINDINGS_PER_SEGMENT),
  );
}
