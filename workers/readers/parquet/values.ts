import {
  DateUnit,
  Precision,
  TimeUnit,
  Type,
  type Data,
  type Date_,
  type Decimal,
  type Float,
  type Time,
  type Timestamp,
} from 'apache-arrow';
import { dayText } from '../dates';

/** How the bytes of a column that has no text type are written. */
export type BytesAs = 'text' | 'hexadecimal';

/**
 * The text of one value, from which the value can be had again: all digits of integers and decimals, the shortest text
 * that gives a float back, dates and times to the unit in which they are kept, an instant with `Z`. Null where there is
 * no value. Lists, maps and records inside them are JSON text.
 */
export function valueText(data: Data, row: number, bytesAs: BytesAs): string | null {
  if (!data.getValid(row)) return null;
  switch (data.typeId) {
    case Type.Null:
      return null;
    case Type.Utf8:
    case Type.LargeUtf8:
      return decoder.decode(bytesAt(data, row));
    case Type.Binary:
    case Type.LargeBinary:
    case Type.FixedSizeBinary:
      return bytesText(bytesAt(data, row), bytesAs);
    case Type.Bool:
      return ((data.values[(data.offset + row) >> 3] >> ((data.offset + row) & 7)) & 1) === 1 ? 'true' : 'false';
    case Type.Int:
      return String(data.values[row]);
    case Type.Float:
      return floatText(data, row);
    case Type.Decimal:
      return decimalText(data, row);
    case Type.Date:
      return (data.type as Date_).unit === DateUnit.DAY
        ? dayText(data.values[row])
        : dayText(Number(floorDiv(BigInt(data.values[row]), 86_400_000n)));
    case Type.Timestamp:
      return timestampText(data, row);
    case Type.Time:
      return timeText(BigInt(data.values[row]), (data.type as Time).unit);
    case Type.Dictionary: {
      const { dictionary } = data;
      const at = Number(data.values[row]);
      let from = 0;
      for (const part of dictionary?.data ?? []) {
        if (at < from + part.length) return valueText(part, at - from, bytesAs);
        from += part.length;
      }
      return null;
    }
    default:
      return jsonText(data, row, bytesAs);
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** The bytes of a text or binary value. */
export function bytesAt(data: Data, row: number): Uint8Array {
  const width = (data.type as { byteWidth?: number }).byteWidth;
  if (width !== undefined) return data.values.subarray(row * width, (row + 1) * width);
  return data.values.subarray(Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1]));
}

/** Whether bytes are text: valid UTF-8 without control characters other than tab and line ends. */
export function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function bytesText(bytes: Uint8Array, as: BytesAs): string {
  if (as === 'text' && isText(bytes)) return decoder.decode(bytes);
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function floatText(data: Data, row: number): string {
  const { precision } = data.type as Float;
  const raw = data.values[row] as number;
  if (precision === Precision.DOUBLE) return String(raw);
  const value = precision === Precision.HALF ? halfFloat(raw) : raw;
  if (!Number.isFinite(value)) return String(value);
  // As many digits as single precision needs, where the double behind it would show noise: 0.1, not 0.10000000149.
  for (let digits = 6; digits <= 8; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function decimalText(data: Data, row: number): string {
  const { scale, bitWidth } = data.type as Decimal;
  const words = bitWidth / 32;
  const values = data.values as Uint32Array;
  let value = 0n;
  for (let i = words - 1; i >= 0; i--) value = (value << 32n) | BigInt(values[row * words + i]!);
  return scaled(BigInt.asIntN(bitWidth, value), scale);
}

/** An integer with `scale` of its digits behind the point. */
function scaled(value: bigint, scale: number): string {
  if (scale <= 0) return String(value * 10n ** BigInt(-scale));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const PER_SECOND: Readonly<Record<number, bigint>> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
};

const floorDiv = (value: bigint, by: bigint) => (value - (((value % by) + by) % by)) / by;

function timestampText(data: Data, row: number): string {
  const { unit, timezone } = data.type as Timestamp;
  const value = BigInt(data.values[row]);
  const perDay = 86_400n * (PER_SECOND[unit] ?? 1n);
  const day = floorDiv(value, perDay);
  const zone = timezone ? 'Z' : '';
  return `${dayText(Number(day))} ${timeText(value - day * perDay, unit)}${zone}`;
}

/** A time of day to the unit, without zeros at the end: `08:30:00`, `08:30:00.25`. */
function timeText(value: bigint, unit: TimeUnit): string {
  const per = PER_SECOND[unit] ?? 1n;
  const seconds = Number(value / per);
  const fraction = value % per;
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (fraction === 0n) return clock;
  return `${clock}.${String(fraction)
    .padStart(String(per).length - 1, '0')
    .replace(/0+$/, '')}`;
}

/** A list, map or record as JSON text; numbers keep their digits. */
function jsonText(data: Data, row: number, bytesAs: BytesAs): string {
  if (!data.getValid(row)) return 'null';
  const { children } = data;
  switch (data.typeId) {
    case Type.Struct:
      return `{${(data.type as { children: { name: string }[] }).children
        .map(({ name }, i) => `${JSON.stringify(name)}:${inner(children[i]!, row, bytesAs)}`)
        .join(',')}}`;
    case Type.List:
    case Type.FixedSizeList: {
      const [from, to] = spanAt(data, row);
      const items: string[] = [];
      for (let i = from; i < to; i++) items.push(inner(children[0]!, i, bytesAs));
      return `[${items.join(',')}]`;
    }
    case Type.Map: {
      const [from, to] = spanAt(data, row);
      const [keys, values] = children[0]!.children;
      const members: string[] = [];
      for (let i = from; i < to; i++)
        members.push(`${JSON.stringify(valueText(keys!, i, bytesAs) ?? '')}:${inner(values!, i, bytesAs)}`);
      return `{${members.join(',')}}`;
    }
    default: {
      const text = valueText(data, row, bytesAs);
      if (text === null) return 'null';
      return data.typeId === Type.Int || data.typeId === Type.Bool || /^-?\d+(?:\.\d+)?$/.test(text)
        ? isTextual(data.typeId)
          ? JSON.stringify(text)
          : text
        : JSON.stringify(text);
    }
  }
}

const inner = jsonText;

const isTextual = (type: Type) =>
  [Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary, Type.FixedSizeBinary, Type.Dictionary].includes(type);

function spanAt(data: Data, row: number): [from: number, to: number] {
  const size = (data.type as { listSize?: number }).listSize;
  if (size !== undefined) return [row * size, (row + 1) * size];
  return [Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])];
}
