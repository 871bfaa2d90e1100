import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/lib/data/engine';
import { id, sql } from '../../../src/lib/data/sql';
import { openTestEngine } from '../../engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const ipcOf = (columns: Record<string, Int32Array>, format: 'stream' | 'file' = 'stream') =>
  tableToIPC(tableFromArrays(columns), format);

describe('engine', () => {
  it('names the pinned version of DuckDB', () => {
    expect(engine.version).toBe('v1.4.3');
  });

  it('gives rows with plain values', async () => {
    expect(await engine.query(sql`SELECT 1 AS one, 'x' AS text, NULL AS nothing, true AS yes`)).toEqual([
      { one: 1, text: 'x', nothing: null, yes: true },
    ]);
  });

  it('inserts an Arrow stream and counts it', async () => {
    await engine.execute(sql`CREATE TABLE store.numbers (n INTEGER)`);
    await engine.insert({ schema: 'store', table: 'numbers' }, ipcOf({ n: Int32Array.of(1, 2, 3) }), 3);
    expect(await engine.query(sql`SELECT sum(n)::INTEGER AS total FROM store.numbers`)).toEqual([{ total: 6 }]);
    await engine.execute(sql`DROP TABLE store.numbers`);
  });

  it('refuses bytes that insert nothing', async () => {
    await engine.execute(sql`CREATE TABLE store.numbers (n INTEGER)`);
    const file = ipcOf({ n: Int32Array.of(1, 2, 3) }, 'file');
    await expect(engine.insert({ schema: 'store', table: 'numbers' }, file, 3)).rejects.toMatchObject({
      code: 'insert-stream',
    });
    await engine.execute(sql`DROP TABLE store.numbers`);
  });

  it('says so when fewer rows came in than announced, and can insert again', async () => {
    await engine.execute(sql`CREATE TABLE store.numbers (n INTEGER)`);
    const target = { schema: 'store', table: 'numbers' };
    await expect(engine.insert(target, ipcOf({ n: Int32Array.of(1) }), 2)).rejects.toMatchObject({
      code: 'insert-count',
      details: { expected: 2, inserted: 1 },
    });
    await engine.insert(target, ipcOf({ n: Int32Array.of(1) }), 1);
    await engine.execute(sql`DROP TABLE store.numbers`);
  });

  it('rolls a failed transaction back, inserts and tables included', async () => {
    const work = engine.transaction(async (session) => {
      await session.insert({ schema: 'store', table: 'staged', create: true }, ipcOf({ n: Int32Array.of(7) }), 1);
      expect(await session.query(sql`SELECT n FROM store.staged`)).toEqual([{ n: 7 }]);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    await expect(engine.query(sql`SELECT n FROM store.staged`)).rejects.toMatchObject({ code: 'sql' });
  });

  it('answers reads while a transaction is open, from the state before', async () => {
    await engine.execute(sql`CREATE TABLE store.numbers (n INTEGER)`);
    await engine.transaction(async (session) => {
      await session.execute(sql`INSERT INTO store.numbers VALUES (1)`);
      expect(await engine.query(sql`SELECT count(*)::INTEGER AS n FROM store.numbers`)).toEqual([{ n: 0 }]);
    });
    expect(await engine.query(sql`SELECT count(*)::INTEGER AS n FROM store.numbers`)).toEqual([{ n: 1 }]);
    await engine.execute(sql`DROP TABLE store.numbers`);
  });

  it('runs transactions one after the other', async () => {
    const order: string[] = [];
    const step = (name: string) =>
      engine.transaction(async (session) => {
        order.push(`${name} begins`);
        await session.query(sql`SELECT 1`);
        order.push(`${name} ends`);
      });
    await Promise.all([step('a'), step('b')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});

const endless = sql`SELECT sum(a.range * b.range) FROM range(2000000) a, range(2000000) b`;

describe('cancelling', () => {
  it('stops a heavy query and goes on answering', async () => {
    const controller = new AbortController();
    const query = engine.query(endless, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(query).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await engine.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it('takes an aborted transaction back', async () => {
    const controller = new AbortController();
    const work = engine.transaction(
      async (session) => {
        await session.execute(sql`CREATE TABLE store.half (n INTEGER)`);
        setTimeout(() => controller.abort(), 50);
        await session.query(endless);
      },
      { signal: controller.signal },
    );
    await expect(work).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(engine.query(sql`SELECT * FROM store.half`)).rejects.toMatchObject({ code: 'sql' });
  });

  it('lets those go on who waited behind one that gave up', async () => {
    const controllers = Array.from({ length: 6 }, () => new AbortController());
    const heavy = controllers.map(({ signal }) => engine.query(endless, { signal }).catch((thrown: unknown) => thrown));
    const light = engine.query(sql`SELECT 1 AS one`);
    // The fifth and sixth wait for a place; then the four that hold one are stopped.
    for (const controller of controllers.toReversed()) controller.abort();
    expect(await Promise.all(heavy)).toEqual(Array(6).fill(expect.objectContaining({ kind: 'cancelled' })));
    expect(await light).toEqual([{ one: 1 }]);
  });

  it('does not begin what was aborted while it waited', async () => {
    const controller = new AbortController();
    let began = false;
    const first = engine.transaction((session) => session.query(sql`SELECT count(*) FROM range(30000000)`));
    const second = engine.transaction(
      async () => {
        began = true;
      },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(second).rejects.toMatchObject({ kind: 'cancelled' });
    await first;
    await engine.execute(sql`SELECT 1`);
    expect(began).toBe(false);
  });
});

describe('the lock', () => {
  it('is on, says the engine itself', async () => {
    expect(await engine.isLocked()).toBe(true);
  });

  it.each([
    ["COPY (SELECT 1) TO 'http://127.0.0.1:9/x.csv'", 'Permission Error'],
    ["SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')", 'Permission Error'],
    ["SELECT * FROM 'https://example.org/x.csv'", 'Permission Error'],
    ["SELECT * FROM read_text('/etc/hostname')", 'Permission Error'],
    ["ATTACH 'http://127.0.0.1:9/x.db' AS other", 'Permission Error'],
    ["ATTACH 'other.db' AS other", 'Permission Error'],
    ['LOAD json', 'Permission Error'],
    ['SET enable_external_access=true', 'locked'],
    ['SET lock_configuration=false', 'locked'],
    ['RESET enable_external_access', 'locked'],
    ["SET allowed_directories=['/']", 'locked'],
    ["EXPORT DATABASE 'out'", 'Permission Error'],
  ])('refuses %s', async (statement, words) => {
    // Names of ours cannot hold a statement; this is the product's own door, without the read-only belts.
    const raw = { ...sql``, text: statement } as ReturnType<typeof id>;
    await expect(engine.execute(raw)).rejects.toMatchObject({ details: { message: expect.stringContaining(words) } });
  });
});
