/** The five layers of the customer base, from what is recorded to what is recommended (DESIGN section 2). */
export const layers = ['attributes', 'behaviour', 'derived', 'knowledge', 'recommendation'] as const;

export type Layer = (typeof layers)[number];
