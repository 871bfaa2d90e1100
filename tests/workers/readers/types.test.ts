import { describe, expect, it } from 'vitest';
import { inferType } from '../../../workers/readers/types';

const infer = (texts: readonly string[], header = 'x') => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return inferType(counts, header);
};
const typeOf = (texts: readonly string[], header?: string) => infer(texts, header).type;

describe('inferType', () => {
  it('keeps as text whatever could lose a character', () => {
    expect(typeOf(['0123', '0456'])).toBe('text');
    expect(typeOf(['12345678901234567890'])).toBe('text');
    expect(typeOf(['110101199003071234', '11010119900307123X'])).toBe('text');
    expect(typeOf(['+8613800138000'])).toBe('text');
    expect(typeOf(['13800138000', '13912345678'])).toBe('text');
    expect(typeOf(['1E10', '2E10'])).toBe('text');
    expect(typeOf(['17850', '13047'], 'CustomerID')).toBe('text');
    expect(typeOf(['536365', '536366'], '订单编号')).toBe('text');
  });

  it('tells integers, decimals and money', () => {
    expect(typeOf(['1', '-2', '3'])).toBe('integer');
    expect(typeOf(['1', '2.5'])).toBe('decimal');
    expect(typeOf(['¥1,234.50', '¥9.00'])).toBe('decimal');
    expect(typeOf(['12%', '3.5%'])).toBe('decimal');
    expect(infer(['1.234,5', '7,25'])).toMatchObject({ type: 'decimal', decimalMark: ',' });
    expect(infer(['1,234', '5,678']).decimalMark).toBeUndefined();
  });

  it('passes over words for nothing', () => {
    expect(typeOf(['1', 'NULL', '无', 'NA', '\\N'])).toBe('integer');
    expect(typeOf(['NULL', '-'])).toBe('text');
  });

  it('forgives one wrong cell in a hundred, not more, and none in a few', () => {
    const numbers = Array.from({ length: 199 }, (_, i) => String(i));
    expect(typeOf([...numbers, 'x'])).toBe('integer');
    expect(typeOf([...numbers, 'x', 'y', 'z'])).toBe('text');
    expect(typeOf(['1', '2', 'x'])).toBe('text');
  });

  it('proves the order of day and month, or leaves it open', () => {
    expect(infer(['01/02/2026', '01/31/2026'])).toMatchObject({ type: 'date', dateOrder: 'mdy', ambiguous: [] });
    expect(infer(['01/02/2026', '31/01/2026'])).toMatchObject({ type: 'date', dateOrder: 'dmy' });
    expect(infer(['01/02/2026', '05/05/2026'])).toMatchObject({ dateOrder: null, ambiguous: ['01/02/2026'] });
    expect(infer(['2026-01-02 10:00:00'])).toMatchObject({ type: 'timestamp', dateOrder: 'ymd' });
  });

  it('leaves the order open where both are proven, and passes over a slip', () => {
    expect(infer(['31/12/2026', '12/31/2026', '01/02/2026'])).toMatchObject({
      dateOrder: null,
      ambiguous: ['01/02/2026'],
    });
    const days = Array.from({ length: 28 }, (_, i) => `01/${i + 1}/2026`);
    expect(infer([...days, '31/01/2026'])).toMatchObject({ dateOrder: 'mdy' });
  });

  it('knows a column of dates although some texts are none', () => {
    expect(typeOf(['2026-01-02', '2026-01-03', '昨天'])).toBe('date');
    expect(typeOf(['2026-01-02', '昨天', '今天'])).toBe('text');
  });

  it('takes digits for dates only where they are dates', () => {
    expect(typeOf(['20260131', '20260201'])).toBe('date');
    expect(typeOf(['20260131', '99999999'])).toBe('integer');
    expect(typeOf(['1512189107', '1512189108'], '时间戳')).toBe('timestamp');
    expect(typeOf(['1512189107', '1512189108'], 'value')).toBe('integer');
  });

  it('tells durations and yes/no', () => {
    expect(typeOf(['3分20秒', '65秒'])).toBe('duration');
    expect(typeOf(['3:45', '0:20'], '通话时长')).toBe('duration');
    expect(typeOf(['08:15', '09:30'], '开门')).toBe('text');
    expect(typeOf(['是', '否'])).toBe('boolean');
    expect(typeOf(['0', '1'])).toBe('integer');
  });
});
