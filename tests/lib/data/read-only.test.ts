import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/lib/data/engine';
import { uniqueNames } from '../../../src/lib/data/read-only';
import { sql } from '../../../src/lib/data/sql';
import { openTestEngine } from '../../engine';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine({
    restore: async (session) => {
      await session.execute(sql`CREATE TABLE main.numbers AS SELECT range AS n FROM range(10)`);
    },
  });
  await engine.execute(sql`CREATE TABLE main.numbers AS SELECT range AS n FROM range(10)`);
});
afterAll(() => engine.close());

const only = async (text: string) => (await engine.readOnly(text)).rows.map((row) => ({ ...row }));
const cell = async (expression: string) => (await only(`SELECT ${expression} AS v`))[0]?.v;

describe('values of a user statement', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
    ['-170141183460469231731687303715884105727::HUGEINT', '-170141183460469231731687303715884105727'],
    ['(SELECT sum(n) FROM numbers)', 45],
    ['1.50::DECIMAL(18,2)', 1.5],
    ['-0.07::DECIMAL(9,2)', -0.07],
    ['1234567890123456.5::DECIMAL(38,1)', 1234567890123456.5],
    ["DATE '2024-02-29'", '2024-02-29'],
    ["DATE '0044-03-15 (BC)'", '-000043-03-15'],
    ["DATE 'infinity'", 'infinity'],
    ["TIMESTAMP '2024-01-02 03:04:05'", '2024-01-02T03:04:05'],
    ["TIMESTAMP '2024-01-02 03:04:05.000120'", '2024-01-02T03:04:05.00012'],
    ["TIMESTAMP '1969-12-31 23:59:59.5'", '1969-12-31T23:59:59.5'],
    ["TIMESTAMP '-infinity'", '-infinity'],
    ["TIMESTAMP_S '2024-01-02 03:04:05'", '2024-01-02T03:04:05'],
    ["TIMESTAMP_NS '2024-01-02 03:04:05.123456789'", '2024-01-02T03:04:05.123456789'],
    ["TIME '01:02:03.5'", '01:02:03.5'],
    ["INTERVAL '14 months 3 days 1.5 seconds'", 'P14M3DT1.5S'],
    ["'文本'", '文本'],
    ['NULL', null],
    ['true', true],
    ['1.5::DOUBLE', 1.5],
    ['[1, NULL, 3]', [1, null, 3]],
    ["{'a': DATE '2024-01-01'}", { a: '2024-01-01' }],
    ["'\\xAB\\x01'::BLOB", 'ab01'],
  ])('%s', async (expression, expected) => {
    expect(await cell(expression)).toEqual(expected);
  });

  it('gives rows without a prototype, so that a column called __proto__ is a column', async () => {
    const { rows } = await engine.readOnly('SELECT 1 AS __proto__, 2 AS constructor');
    expect(Object.getPrototypeOf(rows[0])).toBeNull();
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('gives a second equal name _1', async () => {
    const { columns, rows } = await engine.readOnly('SELECT 1 AS a, 2 AS a');
    expect(columns.map((column) => column.name)).toEqual(['a', 'a_1']);
    expect({ ...rows[0] }).toEqual({ a: 1, a_1: 2 });
  });

  it('passes over a name that is taken', () => {
    expect(uniqueNames(['a', 'a', 'a_1', 'a'])).toEqual(['a', 'a_2', 'a_1', 'a_3']);
  });

  it('refuses an ENUM instead of showing nothing', async () => {
    await expect(engine.readOnly("SELECT 'x'::ENUM('x', 'y') AS v")).rejects.toMatchObject({ code: 'sql-type' });
  });
});

describe('statements', () => {
  it.each([
    'FROM numbers',
    'WITH few AS (FROM numbers LIMIT 1) SELECT * FROM few',
    '-- a remark\nSELECT n FROM numbers -- and another',
    'SELECT n FROM numbers; -- after the end',
    '(SELECT 1 AS n)',
    'VALUES (1)',
    'TABLE numbers',
    'SHOW TABLES',
    'DESCRIBE numbers',
    'SUMMARIZE numbers',
    'EXPLAIN SELECT 1',
    'PRAGMA version',
  ])('reads: %s', async (text) => {
    expect((await engine.readOnly(text)).rows.length).toBeGreaterThan(0);
  });

  it('keeps the order of the statement and says when the limit cut it', async () => {
    const text = 'SELECT n FROM numbers ORDER BY n DESC';
    const cut = await engine.readOnly(text, { limit: 3 });
    expect(cut.rows.map((row) => row.n)).toEqual([9, 8, 7]);
    expect(cut.isCut).toBe(true);
    expect((await engine.readOnly(text, { limit: 10 })).isCut).toBe(false);
  });

  it.each([
    ['SELECT 1; SELECT 2', 'sql-several-statements'],
    ['SELECT 1; DROP TABLE numbers', 'sql-several-statements'],
    ['SELECT 1) UNION ALL (SELECT 2', 'sql'],
    ['SELEKT 1', 'sql'],
    ['SELECT * FROM nowhere', 'sql'],
    ['', 'sql-empty'],
    ['-- nothing', 'sql-empty'],
    ['DROP TABLE numbers', 'sql-read-only'],
    ['INSERT INTO numbers VALUES (1)', 'sql-read-only'],
    ['WITH few AS (SELECT 1) INSERT INTO numbers FROM few', 'sql-read-only'],
    ['EXPLAIN ANALYZE DELETE FROM numbers', 'sql-read-only'],
    ['CREATE TEMP TABLE t (n INTEGER)', 'sql-read-only'],
    ["ATTACH ':memory:' AS other", 'sql-read-only'],
    ['USE coded', 'sql-read-only'],
    ['SET threads = 1', 'sql-read-only'],
    ["COPY numbers TO 'http://127.0.0.1:9/x.csv'", 'sql-read-only'],
    ["COPY numbers TO 'local/x.csv'", 'sql-read-only'],
    ['LOAD json', 'sql-read-only'],
    ['INSTALL json', 'sql-read-only'],
    ['COMMIT', 'sql-read-only'],
    ['PREPARE p AS SELECT 1', 'sql-read-only'],
    ["SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')", 'sql-locked'],
    ["SELECT * FROM read_text('/etc/hostname')", 'sql-locked'],
  ])('refuses %s', async (text, code) => {
    await expect(engine.readOnly(text)).rejects.toMatchObject({ kind: 'input', code });
    expect(await cell('(SELECT count(*) FROM numbers)')).toBe(10);
  });

  it('gives the words of the engine for a mistake', async () => {
    await expect(engine.readOnly('SELECT nix FROM numbers')).rejects.toMatchObject({
      details: { message: expect.stringContaining('nix') },
    });
  });
});

const endless = 'SELECT sum(a.range * b.range) FROM range(2000000) a, range(2000000) b';

describe('time', () => {
  it('stops at the deadline and goes on answering', async () => {
    await expect(engine.readOnly(endless, { deadlineMs: 100 })).rejects.toMatchObject({
      kind: 'input',
      code: 'sql-deadline',
    });
    expect(await cell('1')).toBe(1);
  });

  it('stops when the user cancels', async () => {
    const controller = new AbortController();
    const query = engine.readOnly(endless, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(query).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('replaces an engine that does not hear the cancel', async () => {
    // A constant folded while the statement is bound: there is no step between which to stop.
    const deaf = 'SELECT list_sum(list_transform(range(40000000), x -> hash(x) % 7)) AS v';
    await expect(engine.readOnly(deaf, { deadlineMs: 100 })).rejects.toMatchObject({ code: 'sql-deadline' });
    expect(await cell('(SELECT count(*) FROM numbers)')).toBe(10);
  });
});
