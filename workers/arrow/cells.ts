import { Type, Vector, type Data, type DataType, type Decimal, type Timestamp } from 'apache-arrow';
import { isoDate, isoTime, isoTimestamp } from './iso';

/** Arrow's own decoder takes a byte-order mark at the start of a text away; here it is a character of the user's. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads the cell at an index of one chunk of a column. */
export type Read = (index: number) => unknown;

/**
 * Cell reader of one chunk of a column. Integers within ±2^53 and DECIMAL become numbers, larger integers strings,
 * dates and timestamps ISO strings (wall clock, no zone), lists arrays, records objects. Arrow's own getters are not
 * used for times and decimals: they drop the decimal point, and throw on `infinity`.
 */
export function reader(data: Data): Read {
  const read = valueReader(data);
  return data.nullCount === 0 ? read : (i) => (data.getValid(i) ? read(i) : null);
}

function valueReader(data: Data): Read {
  const { values } = data;
  switch (data.type.typeId as Type) {
    case Type.Null:
      return () => null;
    case Type.Int:
      return values instanceof BigInt64Array || values instanceof BigUint64Array
        ? (i) => integer(values[i] ?? 0n)
        : (i) => values[i];
    case Type.Float:
      // Half floats come as the integers that code them; Arrow's own getter decodes those.
      if (!(values instanceof Float32Array || values instanceof Float64Array)) break;
      return (i) => values[i];
    case Type.Date:
      return values instanceof BigInt64Array
        ? (i) => isoDate(Number((values[i] ?? 0n) / 86_400_000n))
        : (i) => isoDate(values[i]);
    case Type.Timestamp: {
      const perSecond = ticksPerSecond(data.type as Timestamp);
      return (i) => isoTimestamp(values[i], perSecond);
    }
    case Type.Time: {
      const perSecond = ticksPerSecond(data.type as Timestamp);
      return (i) => isoTime(BigInt(values[i]), perSecond);
    }
    case Type.Decimal: {
      const { scale } = data.type as Decimal;
      return scale === 0 ? (i) => integer(unscaled(values, i)) : (i) => Number(`${unscaled(values, i)}e-${scale}`);
    }
    case Type.Utf8: {
      const { valueOffsets } = data;
      return (i) => utf8.decode((values as Uint8Array).subarray(valueOffsets[i], valueOffsets[i + 1]));
    }
    case Type.Interval:
      return (i) => interval(values.subarray(i * 4, i * 4 + 4));
    case Type.Binary:
      return (i) => hex(new Vector([data]).get(i) as Uint8Array);
    case Type.List:
      return listReader(data);
    case Type.Struct: {
      const children = data.children.map(reader);
      const names = (data.type as DataType & { children: { name: string }[] }).children.map((child) => child.name);
      return (i) => recordOf(names.map((name, c) => [name, children[c]?.(i)]));
    }
    case Type.Map: {
      const entries = listReader(data);
      return (i) => entries(i);
    }
  }
  const vector = new Vector([data]);
  return (i) => vector.get(i) as unknown;
}

function listReader(data: Data): Read {
  const [child] = data.children;
  if (!child) return () => [];
  const read = reader(child);
  const { valueOffsets } = data;
  return (i) => {
    const start = Number(valueOffsets[i]);
    return Array.from({ length: Number(valueOffsets[i + 1]) - start }, (_, k) => read(start + k));
  };
}

const recordOf = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) record[name] = value;
  return record;
};

const integer = (value: bigint): number | string => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

/** A 128-bit two's complement integer out of four little-endian words. */
export function unscaled(words: Uint32Array, index: number): bigint {
  let value = 0n;
  for (let w = 3; w >= 0; w--) value = (value << 32n) | BigInt(words[index * 4 + w] ?? 0);
  return BigInt.asIntN(128, value);
}

/** Months, days and nanoseconds, as ISO 8601 duration: `P2M3DT4.5S`. */
function interval(words: Int32Array): string {
  const [months = 0, days = 0, low = 0, high = 0] = words;
  const nanos = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const seconds = Number(nanos) / 1e9;
  const date = `${months ? `${months}M` : ''}${days ? `${days}D` : ''}`;
  return `P${date}${seconds !== 0 || date === '' ? `T${seconds}S` : ''}`;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const unitTicks = [1n, 1_000n, 1_000_000n, 1_000_000_000n] as const;

export const ticksPerSecond = (type: { readonly unit: number }): bigint => unitTicks[type.unit] ?? 1n;
