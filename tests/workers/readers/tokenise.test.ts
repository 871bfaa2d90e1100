import { describe, expect, it } from 'vitest';
import { Tokeniser } from '../../../workers/readers/tokenise';
import { textOf } from '../../../workers/readers/bytes';

type Dialect = ConstructorParameters<typeof Tokeniser>[0];
const comma: Dialect = { delimiter: ',', quote: '"' };

interface Row {
  readonly line: number;
  readonly fields: readonly string[] | string;
}

/** All records of a text given in chunks of `size` bytes; a damaged piece is its code and text. */
function rows(text: string, { dialect = comma, expected = 0, size = 2 ** 16 } = {}): Row[] {
  const bytes = new TextEncoder().encode(text);
  const tokeniser = new Tokeniser(dialect, expected);
  const found: Row[] = [];
  const drain = () => {
    for (;;) {
      const kind = tokeniser.next();
      if (kind === 'none') return;
      const raw = textOf(tokeniser.bytes, tokeniser.recordStart, tokeniser.recordEnd);
      const fields = Array.from({ length: tokeniser.width }, (_, i) => {
        tokeniser.cell(i);
        return textOf(tokeniser.cellBytes, tokeniser.cellFrom, tokeniser.cellTo);
      });
      found.push({ line: tokeniser.line, fields: kind === 'record' ? fields : `${tokeniser.damage}: ${raw}` });
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    tokeniser.push(bytes.subarray(at, at + size));
    drain();
  }
  tokeniser.end();
  drain();
  return found;
}

const fields = (text: string, options?: Parameters<typeof rows>[1]) => rows(text, options).map((row) => row.fields);

describe('tokenise', () => {
  it('cuts fields and records at LF, CR LF, CR CR LF and without a last line end', () => {
    expect(fields('a,b\r\n1,2\n3,4\r\r\n5,6')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('cuts at CR alone where the dialect says so', () => {
    expect(fields('a,b\r1,"x\ry"\r', { dialect: { ...comma, newline: 'cr' } })).toEqual([
      ['a', 'b'],
      ['1', 'x\ry'],
    ]);
  });

  it('keeps delimiters, line ends and doubled quotes inside quotes', () => {
    expect(fields('a,"x, ""y""\r\nz",b\n')).toEqual([['a', 'x, "y"\r\nz', 'b']]);
  });

  it('gives empty fields at every place, and a blank line as one empty field', () => {
    expect(fields(',\n\n,"",\na,')).toEqual([['', ''], [''], ['', '', ''], ['a', '']]);
  });

  it('counts physical lines, also inside quotes', () => {
    expect(rows('a\n"b\nb\nb"\nc').map((row) => row.line)).toEqual([1, 2, 5]);
  });

  it('takes delimiters of several bytes and any script', () => {
    expect(fields('a||b|c||"d||e"', { dialect: { delimiter: '||', quote: '"' } })).toEqual([['a', 'b|c', 'd||e']]);
    expect(fields('甲，乙\n1，2', { dialect: { delimiter: '，', quote: '"' } })).toEqual([
      ['甲', '乙'],
      ['1', '2'],
    ]);
  });

  it('passes over blanks around quotes but keeps them around plain text', () => {
    expect(fields('a, "b, c" , d')).toEqual([['a', 'b, c', ' d']]);
  });

  it('takes a backslash as escape where the dialect says so', () => {
    expect(fields('"a \\"b\\" \\\\ c",2', { dialect: { ...comma, escape: '\\' } })).toEqual([['a "b" \\ c', '2']]);
  });

  it('keeps quotes that nobody escaped, on one line', () => {
    expect(fields('"7" screen",1\n"say "hi"",2\n5" disk,3')).toEqual([
      ['7" screen', '1'],
      ['say "hi"', '2'],
      ['5" disk', '3'],
    ]);
  });

  it('reads on behind the line of a quote that is never closed', () => {
    expect(fields('a,b\n1,"x\n2,y\n3,z\n')).toEqual([['a', 'b'], 'unterminated-quote: 1,"x', ['2', 'y'], ['3', 'z']]);
  });

  it('does not let a stray quote reach the next quoted field', () => {
    expect(fields('1,"x\n2,y\n3,"z, w"\n4,v')).toEqual([
      'unterminated-quote: 1,"x',
      ['2', 'y'],
      ['3', 'z, w'],
      ['4', 'v'],
    ]);
  });

  it('does not glue lines where the next line alone has the right width', () => {
    const text = '1,"x,a\n2,y,b\n3,z",c,e\n4,v,d\n';
    expect(fields(text, { expected: 3 })).toEqual([
      'unterminated-quote: 1,"x,a',
      ['2', 'y', 'b'],
      ['3', 'z"', 'c', 'e'],
      ['4', 'v', 'd'],
    ]);
  });

  it('keeps the line count behind damage', () => {
    expect(rows('1,"x\n2,y\n\n3,z').map((row) => row.line)).toEqual([1, 2, 3, 4]);
  });

  it('reads the same however the bytes arrive', () => {
    const text = 'a,b\r\n"x ""1""\r\ny",客户\r\n1,"open\r\n2," q ",\r\n"s "t" u",v\r\n,,\r\n甲,"乙",“丙”';
    const whole = rows(text, { expected: 2 });
    for (const size of [1, 2, 3, 5, 7, 11]) expect(rows(text, { expected: 2, size }), `size ${size}`).toEqual(whole);
    const wide: Dialect = { delimiter: '||', quote: '"' };
    expect(rows('"a"||b\n"c\nd"||e', { dialect: wide, size: 1 })).toEqual(rows('"a"||b\n"c\nd"||e', { dialect: wide }));
  });

  it('gives up a record without end and finds the next one', () => {
    const text = `a\n${'x'.repeat(17 * 2 ** 20)}\nb\n`;
    const found = rows(text);
    expect(found.map((row) => row.line)).toEqual([1, 2, 3]);
    expect(found[1]?.fields).toContain('record-too-long: xxx');
    expect(found[2]?.fields).toEqual(['b']);
  });

  it('takes linear time on lines that each leave a quote open', () => {
    const lines = 200_000;
    const found = fields('""a\n"b""\n'.repeat(lines / 2) + '"end\n');
    expect(found).toHaveLength(lines + 1);
  });

  it('gives every byte to exactly one piece, on 500 random texts', () => {
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const alphabet = ['a', 'b', ',', ',', '"', '"', '\n', '\r\n', ' ', '""', '客', '\\'];
    for (let i = 0; i < 500; i++) {
      const text = Array.from({ length: 1 + random(60) }, () => alphabet[random(alphabet.length)]).join('');
      const bytes = new TextEncoder().encode(text);
      const tokeniser = new Tokeniser(comma, random(4));
      tokeniser.push(bytes);
      tokeniser.end();
      let at = 0;
      while (tokeniser.next() !== 'none') {
        expect(tokeniser.recordStart, JSON.stringify(text)).toBe(at);
        at = tokeniser.recordEnd;
        while (bytes[at] === 0x0d) at++;
        if (bytes[at] === 0x0a) at++;
      }
      expect(at, JSON.stringify(text)).toBe(bytes.length);
    }
  });
});
