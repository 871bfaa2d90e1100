import { describe, expect, it } from 'vitest';
import { stepOf, thresholdsOf } from '../../src/charts/colours';
import { clip, textWidth, widest } from '../../src/charts/measure';
import { fileName } from '../../src/charts/picture';

describe('textWidth', () => {
  it('counts an ideograph as wide as the type is high', () => {
    expect(textWidth('客户')).toBe(24);
    expect(textWidth('客户', 20)).toBe(40);
  });
  it('counts a Latin letter as little more than half of that', () => {
    expect(textWidth('channel')).toBeLessThan(7 * 8);
  });
});

describe('clip', () => {
  it('leaves a text that fits and cuts one that does not', () => {
    expect(clip('客户', 24)).toBe('客户');
    expect(clip('重要价值客户', 48)).toBe('重要价…');
  });
  it('keeps at least one letter', () => {
    expect(clip('客户', 1)).toBe('客…');
  });
});

it('measures the widest of several, up to a limit, and nothing of none', () => {
  expect(widest(['客', '客户客户'], 30)).toBe(30);
  expect(widest([])).toBe(0);
});

describe('steps of the sequence', () => {
  it('hold about as many values each', () => {
    const thresholds = thresholdsOf([1, 2, 3, 4, 5, 6, 7]);
    expect([1, 2, 3, 4, 5, 6, 7].map((value) => stepOf(value, thresholds))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('are none for no values', () => {
    expect(thresholdsOf([NaN])).toEqual([]);
    expect(stepOf(3, [])).toBe(1);
  });
});

it('makes a file name of a title in any script', () => {
  expect(fileName('18 % 的人贡献 54 % 的消费')).toBe('18-的人贡献-54-的消费');
  expect(fileName('???')).toBe('chart');
});
