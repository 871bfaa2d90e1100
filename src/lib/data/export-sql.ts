import { inputError } from '../core/errors';
import type { Engine } from './engine';
import { entityIds, personalFields } from './entities';
import type { Sheet } from './export-sheets';
import { maskSql, maskedFields } from './mask';
import { id, join, sql } from './sql';

/** How long a user's statement may take to be written as a file. */
const deadlineMs = 600_000;

/** Names of personal fields, of any entity. A column is known by its name alone: `name AS n` is not masked. */
const personal: ReadonlySet<string> = new Set(
  entityIds.flatMap((entity) => [...personalFields(entity)]).filter((name) => maskedFields.has(name)),
);

/**
 * The whole result of a user's own statement, through the read-only door. A column `customer_id` makes it a list one
 * could contact: who asked not to be is left out.
 * @throws AppError `input/sql-no-table` for statements that are no query (EXPLAIN, PRAGMA); what `Engine.readOnly` throws
 */
export async function sqlSheet(engine: Engine, text: string, masked: boolean): Promise<Sheet> {
  const { columns } = await engine.readOnly(text, { limit: 0 });
  // The line ends keep a closing remark from swallowing the bracket.
  const statement = text.replace(/[;\s]+$/, '');
  const aliases = columns.map((_, c) => id(`c${c}`));
  const from = `FROM (\n${statement}\n) AS result(${join(aliases).text})`;
  const customer = columns.findIndex(({ name }) => name === 'customer_id');
  const isOptedOut =
    customer < 0
      ? sql`false`
      : sql`coalesce(CAST(${id(`c${customer}`)} AS VARCHAR) IN (
          SELECT customer_id FROM store.features JOIN store.customer_ids USING (customer_no) WHERE is_opted_out), false)`;
  const isMasked = (name: string) => masked && personal.has(name);
  const chosen = columns.map(({ name }, c) => (isMasked(name) ? maskSql(name, id(`c${c}`)) : id(`c${c}`)));
  const leftOut = customer < 0 ? sql`0` : sql`count(DISTINCT ${id(`c${customer}`)}) FILTER (${isOptedOut})`;
  const counted = await engine
    .readOnly(`SELECT count(*) FILTER (NOT ${isOptedOut.text}) AS n, ${leftOut.text} AS left_out ${from}`, {
      deadlineMs,
    })
    .catch((thrown: unknown) => {
      const { code } = thrown as { code?: string };
      throw code === 'sql' ? inputError('sql-no-table') : thrown;
    });
  const [account] = counted.rows;
  return {
    columns: columns.map(({ name }) => ({ name, isMasked: isMasked(name) })),
    ...{ rows: Number(account?.n ?? 0), leftOut: Number(account?.left_out ?? 0) },
    parts: (signal) =>
      engine.readOnlyParts(`SELECT ${join(chosen).text} ${from} WHERE NOT ${isOptedOut.text}`, { signal, deadlineMs }),
  };
}
