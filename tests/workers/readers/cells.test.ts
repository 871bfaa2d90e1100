import { describe, expect, it } from 'vitest';
import { BooleanReader, commonPair, isBooleanPair } from '../../../workers/readers/booleans';
import { EXACT, INEXACT, REFUSED, type CellReader } from '../../../workers/readers/cell';
import { DateReader, commonDatePattern, dateText } from '../../../workers/readers/date-patterns';
import { daysSince1970, parseDate, parseEpoch } from '../../../workers/readers/dates';
import { commonDurationFormat, durationText, hasDurationForm, parseDuration } from '../../../workers/readers/durations';
import {
  NumberReader,
  commonNumberFormat,
  numberCode,
  numberFormat,
  numberText,
  parseNumber,
} from '../../../workers/readers/numbers';
import { Zone } from '../../../workers/readers/zones';

function readText(reader: CellReader, text: string) {
  const bytes = new TextEncoder().encode(text);
  const verdict = reader.read(bytes, 0, bytes.length);
  return { verdict, value: reader.value, reason: reader.reason };
}

const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString().slice(0, 19));

describe('numbers', () => {
  it('reads numbers as people write them', () => {
    const cases: [string, number][] = [
      ['12', 12],
      ['-3.50', -3.5],
      ['+7', 7],
      ['.5', 0.5],
      ['1,234,567.8', 1234567.8],
      ['¥1,234.50', 1234.5],
      ['￥12', 12],
      ['-$5', -5],
      ['$-5', -5],
      ['(5.25)', -5.25],
      ['12元', 12],
      ['3.5万', 35_000],
      ['2亿元', 200_000_000],
      ['12.5%', 0.125],
      ['7%', 0.07],
      ['１２．５', 12.5],
      ['1.5E3', 1500],
      [' 8 ', 8],
    ];
    for (const [text, value] of cases) expect(parseNumber(text, '.')?.value, text).toBe(value);
  });

  it('refuses what only begins like a number', () => {
    for (const text of [
      '',
      '-',
      '1.2.3',
      '1,23',
      '12,34,567',
      '2024-01-02',
      '12kg',
      '1 2',
      'E10',
      '0x10',
      '--1',
      '-(1)',
      '1_000',
    ]) {
      expect(parseNumber(text, '.'), text).toBeNull();
    }
  });

  it('reads a decimal comma when told so', () => {
    expect(parseNumber('1.234,56', ',')?.value).toBe(1234.56);
    expect(parseNumber('3,5', ',')?.value).toBe(3.5);
    expect(parseNumber('1,234.5', ',')).toBeNull();
  });

  it('writes a format as a code and back', () => {
    for (const code of ['0.#', '0', '0.00', '¥#,##0.00', '0.0%', '#.##0,00', '0,#', '0.##'.slice(0, 3)]) {
      expect(numberCode(numberFormat(code)), code).toBe(code);
    }
  });

  it('chooses the format in which most texts stand', () => {
    expect(numberCode(commonNumberFormat(['1', '2', '30'], '.'))).toBe('0.#');
    expect(numberCode(commonNumberFormat(['1.50', '2.00', '30'], '.'))).toBe('0.00');
    expect(numberCode(commonNumberFormat(['¥1,234.50', '¥9.00'], '.'))).toBe('¥#,##0.00');
    expect(numberCode(commonNumberFormat(['2.55', '2.1', '3'], '.'))).toBe('0.#');
  });

  it('calls exact only what it writes the same, on 20,000 random cells', () => {
    let state = 3;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const digits = (n: number) => Array.from({ length: n }, () => random(10)).join('');
    for (const code of ['0.#', '0', '0.00', '¥#,##0.00', '0.0%', '0.0元']) {
      const format = numberFormat(code);
      const reader = new NumberReader(format, false);
      for (let i = 0; i < 3500; i++) {
        const sign = random(4) === 0 ? '-' : '';
        const point = random(2) === 0 ? `.${digits(random(8))}` : '';
        const text =
          sign + format.prefix.slice(random(2)) + digits(1 + random(10)) + point + format.suffix.slice(random(2));
        const { verdict, value } = readText(reader, text);
        const parsed = parseNumber(text, '.');
        expect(verdict === REFUSED, text).toBe(parsed === null);
        if (parsed === null) continue;
        expect(value, text).toBe(parsed.value);
        expect(verdict === EXACT, `${text} in ${code}`).toBe(numberText(value, format) === text);
      }
    }
  });

  it('refuses fractions and what is beyond 2⁵³ as integers', () => {
    const reader = new NumberReader(numberFormat('0.#'), true);
    expect(readText(reader, '12.0')).toMatchObject({ verdict: INEXACT, value: 12 });
    expect(readText(reader, '12.5')).toMatchObject({ verdict: REFUSED, reason: 'not-an-integer' });
    expect(readText(reader, '12345678901234567890')).toMatchObject({ verdict: REFUSED, reason: 'out-of-range' });
  });
});

describe('dates', () => {
  it('reads dates of many forms', () => {
    const cases: [string, string][] = [
      ['2026-01-31', '2026-01-31T00:00:00'],
      ['2026/1/3', '2026-01-03T00:00:00'],
      ['2026.01.31', '2026-01-31T00:00:00'],
      ['2026年1月3日', '2026-01-03T00:00:00'],
      ['2026年01月31日 08:05', '2026-01-31T08:05:00'],
      ['2026年1月3日8时05分30秒', '2026-01-03T08:05:30'],
      ['2026-01-31T08:05:30', '2026-01-31T08:05:30'],
      ['2026-01-31 08:05:30.123456', '2026-01-31T08:05:30'],
      ['2026/1/31 8:05', '2026-01-31T08:05:00'],
      ['2026-01-31 下午3:04', '2026-01-31T15:04:00'],
      ['2026-01-31 上午12:04', '2026-01-31T00:04:00'],
      ['2026-01-31 3:04:05 PM', '2026-01-31T15:04:05'],
      ['20260131', '2026-01-31T00:00:00'],
      ['20260131080530', '2026-01-31T08:05:30'],
      ['202601310805', '2026-01-31T08:05:00'],
      ['31-Jan-26', '2026-01-31T00:00:00'],
      ['15-Jan-67', '1967-01-15T00:00:00'],
      ['Jan 5, 2026', '2026-01-05T00:00:00'],
      ['２０２６-０１-３１', '2026-01-31T00:00:00'],
      ['2024-02-29', '2024-02-29T00:00:00'],
    ];
    for (const [text, expected] of cases) expect(iso(parseDate(text, 'ymd')?.ms), text).toBe(expected);
  });

  it('reads day and month in the order that is asked for', () => {
    expect(iso(parseDate('1/31/2026 14:05', 'mdy')?.ms)).toBe('2026-01-31T14:05:00');
    expect(iso(parseDate('31.1.2026', 'dmy')?.ms)).toBe('2026-01-31T00:00:00');
    expect(iso(parseDate('03/04/26', 'dmy')?.ms)).toBe('2026-04-03T00:00:00');
    expect(parseDate('31.1.2026', 'mdy')).toBeNull();
    expect(parseDate('1/3/2026', 'ymd')).toBeNull();
  });

  it('refuses days that do not exist and texts that only look like dates', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '0000-00-00',
      '2026-1',
      '2026-01-01 24:00',
      '2026-01-01x',
      '1.2.3',
      '20261301',
      '12345678',
      '2026/01-02',
    ]) {
      expect(parseDate(text, 'mdy'), text).toBeNull();
    }
  });

  it('keeps the offset of a text, and knows epoch numbers', () => {
    expect(parseDate('2026-01-31T08:05:30Z', null)?.offset).toBe(0);
    expect(parseDate('2026-01-31 08:05:30 +0800', null)?.offset).toBe(480);
    expect(parseDate('2019/10/01 12:38:43 PM GMT+8', null)?.offset).toBe(480);
    expect(iso(parseEpoch('1512189107')?.ms)).toBe('2017-12-02T04:31:47');
    expect(iso(parseEpoch('1512189107000')?.ms)).toBe('2017-12-02T04:31:47');
    expect(parseEpoch('20260131')).toBeNull();
  });

  it('writes back what it read, in a pattern of its own', () => {
    const texts = [
      '2026-01-31 08:05:30',
      '2026/1/3',
      '2026年1月3日 8:05',
      '3/4/2026 8:05',
      '20260131080530',
      '2026-01-31T08:05:30.123Z',
      '2026-01-31 3:04:05 PM',
      '2026-01-31 下午3:04',
      '31-Jan-26',
      '2026年1月3日8时05分30秒',
    ];
    for (const text of texts) {
      const date = parseDate(text, 'mdy');
      expect(
        date?.patterns.map((pattern) => dateText(date.ms, pattern)),
        text,
      ).toContain(text);
    }
  });

  it('finds whether months are padded from the texts that show it', () => {
    expect(commonDatePattern(['2026/10/12', '2026/1/12'], null, false)).toBe('yyyy/M/d');
    expect(commonDatePattern(['2026/10/12', '2026/01/12'], null, false)).toBe('yyyy/MM/dd');
    expect(commonDatePattern(['2026/1/2 08:05', '2026/11/12 18:05'], null, false)).toBe('yyyy/M/d HH:mm');
  });

  it('calls exact only what it writes the same', () => {
    const reader = new DateReader('yyyy/M/d HH:mm', null, false, null);
    expect(readText(reader, '2026/1/3 08:05').verdict).toBe(EXACT);
    expect(readText(reader, '2026/01/03 08:05')).toMatchObject({ verdict: INEXACT });
    expect(readText(reader, '2026/1/3 08:05:01')).toMatchObject({ verdict: INEXACT });
    expect(readText(reader, '2026/2/30 08:05')).toMatchObject({ verdict: REFUSED, reason: 'not-a-date' });
    expect(readText(reader, '13/1/2026')).toMatchObject({ verdict: REFUSED, reason: 'date-order' });
    const dates = new DateReader('yyyy-MM-dd', null, true, null);
    expect(readText(dates, '2026-01-31')).toMatchObject({ verdict: EXACT, value: daysSince1970(2026, 1, 31) });
    expect(readText(dates, '2026-01-31 08:05')).toMatchObject({ verdict: INEXACT });
  });

  it('counts days as the calendar does, leap centuries included', () => {
    for (const text of ['1600-02-29', '1900-02-28', '1970-01-01', '2000-02-29', '2100-03-01', '9999-12-31']) {
      const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
      expect(daysSince1970(year, month, day), text).toBe(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
    }
  });

  it('goes to the wall clock of a zone and back, over changes of offset', () => {
    const berlin = new Zone('Europe/Berlin');
    const instant = Date.parse('2026-07-01T10:00:00Z');
    expect(iso(berlin.wallClock(instant))).toBe('2026-07-01T12:00:00');
    for (const text of [
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:30:00Z',
      '2026-10-25T00:30:00Z',
      '2026-12-01T00:00:00Z',
    ]) {
      const ms = Date.parse(text);
      expect(berlin.instant(berlin.wallClock(ms)), text).toBe(ms);
    }
    expect(() => new Zone('Mars/Olympus')).toThrow('time-zone-unknown');
  });
});

describe('durations', () => {
  it('reads clocks, units and plain seconds', () => {
    const cases: [string, number][] = [
      ['225', 225],
      ['3:45', 225],
      ['03:45', 225],
      ['1:02:03', 3723],
      ['3分20秒', 200],
      ['1小时2分', 3720],
      ['65秒', 65],
      ['1h 20m', 4800],
      ['2天', 172_800],
    ];
    for (const [text, seconds] of cases) expect(parseDuration(text), text).toBe(seconds);
    for (const text of ['', '3:75', '1:60:00', 'abc', '2024-01-01', '-5']) expect(parseDuration(text), text).toBeNull();
  });

  it('writes back in the format of the column', () => {
    expect(commonDurationFormat(['3分20秒', '1分5秒'])).toBe('分秒');
    expect(commonDurationFormat(['00:01:05', '01:00:00'])).toBe('HH:mm:ss');
    for (const text of ['00:01:05', '10:00:00']) expect(durationText(parseDuration(text) ?? 0, 'HH:mm:ss')).toBe(text);
  });

  it('does not take a time of day for a duration', () => {
    expect(hasDurationForm('08:15')).toBe(false);
    expect(hasDurationForm('3分20秒')).toBe(true);
  });
});

describe('yes and no', () => {
  it('knows pairs of words, and digits only where a field asks', () => {
    expect(isBooleanPair(['是', '否', '是'])).toBe(true);
    expect(isBooleanPair(['Y', 'n'])).toBe(true);
    expect(isBooleanPair(['1', '0'])).toBe(false);
    expect(isBooleanPair(['是', '无'])).toBe(false);
    expect(isBooleanPair(['是'])).toBe(false);
  });

  it("reads every pair and writes the column's own", () => {
    const reader = new BooleanReader(commonPair(['Yes', 'No', 'Yes']));
    expect(readText(reader, 'Yes')).toMatchObject({ verdict: EXACT, value: 1 });
    expect(readText(reader, 'no')).toMatchObject({ verdict: INEXACT, value: 0 });
    expect(readText(reader, '1')).toMatchObject({ verdict: INEXACT, value: 1 });
    expect(readText(reader, 'maybe')).toMatchObject({ verdict: REFUSED, reason: 'not-a-boolean' });
  });
});
