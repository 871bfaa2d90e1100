import { AppError, inputError } from '../core/errors';
import type { Condition, Selection, TagValues } from '../core/selection';
import type { BasePart } from './base';
import { searchCondition } from './search-words';
import { join, sql, values, type Sql, type SqlValue } from './sql';

/** A predicate over the base, with the parts it reads. */
export interface Predicate {
  readonly condition: Sql;
  readonly parts: readonly BasePart[];
}

/**
 * The selection as SQL over `baseFrom(parts)`. A selection without conditions holds for everyone.
 * `tables` has the answers to the statements it names, each a table of `customer_no`.
 * @throws AppError `input/selection-field`, `input/selection-value` when it names what the base has not
 */
export function predicateOf(
  selection: Selection,
  columns: readonly BasePart[],
  tables: ReadonlyMap<string, Sql> = new Map(),
): Predicate {
  const read: BasePart[] = [];
  const find = (name: string): BasePart => {
    const part = columns.find((column) => column.name === name);
    if (!part) throw inputError('selection-field', { field: name });
    read.push(part);
    return part;
  };
  const search: Search = (text, tags) => {
    const found = searchCondition(text, tags, columns);
    read.push(...found.parts);
    return found.condition;
  };
  const answer: Answer = (text) => {
    const table = tables.get(text);
    if (!table) throw new AppError('bug', 'statement-unanswered', { text });
    return table;
  };
  return { condition: conditionsSql(selection, { find, search, answer }), parts: read };
}

type Find = (name: string) => BasePart;
type Search = (text: string, tags: readonly TagValues[]) => Sql;
type Answer = (text: string) => Sql;

/** What conditions are written with. */
interface Means {
  readonly find: Find;
  readonly search: Search;
  readonly answer: Answer;
}

function conditionsSql({ mode, conditions }: Pick<Selection, 'mode' | 'conditions'>, means: Means): Sql {
  if (conditions.length === 0) return sql`(true)`;
  const each = conditions.map((condition) => sql`(${conditionSql(condition, means)})`);
  return sql`(${join(each, mode === 'any' ? sql` OR ` : sql` AND `)})`;
}

function conditionSql(condition: Condition, means: Means): Sql {
  const { find, search, answer } = means;
  switch (condition.kind) {
    case 'compare': {
      const part = find(condition.field);
      const value = literal(part, condition.value);
      const { expression } = part;
      switch (condition.op) {
        // Who has no value is not equal to it either.
        case '!=':
          return sql`${expression} IS DISTINCT FROM ${value}`;
        case '=':
          return sql`${expression} = ${value}`;
        case '<':
          return sql`${expression} < ${value}`;
        case '<=':
          return sql`${expression} <= ${value}`;
        case '>':
          return sql`${expression} > ${value}`;
        case '>=':
          return sql`${expression} >= ${value}`;
      }
      throw inputError('selection-value', { field: condition.field, value: String(condition.op) });
    }
    case 'one-of': {
      const part = find(condition.field);
      const wanted = condition.values.map((value) => literal(part, value));
      return wanted.length === 0 ? sql`false` : sql`${part.expression} IN (${join(wanted)})`;
    }
    case 'contains': {
      const { expression } = find(condition.field);
      return containsText(expression, condition.text);
    }
    case 'empty': {
      const { expression } = find(condition.field);
      const isEmpty = sql`coalesce(CAST(${expression} AS VARCHAR), '') = ''`;
      return condition.isEmpty ? isEmpty : sql`NOT (${isEmpty})`;
    }
    case 'search':
      return search(condition.text, condition.tags ?? []);
    case 'picked': {
      const wanted = sql`f.customer_no IN ${values(condition.customers)}`;
      // Nobody left out is everyone; an empty list itself would be unknown, not false.
      if (condition.customers.length === 0) return sql`${condition.isExcluded}`;
      return condition.isExcluded ? sql`NOT (${wanted})` : wanted;
    }
    case 'group':
      return conditionsSql(condition, means);
    case 'sql':
      return sql`f.customer_no IN (SELECT customer_no FROM ${answer(condition.text)})`;
    case 'tag':
      return sql`f.customer_no IN (
        SELECT customer_no FROM store.tags
        JOIN store.current_outputs USING (tag_no, run_no) JOIN store.tag_names USING (tag_no)
        JOIN store.tag_values USING (value_no)
        WHERE ${tagCondition(condition)})`;
    case 'result':
      return sql`f.customer_no IN (
        SELECT customer_no FROM store.proposals
        JOIN store.runs USING (run_no) JOIN store.tag_names USING (tag_no) JOIN store.tag_values USING (value_no)
        WHERE run_id = ${condition.runId} AND ${tagCondition(condition)})`;
  }
}

/** Whether a column's text holds another, without regard to case. */
export const containsText = (expression: Sql, text: string): Sql =>
  sql`contains(lower(CAST(${expression} AS VARCHAR)), lower(${text}))`;

function tagCondition(condition: Extract<Condition, { kind: 'tag' | 'result' }>): Sql {
  const { tag, values: wanted, minScore, maxScore } = condition;
  const parts = [sql`tag = ${tag}`];
  if (wanted.length > 0) parts.push(sql`value IN ${values(wanted)}`);
  // Scores are stored as 32-bit numbers: a bound of 0.8 must be the 0.8 that was stored.
  if (minScore !== undefined) parts.push(sql`score >= CAST(${minScore} AS FLOAT)`);
  if (maxScore !== undefined) parts.push(sql`score < CAST(${maxScore} AS FLOAT)`);
  return join(parts, sql` AND `);
}

const numeric = new Set(['integer', 'decimal', 'money', 'duration']);

/** A value in the type of its column. */
function literal({ name, type }: BasePart, value: string | number | boolean): Sql {
  const wrong = () => inputError('selection-value', { field: name, value: String(value) });
  if (numeric.has(type)) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong();
    return sql`${number}`;
  }
  if (type === 'boolean') {
    if (value === true || value === 'true' || value === 1) return sql`true`;
    if (value === false || value === 'false' || value === 0) return sql`false`;
    throw wrong();
  }
  if (type === 'timestamp' || type === 'date') {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(value))
      throw wrong();
    if (Number.isNaN(Date.parse(value))) throw wrong();
    return sql`CAST(${value} AS TIMESTAMP)`;
  }
  return sql`${String(value) as SqlValue}`;
}
