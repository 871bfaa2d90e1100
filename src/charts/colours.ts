/** The tokens as charts use them. SVG attributes understand `var()`, so a change of theme needs no redrawing. */
export const ink = {
  strong: 'var(--ink)',
  normal: 'var(--ink-2)',
  quiet: 'var(--ink-3)',
  line: 'var(--line)',
  axis: 'var(--line-strong)',
  grey: 'var(--control-line)',
  track: 'var(--grey-2)',
  canvas: 'var(--canvas)',
  rest: 'var(--cat-rest)',
  more: 'var(--div-p2)',
  less: 'var(--div-n2)',
  first: 'var(--cat-1)',
  second: 'var(--cat-2)',
} as const;

/** The colour of the nth category, from 0; grey from the ninth on. */
export const category = (index: number): string => (index < 8 ? `var(--cat-${index + 1})` : ink.rest);

/** Step 1 to 7 of the one-hue sequence, and the text that is legible on it. */
export const sequence = (step: number): string => `var(--seq-${Math.min(7, Math.max(1, step))})`;
export const inkOnSequence = (step: number): string => (step >= 5 ? 'var(--seq-ink-high)' : 'var(--seq-ink-low)');

/** Level 1 to 5 of a preference, and the text that is legible on it. */
export const level = (of: number): string => `var(--level-${Math.min(5, Math.max(1, of))})`;
export const inkOnLevel = (of: number): string => (of >= 4 ? 'var(--seq-ink-high)' : 'var(--ink)');

/** A difference in [-3, 3] rounded to a step of the diverging scale, and the text that is legible on it. */
export function difference(step: number): string {
  const rounded = Math.round(Math.min(3, Math.max(-3, step)));
  if (rounded === 0) return 'var(--div-0)';
  return rounded > 0 ? `var(--div-p${rounded})` : `var(--div-n${-rounded})`;
}
export function inkOnDifference(step: number): string {
  const size = Math.abs(Math.round(step));
  if (size >= 3) return 'var(--seq-ink-high)';
  return size === 2 ? 'var(--div-ink)' : ink.strong;
}

/** Step 1 to 7 of a value among rising thresholds. */
export const stepOf = (value: number, thresholds: readonly number[]): number =>
  1 + thresholds.filter((threshold) => value >= threshold).length;

/** Six thresholds that put about as many of the values into each of seven steps. */
export function thresholdsOf(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted((a, b) => a - b);
  if (sorted.length === 0) return [];
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] ?? 0;
  return [1, 2, 3, 4, 5, 6].map((step) => at(step / 7));
}
