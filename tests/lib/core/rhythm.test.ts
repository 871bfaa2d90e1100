import { describe, expect, it } from 'vitest';
import { rhythmOf } from '../../../src/lib/core/rhythm';

/** Dates from 2024-01-01 on, with these gaps in days. */
function after(...gaps: number[]): string[] {
  let day = Date.UTC(2024, 0, 1);
  return [0, ...gaps].map((gap) => new Date((day += gap * 86_400_000)).toISOString().slice(0, 10));
}

describe('the rhythm of purchases', () => {
  it('is none without purchases, and no rhythm yet with three', () => {
    expect(rhythmOf([], 10)).toEqual({ code: 'none' });
    expect(rhythmOf(after(5, 7), 3)).toEqual({ code: 'few', purchases: 3, days: 3 });
  });
  it('is steady while gaps stay about the same', () => {
    expect(rhythmOf(after(10, 12, 11), 20)).toEqual({ code: 'steady', days: 20, usual: 11 });
  });
  it('slows down and speeds up by the medians of its halves', () => {
    expect(rhythmOf(after(10, 11, 12, 20, 27, 30), 5)).toEqual({ code: 'slower', before: 11, after: 27 });
    expect(rhythmOf(after(30, 27, 20, 15, 12, 11, 10), 5)).toEqual({ code: 'faster', before: 27, after: 11 });
  });
  it('is overdue after twice the gap that is usual lately', () => {
    expect(rhythmOf(after(10, 11, 12, 20, 27, 30), 54)).toMatchObject({ code: 'slower' });
    expect(rhythmOf(after(10, 11, 12, 20, 27, 30), 55)).toEqual({ code: 'overdue', days: 55, usual: 27 });
  });
  it('counts days across a change to summer time', () => {
    expect(rhythmOf(['2024-03-30', '2024-03-31', '2024-04-01', '2024-04-02'], 1)).toMatchObject({ usual: 1 });
  });
});
