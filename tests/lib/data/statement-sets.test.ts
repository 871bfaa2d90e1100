import { beforeEach, describe, expect, it } from 'vitest';
import { narrowed, type Condition, type Selection } from '../../../src/lib/core/selection';
import { sql } from '../../../src/lib/data/sql';
import { accept, load, loadCompany, project, propose, read, select, tag, useWorkspace, workspace } from './company';

useWorkspace();

const ids = async (selection: Selection) => Array.from(await workspace().segments.customers(selection));
const statement = (text: string): Condition => ({ kind: 'sql', text });
const buyers = statement('SELECT customer_id FROM transactions WHERE amount > 0');

describe('a statement as a condition', () => {
  beforeEach(loadCompany);

  it.each<[string, string, number[]]>([
    ['names each customer once', 'SELECT customer_id, occurred_at FROM interactions', [0, 1]],
    ['may name nobody', 'SELECT customer_id FROM base WHERE false', []],
    ['passes over ids that nobody has', "SELECT unnest(['C', 'Z', NULL]) AS customer_id", [2]],
    ['has no limit of its own', "SELECT 'B' AS customer_id FROM range(50000)", [1]],
    ['may end with a semicolon and a remark', "SELECT 'A' AS customer_id; -- the first )", [0]],
    ['may end with a remark alone', "SELECT 'A' AS Customer_ID -- the first )", [0]],
    ['may begin with WITH', "WITH c AS (SELECT 'B' AS customer_id) FROM c", [1]],
  ])('%s', async (_, text, expected) => {
    expect(await ids(select(statement(text)))).toEqual(expected);
    expect(await workspace().segments.count(select(statement(text)))).toBe(expected.length);
  });

  it('counts with other conditions, in groups, and with customers picked out', async () => {
    const touched = statement('SELECT customer_id FROM interactions');
    expect(await ids(select(buyers, touched))).toEqual([0]);
    const either: Selection = {
      asOf: '',
      mode: 'any',
      conditions: [buyers, { kind: 'compare', field: '积分', op: '=', value: 7 }],
    };
    expect(await ids(either)).toEqual([0, 2]);
    expect(await ids(narrowed(either, touched))).toEqual([0]);
    expect(await ids(narrowed(select(touched), { kind: 'picked', customers: [0], isExcluded: true }))).toEqual([1]);
  });

  it('is a rule that follows the data, and the tags', async () => {
    expect(await ids(select(buyers))).toEqual([0]);
    await load({
      entity: 'transactions',
      columns: { transaction_id: ['20'], customer_id: ['C'], occurred_at: ['2024-03-01'], amount: Float32Array.of(5) },
    });
    expect(await ids(select(buyers))).toEqual([0, 2]);
    const tagged = statement("SELECT customer_id FROM tags WHERE tag = 'app' AND is_current");
    expect(await ids(select(tagged))).toEqual([]);
    await propose(1, { tags: [tag('app', [1], ['high'])] });
    await accept(1);
    expect(await ids(select(tagged))).toEqual([1]);
    const kept = await workspace().engine.query<{ n: number }>(
      // What answered over earlier states of the base is cleared away.
      sql`
        SELECT count(*)::DOUBLE AS n FROM duckdb_tables() WHERE table_name LIKE 'sql_set_%'`,
    );
    expect(kept[0]?.n).toBeLessThanOrEqual(3);
  });

  it('orders, searches, groups and exports like any other', async () => {
    const where = select(statement('SELECT customer_id FROM interactions'));
    const { segments, exports } = workspace();
    const page = await segments.page({ where, orderBy: '-customer_id', columns: ['customer_id'] });
    expect(page.rows.map(({ customerId }) => customerId)).toEqual(['B', 'A']);
    expect((await segments.page({ where, search: '大明' })).total).toBe(1);
    expect(await segments.place({ where, orderBy: 'customer_id' }, 1)).toMatchObject({ position: 1, total: 2 });
    expect((await segments.groups({ where, by: 'top_channel' })).groups.length).toBeGreaterThan(0);
    expect((await segments.profiles(['orders'], where)).size).toBe(1);
    project.segments.set('s', where);
    // B asked not to be contacted.
    expect(await exports.preview('segment:s')).toMatchObject({ rows: 1, leftOut: 1 });
  });

  it.each([
    ['without customers', 'SELECT name FROM base', 'sql-no-customers'],
    ['of a column that is gone', 'SELECT customer_id FROM base WHERE vanished = 1', 'sql'],
    ['that writes', 'CREATE TABLE x (customer_id INTEGER)', 'sql-read-only'],
    ['that would step out of its bracket', "SELECT 'A' AS customer_id) AS r, (SELECT 1", 'sql'],
    ['of two', "SELECT 'A' AS customer_id; SELECT 'B' AS customer_id", 'sql-several-statements'],
    ['that reads a file', "SELECT customer_id FROM 'x.csv'", 'sql-locked'],
  ])('says why it fails: one %s', async (_, text, code) => {
    const { segments } = workspace();
    await expect(segments.count(select(statement(text)))).rejects.toMatchObject({ kind: 'input', code });
    expect(await segments.count(select(buyers))).toBe(1);
  });

  it('runs anew once what made it fail is mended', async () => {
    const late = select(statement('SELECT customer_id FROM base WHERE "级别" = \'金\''));
    await expect(ids(late)).rejects.toMatchObject({ code: 'sql' });
    await load({
      entity: 'customers',
      columns: { customer_id: ['D'] },
      free: [{ name: '级别', type: 'text', values: ['金'] }],
    });
    expect(await ids(late)).toEqual([3]);
    expect(await read('SELECT count(*) AS n FROM base')).toHaveLength(1);
  });

  it('runs once for all who ask at the same time', async () => {
    const { segments } = workspace();
    const drawn = select(statement('SELECT customer_id FROM base WHERE random() < 0.5'));
    const asked = await Promise.all([segments.customers(drawn), segments.customers(drawn), segments.customers(drawn)]);
    expect(new Set(asked.map((numbers) => numbers.join())).size).toBe(1);
  });
});
