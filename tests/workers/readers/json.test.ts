import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonReader, JsonSyntaxError, MAX_DEPTH, unescape, type JsonKind } from '../../../workers/readers/json/parse';
import { JsonWalker } from '../../../workers/readers/json/walk';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A value read by the reader alone, numbers as their digits and objects as their members: nothing is lost in it. */
type Read = string | { kind: JsonKind; text?: string; items?: Read[]; members?: [string, Read][] };

function readValue(reader: JsonReader): Read {
  const kind = reader.kind();
  const from = reader.at;
  if (kind === 'object') {
    const members: [string, Read][] = [];
    reader.enter();
    while (reader.key()) {
      const key = unescape(reader.bytes, reader.from, reader.to);
      members.push([key, readValue(reader)]);
      reader.afterMember();
    }
    return { kind, members };
  }
  reader.skip();
  if (kind === 'string') return { kind, text: unescape(reader.bytes, reader.from, reader.to) };
  return { kind, text: new TextDecoder().decode(reader.bytes.subarray(from, reader.at)) };
}

/** The same by JSON.parse, where it can say it: lists as their text. */
function parsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function accepts(text: string): boolean {
  const bytes = utf8(text);
  const reader = new JsonReader(bytes, bytes.length);
  try {
    reader.skip();
    reader.finish();
    return true;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return false;
    throw thrown;
  }
}

function read(text: string): Read {
  const bytes = utf8(text);
  return readValue(new JsonReader(bytes, bytes.length));
}

/** What JSON.parse made of it, in the form in which `read` gives it. */
function told(value: unknown): Read {
  if (value === null) return { kind: 'null', text: 'null' };
  if (value === true || value === false) return { kind: `${value}`, text: String(value) };
  if (typeof value === 'string') return { kind: 'string', text: value };
  if (typeof value === 'number') return { kind: 'number', text: JSON.stringify(value) };
  if (Array.isArray(value)) return { kind: 'array', text: JSON.stringify(value) };
  return { kind: 'object', members: Object.entries(value as object).map(([key, one]) => [key, told(one)]) };
}

describe('JsonReader', () => {
  it('reads what JSON.parse reads, on any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).toEqual(told(JSON.parse(text)));
      }),
      { numRuns: 2000, seed: 11 },
    );
  });

  it('accepts what JSON.parse accepts and nothing else, on texts bent by hand', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        '\\u00e9',
        '\\x',
        '0',
        '01',
        '-',
        '-1.5e+3',
        '1.',
        '.5',
        '1e',
        'true',
      ],
      ...[
        'nul',
        'null',
        ' ',
        '\n',
        '\t',
        '\u0001',
        '{"a":1}',
        '[1,2]',
        '"\\"',
        '"\\ud83d\\ude00"',
        'NaN',
        "'a'",
        '/**/',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(accepts(text), JSON.stringify(text)).toBe(parsed(text));
      }),
      { numRuns: 20_000, seed: 12 },
    );
  });

  it('accepts and refuses like JSON.parse when a letter of a good text changes', () => {
    const good = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(good, fc.nat(), fc.constantFrom(...'{}[]:,"\\0123a -.\u0007'), (text, at, letter) => {
        const bent = text.slice(0, at % (text.length + 1)) + letter + text.slice((at % (text.length + 1)) + 1);
        expect(accepts(bent), JSON.stringify(bent)).toBe(parsed(bent));
      }),
      { numRuns: 10_000, seed: 13 },
    );
  });

  it('keeps every digit, where JSON.parse does not', () => {
    const digits = '12345678901234567891';
    expect(String(JSON.parse(digits))).not.toBe(digits);
    expect(read(digits)).toEqual({ kind: 'number', text: digits });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (value) => {
        expect(read(String(value))).toEqual({ kind: 'number', text: String(value) });
      }),
      { numRuns: 500, seed: 14 },
    );
  });

  it('refuses what is nested deeper than its limit, without growing the stack', () => {
    expect(accepts(`${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`)).toBe(true);
    expect(accepts(`${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`)).toBe(false);
    expect(accepts('['.repeat(100_000))).toBe(false);
  });

  it('keeps half a surrogate pair as its escape, which UTF-8 cannot hold', () => {
    expect(read('"a\\ud800b"')).toEqual({ kind: 'string', text: 'a\\ud800b' });
    expect(read('"\\uD83D\\uDE00"')).toEqual({ kind: 'string', text: '😀' });
  });
});

/** Everything a walk finds, the text given in pieces of `size` bytes. */
function walk(text: string, rows: 'lines' | 'objects' | 'list', size: number): string[] {
  const walker = new JsonWalker(rows);
  const found: string[] = [];
  const drain = () => {
    for (let next = walker.next(); next !== 'none'; next = walker.next()) {
      const mark = next === 'row' ? walker.path.join('.') : walker.damage;
      found.push(`${walker.line} ${mark}: ${walker.raw(1000)}`);
    }
  };
  const bytes = utf8(text);
  for (let from = 0; from < bytes.length; from += size) {
    walker.push(bytes.subarray(from, from + size));
    drain();
  }
  walker.end();
  drain();
  if (walker.isCutOff) found.push('cut off');
  return found;
}

describe('JsonWalker', () => {
  it('finds the elements of every list, however the bytes arrive', () => {
    const text =
      '{"meta": {"n": 2, "tags": ["x, }", 5]},\n "data": {"items": [{"a": "\\"]}"},\n {"a": [1, {"b": 2}]}]}}\n';
    const expected = [
      '1 meta.tags: "x, }"',
      '1 meta.tags: 5',
      '2 data.items: {"a": "\\"]}"}',
      '3 data.items: {"a": [1, {"b": 2}]}',
    ];
    for (const size of [1, 2, 3, 7, 1000]) expect(walk(text, 'list', size)).toEqual(expected);
  });

  it('finds objects one behind the other, and lines', () => {
    for (const size of [1, 5, 1000]) {
      expect(walk('{"a":1}{"a":\n2}\n{"a":3}', 'objects', size)).toEqual([
        '1 : {"a":1}',
        '1 : {"a":\n2}',
        '3 : {"a":3}',
      ]);
      expect(walk('{"a":1}\n\n{broken\n{"a":3}', 'lines', size)).toEqual(['1 : {"a":1}', '3 : {broken', '4 : {"a":3}']);
    }
  });

  it('goes on behind what is no JSON, and tells of a text that was cut off', () => {
    for (const size of [1, 4, 1000]) {
      expect(walk('[{"a":1} {"a":2},,\n}nonsense\n{"a":3}]', 'list', size)).toEqual([
        ...['1 : {"a":1}', '1 : {"a":2}', '2 invalid-json: }nonsense', '3 : {"a":3}'],
      ]);
      expect(walk('[{"a":1},{"a":', 'list', size)).toEqual(['1 : {"a":1}', '1 cut-off: {"a":', 'cut off']);
      expect(walk('[{"a":1},', 'list', size)).toEqual(['1 : {"a":1}', 'cut off']);
    }
  });

  it('takes linear time on a row that arrives in small pieces, and gives up one that is too long', () => {
    const long = `[{"a":"${'x'.repeat(17 * 2 ** 20)}\\"y"},{"a":1}]`;
    const found = walk(long, 'list', 2 ** 16);
    expect(found.map((one) => one.slice(0, 20))).toEqual(['1 record-too-long: {', '1 : {"a":1}']);
  });
});
