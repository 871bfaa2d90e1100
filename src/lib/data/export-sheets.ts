import { inputError } from '../core/errors';
import type { Selection } from '../core/selection';
import { baseFrom, type BasePart } from './base';
import { entityOf, isEntityId, type EntityId } from './entities';
import type { ExportSources } from './export';
import { predicateOf } from './selections';
import { id, join, sql, type Sql } from './sql';

/** What will be written: columns, and one statement per page of rows, so that no list stands in memory as a whole. */
export interface Sheet {
  readonly columns: readonly SheetColumn[];
  readonly pages: readonly Sql[];
  /** Customers left out because they asked not to be contacted. */
  readonly leftOut: number;
}

interface SheetColumn {
  readonly name: string;
  /** The field whose mask applies; none for what is not personal. */
  readonly personal?: string;
}

const pageCustomers = 20_000;
const pageRows = 100_000;

/** @throws AppError `input/export-unknown` (details: what) */
export async function sheetOf(sources: ExportSources, what: string, where?: Selection): Promise<Sheet> {
  const { base } = sources;
  const columns = await base.ensure();
  const at = what.indexOf(':');
  const kind = at < 0 ? what : what.slice(0, at);
  const name = at < 0 ? '' : what.slice(at + 1);
  if (what === 'customers') return customers(sources, columns, where);
  if (what === 'tags') return tags(sources);
  if (kind === 'segment') {
    const selection = sources.segment(name);
    if (selection) return customers(sources, columns, selection);
  }
  if (kind === 'run') return run(sources, name, what);
  if (kind === 'table') {
    if (name === 'base') return customers(sources, columns, undefined);
    if (name === 'tags') return tags(sources);
    if (isEntityId(name)) return entity(sources, name);
    if (name === 'files' || name === 'rejects') return plainTable(sources, name);
  }
  throw inputError('export-unknown', { what });
}

async function customers(
  { engine }: ExportSources,
  columns: readonly BasePart[],
  where: Selection | undefined,
): Promise<Sheet> {
  const { condition, parts } = where ? predicateOf(where, columns) : { condition: sql`true`, parts: [] };
  const [account] = await engine.query<{ last: number | null; left_out: number }>(sql`
    SELECT max(f.customer_no) AS last, count(*) FILTER (f.is_opted_out)::DOUBLE AS left_out
    ${baseFrom(parts)} WHERE ${condition}`);
  // Positions in place of names: two columns of a user may differ in nothing but case.
  const chosen = columns.map(({ expression }, c) => sql`${expression} AS ${id(`c${c}`)}`);
  const pages = ranges(account?.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${join(chosen)} ${baseFrom([...columns, ...parts])}
      WHERE f.customer_no >= ${from} AND f.customer_no < ${to} AND NOT f.is_opted_out AND ${condition}
      ORDER BY f.customer_no`,
  );
  return {
    columns: columns.map(({ name, isPersonal }) => ({ name, personal: isPersonal ? name : undefined })),
    pages,
    leftOut: account?.left_out ?? 0,
  };
}

const tagColumns = ['customer_id', 'tag', 'layer', 'kind', 'value', 'score', 'low', 'high', 'as_of', 'run_id'];

/** Current tags, one row per customer and tag. */
async function tags({ engine }: ExportSources): Promise<Sheet> {
  const [account] = await engine.query<{ last: number | null; left_out: number }>(sql`
    SELECT max(customer_no) AS last, count(DISTINCT customer_no) FILTER (is_opted_out)::DOUBLE AS left_out
    FROM store.tags JOIN store.current_outputs USING (tag_no, run_no) LEFT JOIN store.features USING (customer_no)`);
  const pages = ranges(account?.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${tagRows}
      FROM store.tags AS rows JOIN store.current_outputs USING (tag_no, run_no) ${tagJoins}
      WHERE rows.customer_no >= ${from} AND rows.customer_no < ${to} AND NOT coalesce(is_opted_out, false)
      ORDER BY rows.customer_no, rows.tag_no`,
  );
  return { columns: tagColumns.map((name) => ({ name })), pages, leftOut: account?.left_out ?? 0 };
}

const tagRows = sql`customer_id, tag, layer, kind, value, score, low, high, as_of, run_id`;

const tagJoins = sql`
  JOIN store.runs AS runs ON runs.run_no = rows.run_no
  JOIN store.customer_ids AS ids ON ids.customer_no = rows.customer_no
  JOIN store.tag_names AS names ON names.tag_no = rows.tag_no
  JOIN store.tag_values AS words ON words.value_no = rows.value_no
  LEFT JOIN store.features AS features ON features.customer_no = rows.customer_no`;

/** What a run proposes: tags per customer, or predictions per text. */
async function run({ engine }: ExportSources, runId: string, what: string): Promise<Sheet> {
  const [found] = await engine.query<{ run_no: number; last: number | null; left_out: number; texts: number }>(sql`
    SELECT run_no,
      (SELECT max(customer_no) FROM store.proposals AS p WHERE p.run_no = runs.run_no) AS last,
      (SELECT count(DISTINCT customer_no) FROM store.proposals AS p JOIN store.features USING (customer_no)
        WHERE p.run_no = runs.run_no AND is_opted_out)::DOUBLE AS left_out,
      (SELECT count(*) FROM store.predictions AS p WHERE p.run_no = runs.run_no)::DOUBLE AS texts
    FROM store.runs AS runs WHERE run_id = ${runId}`);
  if (!found) throw inputError('export-unknown', { what });
  if (found.last === null && found.texts > 0) return predictions(found.run_no);
  const pages = ranges(found.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${tagRows} FROM store.proposals AS rows ${tagJoins}
      WHERE rows.run_no = ${found.run_no} AND rows.customer_no >= ${from} AND rows.customer_no < ${to}
        AND NOT coalesce(is_opted_out, false)
      ORDER BY rows.customer_no, rows.tag_no`,
  );
  return { columns: tagColumns.map((name) => ({ name })), pages, leftOut: found.left_out };
}

const predictions = (runNo: number): Sheet => ({
  columns: ['feedback_id', 'text', 'column', 'value', 'score'].map((name) => ({ name })),
  pages: [
    sql`SELECT feedback_id, text, "column", value, score
      FROM store.predictions AS rows JOIN store.tag_values USING (value_no)
      JOIN coded.feedback AS feedback ON feedback._file = rows._file AND feedback._row = rows._row
      WHERE run_no = ${runNo} ORDER BY rows._file, rows._row`,
  ],
  leftOut: 0,
});

/** The rows of an entity as people see them. The list of customers is a list one could contact: it honours opt-outs. */
async function entity({ engine, catalog }: ExportSources, entityId: EntityId): Promise<Sheet> {
  const view = id('main', entityId);
  const { schema } = await engine.table(sql`SELECT * FROM ${view} LIMIT 0`);
  const names = schema.fields.map((field) => field.name).filter((name) => name !== '_file' && name !== '_row');
  const personal = new Map(
    entityOf(entityId)
      .fields.filter((field) => field.personal)
      .map((field) => [field.name, field.name]),
  );
  const isList = entityId === 'customers';
  const optedOut = sql`customer_id IN (
    SELECT customer_id FROM store.features JOIN store.customer_ids USING (customer_no) WHERE is_opted_out)`;
  const kept = isList ? sql`NOT coalesce(${optedOut}, false)` : sql`true`;
  const [account] = await engine.query<{ n: number }>(
    isList ? sql`SELECT count(DISTINCT customer_id)::DOUBLE AS n FROM ${view} WHERE ${optedOut}` : sql`SELECT 0 AS n`,
  );
  const spans = await engine.query<{ file: number; last: number }>(sql`
    SELECT _file AS file, max(_row) AS last FROM ${id('store', entityId)} GROUP BY _file ORDER BY _file`);
  const pages = spans.flatMap(({ file, last }) =>
    ranges(last, pageRows).map(
      ([from, to]) => sql`
        SELECT ${join(names.map((name) => id(name)))} FROM ${view}
        WHERE _file = ${file} AND _row >= ${from} AND _row < ${to} AND ${kept} ORDER BY _row`,
    ),
  );
  const columns = names.map((name) => ({
    name,
    personal: catalog.has(entityId, name) ? personal.get(name) : undefined,
  }));
  return { columns, pages, leftOut: account?.n ?? 0 };
}

async function plainTable({ engine }: ExportSources, name: 'files' | 'rejects'): Promise<Sheet> {
  const statement = sql`SELECT * FROM ${id('main', name)}`;
  const { schema } = await engine.table(sql`${statement} LIMIT 0`);
  return { columns: schema.fields.map((field) => ({ name: field.name })), pages: [statement], leftOut: 0 };
}

/** Half-open ranges that cover 0 … last. */
function ranges(last: number, size: number): [from: number, to: number][] {
  return Array.from({ length: Math.ceil((last + 1) / size) }, (_, page) => [page * size, (page + 1) * size]);
}
