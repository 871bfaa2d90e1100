import type { Language } from './translate';

/** Number and date formats of one language (face.md: 万 and 亿 in Chinese, k and M in English; `18 %` and `18%`). */
export interface Formats {
  readonly language: Language;
  /** Whole numbers with separators: `52,407`. */
  integer(value: number): string;
  /** Three significant digits, the whole part never rounded: `0.865`, `1.92`, `1,234`. */
  short(value: number): string;
  /** With the given decimals. */
  decimal(value: number, decimals: number): string;
  /** A change with its sign: `+0.31`, `−31,200`. */
  signed(value: number, decimals?: number): string;
  /** Compact from 10,000 on, with three significant digits: `120 万`, `1.2M`; whole below: `9,613`. */
  compact(value: number): string;
  /** A share in [0, 1] as a percentage: `18.2 %`, `18.2%`; one decimal at most unless told. */
  percent(share: number, decimals?: number): string;
  /** An amount in the given ISO currency, or plain when ''. Compact from 10,000 on: `¥ 618 万`, `¥6.18M`. */
  money(amount: number, currency: string): string;
  /** The sign of an ISO currency: `¥`, `$`; '' for none. */
  currencySign(currency: string): string;
  /** → `2026-07-01`. Text without a zone and numbers (milliseconds) are wall clock; text with a zone is an instant. */
  date(value: string | number): string;
  /** → `07-01 09:31`, read as in `date`. */
  time(value: string | number): string;
  /** Milliseconds → `0.8 秒`, `3 分钟`; `0.8 s`, `3 min`. */
  duration(ms: number): string;
  /** How long ago, from milliseconds: `刚刚`, `3 天前`; `just now`, `3 days ago`. */
  age(ms: number): string;
  /** Bytes → `58.4 MB` (powers of 1,000). */
  bytes(count: number): string;
  /** Several words: `甲、乙`, `A, B`. */
  list(words: readonly string[]): string;
}

/** What stands where there is no number. */
export const nothing = '—';

interface Step {
  readonly size: number;
  readonly unit: string;
}

const wordsOf = {
  'zh-CN': {
    // A no-break space: the sign must not fall onto the next line.
    percent: '\u00a0%',
    steps: steps('\u00a0', [1e4, '万'], [1e8, '亿'], [1e12, '万亿']),
    currencyGap: '\u00a0',
    comma: '、',
    second: '秒',
    minute: '分钟',
    hour: '小时',
    now: '刚刚',
  },
  en: {
    percent: '%',
    steps: steps('', [1e3, 'k'], [1e6, 'M'], [1e9, 'B']),
    currencyGap: '',
    comma: ', ',
    second: 's',
    minute: 'min',
    hour: 'h',
    now: 'just now',
  },
} as const;

function steps(gap: string, ...all: readonly (readonly [number, string])[]): readonly Step[] {
  return all.map(([size, unit]) => ({ size, unit: gap + unit }));
}

/** Below this, numbers are short enough to be read whole. */
const compactFrom = 10_000;

/** Makes the formats of a language. Values that are not finite show as a dash. */
export function createFormats(language: Language): Formats {
  const words = wordsOf[language];
  const fixed = new Map<number, Intl.NumberFormat>();
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const withDecimals = (value: number, min: number, max = min) => {
    const key = min * 100 + max;
    let format = fixed.get(key);
    if (!format) {
      format = new Intl.NumberFormat(language, { minimumFractionDigits: min, maximumFractionDigits: max });
      fixed.set(key, format);
    }
    return minus(format.format(value));
  };

  const decimal = (value: number, decimals: number) => (isNumber(value) ? withDecimals(value, decimals) : nothing);
  const integer = (value: number) => decimal(Math.round(value), 0);
  const short = (value: number) => {
    if (!isNumber(value)) return nothing;
    if (value !== 0 && Math.abs(value) < 1e-6) return minus(value.toExponential(1));
    return withDecimals(value, 0, decimalsFor(value));
  };
  const compact = (value: number) => {
    if (!isNumber(value)) return nothing;
    if (Math.abs(value) < compactFrom) return Math.abs(value) < 100 ? short(value) : integer(value);
    const step = words.steps.findLast(({ size }) => Math.abs(roundTo(value / size)) >= 1) ?? words.steps[0];
    return step ? withDecimals(roundTo(value / step.size), 0, 2) + step.unit : integer(value);
  };
  const percent = (share: number, decimals?: number) => {
    if (!isNumber(share)) return nothing;
    const value = share * 100;
    if (decimals !== undefined) return decimal(value, decimals) + words.percent;
    const isTiny = value !== 0 && Math.abs(value) < 0.1;
    return (isTiny ? short(Number(value.toPrecision(1))) : withDecimals(value, 0, 1)) + words.percent;
  };
  const money = (amount: number, currency: string) => {
    if (!isNumber(amount)) return nothing;
    const { symbol, decimals } = currencyOf(currency);
    const size = Math.abs(amount);
    const number =
      size >= compactFrom
        ? compact(size)
        : size >= 100 || Number.isInteger(amount)
          ? integer(size)
          : decimal(size, decimals);
    const sign = amount < 0 && number !== '0' ? '−' : '';
    return symbol === '' ? sign + number : sign + symbol + words.currencyGap + number;
  };
  const duration = (ms: number) => {
    if (!isNumber(ms)) return nothing;
    const seconds = ms / 1000;
    if (seconds < 9.95) return `${withDecimals(Math.max(seconds, 0.1), 0, 1)} ${words.second}`;
    if (seconds < 89.5) return `${integer(seconds)} ${words.second}`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} ${words.minute}`;
    const rest = minutes % 60 === 0 ? '' : ` ${minutes % 60} ${words.minute}`;
    return `${integer(Math.floor(minutes / 60))} ${words.hour}${rest}`;
  };

  return {
    language,
    integer,
    short,
    decimal,
    signed: (value, decimals) => {
      const text = decimals === undefined ? short(value) : decimal(value, decimals);
      return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
    },
    compact,
    percent,
    money,
    currencySign: (currency) => currencyOf(currency).symbol,
    date: (value) => calendar(value).slice(0, 10),
    time: (value) => calendar(value).slice(5, 16),
    duration,
    age: (ms) => {
      if (!isNumber(ms)) return nothing;
      const minutes = Math.floor(ms / 60_000);
      if (minutes < 1) return words.now;
      if (minutes < 60) return relative.format(-minutes, 'minute');
      const hours = Math.floor(minutes / 60);
      return hours < 24 ? relative.format(-hours, 'hour') : relative.format(-Math.floor(hours / 24), 'day');
    },
    bytes: (count) => {
      if (!isNumber(count)) return nothing;
      const units = ['B', 'KB', 'MB', 'GB', 'TB'];
      const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3 + 1e-9));
      return `${withDecimals(roundTo(count / 1000 ** power), 0, power === 0 ? 0 : 2)} ${units[power] ?? 'B'}`;
    },
    list: (all) => all.join(words.comma),
  };
}

const isNumber = (value: number) => typeof value === 'number' && Number.isFinite(value);

/** The typographic minus is as wide as a digit, so columns of signed numbers align. */
const minus = (text: string) =>
  text
    .replace(/^-(?=.*[1-9])/, '−')
    .replace(/^-/, '')
    .replace('e-', 'e−');

/** Decimals that leave three significant digits and never round the whole part. */
function decimalsFor(value: number): number {
  if (value === 0) return 0;
  return Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
}

function roundTo(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

const currencies = new Map<string, { symbol: string; decimals: number }>();

/** Symbol and decimals of an ISO 4217 code; an unknown code stands for itself. */
function currencyOf(currency: string): { symbol: string; decimals: number } {
  if (currency === '') return { symbol: '', decimals: 2 };
  let known = currencies.get(currency);
  if (!known) {
    known = describeCurrency(currency);
    currencies.set(currency, known);
  }
  return known;
}

function describeCurrency(currency: string): { symbol: string; decimals: number } {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    const symbol = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
    return {
      symbol: symbol === currency ? `${currency}\u00a0` : symbol,
      decimals: format.resolvedOptions().maximumFractionDigits ?? 2,
    };
  } catch {
    return { symbol: `${currency}\u00a0`, decimals: 2 };
  }
}

/** `YYYY-MM-DD HH:MM` of a wall-clock text or number, or of an instant in this machine's zone. */
function calendar(value: string | number): string {
  if (typeof value === 'number')
    return Number.isFinite(value) ? new Date(value).toISOString().replace('T', ' ') : nothing;
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(value) || value.length <= 10) return value.replace('T', ' ');
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return nothing;
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().replace('T', ' ');
}
