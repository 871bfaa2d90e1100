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

/** Gives the words for a key; `{name}` is replaced by the value of that name, numbers in the language's format. */
export type Translate = (key: string, values?: TextValues) => string;
