import { beforeEach, describe, expect, it } from 'vitest';
import { ageOn } from '../../../src/lib/data/portraits';
import { accept, load, loadCompany, propose, read, tag, useWorkspace, workspace } from './company';

useWorkspace();

describe('a portrait', () => {
  beforeEach(loadCompany);

  it('shows the columns in their layers, tags with their run, and events, newest first', async () => {
    await propose(1, { tags: [tag('app', [0], ['high'], [0.75])] });
    await accept(1);
    const portrait = await workspace().portrait(0);
    expect(portrait.customerId).toBe('A');
    const entry = (name: string) => portrait.entries.find((one) => one.name === name);
    expect(entry('name')).toEqual({ name: 'name', kind: 'field', layer: 'attributes', value: '王大明' });
    expect(entry('orders')).toMatchObject({ kind: 'feature', layer: 'behaviour', value: 2 });
    expect(entry('app')).toMatchObject({ layer: 'knowledge', value: 'high', score: 0.75, run: { runId: 'run-1' } });
    const seen = portrait.events.map(({ entity, at, channel, kind, what, amount }) => [
      ...[entity, at, channel, kind, what, amount],
    ]);
    expect(seen).toEqual([
      ['tags', '2024-03-11T00:00:00', null, 'high', ['app'], null],
      ['transactions', '2024-03-02T00:00:00', null, null, ['P'], -30],
      ['transactions', '2024-03-01T00:00:00', null, null, ['P'], 30],
      ['interactions', '2024-02-01T10:00:00', 'APP', 'opened', ['优惠'], null],
      ['interactions', '2024-02-01T09:00:00', 'APP', 'delivered', ['优惠'], null],
      ['transactions', '2024-02-01T00:00:00', null, null, ['Q'], 20],
      ['transactions', '2024-02-01T00:00:00', null, null, ['P'], 10],
      ['customers', '2024-01-01T00:00:00', null, null, [], null],
    ]);
    expect([...portrait.eventCounts].sort()).toEqual([
      ['customers', 1],
      ['interactions', 2],
      ['tags', 1],
      ['transactions', 4],
    ]);
    expect(
      portrait.days.map(({ entity, day, rows, amount, isSolid, word }) => [entity, day, rows, amount, isSolid, word]),
    ).toEqual([
      ['interactions', '2024-02-01', 2, null, true, 'APP'],
      ['transactions', '2024-02-01', 2, 30, true, null],
      ['transactions', '2024-03-01', 1, 30, true, null],
      ['transactions', '2024-03-02', 1, -30, false, null],
    ]);
  });

  it('shows feedback in full, with the label given or else predicted', async () => {
    await load({
      entity: 'feedback',
      columns: {
        customer_id: ['A', 'A'],
        received_at: ['2024-03-05 10:00', '2024-03-06 10:00'],
        text: ['网络断断续续', '多扣了月租'],
        label: ['网络', null],
      },
    });
    const rows = await read('SELECT _file, _row FROM store.feedback ORDER BY _row');
    await propose(1, {
      tags: [],
      texts: [
        {
          column: 'label',
          files: Int32Array.from(rows, (row) => Number(row._file)),
          rows: Int32Array.from(rows, (row) => Number(row._row)),
          codes: Uint16Array.of(1, 0),
          values: ['资费', '其他'],
          scores: Float32Array.of(0.5, 0.75),
        },
      ],
    });
    await accept(1);
    const { events, days } = await workspace().portrait(0);
    expect(events.slice(0, 2).map(({ text, label }) => [text, label])).toEqual([
      ['多扣了月租', { value: '资费', isPredicted: true, score: 0.75 }],
      ['网络断断续续', { value: '网络', isPredicted: false, score: null }],
    ]);
    expect(days.filter(({ entity }) => entity === 'feedback').map(({ word }) => word)).toEqual(['网络', '资费']);
  });

  it('lists everything that happened, over all entities, a page at a time', async () => {
    await load({
      entity: 'exposures',
      columns: {
        ...{ customer_id: ['A', 'A'], campaign_id: ['C1', 'C2'], arm: ['a', 'b'], channel: ['APP', '短信'] },
        ...{ sent_at: ['2024-02-10', '2024-02-20'], outcome: ['转化', null], outcome_value: Float32Array.of(50, 0) },
      },
    });
    await load({
      entity: 'contracts',
      columns: {
        ...{ contract_id: ['H'], customer_id: ['A'], product_id: ['P'], status: ['到期'] },
        ...{ started_at: ['2024-01-10'], ended_at: ['2024-03-04'], monthly_value: Float32Array.of(99) },
      },
    });
    await load({
      entity: 'opportunities',
      columns: {
        ...{ opportunity_id: ['O'], customer_id: ['A'], stage: ['谈判'], opened_at: ['2024-02-25'] },
        ...{ amount: Float32Array.of(800), probability: Float32Array.of(0.5) },
      },
    });
    await load({
      entity: 'survey_answers',
      columns: {
        ...{ response_id: ['R'], question: ['还想说什么'], customer_id: ['A'], answered_at: ['2024-03-03'] },
        answer: ['客服等得太久'],
      },
    });
    for (const [runNo, value] of [
      [1, 'high'],
      [2, 'high'],
      [3, 'low'],
    ] as const) {
      await propose(runNo, { tags: [tag('app', [0], [value], [0.75])] });
      await accept(runNo);
    }
    const { events, eventCounts, days } = await workspace().portrait(0);
    expect([...eventCounts].sort()).toEqual([
      ...([
        ['contracts', 2],
        ['customers', 1],
        ['exposures', 2],
        ['interactions', 2],
        ['opportunities', 1],
      ] as const),
      ...([
        ['survey_answers', 1],
        ['tags', 2],
        ['transactions', 4],
      ] as const),
    ]);
    const total = [...eventCounts.values()].reduce((sum, n) => sum + n, 0);
    expect(events).toHaveLength(total);
    const pages = [];
    for (let offset = 0; offset < total; offset += 4) pages.push(await workspace().events(0, { offset, limit: 4 }));
    expect(pages.flat()).toEqual(events);
    expect((await workspace().events(0, { entity: 'tags', limit: 9 })).map(({ kind }) => kind)).toEqual([
      'low',
      'high',
    ]);
    expect(events.find(({ entity }) => entity === 'survey_answers')).toMatchObject({
      ...{ kind: '还想说什么', text: '客服等得太久' },
    });
    expect(events.filter(({ entity }) => entity === 'contracts')).toMatchObject([
      { phase: 'ended', at: '2024-03-04T00:00:00', what: ['P'], amount: 99 },
      { phase: 'begun', at: '2024-01-10T00:00:00' },
    ]);
    expect(days.filter(({ entity }) => ['exposures', 'contracts', 'opportunities'].includes(entity))).toMatchObject([
      { day: '2024-01-10', entity: 'contracts', isSolid: true, word: '到期' },
      { day: '2024-02-10', entity: 'exposures', isSolid: true, word: 'APP' },
      { day: '2024-02-20', entity: 'exposures', isSolid: false, word: '短信' },
      { day: '2024-02-25', entity: 'opportunities', isSolid: true, word: '谈判' },
      { day: '2024-03-04', entity: 'contracts', isSolid: false },
    ]);
  });

  it('computes the age where only the date of birth is recorded, and says so', async () => {
    await load({ entity: 'customers', columns: { customer_id: ['A'], birth_date: ['1990-03-12'] }, mode: 'replace' });
    const { entries } = await workspace().portrait(0);
    expect(entries.find(({ name }) => name === 'age')).toMatchObject({ value: 33, from: 'birth_date' });
  });

  it('is refused for nobody', async () => {
    await expect(workspace().portrait(99)).rejects.toMatchObject({ code: 'customer-unknown' });
  });
});

describe('the age of a portrait', () => {
  it.each([
    ['1990-06-30', '2026-07-01', 36],
    ['1990-07-01', '2026-07-01', 36],
    ['1990-07-02', '2026-07-01', 35],
    ['2027-01-01', '2026-07-01', null],
    ['1900-01-01', '2026-07-01', null],
  ])('born %s is on %s %s', (birth, date, age) => expect(ageOn(birth, date)).toBe(age));
});
