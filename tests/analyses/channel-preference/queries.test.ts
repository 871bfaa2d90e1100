import { afterAll, describe, expect, it } from 'vitest';
import { loadFeatures, loadOutcomes, loadOverview } from '../../../src/analyses/channel-preference/queries';
import { openTinyDataset } from '../tiny-dataset';

const APP = 0;
const SMS = 1;
const contact = (customer_no: number | null, occurred_at: string, channel_no: number | null, kind: string | null) => ({
  customer_no,
  occurred_at,
  channel_no,
  kind,
});

const data = await openTinyDataset({
  asOf: '2026-07-01',
  channels: ['APP', 'SMS'],
  features: [{ customer_no: 0 }, { customer_no: 1 }, { customer_no: 2 }, { customer_no: 3 }],
  entities: {
    interactions: [
      // The states of one message on one day are one contact.
      contact(1, '2026-05-01 09:00:00', APP, 'delivered'),
      contact(1, '2026-05-01 21:00:00', APP, ' Opened '),
      contact(1, '2026-05-03 09:00:00', APP, 'delivered'),
      contact(1, '2026-05-04 09:00:00', SMS, '打开'),
      // On the cut's midnight: already the outcome.
      contact(1, '2026-06-01 00:00:00', SMS, 'opened'),
      contact(2, '2026-06-10 00:00:00', APP, 'delivered'),
      // Left out: no kind, no channel, nobody, the future.
      contact(2, '2026-06-11 00:00:00', SMS, null),
      contact(2, '2026-06-12 00:00:00', null, 'opened'),
      contact(null, '2026-06-13 00:00:00', APP, 'opened'),
      contact(2, '2026-07-01 00:00:00', APP, 'opened'),
    ],
    transactions: [
      { customer_no: 3, occurred_at: '2026-05-30 12:00:00', amount: 40, transaction_id: 'A' },
      { customer_no: 3, occurred_at: '2026-05-30 12:00:00', amount: 10, transaction_id: 'A' },
    ],
    customers: [{ customer_no: 2, age: 30, registered_at: '2026-05-22 08:00:00' }],
  },
});
afterAll(() => data.close());

const plan = { lookbackDays: 60, kinds: ['opened', '打开'], channels: [APP, SMS] };

describe('loadOverview', () => {
  it('counts one contact per customer, channel and day', async () => {
    const { channels, first, anonymousRows } = await loadOverview(data, plan.kinds);
    expect(channels).toEqual([
      { channelNo: APP, name: 'APP', contacts: 3, responses: 1 },
      { channelNo: SMS, name: 'SMS', contacts: 2, responses: 2 },
    ]);
    expect([first, anonymousRows]).toEqual(['2026-05-01', 1]);
  });
  it('says which kinds count as a response, blanks and case aside', async () => {
    const { kinds } = await loadOverview(data, plan.kinds);
    expect(Object.fromEntries(kinds.map(({ kind, isResponse }) => [kind, isResponse]))).toEqual({
      opened: true,
      delivered: false,
      打开: true,
    });
  });
});

describe('loadFeatures', () => {
  it('sees only what lies before the cut, and only customers with a trace', async () => {
    const { customers, columns } = await loadFeatures(data, '2026-06-01', { ...plan, onlyKnown: true });
    expect([...customers]).toEqual([1, 2, 3]);
    expect(columns).toMatchObject({
      contacts_0: Float64Array.of(2, 0, 0),
      responses_0: Float64Array.of(1, 0, 0),
      contacts_1: Float64Array.of(1, 0, 0),
      since_response_0: Float64Array.of(31, NaN, NaN),
      since_contact: Float64Array.of(28, NaN, NaN),
      orders: Float64Array.of(0, 0, 1),
      spend: Float64Array.of(0, 0, 50),
      since_order: Float64Array.of(NaN, NaN, 2),
      age: Float64Array.of(NaN, 30, NaN),
      tenure: Float64Array.of(NaN, 10, NaN),
    });
  });
  it('knows no registration that is still to come', async () => {
    const { columns } = await loadFeatures(data, '2026-05-10', { ...plan, onlyKnown: false });
    expect(columns.tenure).toEqual(Float64Array.of(NaN, NaN, NaN, NaN));
  });
  it('forgets what lies before the window', async () => {
    const { columns } = await loadFeatures(data, '2026-06-01', { ...plan, lookbackDays: 30, onlyKnown: true });
    expect(columns.contacts_0).toEqual(Float64Array.of(1, 0, 0));
  });
  it('has a row for every customer of the base at the as-of date', async () => {
    const { customers } = await loadFeatures(data, '2026-07-01', { ...plan, onlyKnown: false });
    expect([...customers]).toEqual([0, 1, 2, 3]);
  });
});

describe('loadOutcomes', () => {
  it('takes the first midnight in and leaves the last one out', async () => {
    const { customers, columns } = await loadOutcomes(data, '2026-06-01', '2026-07-01', plan);
    expect([...customers]).toEqual([1, 2]);
    expect(columns).toEqual({
      contacts_0: Int32Array.of(0, 1),
      responses_0: Int32Array.of(0, 0),
      contacts_1: Int32Array.of(1, 0),
      responses_1: Int32Array.of(1, 0),
    });
  });
});
