/**
 * Which rows of a long table are in sight. Browsers clip elements beyond some tens of millions of pixels (Firefox at
 * 17.8 million, Chromium at 33.5), so a table of a million rows cannot simply be as high as its rows: above
 * `maxHeight` the scrollbar spans a shortened height and its position is scaled.
 */
export interface RowWindow {
  /** First and one past the last row to draw. */
  readonly first: number;
  readonly end: number;
  /** Where the first drawn row stands, in pixels from the top of the scrolled area. */
  readonly top: number;
}

export const maxHeight = 12_000_000;

/** Rows drawn above and below those in sight, so that a small scroll shows no gap. */
export const overscan = 6;

/** Height of the scrolled area in pixels. */
export const scrollHeight = (total: number, rowHeight: number): number => Math.min(total * rowHeight, maxHeight);

/** Pixels of content above the window's top edge when every row counts: the scroll position, unscaled. */
export function contentTop(scrollTop: number, viewport: number, total: number, rowHeight: number): number {
  const shown = scrollHeight(total, rowHeight) - viewport;
  const whole = total * rowHeight - viewport;
  if (shown <= 0 || whole <= 0) return 0;
  return Math.min(1, Math.max(0, scrollTop / shown)) * whole;
}

/** The scroll position that shows a given content position: inverse of `contentTop`. */
export function scrollTopFor(content: number, viewport: number, total: number, rowHeight: number): number {
  const whole = total * rowHeight - viewport;
  if (whole <= 0) return 0;
  return (Math.min(whole, Math.max(0, content)) / whole) * (scrollHeight(total, rowHeight) - viewport);
}

/** The rows to draw for a content position, placed relative to the actual scroll position. */
export function rowWindow(
  content: number,
  scrollTop: number,
  viewport: number,
  total: number,
  rowHeight: number,
): RowWindow {
  const first = Math.max(0, Math.floor(content / rowHeight) - overscan);
  const end = Math.min(total, Math.ceil((content + viewport) / rowHeight) + overscan);
  return { first: Math.min(first, end), end, top: scrollTop - content + first * rowHeight };
}

/** The content position that brings a row into sight with the least movement. */
export function reveal(row: number, content: number, viewport: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < content) return top;
  return Math.max(content, top + rowHeight - viewport);
}
