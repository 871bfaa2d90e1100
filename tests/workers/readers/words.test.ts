import { describe, expect, it } from 'vitest';
import { loadWords } from '../../../workers/readers/words';

describe('loadWords', () => {
  it('falls back to the segmenter of the platform and says so when the dictionary cannot be read', async () => {
    const words = await loadWords(new URL('file:///no-such-folder/words.wasm'));
    expect(words.source).toBe('intl');
    expect(words.warnings.map(({ code }) => code)).toEqual(['segmenter-fallback']);
    expect(words.segment('我要退款').join('')).toBe('我要退款');
  });

  it('cuts Chinese by dictionary, keeps Latin words whole, and loses no character', async () => {
    const words = await loadWords();
    expect(words.source).toBe('jieba');
    expect(words.warnings).toEqual([]);
    expect(words.segment('ERP审批流程')).toEqual(['ERP', '审批', '流程']);
    expect(words.segment('办理5G套餐')).toEqual(['办理', '5G', '套餐']);
    const text = '卡拉OK 和T恤,\ue002打10086!𠮷野家';
    expect(words.segment(text).join('')).toBe(text);
  });
});
