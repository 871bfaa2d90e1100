import type { ExportColumn } from '../protocol';
import type { ByteStream } from './byte-stream';
import { decode, type Cells } from './cells';

/** Positions of the cell formats in the workbook's table of styles (`xlsx-parts`). */
export const style = { plain: 0, head: 1, text: 2, integer: 3, money: 4, date: 5, moment: 6, note: 7 } as const;

/** Excel takes no more in a cell. */
export const longestText = 32_767;
/** Excel keeps fifteen digits; an integer of more is written as text, so that it stays whole. */
const largestWhole = 999_999_999_999_999;

const dayMs = 86_400_000;
/** 1900-03-01: before it Excel counts a 29 February 1900 that never was. */
const firstDay = -25_508;
/** 9999-12-31. */
const lastDay = 2_932_896;
/** The serial number of 1970-01-01. */
const serialOfEpoch = 25_569;

const textStart = ` s="${style.text}" t="inlineStr"><is><t>`;
const textStartKept = ` s="${style.text}" t="inlineStr"><is><t xml:space="preserve">`;
const textEnd = '</t></is></c>';
const moneyStart = ` s="${style.money}"><v>`;
const integerStart = ` s="${style.integer}"><v>`;
const dateStart = ` s="${style.date}"><v>`;
const momentStart = ` s="${style.moment}"><v>`;

/**
 * Cells of a sheet. A text is typed as a string and formatted as text, so that it is no formula whatever it begins
 * with, also after somebody has edited it. Dates are serial numbers of the wall clock; those Excel cannot count are
 * text, as are NaN, infinity and integers of more digits than it keeps.
 */
export class XlsxCells implements Cells {
  /** Texts that were longer than a cell can hold. */
  cutTexts = 0;
  /** `<c r="A` and the row's number with its closing quote: what every cell begins with. */
  start = '';
  rowEnd = '';

  constructor(private readonly out: ByteStream) {}

  none(): void {
    // An empty cell is one that is not there.
  }

  bytes(source: Uint8Array, from: number, to: number): void {
    if (!isPlain(source, from, to)) return this.text(decode(source, from, to));
    this.#begin(textStart);
    this.out.copy(source, from, to);
    this.out.ascii(textEnd);
  }

  text(whole: string): void {
    let text = whole;
    if (whole.length > longestText) {
      this.cutTexts += 1;
      text = cut(whole);
    }
    this.#begin(needsSpace.test(text) ? textStartKept : textStart);
    this.out.text(escapeText(text));
    this.out.ascii(textEnd);
  }

  number(value: number, isWhole: boolean, { kind }: ExportColumn): void {
    if (!Number.isFinite(value) || (isWhole && Math.abs(value) > largestWhole)) return this.text(String(value));
    this.#begin(kind === 'money' ? moneyStart : isWhole ? integerStart : '><v>');
    this.#end(String(value));
  }

  truth(value: boolean): void {
    this.#begin(' t="b"><v>');
    this.#end(value ? '1' : '0');
  }

  date(days: number, iso: () => string): void {
    if (days < firstDay || days > lastDay) return this.text(iso());
    this.#begin(dateStart);
    this.#end(String(days + serialOfEpoch));
  }

  moment(ms: number, iso: () => string): void {
    const rounded = Math.round(ms);
    if (!(rounded >= firstDay * dayMs && rounded < (lastDay + 1) * dayMs)) return this.text(iso());
    this.#begin(momentStart);
    // A second is 0.0000116 of a day; nine decimals hold a millisecond.
    this.#end(String(Math.round((rounded / dayMs) * 1e9) / 1e9 + serialOfEpoch));
  }

  #begin(inside: string): void {
    this.out.ascii(this.start);
    this.out.ascii(this.rowEnd);
    this.out.ascii(inside);
  }

  #end(value: string): void {
    this.out.ascii(value);
    this.out.ascii('</v></c>');
  }
}

/** A cut never leaves half of a character that takes two units. */
const cut = (text: string): string => text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');

/** Bytes that need a closer look: blanks (kept only when asked for), controls, `&`, `<`, `>`, `_` of an escape. */
const special = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte <= 0x20 || [0x26, 0x3c, 0x3e, 0x5f].includes(byte)),
);

/** Whether a text can be copied as it stands. U+FFFE and U+FFFF, which XML forbids, begin with the byte 0xef. */
function isPlain(source: Uint8Array, from: number, to: number): boolean {
  if (to - from > longestText) return false;
  for (let i = from; i < to; i++) {
    const byte = source[i]!;
    if (special[byte] || (byte === 0xef && source[i + 1] === 0xbf)) return false;
  }
  return true;
}

const needsSpace = /^\s|\s$|[\n\t]|\s\s/;
// What XML cannot hold, and what Excel would read as an escape.
// eslint-disable-next-line no-control-regex
const anyEscaped = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/u;
// eslint-disable-next-line no-control-regex
const escaped = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)/gu;

/**
 * Text inside an element. Characters that XML cannot hold, and a carriage return that it would turn into a line feed,
 * are written as Office does: `_x000D_`; a text that looks like such an escape gets its `_` escaped.
 */
export function escapeText(text: string): string {
  if (!anyEscaped.test(text)) return text;
  return text.replace(escaped, (character) => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

/** A text cell apart from any column: of the header, of the sheet about the data. */
export const plainTextCell = (reference: string, text: string, format: number): string =>
  `<c r="${reference}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${escapeText(cut(text))}</t></is></c>`;
