import { describe, expect, it } from 'vitest';
import { csvRecord } from '../../../workers/writers/csv';
import { safeText } from '../../../workers/writers/safe-text';

describe('a text in a spreadsheet', () => {
  it.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\tx',
    '\rx',
    '\nx',
    ' =1',
    '\u3000=1',
    '\u00a0=1',
    '\u200b=1',
    '＝1+1',
    '＋1',
    '－1+1',
    '＠x',
    '=HYPERLINK("http://x","y")',
    "=cmd|'/c calc'!A0",
    "'=1",
    "''=1",
    "' =1",
    '-',
    '+86 138 0013 8000',
    '-5e3x',
  ])('is no formula: %j', (text) => {
    expect(safeText(text)).toBe(`'${text}`);
  });

  it.each([
    '1+1',
    'a=b',
    '王小明',
    "o'clock",
    "'quoted'",
    '-5',
    '-5.25',
    '+8613800138000',
    '-3%',
    '',
    '  x',
    '2024-01-01',
  ])('stays as it is: %j', (text) => {
    expect(safeText(text)).toBe(text);
  });

  it('comes back by taking one apostrophe away', () => {
    for (const text of ['=1', "'=1", "''=1"]) expect(safeText(text).slice(1)).toBe(text);
  });
});

describe('a record', () => {
  it('quotes what would break it', () => {
    expect(csvRecord(['a,b', 'say "x"', 'two\nlines', 'a;b', ' x', 'plain'])).toBe(
      '"a,b","say ""x""","two\nlines","a;b"," x",plain\r\n',
    );
  });

  it('tells nothing from an empty text', () => {
    expect(csvRecord([null, ''])).toBe(',""\r\n');
  });

  it('leaves numbers and truths alone', () => {
    expect(csvRecord([-5, 0.1, true])).toBe('-5,0.1,true\r\n');
  });
});
