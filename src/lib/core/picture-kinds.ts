/**
 * The small drawings that stand where there is nothing yet: what a page or an analysis will show. They are drawn by
 * `components/Picture.svelte`.
 */
export const pictureKinds = [
  ...(['mapping', 'table', 'rejects', 'segments', 'tags', 'search'] as const),
  ...(['grid', 'groups', 'levels', 'matrix'] as const),
] as const;

export type PictureKind = (typeof pictureKinds)[number];
