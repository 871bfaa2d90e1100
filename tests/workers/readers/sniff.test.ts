import { describe, expect, it } from 'vitest';
import { detectEncoding, Transcoder, wholeCharacters } from '../../../workers/readers/decode';
import { concat, textOf } from '../../../workers/readers/bytes';
import { sniff } from '../../../workers/readers/sniff';

const utf8 = (text: string) => new TextEncoder().encode(text);
const look = (text: string) => sniff({ bytes: utf8(text), isWhole: true });
const codes = (text: string) => look(text).warnings.map(({ code }) => code);
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('sniff', () => {
  it('finds the delimiter by consistency, not by the first line', () => {
    for (const mark of [',', '\t', ';', '|', '||', '，', '\u0001', '^']) {
      const text = `a; b, title|x\n${lines(20, (i) => ['id', `n${i}`, 'v w', '3'].join(mark))}`;
      expect(look(text).dialect, mark).toMatchObject({ delimiter: mark, columns: 4 });
    }
  });

  it('tells a decimal comma from a delimiter', () => {
    expect(look('a;b;c\n1,5;2,5;3,5\n2,5;1,25;8,5\n').dialect).toMatchObject({ delimiter: ';', columns: 3 });
  });

  it('finds quotes, the other quote, and a backslash escape', () => {
    expect(look('a,b\n"x, y",1\n"z, w",2\n').dialect).toMatchObject({ quote: '"', columns: 2 });
    expect(look("a,b\n'x, y',1\n'z, w',2\n").dialect).toMatchObject({ quote: "'", columns: 2 });
    const escaped = look('a,b\n"say \\"x, y\\", ok",1\n"z \\"q, r\\", w",2\n').dialect;
    expect(escaped).toMatchObject({ quote: '"', escape: '\\', columns: 2 });
  });

  it('finds runs of blanks and CR alone', () => {
    expect(look(' 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n').dialect).toMatchObject({
      delimiter: ' ',
      columns: 4,
    });
    expect(look('a,b\r1,2\r3,4\r').dialect).toMatchObject({ newline: 'cr', columns: 2 });
    expect(look('a,b\r\n1,"x\ry"\r\n').dialect.newline).toBe('lf');
  });

  it('finds the header under titles and blank lines', () => {
    expect(look('2024年订单导出,,\n导出时间：2024-01-01,,\n\n订单号,金额,备注\nA1,1,x\nA2,2,y\n')).toMatchObject({
      dialect: { headerRecord: 3, columns: 3 },
      names: ['订单号', '金额', '备注'],
    });
  });

  it('sees that there is no header when the first row is a row like the others', () => {
    expect(look('C001,2025-01-01,12.5\nC002,2025-01-02,13.5\n').dialect.headerRecord).toBe(-1);
    expect(look('bread,milk\nmilk,bread\nbread,butter\n').dialect.headerRecord).toBe(-1);
    expect(look('name,city\n张三,北京\n李四,上海\n').dialect.headerRecord).toBe(0);
  });

  it("puts R's header over the right columns", () => {
    expect(look('mpg,cyl\nMazda,21,6\nDatsun,22.8,4\n')).toMatchObject({
      names: ['', 'mpg', 'cyl'],
      warnings: [{ code: 'header-shifted', details: {} }],
    });
  });

  it('does not count delimiters at the end of every line as columns', () => {
    expect(look('a,b,,\n1,2,,\n3,4,,\n').dialect.columns).toBe(2);
  });

  it('warns of a single column where several delimiters occur', () => {
    expect(codes(lines(20, (i) => `${'a,'.repeat(1 + ((7 * i) % 5))}b;${'c;'.repeat(1 + ((3 * i) % 4))}d`))).toContain(
      'one-column',
    );
    expect(codes('text\nhello\nworld\n')).not.toContain('one-column');
  });

  it('says what it found amiss', () => {
    expect(codes(`a,b,c\n${lines(30, (i) => (i === 9 ? '1,2' : i === 10 ? '1,2,3,4' : '1,2,3'))}\n`)).toEqual([
      'short-rows',
      'long-rows',
    ]);
    expect(codes(`a,b\n${lines(30, (i) => (i === 9 ? '1,"x' : '2,"q, r"'))}\n`)).toContain('unterminated-quotes');
  });

  it('takes the delimiter the user names', () => {
    expect(sniff({ bytes: utf8('a,b;c\n1,2;3\n'), isWhole: true }, ';').dialect).toMatchObject({
      delimiter: ';',
      columns: 2,
    });
  });
});

describe('detectEncoding', () => {
  const label = (bytes: readonly number[] | Uint8Array) => detectEncoding(Uint8Array.from(bytes)).encoding;

  it('believes byte-order marks', () => {
    expect(label([0xef, 0xbb, 0xbf, 0x61])).toEqual({ label: 'utf-8', proof: 'bom' });
    expect(label([0xff, 0xfe, 0x61, 0])).toEqual({ label: 'utf-16le', proof: 'bom' });
    expect(label([0xfe, 0xff, 0, 0x61])).toEqual({ label: 'utf-16be', proof: 'bom' });
    expect(label([0x84, 0x31, 0x95, 0x33, 0x61])).toEqual({ label: 'gb18030', proof: 'bom' });
  });

  it('proves UTF-8 strictly, also where the sample cuts a character', () => {
    expect(label(utf8('客户,城市'))).toEqual({ label: 'utf-8', proof: 'strict-utf-8' });
    expect(label(utf8('客户,城市').subarray(0, -1))).toEqual({ label: 'utf-8', proof: 'strict-utf-8' });
  });

  it('tells Chinese from accented Latin, and does not guess at Thai', () => {
    expect(label([0xbf, 0xcd, 0xbb, 0xa7, 0xba, 0xc5, 0x2c, 0x41]).label).toBe('gb18030');
    const latin = detectEncoding(
      Uint8Array.from([...utf8('caf'), 0xe9, ...utf8(' na'), 0xef, ...utf8('ve ni'), 0xf1, 0x6f]),
    );
    expect(latin).toEqual({ encoding: { label: 'windows-1252', proof: 'no-error' }, isGuess: true });
    expect(() => label([0xa1, 0xd2, 0xad, 0xa8, 0xb9, 0xba, 0xd8, 0xc3, 0xd5, 0x2c])).toThrow('encoding-unknown');
  });

  it('looks beyond a head of plain ASCII', () => {
    const further = Uint8Array.from([0x41, 0x0a, 0xb1, 0xb1, 0xbe, 0xa9, 0x0a]);
    expect(detectEncoding(utf8('a,b\n'), [further]).encoding.label).toBe('gb18030');
  });

  it('knows UTF-16 without a mark, and files that are no text', () => {
    expect(label([0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0])).toEqual({ label: 'utf-16le', proof: 'no-error' });
  });
});

describe('Transcoder', () => {
  it('gives the same UTF-8 however the bytes are cut', () => {
    const gb = Uint8Array.from([0xb1, 0xb1, 0xbe, 0xa9, 0x2c, 0x81, 0x30, 0x81, 0x30, 0x0a]);
    const utf16 = new Uint8Array(Uint16Array.from('\uFEFF北京,𠮷', (c) => c.charCodeAt(0)).buffer);
    utf16.set([0x42, 0xd8], utf16.length - 2);
    for (const [label, bytes] of [
      ['gb18030', gb],
      ['utf-8', utf8('\uFEFF北京,𠮷é')],
    ] as const) {
      const cut = (size: number) => {
        const transcoder = new Transcoder(label);
        const parts: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size)
          parts.push(transcoder.push(bytes.subarray(at, at + size)).slice());
        parts.push(transcoder.finish());
        const all = concat(parts);
        expect(transcoder.damaged).toBe(0);
        return textOf(all, 0, all.length);
      };
      const whole = cut(bytes.length);
      expect(whole.startsWith('北京,')).toBe(true);
      for (const size of [1, 2, 3, 5]) expect(cut(size), `${label} ${size}`).toBe(whole);
    }
  });

  it('counts chunks with bytes that cannot be decoded', () => {
    const transcoder = new Transcoder('utf-8');
    const text = transcoder.push(Uint8Array.from([0x61, 0xb1, 0x62]));
    expect(textOf(text, 0, text.length)).toBe('a\uFFFDb');
    expect(transcoder.damaged).toBe(1);
  });

  it('refuses a label that no browser knows', () => {
    expect(() => new Transcoder('klingon')).toThrow('encoding-unsupported');
  });

  it('never cuts a character', () => {
    const bytes = utf8('a客𠮷');
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((end) => wholeCharacters(bytes.subarray(0, end)))).toEqual([
      1, 1, 1, 4, 4, 4, 4, 8,
    ]);
  });
});
