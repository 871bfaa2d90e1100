/** What became of one cell. */
export const EXACT = 0; // the typed value, written in the column's format, is the text of the file
export const INEXACT = 1; // a value was read, but the text has to be kept beside it
export const REFUSED = 2; // no value; `reason` says why
export type Verdict = typeof EXACT | typeof INEXACT | typeof REFUSED;

/**
 * Reads the cells of one column that all have one type and, mostly, one format. Readers take a byte-wise fast path for
 * cells that stand exactly in the format, and read everything else as text by the rules of the type.
 */
export interface CellReader {
  /** The format in which `text` writes, as a code. */
  readonly format: string;
  /** The value last read: a number, seconds, days or milliseconds since 1970, or 0 and 1. */
  value: number;
  /** Why the last cell was refused: a code with a translation. */
  reason: string;
  read(bytes: Uint8Array, from: number, to: number): Verdict;
  /** The value in the format of the column. */
  text(value: number): string;
}

/**
 * The format among `candidates` in which most of the texts stand, the first of equals. `writes` tells whether a text is
 * what the format writes for it.
 */
export function commonest<Format>(
  texts: readonly string[],
  candidates: ReadonlyMap<string, Format>,
  writes: (text: string, format: Format) => boolean,
): Format | undefined {
  let best: Format | undefined;
  let most = -1;
  for (const format of candidates.values()) {
    const count = texts.reduce((sum, text) => sum + (writes(text, format) ? 1 : 0), 0);
    if (count > most) [best, most] = [format, count];
  }
  return best;
}
