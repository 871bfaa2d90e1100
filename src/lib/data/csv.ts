import { safeText } from '../core/safe-text';

export { safeText };

/**
 * CSV as RFC 4180 says (comma, CRLF, quotes doubled), with a byte-order mark so that Excel reads UTF-8, and safe to
 * open: a text a spreadsheet would take for a formula gets an apostrophe before it. Numbers stay numbers.
 */

export const byteOrderMark = '\ufeff';

/** One record. `null` is an empty field, an empty text is `""`. */
export const csvRecord = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = safeText(typeof cell === 'string' ? cell : JSON.stringify(cell));
  // Semicolons and tabs separate fields for spreadsheets of other countries; blanks at the ends would be trimmed.
  return text === '' || /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
