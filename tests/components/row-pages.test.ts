import { describe, expect, it } from 'vitest';
import { RowPages } from '../../src/components/row-pages.svelte';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('RowPages', () => {
  it('fetches the pages of the rows in sight, each once', async () => {
    const asked: number[] = [];
    const pages = new RowPages<number>((offset, limit) => {
      asked.push(offset);
      return Promise.resolve(Array.from({ length: limit }, (_, index) => offset + index));
    });
    pages.want(90, 130);
    pages.want(95, 140);
    await settled();
    expect(asked).toEqual([50, 100]);
    expect([pages.at(50), pages.at(137), pages.at(0), pages.at(200)]).toEqual([50, 137, undefined, undefined]);
  });

  it('asks for nothing when nothing is in sight', () => {
    const pages = new RowPages<number>(() => Promise.reject(new Error('asked')));
    expect(() => pages.want(0, 0)).not.toThrow();
  });

  it('keeps the error of a page that failed and tries it again', async () => {
    let attempts = 0;
    const pages = new RowPages<string>(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error('engine restarted')) : Promise.resolve(['a']);
    });
    pages.want(0, 1);
    await settled();
    expect(String(pages.error)).toContain('engine restarted');
    pages.want(0, 1);
    await settled();
    expect(pages.error).toBeUndefined();
    expect(pages.at(0)).toBe('a');
  });

  it('forgets the pages farthest from the one in sight', async () => {
    const pages = new RowPages<number>((offset) => Promise.resolve([offset]));
    for (let page = 0; page <= 80; page += 1) {
      pages.want(page * 50, page * 50 + 1);
      await settled();
    }
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(4_000)).toBe(4_000);
    expect(pages.loaded()).toEqual(Array.from({ length: 80 }, (_, i) => (i + 1) * 50));
  });

  it('asks for two pages at a time, and not for those a scroll has passed', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const pages = new RowPages<number>((offset) => {
      asked.push(offset);
      return new Promise((resolve) => answers.push(() => resolve([offset])));
    });
    pages.want(0, 200);
    pages.want(5_000, 5_010);
    pages.want(9_000, 9_010);
    expect(asked).toEqual([0, 50]);
    answers[0]?.();
    await settled();
    expect(asked).toEqual([0, 50, 9_000]);
  });
});
