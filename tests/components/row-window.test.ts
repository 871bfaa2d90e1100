import { describe, expect, it } from 'vitest';
import { contentTop, maxHeight, reveal, rowWindow, scrollHeight, scrollTopFor } from '../../src/components/row-window';

describe('a table whose rows fit the browser', () => {
  it('is as high as its rows and scrolls by pixels', () => {
    expect(scrollHeight(1_000, 32)).toBe(32_000);
    expect(contentTop(640, 320, 1_000, 32)).toBeCloseTo(640, 6);
  });

  it('draws the rows in sight and a few around them', () => {
    const { first, end, top } = rowWindow(640, 640, 320, 1_000, 32);
    expect([first, end]).toEqual([14, 36]);
    expect(top).toBe(14 * 32);
  });

  it('draws nothing beyond its ends', () => {
    expect(rowWindow(0, 0, 320, 5, 32)).toEqual({ first: 0, end: 5, top: 0 });
    expect(rowWindow(0, 0, 320, 0, 32)).toEqual({ first: 0, end: 0, top: 0 });
  });
});

describe('a table of ten million rows', () => {
  const total = 10_000_000;
  const viewport = 600;

  it('stays within the height a browser can draw', () => {
    expect(scrollHeight(total, 26)).toBe(maxHeight);
  });

  it('reaches its first and its last row', () => {
    expect(contentTop(0, viewport, total, 26)).toBe(0);
    const bottom = contentTop(maxHeight - viewport, viewport, total, 26);
    expect(rowWindow(bottom, maxHeight - viewport, viewport, total, 26).end).toBe(total);
  });

  it('places rows by where they appear: content and scroll position may differ, the picture may not', () => {
    const { first, top } = rowWindow(26_000_000, 1_000_000, viewport, total, 26);
    expect(top - 1_000_000).toBe(first * 26 - 26_000_000);
  });

  it('finds the scroll position of a content position', () => {
    for (const content of [0, 1_234_567, 99_999_999, total * 26 - viewport]) {
      const back = contentTop(scrollTopFor(content, viewport, total, 26), viewport, total, 26);
      expect(back).toBeCloseTo(content, 3);
    }
  });
});

describe('reveal', () => {
  it('moves no further than needed', () => {
    expect(reveal(10, 0, 320, 32)).toBe(32);
    expect(reveal(2, 320, 320, 32)).toBe(64);
    expect(reveal(12, 320, 320, 32)).toBe(320);
  });
});
