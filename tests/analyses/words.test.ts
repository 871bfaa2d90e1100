import { expect, it } from 'vitest';
import { analysisById, wordsOfTag, wordsOfValue } from '../../src/analyses';
import type { Analysis } from '../../src/analyses/analysis';
import { createTranslator } from '../../src/lib/i18n/translate';

const analysisNamed = (id: string): Analysis => {
  const analysis = analysisById(id);
  if (!analysis) throw new Error(`no analysis ${id}`);
  return analysis;
};
const preference = analysisNamed('channel-preference');
const t = createTranslator('zh-CN', preference.texts);

it('names a tag by its analysis, and by what stands after the colon', () => {
  expect(wordsOfTag(preference, 'channel-preference', t)).toBe('渠道偏好');
  expect(wordsOfTag(preference, 'channel-preference:APP', t)).toBe('渠道偏好：APP');
});

it('translates the codes of values and leaves words of the data alone', () => {
  expect(wordsOfValue(preference, 'hardly-ever', t)).toBe('基本不接触');
  expect(wordsOfValue(preference, '企业微信', t)).toBe('企业微信');
});

it('reads a code of several parts part by part', () => {
  expect(wordsOfValue(preference, 'strong+moderate+2', t)).toBe('较依赖 · 一般依赖 · 2');
});

it('does not cut a channel whose name has a plus sign', () => {
  for (const channel of ['APP+', 'strong+APP', '+2', '']) {
    expect(wordsOfValue(preference, channel, t)).toBe(channel);
  }
});
