import { inputError } from '../core/errors';
import type { Selection } from '../core/selection';
import { checkTypes } from './arrow-values';
import { baseFrom, type BasePart } from './base';
import { fieldOf, isEntityId, personalFields, type EntityId } from './entities';
import type { ExportSources } from './export';
import { maskSql, maskedFields } from './mask';
import { sqlSheet } from './export-sql';
import { id, join, sql, type Sql } from './sql';

/** What will be written: columns, and their rows in parts, so that no list stands in memory as a whole. */
export interface Sheet {
  readonly columns: readonly SheetColumn[];
  /** Rows in all. */
  readonly rows: number;
  /** Customers left out because they asked not to be contacted. */
  readonly leftOut: number;
  /** One Arrow IPC stream per part, the columns in their order; at least one part, with or without rows. */
  parts(signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface SheetColumn {
  /** Unique within the sheet. */
  readonly name: string;
  /** Of what the column is, where its type alone does not say. */
  readonly kind?: 'money';
  /** A personal field, hidden in part when the sheet is masked. */
  readonly isMasked?: boolean;
}

const pageCustomers = 20_000;
const pageRows = 50_000;

interface Asked {
  readonly masked: boolean;
  readonly where?: Selection;
}

/** @throws AppError `input/export-unknown` (details: what) */
export async function sheetOf(sources: ExportSources, what: string, { masked, where }: Asked): Promise<Sheet> {
  const { base } = sources;
  const columns = await base.ensure();
  const at = what.indexOf(':');
  const kind = at < 0 ? what : what.slice(0, at);
  const name = at < 0 ? '' : what.slice(at + 1);
  if (what === 'customers') return customers(sources, columns, { masked, where });
  if (what === 'tags') return tags(sources);
  if (kind === 'segment') {
    const selection = sources.segment(name);
    if (selection) return customers(sources, columns, { masked, where: selection });
  }
  if (kind === 'run') return run(sources, name, what);
  if (kind === 'sql') return sqlSheet(sources.engine, name, masked);
  if (kind === 'table') {
    if (name === 'base') return customers(sources, columns, { masked });
    if (name === 'tags') return tags(sources);
    if (isEntityId(name)) return entity(sources, name, masked);
    if (name === 'files' || name === 'rejects') return plainTable(sources, name);
  }
  throw inputError('export-unknown', { what });
}

/** Statements as parts, run one after the other. */
const paged = ({ engine }: ExportSources, pages: readonly Sql[]): Sheet['parts'] =>
  async function* (signal) {
    for (const page of pages) yield await engine.bytes(page, { signal });
  };

async function customers(
  sources: ExportSources,
  columns: readonly BasePart[],
  { masked, where }: Asked,
): Promise<Sheet> {
  if (where) await sources.statements.answer(where, columns);
  const chosenBy = where && sources.statements.predicate(where, columns);
  const { condition, parts } = chosenBy ?? { condition: sql`true`, parts: [] };
  const [account] = await sources.engine.query<{ last: number | null; n: number; left_out: number }>(sql`
    SELECT max(f.customer_no) AS last, count(*) FILTER (NOT f.is_opted_out)::DOUBLE AS n,
      count(*) FILTER (f.is_opted_out)::DOUBLE AS left_out
    ${baseFrom(parts)} WHERE ${condition}`);
  // Positions in place of names: two columns of a user may differ in nothing but case.
  const chosen = columns.map(({ name, isPersonal, expression }, c) => {
    return sql`${masked && isPersonal ? maskSql(name, expression) : expression} AS ${id(`c${c}`)}`;
  });
  const pages = ranges(account?.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${join(chosen)} ${baseFrom([...columns, ...parts])}
      WHERE f.customer_no >= ${from} AND f.customer_no < ${to} AND NOT f.is_opted_out AND ${condition}
      ORDER BY f.customer_no`,
  );
  return {
    columns: columns.map(({ name, type, isPersonal }) => ({
      ...{ name, kind: type === 'money' ? 'money' : undefined },
      isMasked: masked && isPersonal && maskedFields.has(name),
    })),
    ...{ rows: account?.n ?? 0, leftOut: account?.left_out ?? 0, parts: paged(sources, pages) },
  };
}

const tagColumns = ['customer_id', 'tag', 'layer', 'kind', 'value', 'score', 'low', 'high', 'as_of', 'run_id'];

/** Current tags, one row per customer and tag. */
async function tags(sources: ExportSources): Promise<Sheet> {
  const [account] = await sources.engine.query<{ last: number | null; n: number; left_out: number }>(sql`
    SELECT max(customer_no) AS last, count(*) FILTER (NOT coalesce(is_opted_out, false))::DOUBLE AS n,
      count(DISTINCT customer_no) FILTER (is_opted_out)::DOUBLE AS left_out
    FROM store.tags JOIN store.current_outputs USING (tag_no, run_no) LEFT JOIN store.features USING (customer_no)`);
  const pages = ranges(account?.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${tagRows}
      FROM store.tags AS rows JOIN store.current_outputs USING (tag_no, run_no) ${tagJoins}
      WHERE rows.customer_no >= ${from} AND rows.customer_no < ${to} AND NOT coalesce(is_opted_out, false)
      ORDER BY rows.customer_no, rows.tag_no`,
  );
  return {
    columns: tagColumns.map((name) => ({ name })),
    ...{ rows: account?.n ?? 0, leftOut: account?.left_out ?? 0, parts: paged(sources, pages) },
  };
}

const tagRows = sql`customer_id, tag, layer, kind, value, score, low, high, as_of, run_id`;

const tagJoins = sql`
  JOIN store.runs AS runs ON runs.run_no = rows.run_no
  JOIN store.customer_ids AS ids ON ids.customer_no = rows.customer_no
  JOIN store.tag_names AS names ON names.tag_no = rows.tag_no
  JOIN store.tag_values AS words ON words.value_no = rows.value_no
  LEFT JOIN store.features AS features ON features.customer_no = rows.customer_no`;

/** What a run proposes: tags per customer, or predictions per text. */
async function run(sources: ExportSources, runId: string, what: string): Promise<Sheet> {
  const [found] = await sources.engine.query<{
    run_no: number;
    last: number | null;
    n: number;
    left_out: number;
    texts: number;
  }>(sql`
    WITH rows AS (
      SELECT p.run_no, customer_no, coalesce(is_opted_out, false) AS is_opted_out
      FROM store.proposals AS p LEFT JOIN store.features USING (customer_no))
    SELECT run_no,
      (SELECT max(customer_no) FROM rows WHERE rows.run_no = runs.run_no) AS last,
      (SELECT count(*) FROM rows WHERE rows.run_no = runs.run_no AND NOT is_opted_out)::DOUBLE AS n,
      (SELECT count(DISTINCT customer_no) FROM rows WHERE rows.run_no = runs.run_no AND is_opted_out)::DOUBLE AS left_out,
      (SELECT count(*) FROM store.predictions AS p WHERE p.run_no = runs.run_no)::DOUBLE AS texts
    FROM store.runs AS runs WHERE run_id = ${runId}`);
  if (!found) throw inputError('export-unknown', { what });
  if (found.last === null && found.texts > 0) return predictions(sources, found.run_no, found.texts);
  const pages = ranges(found.last ?? -1, pageCustomers).map(
    ([from, to]) => sql`
      SELECT ${tagRows} FROM store.proposals AS rows ${tagJoins}
      WHERE rows.run_no = ${found.run_no} AND rows.customer_no >= ${from} AND rows.customer_no < ${to}
        AND NOT coalesce(is_opted_out, false)
      ORDER BY rows.customer_no, rows.tag_no`,
  );
  return {
    columns: tagColumns.map((name) => ({ name })),
    ...{ rows: found.n, leftOut: found.left_out, parts: paged(sources, pages) },
  };
}

const predictions = (sources: ExportSources, runNo: number, rows: number): Sheet => ({
  columns: ['feedback_id', 'text', 'column', 'value', 'score'].map((name) => ({ name })),
  ...{ rows, leftOut: 0 },
  parts: paged(sources, [
    sql`SELECT feedback_id, text, "column", value, score
      FROM store.predictions AS rows JOIN store.tag_values USING (value_no)
      JOIN coded.feedback AS feedback ON feedback._file = rows._file AND feedback._row = rows._row
      WHERE run_no = ${runNo} ORDER BY rows._file, rows._row`,
  ]),
});

/** The rows of an entity as people see them. The list of customers is a list one could contact: it honours opt-outs. */
async function entity(sources: ExportSources, entityId: EntityId, masked: boolean): Promise<Sheet> {
  const { engine, catalog } = sources;
  const view = id('main', entityId);
  const { schema } = await engine.table(sql`SELECT * FROM ${view} LIMIT 0`);
  const names = schema.fields.map((field) => field.name).filter((name) => name !== '_file' && name !== '_row');
  const isMasked = (name: string) =>
    masked && catalog.has(entityId, name) && personalFields(entityId).has(name) && maskedFields.has(name);
  const isList = entityId === 'customers';
  const optedOut = sql`customer_id IN (
    SELECT customer_id FROM store.features JOIN store.customer_ids USING (customer_no) WHERE is_opted_out)`;
  const kept = isList ? sql`NOT coalesce(${optedOut}, false)` : sql`true`;
  const [account] = await engine.query<{ n: number; left_out: number }>(sql`
    SELECT count(*) FILTER (${kept})::DOUBLE AS n,
      ${isList ? sql`count(DISTINCT customer_id) FILTER (${optedOut})::DOUBLE` : sql`0`} AS left_out
    FROM ${view}`);
  const spans = await engine.query<{ file: number; last: number }>(sql`
    SELECT _file AS file, max(_row) AS last FROM ${id('store', entityId)} GROUP BY _file ORDER BY _file`);
  const chosen = join(names.map((name) => (isMasked(name) ? maskSql(name, id(name)) : id(name))));
  const pages = (spans.length > 0 ? spans : [{ file: -1, last: -1 }]).flatMap(({ file, last }) =>
    ranges(last, pageRows).map(
      ([from, to]) => sql`
        SELECT ${chosen} FROM ${view}
        WHERE _file = ${file} AND _row >= ${from} AND _row < ${to} AND ${kept} ORDER BY _row`,
    ),
  );
  return {
    columns: names.map((name) => ({
      ...{ name, isMasked: isMasked(name) },
      kind: fieldOf(entityId, name)?.type === 'money' ? 'money' : undefined,
    })),
    ...{ rows: account?.n ?? 0, leftOut: account?.left_out ?? 0, parts: paged(sources, pages) },
  };
}

async function plainTable(sources: ExportSources, name: 'files' | 'rejects'): Promise<Sheet> {
  const statement = sql`SELECT * FROM ${id('main', name)}`;
  const shown = await sources.engine.table(sql`${statement} LIMIT 0`);
  checkTypes(shown);
  const [account] = await sources.engine.query<{ n: number }>(
    sql`SELECT count(*)::DOUBLE AS n FROM ${id('main', name)}`,
  );
  return {
    columns: shown.schema.fields.map((field) => ({ name: field.name })),
    ...{ rows: account?.n ?? 0, leftOut: 0, parts: paged(sources, [statement]) },
  };
}

/** Half-open ranges that cover 0 … last; one where there is nothing, so that a file has its columns. */
function ranges(last: number, size: number): [from: number, to: number][] {
  return Array.from({ length: Math.max(1, Math.ceil((last + 1) / size)) }, (_, page) => [
    page * size,
    (page + 1) * size,
  ]);
}
