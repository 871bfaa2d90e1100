import { createFormats } from './formats';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Words in both languages under the same flat keys; a missing key does not compile. */
export interface Texts<Key extends string = string> {
  readonly zh: Readonly<Record<Key, string>>;
  readonly en: Readonly<Record<Key, string>>;
}

/** Declares texts so that both languages have the same keys. */
export const texts = <const Key extends string>(both: {
  zh: Record<Key, string>;
  en: Record<Key, string>;
}): Texts<Key> => both;

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * Gives the words for a key. `{name}` is replaced by the value of that name, numbers in the language's format;
 * `{name|file|files}` chooses the first word when the value is one in that language's grammar, else the second.
 */
export type Translate = (key: string, values?: TextValues) => string;

const slot = /\{([\w-]+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/**
 * Makes the translator of one language from several texts; where two have the same key the later one wins, so that
 * an analysis may say a common word its own way. A missing key or value throws while developing and testing, and
 * shows itself (`errors.too-few-rows`, `{rows}`) in the product: a user's work never stops for a word.
 */
export function createTranslator(language: Language, ...all: readonly Texts[]): Translate {
  const words = new Map(all.flatMap((both) => Object.entries(language === 'en' ? both.en : both.zh)));
  const formats = createFormats(language);
  const plurals = new Intl.PluralRules(language);

  return (key, values = {}) => {
    const sentence = words.get(key);
    if (sentence === undefined) return missing(`no text for '${key}' in ${language}`, key);
    return sentence.replace(slot, (whole, name: string, one?: string, other?: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) return missing(`no value for '${whole}' in '${key}'`, whole);
      if (one !== undefined && other !== undefined) return plurals.select(Number(value)) === 'one' ? one : other;
      if (typeof value === 'string') return value;
      return Number.isInteger(value) ? formats.integer(value) : formats.short(value);
    });
  };
}

function missing(message: string, shown: string): string {
  if (import.meta.env.DEV) throw new Error(message);
  return shown;
}
