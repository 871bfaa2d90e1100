import { safeText } from '../lib/core/safe-text';
import { textOf, valueOf, type Column } from './table';

/** A table on its way to the clipboard: as lines with tabs, and as HTML, which keeps ids from becoming numbers. */
export interface TableText {
  readonly plain: string;
  readonly html: string;
  readonly rows: number;
}

export interface TextCell {
  readonly text: string;
  /** A plain number; everything else is to stay the text it is. */
  readonly isNumber: boolean;
}

/** More rows are a file's business: spreadsheets take long over a paste, and the clipboard holds all of it in memory. */
export const mostCopied = 10_000;

/** What a missing value shows. */
const nothing = '—';

/** A cell as it is copied: numbers in full and without separators, all else as it stands on the screen, masks included. */
export function cellOf<Row>(column: Column<Row>, row: Row): TextCell {
  const value = valueOf(column, row);
  if (typeof value === 'number' && Number.isFinite(value) && column.align === 'end') {
    return { text: String(value), isNumber: true };
  }
  const text = textOf(column, row);
  return { text: text === nothing ? '' : text, isNumber: false };
}

/** Rows of a table with its head. */
export const textOfRows = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): TableText => {
  const named = columns.filter((column) => column.label !== '');
  return tableText(
    named.map((column) => column.label),
    rows.map((row) => named.map((column) => cellOf(column, row))),
  );
};

/** A head and its rows, as a spreadsheet expects them. */
export function tableText(head: readonly string[], rows: readonly (readonly TextCell[])[]): TableText {
  const lines = [
    head.map(plainText),
    ...rows.map((row) => row.map((cell) => (cell.isNumber ? cell.text : plainText(cell.text)))),
  ];
  const body = rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`);
  return {
    plain: lines.map((line) => line.join('\t')).join('\r\n'),
    html: `<table><thead><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`,
    rows: rows.length,
  };
}

/**
 * A text between tabs: quoted where it holds a tab, a line break or a quote; an apostrophe before what a spreadsheet
 * would read as a formula.
 */
function plainText(text: string): string {
  const safe = safeText(text);
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `mso-number-format` is how spreadsheets are told that a cell is text: 0012 stays 0012, and = begins no formula. */
const htmlCell = ({ text, isNumber }: TextCell): string =>
  isNumber ? `<td>${text}</td>` : `<td style="mso-number-format:'\\@'">${escaped(text).replaceAll('\n', '<br>')}</td>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Puts a table on the clipboard. The event of copying takes both forms as they are; the newer interface, tried where
 * the browser refuses a copy without a key press, may rewrite the HTML.
 * @returns whether it is there
 */
export async function copyTable({ plain, html }: TableText): Promise<boolean> {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', plain);
    event.clipboardData?.setData('text/html', html);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', put, { capture: true, once: true });
  try {
    // Deprecated, and the only way that leaves the HTML as it is.
    if (document.execCommand('copy')) return true;
  } finally {
    document.removeEventListener('copy', put, { capture: true });
  }
  try {
    const of = (type: string, text: string) => [type, new Blob([text], { type })] as const;
    await navigator.clipboard.write([
      new ClipboardItem(Object.fromEntries([of('text/plain', plain), of('text/html', html)])),
    ]);
    return true;
  } catch {
    return false;
  }
}

/** A whole number or decimal as this page writes it; no id: 0012 and eighteen digits are texts. */
const writtenNumber = /^[+\u2212-]?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,14})(\.\d+)?$/;

/** The words of a cell of a plain table: numbers without their separators and with a minus a spreadsheet reads. */
export function cellOfText(words: string): TextCell {
  const text = words.replace(/\s+/g, ' ').trim();
  if (text === nothing) return { text: '', isNumber: false };
  return writtenNumber.test(text)
    ? { text: text.replaceAll(',', '').replace('\u2212', '-'), isNumber: true }
    : { text, isNumber: false };
}

/**
 * Copies rows of a plain table as rows of a spreadsheet: those that a selection of several cells touches, with the
 * head; or all of them where nothing is selected and something inside the table has the focus. A selection inside one
 * cell stays the text it is.
 */
export function copyPlainTable(event: ClipboardEvent): void {
  if (event.defaultPrevented || !event.clipboardData) return;
  const range = getSelection()?.isCollapsed === false ? getSelection()?.getRangeAt(0) : undefined;
  const start = range ? range.commonAncestorContainer : document.activeElement;
  const element = start instanceof Element ? start : start?.parentElement;
  const table = element?.closest('table');
  if (!table || (range && element?.closest('td, th'))) return;
  const rows = Array.from(table.tBodies, (body) => Array.from(body.rows)).flat();
  const head = Array.from(table.tHead?.rows ?? []).at(-1);
  const { plain, html } = tableText(
    Array.from(head?.cells ?? [], (cell) => cellOfText(cell.textContent).text),
    rows
      .filter((row) => !range || range.intersectsNode(row))
      .map((row) => Array.from(row.cells, (cell) => cellOfText(cell.textContent))),
  );
  event.clipboardData.setData('text/plain', plain);
  event.clipboardData.setData('text/html', html);
  event.preventDefault();
}
