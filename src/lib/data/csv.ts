/**
 * CSV as RFC 4180 says (comma, CRLF, quotes doubled), with a byte-order mark so that Excel reads UTF-8, and safe to
 * open: a text a spreadsheet would take for a formula gets an apostrophe before it. Numbers stay numbers.
 */

export const byteOrderMark = '\ufeff';

/**
 * What a spreadsheet may run: `= + - @` and their full-width forms, TAB, CR or LF, after any blanks; and the same after
 * apostrophes, so that taking one apostrophe away gives every text back.
 */
const dangerous = /^[\s\u200b\u2060\ufeff]*'*[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/u;

/** A text that is only a number runs nothing: `-5`, `+8613800138000`, `1,234.5`, `-3%`. */
const plainNumber = /^[+-]?\d[\d,]*(\.\d+)?%?$/;

/** Text that no spreadsheet takes for a formula; undone by removing one leading apostrophe. */
export const safeText = (text: string): string => (dangerous.test(text) && !plainNumber.test(text) ? `'${text}` : text);

/** One record. `null` is an empty field, an empty text is `""`. */
export const csvRecord = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = safeText(typeof cell === 'string' ? cell : JSON.stringify(cell));
  // Semicolons and tabs separate fields for spreadsheets of other countries; blanks at the ends would be trimmed.
  return text === '' || /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
