import { analyses } from '../analyses';
import { createFormats } from '../lib/i18n/formats';
import { createTranslator, languages, type Language, type Translate } from '../lib/i18n/translate';
import { texts as productTexts } from '../lib/i18n/texts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'kith.settings';

/** What the user chose for this browser: language and theme. Kept in the browser, holds no data of a project. */
export class Settings {
  language = $state<Language>('zh-CN');
  theme = $state<Theme>('system');
  readonly t: Translate = $derived(createTranslator(this.language, ...productTexts));
  readonly formats = $derived(createFormats(this.language));
  readonly #ofAnalyses = new Map<string, Translate>();

  constructor() {
    const kept = readKept();
    this.language = kept.language ?? preferredLanguage();
    this.theme = kept.theme ?? 'system';
  }

  /** Words of one analysis, with the product's own as fallback. Asked for by every cell of a table: made once. */
  wordsOf(analysisId: string): Translate {
    const key = `${this.language} ${analysisId}`;
    const known = this.#ofAnalyses.get(key);
    if (known) return known;
    const analysis = analyses.find((candidate) => candidate.id === analysisId);
    const made = analysis ? createTranslator(this.language, ...productTexts, analysis.texts) : this.t;
    this.#ofAnalyses.set(key, made);
    return made;
  }

  choose(change: { language?: Language; theme?: Theme }): void {
    this.language = change.language ?? this.language;
    this.theme = change.theme ?? this.theme;
    try {
      localStorage.setItem(storageKey, JSON.stringify({ language: this.language, theme: this.theme }));
    } catch {
      // Storage may be forbidden (private mode): the choice then holds until the page is closed.
    }
  }

  /** Makes the document follow: its language for screen readers and line breaking, its theme for the tokens. */
  applyTo(root: HTMLElement): void {
    root.lang = this.language;
    if (this.theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = this.theme;
  }
}

/** The first of the browser's languages that Kith speaks; Chinese of every region reads zh-CN. */
function preferredLanguage(): Language {
  for (const wanted of navigator.languages) {
    if (wanted.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (wanted.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

function readKept(): { language?: Language; theme?: Theme } {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { language, theme } = kept as Record<string, unknown>;
    return {
      language: languages.find((name) => name === language),
      theme: themes.find((name) => name === theme),
    };
  } catch {
    return {};
  }
}
