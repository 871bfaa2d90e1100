import { ByteStream } from './byte-stream';
import { batchesOf, decode, type Cells } from './cells';
import { safeText } from './safe-text';
import { plainEnding, type CreateWriter } from './writer';

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
  return csvText(typeof cell === 'string' ? cell : JSON.stringify(cell));
}

function csvText(cell: string): string {
  const text = safeText(cell);
  // Semicolons and tabs separate fields for spreadsheets of other countries; blanks at the ends would be trimmed.
  return text === '' || /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes CSV: the header, then a record per row. */
export const csvWriter: CreateWriter = ({ columns }, sink) => {
  const out = new ByteStream(sink);
  const cells = csvCells(out);
  out.text(byteOrderMark + csvRecord(columns.map(({ name }) => name)));
  return {
    async write(page) {
      for (const { rows, put } of batchesOf(page, columns, cells)) {
        for (let row = 0; row < rows; row++) {
          for (let c = 0; c < put.length; c++) {
            if (c > 0) out.byte(comma);
            put[c]!(row);
          }
          out.ascii('\r\n');
          if (out.isFull) await out.flush();
        }
      }
    },
    async finish() {
      await out.flush();
      return plainEnding;
    },
  };
};

const comma = 0x2c;

function csvCells(out: ByteStream): Cells {
  const iso = (_value: number, spell: () => string) => out.ascii(spell());
  return {
    none: () => undefined,
    bytes(source, from, to) {
      if (isHarmless(source, from, to)) out.copy(source, from, to);
      else out.text(csvText(decode(source, from, to)));
    },
    text: (text) => out.text(csvText(text)),
    number: (value) => out.ascii(String(value)),
    truth: (value) => out.ascii(String(value)),
    date: iso,
    moment: iso,
  };
}

/** Bytes that mean something inside a field: TAB, LF, CR, quote, comma, semicolon. */
const meaningful = Uint8Array.from({ length: 256 }, (_, byte) => Number([9, 10, 13, 0x22, 0x2c, 0x3b].includes(byte)));

/**
 * Whether a text can be written as it stands, as far as its bytes tell at once: it begins with a digit, a Latin letter
 * or a CJK ideograph, ends with one of the first two or with a letter of three bytes that is no blank, and holds
 * nothing that ends a field. All else is looked at as text.
 */
function isHarmless(source: Uint8Array, from: number, to: number): boolean {
  if (from === to) return false;
  const first = source[from]!;
  const isIdeograph = (lead: number) => lead >= 0xe4 && lead <= 0xe9;
  if (!(isAlphanumeric(first) || isIdeograph(first))) return false;
  const last = source[to - 1]!;
  if (!(isAlphanumeric(last) || (last >= 0x80 && to - from >= 3 && isIdeograph(source[to - 3]!)))) return false;
  for (let i = from; i < to; i++) if (meaningful[source[i]!]) return false;
  return true;
}

const isAlphanumeric = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
