import { AppError } from '../../core/errors';
import type { Catalog } from '../catalog';
import { entityIds } from '../entities';
import type { DictionaryId, StoredFact } from '../facts';
import { writeRunFact } from '../run-facts';
import type { Session } from '../session';
import { id, sql } from '../sql';
import { Staging, rawsTable, rejectsTable } from './rows';

export type Facts = AsyncIterable<StoredFact> | Iterable<StoredFact>;

const dictionaryTables: Readonly<Record<DictionaryId, string>> = {
  customers: 'customer_ids',
  products: 'product_ids',
  channels: 'channel_names',
  'tag-names': 'tag_names',
  'tag-values': 'tag_values',
};

/**
 * Writes every fact back, in order, with the numbers it had.
 * @throws AppError `bug/replay-count` when an entity does not end with the rows the catalogue knows
 */
export async function replayFacts(catalog: Catalog, facts: Facts, session: Session): Promise<void> {
  const document = catalog.document();
  let staging: Staging | undefined;
  for await (const { fact, bytes } of facts) {
    switch (fact.kind) {
      case 'rows':
        if (staging?.entity !== fact.entity || staging.file !== fact.file) {
          await staging?.flush();
          staging = new Staging(session, fact.entity, fact.file, document);
        }
        await staging.add(bytes, fact.rows);
        break;
      case 'dictionary':
        await session.insert({ schema: 'store', table: dictionaryTables[fact.dictionary] }, bytes, fact.rows);
        break;
      case 'rejects':
        await session.insert(rejectsTable, bytes, fact.rows);
        break;
      case 'raws':
        await session.insert(rawsTable, bytes, fact.rows);
        break;
      default:
        await writeRunFact(session, fact, bytes);
    }
  }
  await staging?.flush();
  for (const entity of entityIds) {
    const [row] = await session.query<{ n: number }>(sql`SELECT count(*)::DOUBLE AS n FROM ${id('store', entity)}`);
    const expected = catalog.count(entity);
    if (row?.n !== expected) throw new AppError('bug', 'replay-count', { entity, expected, rows: row?.n ?? 0 });
  }
}
