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
    expect(asked).toEqual([0, 100]);
    expect([pages.at(0), pages.at(137), pages.at(200)]).toEqual([0, 137, undefined]);
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
    for (let page = 0; page <= 40; page += 1) {
      pages.want(page * 100, page * 100 + 1);
      await settled();
    }
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(4_000)).toBe(4_000);
  });
});
