import { textOf } from './bytes';
import { EXACT, INEXACT, REFUSED, commonest, type CellReader, type Verdict } from './cell';

export type DecimalMark = '.' | ',';

/** How a column writes its numbers: `¥1,234.50` is prefix ¥, grouped, mark '.', two decimals. */
export interface NumberFormat {
  readonly prefix: string;
  readonly suffix: string;
  readonly grouped: boolean;
  readonly mark: DecimalMark;
  /** Digits behind the mark; null for as many as the value needs. */
  readonly decimals: number | null;
}

export const PLAIN_NUMBER: NumberFormat = { prefix: '', suffix: '', grouped: false, mark: '.', decimals: null };

/** Powers of ten by which a suffix multiplies: per cent, per mille, 万 (10⁴), 亿 (10⁸). */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^[%％]/, -2],
  [/^‰/, -3],
  [/^万/, 4],
  [/^亿/, 8],
];
const PREFIX = /^(?:CN¥|US\$|HK\$|RMB|CNY|USD|EUR|[¥￥$€£])$/i;
const SUFFIX = /^(?:[%％‰]|[万亿]?(?:元|块|人民币|RMB|CNY|USD|EUR)?|[€$£¥￥])$/i;
/** Sign, what stands before, digits with groups and mark, exponent, what stands behind. */
const SHAPE = /^([-+−]?)\s*(\D*?)\s*([-+−]?)(\d[\d.,]*|[.,]\d+)(?:e([-+]?\d{1,3}))?\s*(\D*)$/i;
const GROUPED = { '.': /^\d{1,3}(?:,\d{3})+$/, ',': /^\d{1,3}(?:\.\d{3})+$/ };

const scaleOf = (suffix: string): number => SCALES.find(([pattern]) => pattern.test(suffix))?.[1] ?? 0;

/**
 * Reads a number as people write it: signs, brackets for negatives, currency signs, groups of three, full-width digits,
 * per cent (12% is 0.12), 万 and 亿, exponents. `mark` is the column's decimal mark. Null when the text is no number.
 */
export function parseNumber(text: string, mark: DecimalMark): { value: number; format: NumberFormat } | null {
  // Most cells that are asked are words, and a word is told at once.
  if (!/[0-9\uff10-\uff19]/.test(text)) return null;
  const isWide = /[^\u0020-\u007e]/.test(text);
  const trimmed = (isWide ? text.replace(/[\uff01-\uff5e]/g, half) : text).trim();
  const bracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const match = SHAPE.exec(bracketed ? trimmed.slice(1, -1) : trimmed);
  if (match === null) return null;
  const [, outer = '', prefix = '', inner = '', digits = '', exponent = '0', suffix = ''] = match;
  if ((prefix !== '' && !PREFIX.test(prefix)) || (suffix !== '' && !SUFFIX.test(suffix))) return null;
  if ((outer !== '' && inner !== '') || (bracketed && (outer !== '' || inner !== ''))) return null;
  const split = digits.lastIndexOf(mark);
  const whole = split < 0 ? digits : digits.slice(0, split);
  const fraction = split < 0 ? '' : digits.slice(split + 1);
  const grouped = GROUPED[mark].test(whole);
  if ((!grouped && !/^\d*$/.test(whole)) || !/^\d*$/.test(fraction)) return null;
  const isNegative = bracketed || outer === '-' || inner === '-' || outer === '−' || inner === '−';
  const power = Number(exponent) + scaleOf(suffix);
  const plain = whole.replace(/[.,]/g, '') || '0';
  const value = Number(`${isNegative ? '-' : ''}${plain}.${fraction || '0'}e${power}`);
  return { value, format: { prefix, suffix, grouped, mark, decimals: fraction.length } };
}

const half = (wide: string) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);

/** Writes a number in a format. */
export function numberText(value: number, format: NumberFormat): string {
  const scale = scaleOf(format.suffix);
  // Fifteen digits survive the way through a scale; the noise behind them is not the user's.
  const scaled = scale === 0 ? value : Number((value / 10 ** scale).toPrecision(15));
  const absolute = Math.abs(scaled);
  const body = format.decimals === null ? String(absolute) : absolute.toFixed(format.decimals);
  const [digits = '', fraction] = body.split('.');
  const whole = format.grouped ? digits.replace(/\B(?=(\d{3})+$)/g, format.mark === '.' ? ',' : '.') : digits;
  const sign = value < 0 ? '-' : '';
  return `${sign}${format.prefix}${whole}${fraction === undefined ? '' : format.mark + fraction}${format.suffix}`;
}

const CODE = /^([^\d#]*)(#[.,]##)?0(?:([.,])(#|0+))?([^\d#]*)$/;

/** A format as spreadsheets write it: `¥#,##0.00`; `0.#` is as many decimals as needed. */
export function numberCode(format: NumberFormat): string {
  const groups = format.grouped ? `#${format.mark === '.' ? ',' : '.'}##` : '';
  const decimals = format.decimals === null ? `${format.mark}#` : format.mark + '0'.repeat(format.decimals);
  return `${format.prefix}${groups}0${format.decimals === 0 ? '' : decimals}${format.suffix}`;
}

export function numberFormat(code: string): NumberFormat {
  const [, prefix = '', groups, mark, decimals = '', suffix = ''] = CODE.exec(code) ?? [];
  return {
    prefix,
    suffix,
    grouped: groups !== undefined,
    mark: mark === ',' || groups === '#.##' ? ',' : '.',
    decimals: decimals === '#' ? null : decimals.length,
  };
}

/** The format in which most of the texts stand; as many decimals as needed where that fits as well as a fixed number. */
export function commonNumberFormat(texts: readonly string[], mark: DecimalMark): NumberFormat {
  const candidates = new Map<string, NumberFormat>([['', { ...PLAIN_NUMBER, mark }]]);
  for (const text of texts) {
    const parsed = parseNumber(text, mark);
    if (parsed === null || candidates.size > 12) continue;
    for (const format of [{ ...parsed.format, decimals: null }, parsed.format]) {
      candidates.set(numberCode(format), format);
    }
  }
  const best = commonest(texts, candidates, (text, format) => {
    const parsed = parseNumber(text, mark);
    return parsed !== null && numberText(parsed.value, format) === text;
  });
  return best ?? PLAIN_NUMBER;
}

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
/** Exact in binary, and a quotient by them is correctly rounded while the dividend has at most 15 digits. */
const TENS = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);

/** Reads integers or decimals that stand mostly in one format. */
export class NumberReader implements CellReader {
  value = 0;
  reason = '';
  readonly format: string;
  private readonly prefix: Uint8Array;
  private readonly suffix: Uint8Array;
  private readonly isFast: boolean;

  constructor(
    private readonly shape: NumberFormat,
    private readonly isInteger: boolean,
  ) {
    this.format = numberCode(shape);
    this.prefix = new TextEncoder().encode(shape.prefix);
    this.suffix = new TextEncoder().encode(shape.suffix);
    this.isFast = shape.mark === '.' && scaleOf(shape.suffix) === 0;
  }

  text(value: number): string {
    return numberText(value, this.shape);
  }

  read(bytes: Uint8Array, from: number, to: number): Verdict {
    if (this.isFast && this.readPlain(bytes, from, to)) return this.checked(EXACT);
    const text = textOf(bytes, from, to);
    const parsed = parseNumber(text, this.shape.mark);
    if (parsed === null) return this.refuse(this.isInteger ? 'not-an-integer' : 'not-a-number');
    this.value = parsed.value;
    return this.checked(numberText(this.value, this.shape) === text ? EXACT : INEXACT);
  }

  private checked(verdict: Verdict): Verdict {
    if (!Number.isFinite(this.value)) return this.refuse('out-of-range');
    if (!this.isInteger || Number.isSafeInteger(this.value)) return verdict;
    return this.refuse(Number.isInteger(this.value) ? 'out-of-range' : 'not-an-integer');
  }

  private refuse(reason: string): Verdict {
    this.reason = reason;
    return REFUSED;
  }

  /** Digits exactly as the format writes them, at most 15 of them; false leaves the cell to the general reading. */
  private readPlain(bytes: Uint8Array, from: number, to: number): boolean {
    const { prefix, suffix, shape } = this;
    let at = from;
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at++;
    for (let i = 0; i < prefix.length; i++) if (bytes[at++] !== prefix[i]) return false;
    const end = to - suffix.length;
    for (let i = 0; i < suffix.length; i++) if (bytes[end + i] !== suffix[i]) return false;
    if (end - at > 16 || at >= end || shape.grouped) return false;
    const first = at;
    let mantissa = 0;
    let point = -1;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
      else if (bytes[at] === POINT && point < 0) point = at;
      else return false;
    }
    const wholeEnd = point < 0 ? end : point;
    if (wholeEnd === first || (bytes[first] === ZERO && wholeEnd - first > 1)) return false;
    const decimals = point < 0 ? 0 : end - point - 1;
    if (end - first - (point < 0 ? 0 : 1) > 15 || (isNegative && mantissa === 0)) return false;
    if (shape.decimals === null) {
      // Past six decimals the shortest text of a small number is an exponent.
      if (decimals > 6 || (point >= 0 && (decimals === 0 || bytes[end - 1] === ZERO))) return false;
    } else if (decimals !== shape.decimals || (point >= 0 && decimals === 0)) {
      return false;
    }
    const absolute = decimals === 0 ? mantissa : mantissa / TENS[decimals]!;
    this.value = isNegative ? -absolute : absolute;
    return true;
  }
}
