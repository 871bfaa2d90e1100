import { describe, expect, it } from 'vitest';
import { createFormats, nothing } from '../../../src/lib/i18n/formats';

const zh = createFormats('zh-CN');
const en = createFormats('en');
/** The formats keep number and sign on one line with a no-break space; here it is written as a plain one. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('whole and short numbers', () => {
  it('separate thousands', () => {
    expect(zh.integer(52_407)).toBe('52,407');
    expect(en.integer(1_204_518.4)).toBe('1,204,518');
  });
  it('keep three significant digits and never round the whole part', () => {
    expect([0.86543, 1.9249, 12.349, 123.6, 1234.5, 0].map(en.short)).toEqual([
      '0.865',
      '1.92',
      '12.3',
      '124',
      '1,235',
      '0',
    ]);
    expect(en.short(0.000412)).toBe('0.000412');
    expect(en.short(3.2e-9)).toBe('3.2e−9');
  });
  it('write a minus as wide as a digit, and none before zero', () => {
    expect(en.integer(-31_200)).toBe('−31,200');
    expect(en.decimal(-0.001, 2)).toBe('0.00');
    expect(en.signed(0.312)).toBe('+0.312');
    expect(en.signed(-0.15, 2)).toBe('−0.15');
    expect(en.signed(0.001, 1)).toBe('0.0');
  });
  it('show a dash where there is no number', () => {
    expect([zh.integer(NaN), zh.short(Infinity), zh.percent(NaN), zh.money(NaN, 'CNY'), zh.compact(NaN)]).toEqual(
      Array(5).fill(nothing),
    );
  });
});

describe('compact numbers', () => {
  it('count in 万 and 亿 in Chinese', () => {
    expect(
      [9_613, 10_000, 31_000, 1_204_518, 12_045_180, 111_000_000, 2.5e12].map((n) => plain(zh.compact(n))),
    ).toEqual(['9,613', '1 万', '3.1 万', '120 万', '1,205 万', '1.11 亿', '2.5 万亿']);
  });
  it('count in k, M and B in English', () => {
    expect([9_613, 10_000, 31_000, 1_204_518, 111_000_000, 2.5e9].map(en.compact)).toEqual([
      '9,613',
      '10k',
      '31k',
      '1.2M',
      '111M',
      '2.5B',
    ]);
  });
  it('go to the next unit where rounding reaches it', () => {
    expect(en.compact(999_950)).toBe('1M');
    expect(plain(zh.compact(99_999_999))).toBe('1 亿');
  });
});

describe('shares', () => {
  it('stand with a space in Chinese and without in English', () => {
    expect(plain(zh.percent(0.1824))).toBe('18.2 %');
    expect(en.percent(0.1824)).toBe('18.2%');
    expect(en.percent(0.18)).toBe('18%');
    expect(en.percent(0.18, 1)).toBe('18.0%');
  });
  it('keep one digit of a tiny one', () => {
    expect(en.percent(0.00042)).toBe('0.04%');
    expect(en.percent(0)).toBe('0%');
  });
  it('do not break between number and sign', () => {
    expect(zh.percent(0.5)).toBe('50\u00a0%');
  });
});

describe('money', () => {
  it('carries a symbol only when the data names a currency', () => {
    expect(plain(zh.money(5_142, 'CNY'))).toBe('¥ 5,142');
    expect(en.money(5_142, 'CNY')).toBe('¥5,142');
    expect(en.money(5_142, '')).toBe('5,142');
    expect(en.money(12.5, 'GBP')).toBe('£12.50');
    expect(plain(en.money(5, 'XYZ'))).toBe('XYZ 5');
    expect(plain(en.money(5, 'not a code'))).toBe('not a code 5');
  });
  it('is compact from 10,000 on', () => {
    expect(plain(zh.money(6_180_000, 'CNY'))).toBe('¥ 618 万');
    expect(en.money(6_180_000, 'CNY')).toBe('¥6.18M');
    expect(en.money(-31_200, 'USD')).toBe('−$31.2k');
  });
  it('keeps cents below 100 and the decimals of its currency', () => {
    expect(en.money(674.49, 'GBP')).toBe('£674');
    expect(en.money(59, 'CNY')).toBe('¥59');
    expect(en.money(12.5, 'JPY')).toBe('¥13');
  });
});

describe('dates, durations, bytes', () => {
  it('read text without a zone and numbers as wall clock', () => {
    expect(zh.date('2026-07-01')).toBe('2026-07-01');
    expect(zh.date('2026-07-01 09:31:00')).toBe('2026-07-01');
    expect(zh.time('2026-07-01T09:31:05')).toBe('07-01 09:31');
    expect(zh.time(Date.UTC(2026, 6, 1, 9, 31))).toBe('07-01 09:31');
  });
  it('read text with a zone as an instant on this machine', () => {
    const instant = new Date(2026, 6, 1, 9, 31);
    expect(zh.time(instant.toISOString())).toBe('07-01 09:31');
  });
  it('write durations in the unit a reader thinks in', () => {
    expect([40, 812, 1_840, 38_200, 95_000, 3_600_000, 4_800_000].map(en.duration)).toEqual([
      '0.1 s',
      '0.8 s',
      '1.8 s',
      '38 s',
      '2 min',
      '1 h',
      '1 h 20 min',
    ]);
    expect(zh.duration(180_000)).toBe('3 分钟');
  });
  it('say how long ago in whole units that have passed', () => {
    const ages = [0, 59_000, 60_000, 59 * 60_000, 3_600_000, 23 * 3_600_000, 3 * 86_400_000 + 5, NaN];
    expect(ages.map(zh.age)).toEqual([...['刚刚', '刚刚', '1分钟前', '59分钟前', '1小时前', '23小时前', '3天前', '—']]);
    expect(ages.map(en.age)).toEqual([
      ...['just now', 'just now', '1 minute ago', '59 minutes ago', '1 hour ago', '23 hours ago', '3 days ago', '—'],
    ]);
  });
  it('count bytes in powers of a thousand', () => {
    expect([0, 812, 1_000, 58_400_000, 412_000_000, 4e9].map(en.bytes)).toEqual([
      '0 B',
      '812 B',
      '1 KB',
      '58.4 MB',
      '412 MB',
      '4 GB',
    ]);
  });
});
