import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord } from '../../../workers/writers/csv';
import { safeText } from '../../../workers/writers/safe-text';
import { textOf } from '../../../workers/readers/bytes';
import { Tokeniser } from '../../../workers/readers/tokenise';
import { cases } from '../../property';

const tricky = fc.constantFrom(
  ...`'"=+-@＝＋－＠,;|\t\r\n 0123.%\u3000\u00a0\u200b\ufeff`,
  '\r\n',
  '""',
  '客',
  '😀',
  'NULL',
);
const text = fc.string({ unit: fc.oneof(tricky, fc.string({ unit: 'grapheme', maxLength: 1 })), maxLength: 20 });

/** Records as our own reader cuts them. */
function records(csv: string): string[][] {
  const tokeniser = new Tokeniser({ delimiter: ',', quote: '"' }, 0);
  tokeniser.push(new TextEncoder().encode(csv));
  tokeniser.end();
  const found: string[][] = [];
  for (let kind = tokeniser.next(); kind !== 'none'; kind = tokeniser.next()) {
    expect(kind).toBe('record');
    found.push(
      Array.from({ length: tokeniser.width }, (_, i) => {
        tokeniser.cell(i);
        return textOf(tokeniser.cellBytes, tokeniser.cellFrom, tokeniser.cellTo);
      }),
    );
  }
  return found;
}

/** What a reader does who knows the rule: one apostrophe goes where what follows it would have been given one. */
const unguarded = (cell: string) => (cell.startsWith("'") && safeText(cell.slice(1)) === cell ? cell.slice(1) : cell);

describe('what is written as CSV', () => {
  it('is what our own reader reads, to the last character', () => {
    // A record of one empty cell is a blank line to any reader, hence at least two.
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const read = records(rows.map(csvRecord).join(''));
        expect(read).toEqual(rows.map((row) => row.map(safeText)));
        expect(read.map((row) => row.map(unguarded))).toEqual(rows);
      }),
      cases(500),
    );
  });

  it('keeps numbers, yes and no as they are, and nothing apart from an empty text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ noNaN: true }), fc.boolean()), { minLength: 2, maxLength: 8 }),
        (cells) => {
          expect(records(csvRecord(cells))).toEqual([cells.map(String)]);
        },
      ),
      cases(200),
    );
    expect(csvRecord([null, '', undefined])).toBe(',"",\r\n');
  });
});

describe('a guarded text', () => {
  it('is another for every text, and gives it back', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(unguarded(safeText(value))).toBe(value);
      }),
      cases(2000),
    );
  });

  it('begins with nothing a spreadsheet runs, unless it is a plain number', () => {
    fc.assert(
      fc.property(text, (value) => {
        const shown = safeText(value).replace(/^[\s\u200b\u2060\ufeff]+/u, '');
        if (/^[=+\-@＝＋－＠]/u.test(shown)) expect(shown).toMatch(/^[+-]?[\d,.]+%?$/);
      }),
      cases(2000),
    );
  });
});
