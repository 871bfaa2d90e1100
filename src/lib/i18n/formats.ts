import type { Language } from './translate';

/** Number and date formats of one language (face.md: 万 and 亿 in Chinese, k and M in English; `18 %` and `18%`). */
export interface Formats {
  readonly language: Language;
  /** Whole numbers with separators: `52,407`. */
  integer(value: number): string;
  /** Three significant digits: `0.865`, `1.92`. */
  short(value: number): string;
  /** With the given decimals. */
  decimal(value: number, decimals: number): string;
  /** Compact with three significant digits: `120.5 万`, `1.21M`. */
  compact(value: number): string;
  /** A share in [0, 1] as a percentage: `18.2 %`, `18.2%`. */
  percent(share: number, decimals?: number): string;
  /** An amount in the given ISO currency, or plain when ''. Compact from 10,000 on. */
  money(amount: number, currency: string): string;
  /** ISO date or milliseconds since the epoch → `2026-07-01`. */
  date(value: string | number): string;
  /** → `07-01 09:31`. */
  time(value: string | number): string;
  /** Milliseconds → `0.8 s`, `3 min`. */
  duration(ms: number): string;
  /** Bytes → `58.4 MB`. */
  bytes(count: number): string;
}
