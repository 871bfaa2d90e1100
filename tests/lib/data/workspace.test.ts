import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/lib/core/selection';
import type { Engine } from '../../../src/lib/data/engine';
import { ageOn } from '../../../src/lib/data/portraits';
import { createTables } from '../../../src/lib/data/schema';
import type { Proposals, TagProposal } from '../../../src/lib/data/tags';
import { createWorkspace, type Workspace } from '../../../src/lib/data/workspace';
import { openTestEngine } from '../../engine';
import { loadLines, Log, type Lines } from './chunks';

let engine: Engine;
let workspace: Workspace;
let log: Log;
let asOf: string | null;
const segments = new Map<string, Selection>();

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  asOf = null;
  log = new Log();
  segments.clear();
  await engine.transaction(createTables);
  workspace = await createWorkspace(engine, {
    settings: () => ({ asOf, timeZone: 'UTC', currency: 'CNY' }),
    segment: (id) => segments.get(id),
  });
});

const load = (lines: Lines) => loadLines(workspace.catalog, workspace.loader, log, lines);
const read = async (text: string) => (await workspace.sql(text)).rows.map((row) => ({ ...row }));

/** Three customers: A bought twice and sent one order back, B was only contacted, C is only a name. */
async function loadCompany(): Promise<void> {
  await load({
    entity: 'customers',
    columns: {
      customer_id: ['A', 'B', 'C', 'A'],
      name: ['王小明', '=cmd|1', 'Eve', '王大明'],
      phone: ['13800138000', null, '+8613900139000', '13800138001'],
      registered_at: ['2024-01-01', null, null, '2024-01-01'],
      do_not_contact: ['false', 'true', null, null],
    },
    free: [{ name: '积分', type: 'integer', values: Int32Array.of(5, 6, 7, 8) }],
  });
  await load({
    entity: 'transactions',
    columns: {
      transaction_id: ['1', '1', '2', '3', '9'],
      customer_id: ['A', 'A', 'A', 'A', null],
      occurred_at: ['2024-02-01', '2024-02-01', '2024-03-01', '2024-03-02', '2024-03-10'],
      product_id: ['P', 'Q', 'P', 'P', 'P'],
      amount: Float32Array.of(10, 20, 30, -30, 99),
    },
  });
  await load({
    entity: 'interactions',
    columns: {
      customer_id: ['A', 'A', 'B', 'B'],
      occurred_at: ['2024-02-01 09:00', '2024-02-01 10:00', '2024-02-02 09:00', '2024-02-03 09:00'],
      channel: ['APP', 'APP', '短信', 'APP'],
      kind: ['delivered', 'opened', 'delivered', '投诉'],
      theme: ['优惠', '优惠', null, null],
    },
  });
}

const feature = (name: string) => read(`SELECT customer_id, ${name} AS v FROM base ORDER BY customer_id`);
const perCustomer = async (name: string) => (await feature(name)).map((row) => row.v);

describe('features', () => {
  beforeEach(loadCompany);

  it('are dated the day after the last event', async () => {
    expect(await workspace.features.asOf()).toBe('2024-03-11');
  });

  it.each([
    ['orders', [2, 0, 0]],
    ['amount_total', [30, 0, 0]],
    ['amount_mean', [30, null, null]],
    ['refund_amount', [30, 0, 0]],
    ['distinct_products', [2, 0, 0]],
    ['first_order_at', ['2024-02-01T00:00:00', null, null]],
    ['recency_days', [10, null, null]],
    ['tenure_days', [70, 37, null]],
    ['contacts', [1, 2, 0]],
    ['responses', [1, 1, 0]],
    ['response_rate', [1, 0.5, null]],
    ['top_channel', ['APP', 'APP', null]],
    ['top_channel_share', [1, 1, null]],
    ['content_uses', [1, 0, 0]],
    ['complaints', [0, 1, 0]],
  ])('%s', async (name, expected) => {
    expect(await perCustomer(name)).toEqual(expected);
  });

  it('see nothing on or after the as-of date', async () => {
    asOf = '2024-03-01';
    expect(await perCustomer('orders')).toEqual([1, 0, 0]);
    expect(await perCustomer('recency_days')).toEqual([29, null, null]);
  });

  it('follow new rows', async () => {
    expect(await perCustomer('orders')).toEqual([2, 0, 0]);
    await load({
      entity: 'transactions',
      columns: { transaction_id: ['4'], customer_id: ['B'], occurred_at: ['2024-03-03'], amount: Float32Array.of(1) },
    });
    expect(await perCustomer('orders')).toEqual([2, 1, 0]);
  });

  it('do not add up different currencies', async () => {
    await load({
      entity: 'transactions',
      columns: { customer_id: ['A', 'A'], amount: Float32Array.of(1, 2), currency: ['CNY', 'USD'] },
      mode: 'replace',
    });
    expect(await perCustomer('orders')).toEqual([2, 0, 0]);
    expect(workspace.features.list.map((one) => one.name)).not.toContain('amount_total');
  });

  it('exist only for what was imported', async () => {
    const names = workspace.features.list.map((one) => one.name);
    expect(names).toContain('orders');
    expect(names).not.toContain('feedback_count');
    await expect(workspace.sql('SELECT feedback_count FROM base')).rejects.toMatchObject({ code: 'sql' });
  });

  it('are read by analyses as coded.features', async () => {
    const dataset = await workspace.dataset();
    const { sql } = await import('../../../src/lib/data/sql');
    const columns = await dataset.columns(
      sql`SELECT customer_no, recency_days FROM coded.features ORDER BY customer_no`,
    );
    expect(columns.customer_no).toEqual(Int32Array.of(0, 1, 2));
    expect(columns.recency_days).toEqual(Float64Array.of(10, NaN, NaN));
  });
});

describe('the base', () => {
  it('is empty and whole before anything is imported', async () => {
    expect(await read('FROM base')).toEqual([]);
    expect(await workspace.segments.rows({})).toEqual({ rows: [], total: 0 });
  });

  it('has one row per customer over all entities, with the last row of the customers', async () => {
    await loadCompany();
    expect(await read('SELECT customer_id, name, "积分" AS points FROM base ORDER BY 1')).toEqual([
      { customer_id: 'A', name: '王大明', points: 8 },
      { customer_id: 'B', name: '=cmd|1', points: 6 },
      { customer_id: 'C', name: 'Eve', points: 7 },
    ]);
  });

  it('lists a customer whom only an order knows', async () => {
    await load({ entity: 'transactions', columns: { customer_id: ['Z'], occurred_at: ['2024-01-01'] } });
    expect(await read('SELECT customer_id, orders FROM base')).toEqual([{ customer_id: 'Z', orders: 1 }]);
  });

  it('names no column twice', async () => {
    await load({
      entity: 'customers',
      columns: { customer_id: ['A'] },
      free: [
        { name: 'Tenure_Days', type: 'text', values: ['x'] },
        { name: 'customer_id', type: 'text', values: ['y'] },
      ],
    });
    const names = (await workspace.segments.columns()).map((column) => column.name);
    expect(names).toEqual(['customer_id', 'Tenure_Days_1', 'customer_id_1', 'tenure_days']);
  });
});

const tag = (
  name: string,
  customers: number[],
  values: string[],
  scores?: number[],
  threshold?: number,
): TagProposal => ({
  ...{ tag: name, layer: 'knowledge', kind: 'prediction', values, threshold },
  customers: Int32Array.from(customers),
  codes: Uint16Array.from(customers, (_, i) => i % values.length),
  scores: scores && Float32Array.from(scores),
});

const run = (runNo: number) => ({ runNo, runId: `run-${runNo}`, analysis: 'rfm', asOf: '2024-03-11' });
const propose = (runNo: number, proposals: Proposals) => workspace.tags.writeProposals(run(runNo), proposals, log.sink);
const accept = (runNo: number, threshold?: number) => workspace.tags.accept(runNo, { threshold }, log.sink);
const tagOf = (name: string) => read(`SELECT customer_id, "${name}" AS v FROM base ORDER BY 1`);

describe('tags', () => {
  beforeEach(loadCompany);

  it('are proposed first, and then written', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1, 2], ['high', 'low'])] });
    expect(await read('FROM tags')).toEqual([]);
    expect(await accept(1)).toEqual({ written: 3 });
    expect(await tagOf('rfm')).toEqual([
      { customer_id: 'A', v: 'high' },
      { customer_id: 'B', v: 'low' },
      { customer_id: 'C', v: 'high' },
    ]);
  });

  it('are written from the threshold on, or from the user’s', async () => {
    const proposal = tag('churn', [0, 1, 2], ['yes'], [0.2, 0.5, 0.9], 0.5);
    await propose(1, { tags: [proposal] });
    expect(await accept(1)).toEqual({ written: 2 });
    await propose(2, { tags: [proposal] });
    expect(await accept(2, 0.6)).toEqual({ written: 1 });
    await propose(3, { tags: [{ ...proposal, scores: Float32Array.of(-1, 0.5, 0.9) }] });
    expect(await accept(3, 0)).toEqual({ written: 3 });
  });

  it('keep their history: undoing a run shows the value of the run before', async () => {
    await propose(1, { tags: [tag('rfm', [0], ['old'])] });
    await accept(1);
    await propose(2, { tags: [tag('rfm', [0, 1], ['new'])] });
    await accept(2);
    expect((await tagOf('rfm')).map((row) => row.v)).toEqual(['new', 'new', null]);
    expect(await read("SELECT value, is_current FROM tags WHERE customer_id = 'A' ORDER BY run_id")).toEqual([
      { value: 'old', is_current: false },
      { value: 'new', is_current: true },
    ]);
    expect(await workspace.tags.undo(2)).toEqual({ removed: 2 });
    expect((await tagOf('rfm')).map((row) => row.v)).toEqual(['old', null, null]);
  });

  it('cannot be written twice from one run, nor from none', async () => {
    await propose(1, { tags: [tag('rfm', [0], ['x'])] });
    await accept(1);
    await expect(accept(1)).rejects.toMatchObject({ code: 'run-accepted' });
    await expect(accept(7)).rejects.toMatchObject({ code: 'run-unknown' });
  });

  it('are listed with coverage and distribution', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1], ['high'])] });
    await accept(1);
    expect(await workspace.tags.list()).toEqual([
      {
        ...{ tag: 'rfm', layer: 'knowledge', kind: 'prediction', runNo: 1, runId: 'run-1' },
        ...{ analysis: 'rfm', asOf: '2024-03-11', coverage: 2 / 3 },
        values: [{ value: 'high', customers: 2 }],
      },
    ]);
  });

  it('stand beside texts when they are predictions of texts', async () => {
    await load({ entity: 'feedback', columns: { text: ['网络慢', '好'], received_at: ['2024-01-01', '2024-01-01'] } });
    const file = workspace.catalog.files.at(-1)?.file ?? -1;
    await propose(1, {
      tags: [],
      texts: [
        {
          ...{ column: 'label', values: ['投诉', '表扬'], threshold: 0.5 },
          files: Int32Array.of(file, file),
          rows: Int32Array.of(2, 3),
          codes: Uint16Array.of(0, 1),
          scores: Float32Array.of(0.75, 0.25),
        },
      ],
    });
    const shown = () => read('SELECT text, label_predicted, label_score FROM feedback ORDER BY _row');
    expect((await shown()).map((row) => row.label_predicted)).toEqual([null, null]);
    expect(await accept(1)).toEqual({ written: 1 });
    expect(await shown()).toEqual([
      { text: '网络慢', label_predicted: '投诉', label_score: 0.75 },
      { text: '好', label_predicted: null, label_score: null },
    ]);
    await workspace.tags.undo(1);
    expect((await shown()).map((row) => row.label_predicted)).toEqual([null, null]);
  });

  it('come back with a rebuild from the log', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1], ['old', 'other'])] });
    await accept(1);
    await propose(2, { tags: [tag('rfm', [0], ['new'], [0.25]), tag('churn', [2], ['old'])] });
    await accept(2);
    await propose(3, { tags: [tag('rfm', [0], ['never'])] });
    const tables = ['tags', 'base', 'store.proposals', 'store.tag_values', 'store.runs'];
    const all = () => Promise.all(tables.map((table) => read(`FROM ${table} ORDER BY ALL`)));
    const before = await all();
    const document = structuredClone(workspace.catalog.document());
    await engine.transaction(async (session) => {
      await workspace.catalog.restore(document, session);
      await workspace.loader.replay(log.facts, session);
    });
    expect(await all()).toEqual(before);
  });
});

const select = (...conditions: Selection['conditions']): Selection => ({ asOf: '2024-03-11', mode: 'all', conditions });
const ids = async (selection: Selection) => Array.from(await workspace.segments.customers(selection));

describe('selections', () => {
  beforeEach(loadCompany);

  it.each<[string, Selection['conditions'][number], number[]]>([
    ['a number', { kind: 'compare', field: 'orders', op: '>=', value: 1 }, [0]],
    ['a number written as text', { kind: 'compare', field: 'orders', op: '<', value: '1' }, [1, 2]],
    ['a date', { kind: 'compare', field: 'last_order_at', op: '>', value: '2024-02-15' }, [0]],
    ['a text', { kind: 'compare', field: 'customer_id', op: '=', value: 'B' }, [1]],
    ['not equal, the empty included', { kind: 'compare', field: 'top_channel', op: '!=', value: 'APP' }, [2]],
    ['one of', { kind: 'one-of', field: '积分', values: [6, 7] }, [1, 2]],
    ['one of none', { kind: 'one-of', field: 'name', values: [] }, []],
    ['contained text', { kind: 'contains', field: 'name', text: '大' }, [0]],
    ['text with a quote and a wildcard', { kind: 'contains', field: 'name', text: "%' OR true --" }, []],
    ['a boolean', { kind: 'compare', field: 'do_not_contact', op: '=', value: true }, [1]],
    ['empty', { kind: 'empty', field: 'phone', isEmpty: true }, [1]],
    ['filled', { kind: 'empty', field: 'phone', isEmpty: false }, [0, 2]],
  ])('by %s', async (_, condition, expected) => {
    expect(await ids(select(condition))).toEqual(expected);
  });

  it('combine conditions by all or any', async () => {
    const conditions: Selection['conditions'] = [
      { kind: 'compare', field: 'orders', op: '>', value: 0 },
      { kind: 'compare', field: 'customer_id', op: '=', value: 'C' },
    ];
    expect(await ids({ asOf: '', mode: 'all', conditions })).toEqual([]);
    expect(await ids({ asOf: '', mode: 'any', conditions })).toEqual([0, 2]);
    expect(await workspace.segments.count({ asOf: '', mode: 'any', conditions: [] })).toBe(3);
  });

  it('by tags in force, half-open in the score, and by results not yet accepted', async () => {
    await propose(1, { tags: [tag('app', [0, 1, 2], ['high', 'low'], [0.8, 0.4, 0.2])] });
    const result = { kind: 'result', runId: 'run-1', tag: 'app', values: ['high'] } as const;
    expect(await ids(select(result))).toEqual([0, 2]);
    const scored = { kind: 'tag', tag: 'app', values: [], minScore: 0.4, maxScore: 0.8 } as const;
    expect(await ids(select(scored))).toEqual([]);
    await accept(1);
    expect(await ids(select(scored))).toEqual([1]);
    expect(await ids(select({ kind: 'compare', field: 'app', op: '=', value: 'low' }))).toEqual([1]);
  });

  it('refuse what the base has not', async () => {
    await expect(ids(select({ kind: 'empty', field: 'nix', isEmpty: true }))).rejects.toMatchObject({
      code: 'selection-field',
    });
    await expect(ids(select({ kind: 'compare', field: 'orders', op: '=', value: 'many' }))).rejects.toMatchObject({
      code: 'selection-value',
    });
  });
});

describe('pages of customers', () => {
  beforeEach(loadCompany);
  const page = async (query: Parameters<Workspace['segments']['page']>[0]) => {
    const { rows, total } = await workspace.segments.page(query);
    return { ids: rows.map((row) => row.customerId), total };
  };

  it('are sorted with the empty last, and cut', async () => {
    expect(await page({ orderBy: '-积分', limit: 2 })).toEqual({ ids: ['A', 'C'], total: 3 });
    expect(await page({ orderBy: 'recency_days' })).toEqual({ ids: ['A', 'B', 'C'], total: 3 });
    expect(await page({ limit: 2, offset: 2 })).toEqual({ ids: ['C'], total: 3 });
    expect(await page({ orderBy: '-积分', limit: 1, offset: 1 })).toEqual({ ids: ['C'], total: 3 });
    expect(await page({ limit: 0, offset: 9 })).toEqual({ ids: [], total: 3 });
  });

  it('are turned over the base as it is now', async () => {
    expect(await page({ offset: 1 })).toEqual({ ids: ['B', 'C'], total: 3 });
    await load({ entity: 'customers', columns: { customer_id: ['D'] } });
    expect(await page({ offset: 1 })).toEqual({ ids: ['B', 'C', 'D'], total: 4 });
  });

  it('are searched in Chinese and by parts of an id', async () => {
    expect(await page({ search: '王' })).toEqual({ ids: ['A'], total: 1 });
    expect(await page({ search: '1390' })).toEqual({ ids: ['C'], total: 1 });
    expect(await page({ search: 'nobody' })).toEqual({ ids: [], total: 0 });
  });

  it('take an expression of the console, read-only', async () => {
    expect(await page({ where: 'orders = 0 -- nobody bought', orderBy: '-customer_id' })).toEqual({
      ids: ['C', 'B'],
      total: 2,
    });
    await expect(page({ where: 'orders = ' })).rejects.toMatchObject({ kind: 'input' });
    await expect(page({ where: '1=1); DROP VIEW base; --' })).rejects.toMatchObject({ kind: 'input' });
  });

  it('give the console rows keyed by the names people see', async () => {
    const { rows } = await workspace.segments.rows({ where: select({ kind: 'empty', field: 'phone', isEmpty: true }) });
    expect(Object.getPrototypeOf(rows[0])).toBeNull();
    expect(rows[0]).toMatchObject({ customer_id: 'B', 积分: 6, orders: 0, recency_days: null });
  });

  it('refuse an unknown order and a senseless range', async () => {
    await expect(page({ orderBy: 'nix' })).rejects.toMatchObject({ code: 'order-unknown' });
    await expect(page({ limit: -1 })).rejects.toMatchObject({ code: 'page-range' });
  });
});

describe('a portrait', () => {
  beforeEach(loadCompany);

  it('shows the columns in their layers, tags with their run, and events, newest first', async () => {
    await propose(1, { tags: [tag('app', [0], ['high'], [0.75])] });
    await accept(1);
    const portrait = await workspace.portrait(0);
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
    const { events, days } = await workspace.portrait(0);
    expect(events.slice(0, 2).map(({ text, label }) => [text, label])).toEqual([
      ['多扣了月租', { value: '资费', isPredicted: true, score: 0.75 }],
      ['网络断断续续', { value: '网络', isPredicted: false, score: null }],
    ]);
    expect(days.filter(({ entity }) => entity === 'feedback').map(({ word }) => word)).toEqual(['网络', '资费']);
  });

  it('computes the age where only the date of birth is recorded, and says so', async () => {
    await load({ entity: 'customers', columns: { customer_id: ['A'], birth_date: ['1990-03-12'] }, mode: 'replace' });
    const { entries } = await workspace.portrait(0);
    expect(entries.find(({ name }) => name === 'age')).toMatchObject({ value: 33, from: 'birth_date' });
  });

  it('is refused for nobody', async () => {
    await expect(workspace.portrait(99)).rejects.toMatchObject({ code: 'customer-unknown' });
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

describe('the exit', () => {
  beforeEach(loadCompany);
  const csv = async (what: string, options: { masked?: boolean; where?: Selection } = {}) => {
    const { blob, account } = await workspace.exports.exportData(what, { format: 'csv', ...options });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    return { lines: new TextDecoder().decode(bytes).split('\r\n'), account };
  };

  it('leaves out who asked not to be contacted, and says how many', async () => {
    const { lines, account } = await csv('customers');
    expect(account).toEqual({ rows: 2, leftOut: 1 });
    expect(lines[0]).toMatch(/^customer_id,name,phone,registered_at,do_not_contact,积分,tenure_days,orders,/);
    expect(lines[1]).toMatch(/^A,王大明,13800138001,2024-01-01T00:00:00,,8,70,2,/);
    expect(lines).toHaveLength(4);
  });

  it('masks what identifies', async () => {
    const { lines } = await csv('customers', { masked: true });
    expect(lines[1]).toMatch(/^A,王\*,138\*\*\*\*8001,/);
    expect(lines[2]).toMatch(/^C,E\*,'\+86\*\*\*\*9000,/);
  });

  it('writes a segment, and the customers of a selection', async () => {
    const selection = select({ kind: 'compare', field: 'orders', op: '=', value: 0 });
    segments.set('s1', selection);
    expect((await csv('segment:s1')).account).toEqual({ rows: 1, leftOut: 1 });
    expect((await csv('customers', { where: selection })).account).toEqual({ rows: 1, leftOut: 1 });
  });

  it('writes tags and what a run proposes', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1, 2], ['high', 'low'], [0.5, 0.5, 0.25], 0.4)] });
    expect((await csv('run:run-1')).account).toEqual({ rows: 2, leftOut: 1 });
    await accept(1);
    const { lines, account } = await csv('tags');
    expect(account).toEqual({ rows: 1, leftOut: 1 });
    expect(lines[1]).toBe('A,rfm,knowledge,prediction,high,0.5,,,2024-03-11,run-1');
  });

  it('writes tables: numbers as numbers, texts that look like formulas as texts', async () => {
    const { lines } = await csv('table:transactions');
    expect(lines[0]).toBe(
      'transaction_id,line,customer_id,occurred_at,amount,quantity,unit_price,currency,product_id,category,channel,discount,is_refund',
    );
    expect(lines[4]).toBe('3,,A,2024-03-02T00:00:00,-30,,,,P,,,,true');
    await load({ entity: 'customers', columns: { customer_id: ['X'], name: ['=cmd|1'] } });
    const customers = await csv('table:customers');
    expect(customers.lines.find((line) => line.startsWith('X,'))).toMatch(/^X,'=cmd\|1,/);
    expect(customers.account).toEqual({ rows: 4, leftOut: 1 });
  });

  it('writes JSON with the names people see', async () => {
    const { blob } = await workspace.exports.exportData('customers', { format: 'json' });
    const rows = JSON.parse(await blob.text()) as Record<string, unknown>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ customer_id: 'A', 积分: 8, orders: 2 });
  });

  it('refuses formats and subjects it does not have', async () => {
    await expect(workspace.exports.exportData('customers', { format: 'xlsx' })).rejects.toMatchObject({
      code: 'format-not-available',
    });
    for (const what of ['nobody', 'segment:none', 'table:store.runs', 'run:none', 'table:__proto__']) {
      await expect(csv(what)).rejects.toMatchObject({ code: 'export-unknown' });
    }
  });
});
