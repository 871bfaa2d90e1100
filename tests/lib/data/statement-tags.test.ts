import { beforeEach, describe, expect, it } from 'vitest';
import { entityIds } from '../../../src/lib/data/entities';
import { entitiesOf, tagOfStatement, type AskedTag } from '../../../src/lib/data/statement-tags';
import { accept, loadCompany, propose, read, useWorkspace, workspace } from './company';

useWorkspace();

/** What a statement over these rows of (customer_id, level, p) proposes. */
const asked = (rows: string, more: Partial<AskedTag> = {}): AskedTag => ({
  ...{ text: `SELECT * FROM (VALUES ${rows}) AS t(customer_id, level, p)`, name: '级别', value: 'level' },
  ...more,
});
const make = (one: AskedTag) => tagOfStatement(workspace().engine, one);
const current = () =>
  read("SELECT customer_id, value, score FROM tags WHERE tag = 'sql:级别' AND is_current ORDER BY 1");

describe('a statement as a tag', () => {
  beforeEach(async () => {
    await loadCompany();
    await workspace().segments.columns();
  });

  it('counts ids of nobody and empty values, and writes the others with their scores', async () => {
    const { proposal, account } = await make(
      asked("('A', '金', 0.5), ('B', ' ', 0.1), ('C', '银', 1), ('Z', '金', 0), (NULL, '金', 0), ('A', '金', 0.5)", {
        score: 'p',
      }),
    );
    expect(account).toEqual({ customers: 2, unknown: 1, empty: 1 });
    await propose(1, { tags: [proposal] });
    expect(await current()).toEqual([]);
    await accept(1, 0);
    expect(await current()).toEqual([
      { customer_id: 'A', value: '金', score: 0.5 },
      { customer_id: 'C', value: '银', score: 1 },
    ]);
    expect(await read('SELECT customer_id FROM base WHERE "sql:级别" = \'银\'')).toEqual([{ customer_id: 'C' }]);
  });

  it('keeps the values of before under a later run of the same name, whatever its case, and gives them back', async () => {
    const first = await make(asked("('A', 'old', 0)", { name: 'Level' }));
    await propose(1, { tags: [first.proposal] });
    await accept(1, 0);
    const second = await make(asked("('A', 'new', 0)", { name: 'LEVEL' }));
    expect(second.proposal.tag).toBe('sql:Level');
    await propose(2, { tags: [second.proposal] });
    await accept(2, 0);
    const values = async () =>
      (await read('SELECT value, is_current FROM tags ORDER BY run_id')).map((row) => row.value);
    expect(await values()).toEqual(['old', 'new']);
    expect((await workspace().tags.list()).map(({ values: own }) => own)).toEqual([[{ value: 'new', customers: 1 }]]);
    expect(await workspace().tags.undo(2)).toEqual({ removed: 1 });
    expect((await workspace().tags.list()).map(({ values: own }) => own)).toEqual([[{ value: 'old', customers: 1 }]]);
  });

  it.each<[string, AskedTag, object]>([
    [
      'two values of one',
      asked("('A', 'x', 0), ('A', 'y', 0), ('B', 'x', 0)"),
      { code: 'sql-tag-several', details: { n: 1 } },
    ],
    ['two scores of one', asked("('A', 'x', 0), ('A', 'x', 1)", { score: 'p' }), { code: 'sql-tag-several' }],
    [
      'scores beyond 1',
      asked("('A', 'x', 2), ('B', 'x', -1)", { score: 'p' }),
      { code: 'sql-tag-score', details: { n: 2 } },
    ],
    ['scores that are words', asked("('A', 'x', 'high')", { score: 'p' }), { code: 'sql-tag-score' }],
    ['nobody of the base', asked("('Z', 'x', 0)"), { code: 'sql-tag-none' }],
    ['a column that is not there', asked("('A', 'x', 0)", { value: 'nix' }), { code: 'sql-tag-column' }],
    ['no customers', asked('', { text: 'SELECT 1 AS level' }), { code: 'sql-no-customers' }],
    ['no query', asked('', { text: 'DROP TABLE store.tags' }), { code: 'sql-read-only' }],
  ])('refuses %s', async (_, one, error) => {
    await expect(make(one)).rejects.toMatchObject(error);
  });

  it('reads the tables it names, or all through the base', () => {
    expect(entitiesOf('SELECT customer_id FROM Transactions t')).toEqual(['transactions']);
    expect(entitiesOf('SELECT customer_id FROM base JOIN transactions USING (customer_id)')).toEqual(entityIds);
    expect(entitiesOf("SELECT 'A' AS customer_id")).toEqual(entityIds);
  });
});
