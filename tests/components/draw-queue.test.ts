import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrawQueue } from '../../src/components/draw-queue';

const frameMs = 16;
let drawn: number[];
let queue: DrawQueue;
const ask = (row: number) => queue.ask(() => void drawn.push(row));

describe('a queue of rows to draw', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, frameMs));
    drawn = [];
    // Three rows of 24 cells fill a frame.
    queue = new DrawQueue(() => 24);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('draws at once what one frame has room for, and the others in the next ones, in their order', () => {
    for (let row = 0; row < 8; row++) ask(row);
    expect(drawn).toEqual([0, 1, 2]);
    vi.advanceTimersByTime(frameMs + 1);
    expect(drawn).toEqual([0, 1, 2, 3, 4, 5]);
    vi.advanceTimersByTime(frameMs + 1);
    expect(drawn).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('gives what comes later in the same frame no room of its own', () => {
    for (let row = 0; row < 3; row++) ask(row);
    ask(3);
    expect(drawn).toEqual([0, 1, 2]);
    vi.runAllTimers();
    expect(drawn).toEqual([0, 1, 2, 3]);
    ask(4);
    expect(drawn).toEqual([0, 1, 2, 3, 4]);
  });

  it('leaves out what was taken back', () => {
    for (let row = 0; row < 3; row++) ask(row);
    const takeBack = ask(3);
    ask(4);
    takeBack();
    vi.runAllTimers();
    expect(drawn).toEqual([0, 1, 2, 4]);
  });

  it('draws a row that is wider than a frame by itself', () => {
    queue = new DrawQueue(() => 500);
    ask(0);
    ask(1);
    expect(drawn).toEqual([0]);
    vi.runAllTimers();
    expect(drawn).toEqual([0, 1]);
  });
});
