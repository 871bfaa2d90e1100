import type { RenderFunction } from '@observablehq/plot';

/**
 * Marks that stand for rows and can be pressed: each carries the index of its row and its words, which Chart.svelte
 * turns into a button for pointer, keyboard and screen reader. Spread it into the options of the mark.
 */
export const press = (labels: readonly string[]): { render: RenderFunction } => ({
  render(index, scales, values, dimensions, context, next) {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    for (const [place, element] of Array.from(group?.children ?? []).entries()) {
      const row = index[place];
      if (row === undefined) continue;
      element.setAttribute('data-row', String(row));
      element.setAttribute('aria-label', labels[row] ?? '');
    }
    return group;
  },
});
