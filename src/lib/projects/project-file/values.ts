import { AppError } from '../../core/errors';
import { contentsInvalid, expectThat, isPlainObject } from '../../core/shape';

/**
 * Documents as bytes and back, without loss: a text of JSON, and behind it the bytes of all typed arrays.
 *
 *     u32 length of the text (little-endian) · text (UTF-8) · zeros to a multiple of 8 · arrays, each from a multiple of 8
 *
 * What JSON cannot say stands as an object with one key that begins with `$` (`tags` below); an ordinary object of that
 * look is wrapped in `$object`. Names can never reach a prototype: `__proto__` is a key like any other. Values that
 * refer to themselves or are deeper than 64 levels are refused. Bytes are little-endian, as on every machine that
 * browsers run on.
 */

export const maxDepth = 64;
const alignment = 8;

const arrayTypes = {
  ...{ Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array },
  ...{ Float32Array, Float64Array, BigInt64Array, BigUint64Array },
} as const;
type ArrayName = keyof typeof arrayTypes;
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayName]>;

const padded = (length: number) => Math.ceil(length / alignment) * alignment;

/** @throws AppError `bug/document-value` (type, where) for what no file can hold: functions, class instances, cycles */
export function encodeValue(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: Uint8Array[] = [];
  let end = 0;
  const put = (bytes: Uint8Array): readonly [number, number] => {
    const start = end;
    arrays.push(bytes);
    end += padded(bytes.byteLength);
    return [start, bytes.byteLength];
  };
  const text = new TextEncoder().encode(JSON.stringify(toJson(value, '', 0, put)));
  const arraysAt = padded(4 + text.byteLength);
  const bytes = new Uint8Array(arraysAt + end);
  new DataView(bytes.buffer).setUint32(0, text.byteLength, true);
  bytes.set(text, 4);
  let at = arraysAt;
  for (const array of arrays) {
    bytes.set(array, at);
    at += padded(array.byteLength);
  }
  return bytes;
}

type Put = (bytes: Uint8Array) => readonly [number, number];

function toJson(value: unknown, where: string, depth: number, put: Put): unknown {
  const inner = (item: unknown, key: string | number) => toJson(item, `${where}.${key}`, depth + 1, put);
  if (depth > maxDepth) throw unwritable('depth', where);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: wordOf(value) };
    case 'undefined':
      return { $undefined: 0 };
    case 'bigint':
      return { $bigint: String(value) };
    case 'object':
      break;
    default:
      throw unwritable(typeof value, where);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Date) return { $date: wordOf(value.getTime()) };
  if (value instanceof Map) return { $map: Array.from(value, (pair, i) => pair.map((item) => inner(item, i))) };
  if (value instanceof Set) return { $set: Array.from(value, inner) };
  if (value instanceof ArrayBuffer) return { $array: ['ArrayBuffer', ...put(new Uint8Array(value))] };
  const name = arrayNameOf(value);
  if (name) {
    const { buffer, byteOffset, byteLength } = value as TypedArray;
    return { $array: [name, ...put(new Uint8Array(buffer, byteOffset, byteLength))] };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unwritable(prototypeName(value), where);
  const object = makeObject(Object.entries(value).map(([key, item]) => [key, inner(item, key)]));
  const keys = Object.keys(object);
  return keys.length === 1 && keys[0]?.startsWith('$') ? { $object: object } : object;
}

/** `NaN`, `Infinity`, `-Infinity`, `-0`, or the number itself. */
const wordOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

const arrayNameOf = (value: object): ArrayName | undefined =>
  (Object.keys(arrayTypes) as ArrayName[]).find((name) => value instanceof arrayTypes[name]);

const prototypeName = (value: object) => (value.constructor as { name?: string } | undefined)?.name ?? 'object';

const unwritable = (type: string, where: string) => new AppError('bug', 'document-value', { type, where });

/** An object of these entries; unlike assignment, a key `__proto__` makes an ordinary property. */
function makeObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/**
 * The value `encodeValue` was given. Every array gets a buffer of its own.
 * @throws AppError `input/contents-invalid` (where) when the bytes are not what `encodeValue` writes
 */
export function decodeValue(bytes: Uint8Array, where: string): unknown {
  expectThat(bytes.byteLength >= 4, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textBytes = view.getUint32(0, true);
  const arraysAt = padded(4 + textBytes);
  expectThat(arraysAt <= bytes.byteLength, where);
  const arrays = bytes.subarray(arraysAt);
  // Arrays lie one behind the other: a few bytes cannot be claimed many times over.
  let end = 0;
  const take = (name: string, start: unknown, length: unknown, at: string): unknown => {
    expectThat(start === end && Number.isSafeInteger(length) && (length as number) >= 0, at);
    end = start + padded(length as number);
    expectThat(end <= arrays.byteLength, at);
    const own = arrays.slice(start, start + (length as number)).buffer;
    if (name === 'ArrayBuffer') return own;
    expectThat(Object.hasOwn(arrayTypes, name), at);
    const Type = arrayTypes[name as ArrayName];
    expectThat(own.byteLength % Type.BYTES_PER_ELEMENT === 0, at);
    return new Type(own);
  };
  const value = fromJson(parseJson(bytes.subarray(4, 4 + textBytes), where), where, 0, take);
  expectThat(end === arrays.byteLength, where);
  return value;
}

/** @throws AppError `input/contents-invalid` (where) */
export function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw contentsInvalid(where);
  }
}

type Take = (name: string, start: unknown, length: unknown, at: string) => unknown;
type Inner = (item: unknown, key: string | number) => unknown;

/** What a tagged object stands for. */
const tags: Readonly<Record<string, (content: unknown, at: string, inner: Inner, take: Take) => unknown>> = {
  $number(content, at) {
    expectThat(content === 'NaN' || content === 'Infinity' || content === '-Infinity' || content === '-0', at);
    return Number(content);
  },
  $undefined: () => undefined,
  $bigint(content, at) {
    expectThat(typeof content === 'string' && /^-?\d{1,10000}$/.test(content), at);
    return BigInt(content);
  },
  $date(content, at) {
    expectThat(typeof content === 'string', at);
    return new Date(Number(content));
  },
  $map(content, at, inner) {
    expectThat(Array.isArray(content), at);
    return new Map(
      content.map((pair: unknown, i) => {
        expectThat(Array.isArray(pair) && pair.length === 2, at);
        return [inner(pair[0], i), inner(pair[1], i)];
      }),
    );
  },
  $set(content, at, inner) {
    expectThat(Array.isArray(content), at);
    return new Set(content.map(inner));
  },
  $array(content, at, _inner, take) {
    expectThat(Array.isArray(content) && content.length === 3 && typeof content[0] === 'string', at);
    return take(content[0], content[1], content[2], at);
  },
  $object(content, at, inner) {
    expectThat(isPlainObject(content), at);
    return makeObject(Object.entries(content).map(([key, item]) => [key, inner(item, key)]));
  },
};

function fromJson(json: unknown, where: string, depth: number, take: Take): unknown {
  expectThat(depth <= maxDepth, where);
  const inner: Inner = (item, key) => fromJson(item, `${where}.${String(key).slice(0, 40)}`, depth + 1, take);
  if (Array.isArray(json)) return json.map(inner);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const [only] = entries;
  if (only && entries.length === 1 && only[0].startsWith('$')) {
    const [tag, content] = only;
    const read = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
    expectThat(read !== undefined, where);
    return read(content, where, inner, take);
  }
  return makeObject(entries.map(([key, item]) => [key, inner(item, key)]));
}
