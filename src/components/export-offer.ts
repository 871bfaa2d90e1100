import type { Option } from './options';

/** What an export menu offers, in the page's words: every act and every number comes from outside. */
export interface ExportOffer<Format extends string = string> {
  readonly title: string;
  readonly formats: readonly (Option<Format> & { readonly hint: string })[];
  readonly words: {
    readonly format: string;
    readonly masked: string;
    readonly maskedHint: string;
    readonly counting: string;
    readonly save: string;
    /** What the job tray is for, while a file is being written. */
    readonly saving: string;
  };
  /** What would be written and what left out, in sentences; asked when the menu opens. */
  preview(): Promise<readonly string[]>;
  /** Writes the file and says what came of it, in sentences; none when the user cancelled. */
  save(format: Format, masked: boolean): Promise<readonly string[]>;
  onerror(thrown: unknown): void;
}
