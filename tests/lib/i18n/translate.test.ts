import { describe, expect, it } from 'vitest';
import { texts as productTexts } from '../../../src/lib/i18n/texts';
import { createTranslator, texts } from '../../../src/lib/i18n/translate';

const words = texts({
  zh: { files: '导入 {n} 个文件', share: '{name} 占 {share}', plain: '好' },
  en: { files: 'Import {n} {n|file|files}', share: '{name}: {share}', plain: 'Good' },
});

describe('createTranslator', () => {
  it('puts values in and formats numbers in the language', () => {
    expect(createTranslator('zh-CN', words)('files', { n: 12_480 })).toBe('导入 12,480 个文件');
    expect(createTranslator('zh-CN', words)('share', { name: '冠军', share: 0.18234 })).toBe('冠军 占 0.182');
  });

  it('chooses the singular for one, the plural otherwise', () => {
    const t = createTranslator('en', words);
    expect(t('files', { n: 1 })).toBe('Import 1 file');
    expect(t('files', { n: 0 })).toBe('Import 0 files');
    expect(t('files', { n: 3 })).toBe('Import 3 files');
  });

  it('lets later texts say a word their own way', () => {
    const own = texts({ zh: { plain: '不错' }, en: { plain: 'Fine' } });
    expect(createTranslator('en', words, own)('plain')).toBe('Fine');
  });

  it('throws for a missing key or value while developing', () => {
    const t = createTranslator('en', words);
    expect(() => t('nowhere')).toThrow("no text for 'nowhere' in en");
    expect(() => t('share', { name: 'x' })).toThrow("no value for '{share}' in 'share'");
  });

  it('does not take a value from the prototype of the values', () => {
    const own = texts({ zh: { k: '{constructor}' }, en: { k: '{constructor}' } });
    expect(() => createTranslator('en', own)('k', {})).toThrow('no value');
  });
});

describe('the texts of the product', () => {
  const entries = (language: 'zh' | 'en') => productTexts.flatMap((both) => Object.entries(both[language]));

  it('have each key once', () => {
    const keys = entries('zh').map(([key]) => key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('name the same values in both languages', () => {
    // What is shown; a number that only chooses between one and many has no counterpart in Chinese.
    const slots = (text: string) =>
      [...new Set([...text.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name))].toSorted();
    const english = new Map(entries('en'));
    const different = entries('zh').filter(
      ([key, text]) => String(slots(text)) !== String(slots(english.get(key) ?? '')),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('have no Chinese in the English, but for names', () => {
    const names = new Set(['product.name', 'language.zh-CN', 'shell.switch-language', 'shell.switch-language-label']);
    const mixed = entries('en').filter(([key, text]) => !names.has(key) && /\p{Script=Han}/u.test(text));
    expect(mixed.map(([key]) => key)).toEqual([]);
  });
});
