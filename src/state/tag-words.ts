import { analysisById, wordsOfValue } from '../analyses';
import type { TagValues } from '../lib/core/selection';
import { texts as productTexts } from '../lib/i18n/texts';
import { createTranslator, languages, type Translate } from '../lib/i18n/translate';
import type { Session } from './session.svelte';

interface NamedValue {
  readonly tag: string;
  readonly value: string;
  /** What it is called, in every language and as the code, in lower case. */
  readonly names: readonly string[];
}

/** Finds the values of tags that a reader calls by a text: who types 重要价值客户 means a value of the tag `rfm`. */
export class TagWords {
  #made: { readonly revision: number; readonly values: Promise<readonly NamedValue[]> } | null = null;
  readonly #translators = new Map<string, readonly Translate[]>();

  constructor(private readonly session: Session) {}

  /** Tags of the base with those of their values whose name holds the text; none for an empty text. */
  async named(text: string): Promise<readonly TagValues[]> {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return [];
    const found = new Map<string, string[]>();
    for (const { tag, value, names } of await this.#values()) {
      if (names.some((name) => name.includes(wanted))) found.set(tag, [...(found.get(tag) ?? []), value]);
    }
    return [...found].map(([tag, values]) => ({ tag, values }));
  }

  /** Reads the values ahead of the first search. */
  prepare = (): void => void this.#values().catch(() => undefined);

  #values(): Promise<readonly NamedValue[]> {
    const { revision } = this.session;
    if (this.#made?.revision === revision) return this.#made.values;
    const values = this.session.workspace.tags
      .list()
      .then((tags) =>
        tags.flatMap(({ tag, values: own }) =>
          own.map(({ value }) => ({ tag, value, names: this.#names(tag, value) })),
        ),
      );
    values.catch(() => (this.#made = null));
    this.#made = { revision, values };
    return values;
  }

  #names(tag: string, value: string): readonly string[] {
    const analysis = analysisById(tag.split(':')[0] ?? tag);
    if (!analysis) return [value.toLowerCase()];
    let translators = this.#translators.get(analysis.id);
    if (!translators) {
      translators = languages.map((language) => createTranslator(language, ...productTexts, analysis.texts));
      this.#translators.set(analysis.id, translators);
    }
    return [value, ...translators.map((t) => wordsOfValue(analysis, value, t))].map((name) => name.toLowerCase());
  }
}
