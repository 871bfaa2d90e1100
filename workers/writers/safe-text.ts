/**
 * What a spreadsheet may run: `= + - @` and their full-width forms, TAB, CR or LF, after any blanks; and the same after
 * apostrophes, so that taking one apostrophe away gives every text back.
 */
const dangerous = /^[\s\u200b\u2060\ufeff]*'*[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/u;

/** A text that is only a number runs nothing: `-5`, `+8613800138000`, `1,234.5`, `-3%`. */
const plainNumber = /^[+-]?\d[\d,]*(\.\d+)?%?$/;

/** Text that no spreadsheet takes for a formula; undone by removing one leading apostrophe. */
export const safeText = (text: string): string => (dangerous.test(text) && !plainNumber.test(text) ? `'${text}` : text);
