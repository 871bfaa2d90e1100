import { tableToIPC } from 'apache-arrow';
import type { FactSink } from './facts';
import type { Dictionary } from './schema';
import type { Session } from './session';
import { id, sql, type Sql } from './sql';

/**
 * Gives new words of a source their numbers, in order of first appearance after the last number given, and tells the
 * additions as a fact with explicit numbers.
 * @param words a query with the columns `word` (text, not NULL) and `first` (a number that orders their
 * appearance, no two words having the same)
 */
export async function extendDictionary(
  session: Session,
  dictionary: Dictionary,
  words: Sql,
  onFact: FactSink,
): Promise<number> {
  const { table, number, text } = dictionary;
  const [size] = await session.query<{ next: number }>(sql`SELECT count(*)::INTEGER AS next FROM ${table}`);
  const next = size?.next ?? 0;
  await session.execute(sql`
    INSERT INTO ${table}
    SELECT ${next} + row_number() OVER (ORDER BY first) - 1, word
    FROM (SELECT word, min(first) AS first FROM (${words}) GROUP BY word) AS found
    ANTI JOIN ${table} AS known ON known.${id(text)} = word`);
  const added = await session.table(sql`SELECT * FROM ${table} WHERE ${id(number)} >= ${next} ORDER BY ${id(number)}`);
  if (added.numRows > 0) {
    const fact = { kind: 'dictionary', dictionary: dictionary.id, rows: added.numRows } as const;
    await onFact(fact, tableToIPC(added, 'stream'));
  }
  return added.numRows;
}
