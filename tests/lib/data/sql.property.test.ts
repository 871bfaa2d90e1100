import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isoTimestamp } from '../../../workers/arrow/iso';
import { id, join, sql, values, type Sql, type SqlValue } from '../../../src/lib/data/sql';
import { freeNames } from '../../../src/lib/data/views';
import { openTestEngine } from '../../engine';
import { cases } from '../../property';

const engine = await openTestEngine();
afterAll(() => engine.close());

/** What a statement may trip over, often; and any other character. */
const tricky = fc.constantFrom(
  ...`'"\\\0\n\r\t;-/*$?%_{}()[]\`:@ `,
  '--',
  '/*',
  '*/',
  "''",
  '$$',
  "E'",
  '客',
  '😀',
  '\ufeff',
);
const text = fc.string({ unit: fc.oneof(tricky, fc.string({ unit: 'binary', maxLength: 1 })), maxLength: 30 });

/** Values as the engine gives them back when it is asked for them. */
async function echoed(given: readonly (SqlValue | Sql)[]): Promise<unknown[]> {
  const columns = given.map((value, i) => sql`${value} AS ${id(`c${i}`)}`);
  const [row] = await engine.query(sql`SELECT ${join(columns)}`);
  return given.map((_, i) => row?.[`c${i}`]);
}

describe('a value in a statement', () => {
  it('comes back from the engine as it was: any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), async (texts) => {
        expect(await echoed(texts)).toEqual(texts);
      }),
      cases(150),
    );
  });

  it.each(['\ufeffid', 'a\0b', "'", '\\', ''])('comes back from the engine as it was: %j', async (value) => {
    expect(await echoed([value])).toEqual([value]);
  });

  it('is refused with a sentence when it holds half a character, which UTF-8 cannot write', () => {
    const broken = fc
      .tuple(text, fc.integer({ min: 0xd800, max: 0xdfff }), text)
      .map(([a, half, b]) => a + String.fromCharCode(half) + b)
      .filter((joined) => !joined.isWellFormed());
    fc.assert(
      fc.property(broken, (value) => {
        expect(() => sql`SELECT ${value}`).toThrow(expect.objectContaining({ kind: 'input', code: 'text-broken' }));
      }),
      cases(200),
    );
  });

  it('comes back as it was: any finite number, also after a minus sign', async () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.constantFrom(-0, 1e308, 5e-324, Number.MAX_VALUE, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64, 1e21, 0.1, -1e-7),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 30 }), async (numbers) => {
        // −0 is 0 to the engine; integers beyond 2^53 come as text, so that no digit is lost.
        const isSame = (got: unknown, wanted: number) => Number(got) === wanted;
        const back = await echoed(numbers);
        expect(numbers.filter((wanted, i) => !isSame(back[i], wanted))).toEqual([]);
        const negated = await echoed(numbers.map((value) => sql`0 -${value}`));
        expect(numbers.filter((wanted, i) => !isSame(negated[i], 0 - wanted))).toEqual([]);
      }),
      cases(100),
    );
  });

  it('comes back as it was: any integer of 128 bits', async () => {
    const integer = fc.oneof(
      fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }),
      fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(integer, { minLength: 1, maxLength: 30 }), async (integers) => {
        expect((await echoed(integers)).map(String)).toEqual(integers.map(String));
      }),
      cases(50),
    );
    expect(() => sql`${2n ** 127n}`).toThrow(expect.objectContaining({ code: 'sql-number' }));
  });

  it.each([NaN, Infinity, -Infinity])('is refused: %d', (value) => {
    expect(() => sql`${value}`).toThrow(expect.objectContaining({ code: 'sql-number' }));
  });

  it('comes back as it was: any moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.date({ noInvalidDate: true }), { minLength: 1, maxLength: 20 }), async (dates) => {
        const wanted = dates.map((date) => isoTimestamp(BigInt(date.getTime()), 1000n));
        expect(await echoed(dates)).toEqual(wanted);
      }),
      cases(50),
    );
    expect(() => sql`${new Date(NaN)}`).toThrow(expect.objectContaining({ code: 'sql-number' }));
  });

  it('comes back as it was: nothing, yes and no', async () => {
    expect(await echoed([null, true, false])).toEqual([null, true, false]);
  });

  it('is never taken for a statement, whatever it is', () => {
    const foreign = fc.oneof(
      fc.object(),
      fc.record({ text: fc.string() }),
      fc.array(fc.string()),
      fc.constantFrom(undefined, Symbol('x'), () => 'x'),
    );
    fc.assert(
      fc.property(foreign, (value) => {
        expect(() => sql`SELECT ${value as never}`).toThrow(expect.objectContaining({ code: 'sql-value' }));
      }),
      cases(300),
    );
    // @ts-expect-error an object of that shape is no statement
    expect(() => sql`${{ text: '1; DROP TABLE x' }}`).toThrow();
    // @ts-expect-error a text is no statement
    const statement: Sql = 'SELECT 1';
    expect(statement).toBe('SELECT 1');
  });
});

describe('a list of values', () => {
  it('holds exactly what was put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 20 }), fc.array(text, { maxLength: 10 }), async (list, others) => {
        const asked = [...list, ...others];
        const found = await echoed(asked.map((one) => sql`coalesce(${one} IN ${values(list)}, false)`));
        expect(found).toEqual(asked.map((one) => list.includes(one)));
      }),
      cases(60),
    );
  });
});

describe('a name', () => {
  // As the views name a user's own columns: whatever stands in a file's header.
  const name = text.map((header) => freeNames([{ column: 'x1', name: header }], [])[0]?.name ?? '');

  it('names a column and a table as it is', async () => {
    await fc.assert(
      fc.asyncProperty(name, name, async (table, column) => {
        const found = await engine.table(
          sql`SELECT ${id(table, column)} FROM (SELECT 7 AS ${id(column)}) AS ${id(table)}`,
        );
        expect(found.schema.fields.map((field) => field.name)).toEqual([column]);
      }),
      cases(150),
    );
  });

  it.each(['', 'a\0b', '\ud800'])('is refused where no table can have it: %j', (bad) => {
    expect(() => id('store', bad)).toThrow(expect.objectContaining({ code: 'sql-name' }));
  });
});
