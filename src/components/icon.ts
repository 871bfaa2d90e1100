import type { LucideIcon } from '@lucide/svelte';

/** An icon of the one set, imported singly: `import Database from '@lucide/svelte/icons/database'`. */
export type Icon = LucideIcon;

/** The strokes that match text of weight 400 at 16 px. */
export const iconSize = { size: 16, strokeWidth: 1.75 } as const;
export const smallIconSize = { size: 14, strokeWidth: 1.75 } as const;
export const tinyIconSize = { size: 12, strokeWidth: 2 } as const;
