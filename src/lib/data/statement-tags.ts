import { tableFromIPC } from 'apache-arrow';
import { inputError } from '../core/errors';
import { statementRun } from '../core/run-record';
import { columnsOf } from './arrow-values';
import type { Engine } from './engine';
import { entityIds, type EntityId } from './entities';
import { id, sql } from './sql';
import type { TagProposal } from './tags';

/** A statement of the user whose answer is to become a tag. */
export interface AskedTag {
  readonly text: string;
  /** The name the user gave. */
  readonly name: string;
  /** The column that holds the values. */
  readonly value: string;
  /** The column that holds the scores, numbers from 0 to 1. */
  readonly score?: string;
}

/** What became of the rows. */
export interface TagAccount {
  /** Customers with a value. */
  readonly customers: number;
  /** Ids that are not customers of the base. */
  readonly unknown: number;
  /** Customers whose value is empty: they get no tag. */
  readonly empty: number;
}

/** Different values a tag can have: it puts customers into classes, it is no measure. */
const mostValues = 1000;

/**
 * Runs the statement once, through the read-only door, and makes its answer a proposal. Ids unknown to the base and
 * empty values are counted and left out.
 * @throws AppError `input/sql-no-customers`, `input/sql-tag-column`, `input/sql-tag-several` (details: n),
 * `input/sql-tag-score` (n), `input/sql-tag-values` (n, most), `input/sql-tag-none`; what `Engine.readOnlyParts` throws
 */
export async function tagOfStatement(
  engine: Engine,
  { text, name, value, score }: AskedTag,
  signal?: AbortSignal,
): Promise<{ readonly proposal: TagProposal; readonly account: TagAccount }> {
  const { columns } = await engine.readOnly(text, { limit: 0, signal });
  const has = (wanted: string) => columns.some((column) => column.name.toLowerCase() === wanted.toLowerCase());
  if (!has('customer_id')) throw inputError('sql-no-customers');
  for (const column of [value, ...(score === undefined ? [] : [score])]) {
    if (!has(column)) throw inputError('sql-tag-column', { column });
  }
  const rated = score === undefined ? sql`NULL` : sql`result.${id(score)}`;
  // One row per id; what cannot be a column without nulls is -1, '' or NaN.
  const parts = engine.readOnlyParts(text, {
    signal,
    around: (statement) => `
      WITH answered AS (
        SELECT CAST(result.customer_id AS VARCHAR) AS customer_id,
          nullif(trim(CAST(result.${id(value).text} AS VARCHAR)), '') AS value,
          ${rated.text} AS given, TRY_CAST(${rated.text} AS DOUBLE) AS score
        FROM (\n${statement}\n) AS result),
      known AS (SELECT customer_id, customer_no FROM store.customer_ids SEMI JOIN store.features USING (customer_no))
      SELECT coalesce(any_value(customer_no), -1)::INTEGER AS customer, coalesce(min(value), '') AS value,
        coalesce(min(score), 'NaN'::DOUBLE) AS score,
        (count(DISTINCT value) > 1 OR count(DISTINCT score) > 1)::INTEGER AS differs,
        count(*) FILTER (given IS NOT NULL AND NOT coalesce(score BETWEEN 0 AND 1, false))::INTEGER AS off
      FROM answered LEFT JOIN known USING (customer_id) WHERE customer_id IS NOT NULL GROUP BY customer_id`,
  });
  const [customers, codes, scores] = [[] as number[], [] as number[], [] as number[]];
  const words = new Map<string, number>();
  let [unknown, empty, several, off] = [0, 0, 0, 0];
  for await (const part of parts) {
    const rows = columnsOf(tableFromIPC(part));
    const given = rows.value as readonly string[];
    (rows.customer as Int32Array).forEach((customer, at) => {
      const word = given[at] ?? '';
      if (customer < 0) unknown += 1;
      else if (word === '') empty += 1;
      else {
        several += Number(rows.differs?.[at]);
        off += Number(rows.off?.[at]) > 0 ? 1 : 0;
        customers.push(customer);
        const code = words.get(word) ?? words.size;
        words.set(word, code);
        codes.push(code);
        scores.push(Number(rows.score?.[at]));
      }
    });
    if (words.size > mostValues) throw inputError('sql-tag-values', { n: words.size, most: mostValues });
  }
  if (several > 0) throw inputError('sql-tag-several', { n: several });
  if (off > 0) throw inputError('sql-tag-score', { n: off });
  if (customers.length === 0) throw inputError('sql-tag-none');
  const proposal: TagProposal = {
    ...{ tag: await tagCalled(engine, name), layer: 'knowledge', kind: 'rule', values: [...words.keys()] },
    ...{ customers: Int32Array.from(customers), codes: Uint16Array.from(codes) },
    ...(score === undefined ? {} : { scores: Float32Array.from(scores) }),
  };
  return { proposal, account: { customers: customers.length, unknown, empty } };
}

/** The tag of this name; one that differs in nothing but case is the same, for both would be one column of the base. */
async function tagCalled(engine: Engine, name: string): Promise<string> {
  const tag = `${statementRun}:${name}`;
  const [known] = await engine.query<{ tag: string }>(
    sql`SELECT tag FROM store.tag_names WHERE lower(tag) = lower(${tag})`,
  );
  return known?.tag ?? tag;
}

/**
 * The entities a statement reads, as far as its words tell: those it names, or all when it reads the base or another
 * table made from all of them.
 */
export function entitiesOf(text: string): readonly EntityId[] {
  const named = new Set(text.toLowerCase().match(/[a-z_]+/g) ?? []);
  const found = entityIds.filter((entity) => named.has(entity));
  const isMade = ['base', 'tags', 'rejects', 'files'].some((table) => named.has(table));
  return isMade || found.length === 0 ? entityIds : found;
}
