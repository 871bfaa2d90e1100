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
      ['transactions', '2024-03-02T00:00:00', null, null, ['P'], -30],
      ['transactions', '2024-03-01T00:00:00', null, null, ['P'], 30],
      ['interactions', '2024-02-01T10:00:00', 'APP', 'opened', ['优惠'], null],
      ['interactions', '2024-02-01T09:00:00', 'APP', 'delivered', ['优惠'], null],
      ['transactions', '2024-02-01T00:00:00', null, null, ['Q'], 20],
      ['transactions', '2024-02-01T00:00:00', null, null, ['P'], 10],
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
