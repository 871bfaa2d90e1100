/**
 * Sentence patterns as customers and clerks would write them. A pattern may hold slots such as `{plan}` or `{place}`,
 * which `slots.ts` fills; all else stands as written, slips and moods included.
 */
export interface Tones {
  readonly complaints: readonly string[];
  readonly questions: readonly string[];
  readonly praise: readonly string[];
}

export type Tone = keyof Tones;

export interface CategoryTexts {
  readonly zh: Tones;
  readonly en: Tones;
}

/** Ids of the eight categories, in the order in which the truth numbers them. */
export const categoryIds = [
  'billing',
  'network',
  'broadband',
  'plan',
  'attitude',
  'suspension',
  'points',
  'harassment',
] as const;

export type CategoryId = (typeof categoryIds)[number];

/** A text about two things at once; people who label it agree on the first more often than on the second. */
export interface MixedPattern {
  readonly of: readonly [CategoryId, CategoryId];
  readonly text: string;
}
