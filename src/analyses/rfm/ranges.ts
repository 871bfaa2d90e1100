/** The values behind a number of points. `low` is left out, `high` is in; null where there is no end. */
export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

/** Range of a value that scores `points`, given the four rising breakpoints. */
export function rangeOf(points: number, breakpoints: readonly number[], isRecency: boolean): Range {
  const step = isRecency ? 6 - points : points;
  return { low: breakpoints[step - 2] ?? null, high: breakpoints[step - 1] ?? null };
}

/** The same in whole numbers, both ends in: (2.4, 5] is 3 to 5. */
export const wholeRange = ({ low, high }: Range): Range => ({
  low: low === null ? null : Math.floor(low) + 1,
  high: high === null ? null : Math.floor(high),
});
