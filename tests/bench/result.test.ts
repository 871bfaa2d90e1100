import { describe, expect, it } from 'vitest';
import type { Turn } from './case';
import { judgeTurns, median } from './result';
import { tableOf } from './table';

const turn = (cpu: number, wall = cpu, threads = 1): Turn => ({ cpu, wall, threads, quality: {} });

describe('judgeTurns', () => {
  it('compares each turn of the peer with ours before and after it', () => {
    // 1/2, 3/2, 3/4, 5/4: the two in the middle are 0.75 and 1.25.
    const { cpuRatio } = judgeTurns([turn(1), turn(3), turn(5)], [turn(2), turn(4)], null);
    expect(cpuRatio).toBe(1);
  });
  it('takes the peer’s CPU at one thread and its clock at the better', () => {
    const peer = [turn(2, 2, 1), turn(3, 1.25, 2), turn(2, 2, 1), turn(3, 1.25, 2)];
    const verdict = judgeTurns([turn(1), turn(1), turn(1)], peer, null);
    expect(verdict).toEqual({ cpuRatio: 0.5, wallRatio: 0.8, bestThreads: 2, word: 'ahead' });
  });
  it('is ahead only when both ratios are below one', () => {
    expect(judgeTurns([turn(1, 3), turn(1, 3)], [turn(2, 2)], null).word).toBe('behind');
    expect(judgeTurns([turn(3, 1), turn(3, 1)], [turn(2, 2)], null).word).toBe('behind');
    expect(judgeTurns([turn(2, 2), turn(2, 2)], [turn(2, 2)], null).word).toBe('behind');
  });
  it('is void for a worse result, however fast', () => {
    expect(judgeTurns([turn(1), turn(1)], [turn(9)], 'inertia')).toMatchObject({ word: 'void', reason: 'inertia' });
  });
});

describe('median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('tableOf', () => {
  it('shows a missing peer as a row that says how to get it', () => {
    const table = tableOf([
      {
        ...{ id: 'a', title: '', figures: [] },
        blocks: [
          {
            workload: 'w',
            ours: { name: 'ours', turns: [turn(1)] },
            peers: [{ name: 'peer', version: '', absent: 'not installed: apt-get install peer', turns: [] }],
          },
        ],
      },
    ]);
    expect(table.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['CPU s', 'wall s', 'CPU ratio', 'wall ratio', 'verdict', 'quality'],
      [''],
      ['a · w'],
      ['ours', '1.000', '1.000'],
      ['peer', 'not installed: apt-get install peer'],
    ]);
  });
});
