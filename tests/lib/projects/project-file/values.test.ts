import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '../../../../src/lib/projects/project-file/values';

const back = (value: unknown) => decodeValue(encodeValue(value), 'x');

/** A document as the text and arrays it is written as, to be altered by hand. */
function written(text: string, arrays = new Uint8Array()): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  const at = Math.ceil((4 + encoded.length) / 8) * 8;
  const bytes = new Uint8Array(at + arrays.length);
  new DataView(bytes.buffer).setUint32(0, encoded.length, true);
  bytes.set(encoded, 4);
  bytes.set(arrays, at);
  return bytes;
}

const refused = (bytes: Uint8Array) => expect(() => decodeValue(bytes, 'x')).toThrow(/contents-invalid/);

describe('a document as bytes', () => {
  it.each([
    ['numbers JSON cannot say', [NaN, Infinity, -Infinity, -0, 0, 2 ** 53, 5e-324]],
    ['nothing in its kinds', { a: undefined, b: null, c: '' }],
    ['large integers', [10n ** 30n, -1n]],
    ['dates, also an invalid one', [new Date(0), new Date(NaN)]],
    ['maps and sets within each other', new Map([[{ a: 1 }, new Set([1, 'b', new Map()])]])],
    ['half a character', '\ud800 和 \u0000'],
    ['keys that look like tags', [{ $number: 'NaN' }, { $object: { $map: 1 } }, { $a: 1, b: 2 }]],
  ])('keeps %s', (_what, value) => {
    expect(back(value)).toStrictEqual(value);
  });

  it('keeps typed arrays of every kind, their values to the bit', () => {
    const floats = Float64Array.of(NaN, -0, 1e-310, Math.PI);
    const arrays = {
      ...{ a: floats, b: Float32Array.of(0.1), c: Int8Array.of(-1), d: Uint8ClampedArray.of(255) },
      ...{ e: BigInt64Array.of(-(2n ** 63n)), f: new Uint16Array(), g: Uint8Array.of(1, 2, 3).buffer },
    };
    const kept = back(arrays) as typeof arrays;
    expect(kept).toStrictEqual(arrays);
    expect(new Uint8Array(kept.a.buffer)).toEqual(new Uint8Array(floats.buffer));
  });

  it('keeps only what a view shows, in a buffer of its own', () => {
    const view = new Int32Array(Int32Array.of(1, 2, 3, 4).buffer, 4, 2);
    const kept = back(view) as Int32Array;
    expect(kept).toEqual(Int32Array.of(2, 3));
    expect(kept.buffer.byteLength).toBe(8);
  });

  it('keeps whatever structured cloning keeps of plain data', () => {
    fc.assert(
      fc.property(
        fc.anything({
          ...{ withBigInt: true, withDate: true, withTypedArray: true, withMap: true, withSet: true },
          ...{ withUnicodeString: true, maxDepth: 5 },
        }),
        (value) => {
          const kept = structuredClone(value);
          expect(back(kept)).toStrictEqual(kept);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes a key for a key, whatever its name', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}');
    const kept = back(value) as object;
    expect(Object.keys(kept)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('refuses to write what no file can hold', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    for (const value of [() => 1, Symbol('x'), loop, /x/, new (class Own {})()]) {
      expect(() => encodeValue({ a: value })).toThrow(/document-value/);
    }
  });
});

describe('bytes that are no document', () => {
  it('are refused when cut at any place', () => {
    const bytes = encodeValue({ a: [1, 'x'], b: Float64Array.of(1, 2), c: Uint8Array.of(9) });
    for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length));
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown tag', '{"$evil":1}'],
    ['a tag that is a name of the prototype', '{"$array":["constructor",0,0]}'],
    ['an array outside its bytes', '{"$array":["Uint8Array",0,9]}'],
    ['an array that begins elsewhere', '{"$array":["Uint8Array",8,0]}'],
    ['half an element', '{"$array":["Float64Array",0,4]}'],
    ['bytes nobody claims', '{"$array":["Uint8Array",0,0]}'],
    ['a number in words', '{"$number":"12"}'],
    ['a bigint that is none', '{"$bigint":"0x10"}'],
    ['a map of triples', '{"$map":[[1,2,3]]}'],
    ['depth', '['.repeat(100) + ']'.repeat(100)],
    ['depth beyond any stack', '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('are refused: %s', (_what, text) => {
    refused(written(text, new Uint8Array(8)));
  });

  it('cannot claim one array many times over', () => {
    const text = '[{"$array":["Uint8Array",0,8]},{"$array":["Uint8Array",0,8]}]';
    refused(written(text, new Uint8Array(8)));
  });
});
