import { entityOf, type EntityId, type Field, type FieldType } from './entities';
import { columnOf, dictionaries, type Dictionary } from './schema';
import type { Session } from './session';
import { id, join, sequence, sql, type Sql } from './sql';

/** What the views of one entity are made from. */
export interface EntityShape {
  readonly entity: EntityId;
  /** Physical columns some file brought, beside `_file` and `_row`. */
  readonly columns: ReadonlySet<string>;
  readonly free: readonly { readonly column: string; readonly name: string; readonly type: FieldType }[];
}

/** Columns that views compute from others. A refund is what the file flags, or else what has a negative amount. */
const derived: Partial<Record<EntityId, Readonly<Record<string, Sql>>>> = {
  transactions: {
    amount: sql`coalesce(amount, quantity * unit_price)`,
    is_refund: sql`coalesce(is_refund, coalesce(amount, quantity * unit_price) < 0)`,
  },
};

/** Columns of the view `feedback` that accepted text analyses fill. */
const predicted = [
  { column: 'label_predicted', value: sql`max(value) FILTER ("column" = 'label')` },
  { column: 'label_score', value: sql`max(score) FILTER ("column" = 'label')` },
  { column: 'is_spam', value: sql`bool_or(value = 'spam') FILTER ("column" = 'spam')` },
  { column: 'sentiment', value: sql`max(value) FILTER ("column" = 'sentiment')` },
  { column: 'topic', value: sql`max(value) FILTER ("column" = 'topic')` },
] as const;

/** Makes or remakes `coded.<entity>` and `main.<entity>`. */
export const createEntityViews = (session: Session, shape: EntityShape): Promise<void> =>
  session.execute(sequence([codedView(shape), peopleView(shape)]));

/** Makes or remakes every view, those that do not depend on what was imported too. */
export const createViews = (session: Session, shapes: readonly EntityShape[]): Promise<void> =>
  session.execute(sequence([...fixedViews, ...shapes.flatMap((shape) => [codedView(shape), peopleView(shape)])]));

function codedView({ entity, columns, free }: EntityShape): Sql {
  const { fields } = entityOf(entity);
  const complete = fields.map((field) => {
    const { column, type } = columnOf(field);
    return columns.has(column) ? id(column) : sql`CAST(NULL AS ${type}) AS ${id(column)}`;
  });
  const rules = derived[entity] ?? {};
  const chosen = fields.map((field) => {
    const { column } = columnOf(field);
    const rule = rules[column];
    return rule ? sql`${rule} AS ${id(column)}` : id(column);
  });
  const own = free.filter(({ column }) => columns.has(column)).map(({ column }) => id(column));
  return sql`CREATE OR REPLACE VIEW ${id('coded', entity)} AS
    SELECT _file, _row, ${join([...chosen, ...own])}
    FROM (SELECT _file, _row, ${join([...complete, ...own])} FROM ${id('store', entity)})`;
}

function peopleView({ entity, columns, free }: EntityShape): Sql {
  const { fields } = entityOf(entity);
  const joins: Sql[] = [];
  const shown = fields.map((field) => {
    const words = dictionaryOf(field);
    if (!words) return sql`rows.${id(field.name)}`;
    if (!columns.has(words.number)) return sql`CAST(NULL AS VARCHAR) AS ${id(field.name)}`;
    joins.push(sql`LEFT JOIN ${words.table} USING (${id(words.number)})`);
    return sql`${words.table}.${id(words.text)} AS ${id(field.name)}`;
  });
  const reserved = fields.map((field) => field.name);
  if (entity === 'feedback') {
    shown.push(...predicted.map(({ column }) => sql`predicted.${id(column)}`));
    joins.push(predictions);
    reserved.push(...predicted.map(({ column }) => column));
  }
  const named = freeNames(
    free.filter(({ column }) => columns.has(column)),
    [...reserved, '_file', '_row'],
  );
  shown.push(...named.map(({ column, name }) => sql`rows.${id(column)} AS ${id(name)}`));
  return sql`CREATE OR REPLACE VIEW ${id('main', entity)} AS
    SELECT ${join(shown)}, rows._file, rows._row
    FROM ${id('coded', entity)} AS rows ${join(joins, sql` `)}`;
}

const dictionaryOf = (field: Field): Dictionary | undefined => field.dictionary && dictionaries[field.dictionary];

const predictions = sql`LEFT JOIN (
    SELECT _file, _row, ${join(predicted.map(({ column, value }) => sql`${value} AS ${id(column)}`))}
    FROM store.predictions
    JOIN store.current_outputs USING ("column", run_no)
    JOIN store.tag_values USING (value_no)
    WHERE is_written
    GROUP BY _file, _row) AS predicted
  ON predicted._file = rows._file AND predicted._row = rows._row`;

/**
 * Names for free attributes in a view: the user's own, made unique without regard to case (as the engine compares),
 * never empty.
 */
export function freeNames<T extends { readonly column: string; readonly name: string }>(
  free: readonly T[],
  reserved: readonly string[],
): T[] {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  return free.map((attribute) => {
    const wanted = attribute.name.replaceAll('\0', '').trim() || attribute.column;
    let name = wanted;
    for (let n = 1; taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    taken.add(name.toLowerCase());
    return { ...attribute, name };
  });
}

/** The views that do not depend on what was imported. */
const fixedViews: readonly Sql[] = [
  sql`CREATE OR REPLACE VIEW main.files AS
    SELECT file, name, bytes, modified_at FROM store.files`,
  sql`CREATE OR REPLACE VIEW main.rejects AS
    SELECT files.name AS file, entity, scope, line, _row AS "row", position + 1 AS "column", reason, raw, _file
    FROM store.rejects LEFT JOIN store.files AS files ON files.file = _file`,
  sql`CREATE OR REPLACE VIEW main.tags AS
    SELECT customer_id, tag, layer, kind, value, score, low, high, as_of, run_id,
      current_outputs.run_no IS NOT NULL AS is_current
    FROM store.tags AS tags
    JOIN store.customer_ids USING (customer_no)
    JOIN store.tag_names USING (tag_no)
    JOIN store.tag_values USING (value_no)
    JOIN store.runs AS runs ON runs.run_no = tags.run_no
    LEFT JOIN store.current_outputs AS current_outputs
      ON current_outputs.run_no = tags.run_no AND current_outputs.tag_no = tags.tag_no`,
];
