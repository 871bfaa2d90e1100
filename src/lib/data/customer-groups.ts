import { cellsOf } from './arrow-values';
import { baseFrom, type BasePart } from './base';
import type { Engine, QueryOptions } from './engine';
import type { Predicate } from './selections';
import { sql, type Sql } from './sql';

/** Customers with the same value of a column. */
export interface CustomerGroup {
  /** The value they share; null for those without one. */
  readonly value: string | number | boolean | null;
  readonly customers: number;
  /** Sums over the group; null where the data has no orders. */
  readonly amount: number | null;
  readonly orders: number | null;
}

export interface CustomerGroups {
  /** The largest first, then by value; at most `mostGroups`. */
  readonly groups: readonly CustomerGroup[];
  /** Different values in all. */
  readonly values: number;
}

/** A list of more groups than this is no grouping: a column of names or ids. */
export const mostGroups = 1000;

/** Groups the customers that meet a predicate by the values of one column. */
export async function loadGroups(
  engine: Engine,
  columns: readonly BasePart[],
  { condition, parts }: Predicate,
  by: BasePart,
  options?: QueryOptions,
): Promise<CustomerGroups> {
  const sum = (name: string): Sql => {
    const part = columns.find((column) => column.kind === 'feature' && column.name === name);
    return part ? sql`sum(${part.expression})::DOUBLE` : sql`CAST(NULL AS DOUBLE)`;
  };
  // An empty text is no value, as in the condition that opens the group.
  const isText = ['text', 'id', 'category'].includes(by.type);
  const value = isText ? sql`nullif(${by.expression}, '')` : by.expression;
  const found = sql`
    SELECT ${value} AS value, count(*)::DOUBLE AS customers, ${sum('amount_total')} AS amount,
      ${sum('orders')} AS orders
    ${baseFrom([...parts, by])} WHERE ${condition} GROUP BY 1`;
  const table = await engine.table(
    sql`SELECT *, count(*) OVER ()::DOUBLE AS "values" FROM (${found})
      ORDER BY customers DESC, value NULLS LAST LIMIT ${mostGroups}`,
    options,
  );
  const rows = cellsOf(table);
  return {
    groups: rows.map(([value, customers, amount, orders]) => ({
      value: value as CustomerGroup['value'],
      customers: Number(customers),
      amount: amount as number | null,
      orders: orders as number | null,
    })),
    values: Number(rows[0]?.[4] ?? 0),
  };
}
