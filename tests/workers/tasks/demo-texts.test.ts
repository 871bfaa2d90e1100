import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../workers/algorithms/random';
import { categories, fill, improvements, mixed, vague, type Language } from '../../../workers/tasks/import/demo/texts';

const languages: readonly Language[] = ['zh', 'en'];

const ofCategories = (language: Language) => categories.flatMap(({ texts }) => Object.values(texts[language]).flat());
const ofLanguage = (language: Language): string[] => [
  ...ofCategories(language),
  ...mixed[language].map(({ text }) => text),
  ...vague[language],
];

/** A pattern without slots, blanks, punctuation and case: what is left was written by hand. */
const bare = (pattern: string) =>
  pattern
    .replace(/\{\w+\}/g, '')
    .replace(/[\p{P}\p{S}\s]/gu, '')
    .toLowerCase();

/** Overlapping pieces of a text: pairs of characters in Chinese, runs of four letters in English. */
function pieces(pattern: string, language: Language): Set<string> {
  const text = bare(pattern);
  const size = language === 'zh' ? 2 : 4;
  return new Set(Array.from({ length: Math.max(1, text.length - size + 1) }, (_, i) => text.slice(i, i + size)));
}

function jaccard(a: Set<string>, b: Set<string>): number {
  let both = 0;
  for (const piece of a) if (b.has(piece)) both++;
  return both / (a.size + b.size - both);
}

describe('the sentence patterns of the demo', () => {
  it('number at least 800, of them 560 Chinese and 240 English, each different from all others', () => {
    const zh = new Set(ofLanguage('zh').map((pattern) => bare(pattern) || pattern));
    const en = new Set(ofLanguage('en').map((pattern) => bare(pattern) || pattern));
    expect(zh.size).toBe(ofLanguage('zh').length);
    expect(en.size).toBe(ofLanguage('en').length);
    expect(zh.size).toBeGreaterThanOrEqual(560);
    expect(en.size).toBeGreaterThanOrEqual(240);
    expect(zh.size + en.size).toBeGreaterThanOrEqual(800);
  });

  it.each(categories.map(({ label, texts }) => [label, texts] as const))('%s has at least 90', (_, texts) => {
    const count = languages.flatMap((language) => Object.values(texts[language]).flat()).length;
    expect(count).toBeGreaterThanOrEqual(90);
  });

  it.each(languages)('are no permutations of parts: no two share a third of their pieces (%s)', (language) => {
    const patterns = ofLanguage(language);
    const sets = patterns.map((pattern) => pieces(pattern, language));
    const alike = sets.flatMap((a, i) =>
      sets.flatMap((b, j) => (j < i && jaccard(a, b) > 1 / 3 ? [[patterns[i], patterns[j]]] : [])),
    );
    expect(alike).toEqual([]);
  });

  it('are written in their language', () => {
    expect(ofLanguage('en').filter((pattern) => /\p{Script=Han}/u.test(pattern))).toEqual([]);
    expect(ofCategories('zh').filter((pattern) => !/\p{Script=Han}/u.test(pattern))).toEqual([]);
  });

  it('have slots that all can be filled', () => {
    const random = createRandom(1);
    for (const language of languages) {
      for (const pattern of ofLanguage(language)) expect(fill(random, pattern, language)).not.toMatch(/[{}]/);
    }
    expect(() => fill(random, 'a {nonsense}', 'en')).toThrow('nonsense');
  });

  it('vary in length from a few characters to a story', () => {
    const lengths = ofLanguage('zh')
      .map((pattern) => bare(pattern).length)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.05)]).toBeLessThan(15);
    expect(lengths[lengths.length - 10]).toBeGreaterThan(80);
  });

  it('carry every category into a mixed text in both languages', () => {
    for (const language of languages) {
      expect(new Set(mixed[language].map(({ of }) => of[0])).size).toBe(categories.length);
      expect(mixed[language].filter(({ of: [first, second] }) => first === second)).toEqual([]);
    }
  });

  it('stand beside open answers for every mood of the survey', () => {
    for (const answers of Object.values(improvements)) expect(new Set(answers).size).toBeGreaterThanOrEqual(10);
  });
});
