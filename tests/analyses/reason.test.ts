import { describe, expect, it } from 'vitest';
import { analysisById } from '../../src/analyses';
import type { TagRow } from '../../src/analyses/analysis';
import { createFormats } from '../../src/lib/i18n/formats';
import { createTranslator, type Language } from '../../src/lib/i18n/translate';
import { texts } from '../../src/lib/i18n/texts';

function reason(id: string, row: Omit<TagRow, 'tag'>, language: Language = 'en') {
  const analysis = analysisById(id);
  if (!analysis) throw new Error(`no analysis ${id}`);
  const t = createTranslator(language, ...texts, analysis.texts);
  return analysis.reason?.({ tag: id, ...row }, t, createFormats(language));
}

describe('the reason of an RFM class', () => {
  it('reads the eight classes as sides of the cuts, whatever the points', () => {
    expect(reason('rfm', { value: 'key-value', score: 453 })).toBe(
      'R 4 · F 5 · M 3: bought lately, often, spends much',
    );
    expect(reason('rfm', { value: 'general-rescue', score: 213 }, 'zh-CN')).toBe(
      'R 2 · F 1 · M 3：久未买，买得少，花得不多',
    );
  });

  it('reads the map from the points and leaves money out, as the map does', () => {
    expect(reason('rfm', { value: 'need-attention', score: 335 })).toBe(
      'R 3 · F 3 · M 5: bought a while ago, now and then (regions of R and F)',
    );
  });

  it('says nothing of a score that is none', () => {
    expect(reason('rfm', { value: 'key-value' })).toBe('');
    expect(reason('rfm', { value: 'key-value', score: 709 })).toBe('');
  });
});

describe('the reason of a channel preference', () => {
  it('is the probability with its interval, and that it was tested later', () => {
    const words = reason('channel-preference', { value: 'strong', score: 0.62, low: 0.48, high: 0.71 });
    expect(words).toContain('0.62 (95% interval 0.48–0.71)');
    expect(words).toContain('later period');
  });

  it('claims no interval where none was kept, and none of a level for the best channel', () => {
    expect(reason('channel-preference', { value: 'strong', score: 0.62 })).not.toContain('interval');
    expect(reason('channel-preference', { value: 'APP', score: 0.62 })).toContain('Highest');
    expect(reason('channel-preference', { value: 'none', score: 0.15 })).toContain('the highest is 0.15');
  });
});

describe('the reason of a segment', () => {
  it('names the features of its code', () => {
    expect(reason('clustering', { value: 'amount_total-high+recency_days-low+2' })).toBe(
      'Closest to this segment, whose means stand out: Amount above average, Recency below average',
    );
    expect(reason('clustering', { value: 'average' }, 'zh-CN')).toContain('接近全体');
  });
});
