import { describe, expect, it } from 'vitest';
import type { Portrait, PortraitDay, PortraitEvent } from '../../../src/lib/data/portraits';
import { createFormats } from '../../../src/lib/i18n/formats';
import { texts } from '../../../src/lib/i18n/texts';
import { createTranslator, type Language } from '../../../src/lib/i18n/translate';
import { daysOf } from '../../../src/views/customers/portrait-days';
import { findingOf, marksOf, timelineEntities } from '../../../src/views/customers/portrait-year';

const none = {
  ...{ channel: null, kind: null, what: [], amount: null, text: null, label: null },
  ...{ phase: null, quantity: null, durationS: null, score: null },
};
const contact = (at: string, channel: string, kind: string): PortraitEvent => ({
  ...{ ...none, entity: 'interactions', at, channel, kind },
});

describe('events by day', () => {
  it('join the states of one contact in the order of time', () => {
    const days = daysOf([
      contact('2026-06-02T08:00:00', 'APP', 'delivered'),
      contact('2026-06-01T10:00:00', 'APP', 'opened'),
      contact('2026-06-01T09:30:00', 'SMS', 'delivered'),
      contact('2026-06-01T09:00:00', 'APP', 'delivered'),
    ]);
    expect(days.map(({ day, lines }) => [day, lines.map(({ channel, kinds }) => [channel, kinds])])).toEqual([
      ['2026-06-02', [['APP', ['delivered']]]],
      [
        '2026-06-01',
        [
          ['APP', ['delivered', 'opened']],
          ['SMS', ['delivered']],
        ],
      ],
    ]);
  });

  it('keep two equal orders of a day apart', () => {
    const order: PortraitEvent = { ...none, entity: 'transactions', at: '2026-06-01T00:00:00', amount: 5 };
    expect(daysOf([order, order])[0]?.lines).toHaveLength(2);
  });
});

const day = (entity: PortraitDay['entity'], date: string, more: Partial<PortraitDay> = {}): PortraitDay => ({
  ...{ entity, day: date, rows: 1, amount: entity === 'transactions' ? 10 : null, isSolid: true, word: null },
  ...more,
});

function portrait(recency: number | null, days: readonly PortraitDay[]): Portrait {
  const entries = [{ name: 'recency_days', kind: 'feature', layer: 'behaviour', value: recency } as const];
  return { customerNo: 0, customerId: 'A', asOf: '2026-07-01', entries, events: [], eventCounts: new Map(), days };
}

describe('the finding of a year', () => {
  const say = (about: Portrait, language: Language = 'en') =>
    findingOf(about, timelineEntities, createTranslator(language, ...texts));

  it('says when there was never an order, and when the last was before the year', () => {
    expect(say(portrait(null, []))).toBe('No order on record');
    expect(say(portrait(400, []))).toBe('No order in the last 12 months; the last was 400 days ago');
  });

  it('does not take a refund for an order', () => {
    const refund = day('transactions', '2026-06-01', { amount: -10, isSolid: false });
    expect(say(portrait(400, [refund]))).toContain('No order in the last 12 months');
  });

  it('adds what was said meanwhile, naming a label from two texts on', () => {
    const orders = [day('transactions', '2026-06-01')];
    const said = (...labels: string[]) => labels.map((word, i) => day('feedback', `2026-05-0${i + 1}`, { word }));
    expect(say(portrait(30, [...orders, ...said('资费')]), 'zh-CN')).toBe(
      '近 12 个月消费 1 天，上次在 30 天前；其间 1 条反馈',
    );
    expect(say(portrait(30, [...orders, ...said('资费', '网络', '资费')]), 'zh-CN')).toContain(
      '其间 3 条反馈，2 条是「资费」',
    );
  });

  it('speaks of contacts where the project has no orders', () => {
    const days = [day('interactions', '2026-06-01'), day('interactions', '2026-06-02', { isSolid: false })];
    expect(findingOf(portrait(null, days), ['interactions'], createTranslator('en', ...texts))).toBe(
      '2 contacts in 12 months, 1 answered',
    );
  });
});

describe('the marks of a year', () => {
  it('write out one largest order and every label', () => {
    const days = [
      day('transactions', '2026-01-01', { amount: 50 }),
      day('transactions', '2026-02-01', { amount: 50 }),
      day('feedback', '2026-03-01', { word: 'Billing' }),
    ];
    const marks = marksOf(
      days,
      timelineEntities,
      (entity) => entity,
      createTranslator('en', ...texts),
      createFormats('en'),
      'CNY',
    );
    expect(marks.map(({ label }) => label)).toEqual([undefined, '¥50', 'Billing']);
    expect(marks.map(({ size }) => size)).toEqual([50, 50, undefined]);
    expect(marks[0]?.spoken).toBe('2026-01-01 orders ¥50');
  });
});
