import type { ColumnValues } from '../../lib/data/arrow-values';
import type { Dataset } from '../../lib/data/dataset';
import { id, join, sql } from '../../lib/data/sql';

/** Types of `coded.features` that can be compared as numbers. */
const numeric = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+INT\w*|FLOAT|DOUBLE|DECIMAL)/;

/** Numbers of the customers themselves that can tell them apart; an age nobody has is a typing error. */
const own = {
  age: {
    needs: ['age', 'birth_date'],
    value: (asOf: string) => sql`max(coalesce(age, date_sub('year', birth_date, CAST(${asOf} AS DATE))))`,
    isPossible: sql`age BETWEEN 0 AND 120`,
  },
  income: { needs: ['income'], value: () => sql`max(income)`, isPossible: sql`income >= 0` },
} as const;

type OwnName = keyof typeof own;
const ownNames = Object.keys(own) as readonly OwnName[];
const isOwn = (name: string): name is OwnName => Object.hasOwn(own, name);

/** Names of the numeric features, in their order, and of the customers' own numbers. */
export async function loadFeatureNames(data: Dataset): Promise<readonly string[]> {
  const columns = await data.rows<{ column_name: string; column_type: string }>(
    sql`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM coded.features)`,
  );
  const counted = columns
    .filter(({ column_name, column_type }) => !column_name.endsWith('_no') && numeric.test(column_type))
    .map(({ column_name }) => column_name);
  return [...counted, ...ownNames.filter((name) => own[name].needs.some((field) => data.has('customers', field)))];
}

export interface FeatureTable {
  readonly customers: Int32Array;
  /** One per name; NaN where a customer has no value. */
  readonly columns: readonly Float64Array[];
}

/** The given features of every customer. */
export async function loadFeatures(data: Dataset, names: readonly string[]): Promise<FeatureTable> {
  const chosen = names.map((name, i) => {
    const value = isOwn(name) ? sql`CASE WHEN ${own[name].isPossible} THEN ${id(name)} END` : id(name);
    return sql`CAST(${value} AS DOUBLE) AS ${id(`f${i}`)}`;
  });
  const { customer_no, ...columns } = await data.columns<Record<string, ColumnValues>>(sql`
    SELECT customer_no, ${join(chosen)}
    FROM coded.features
    LEFT JOIN (
      SELECT customer_no, ${join(ownNames.map((name) => sql`${own[name].value(data.asOf)} AS ${id(name)}`))}
      FROM coded.customers GROUP BY customer_no) AS persons USING (customer_no)
    ORDER BY customer_no`);
  return {
    customers: Int32Array.from((customer_no ?? []) as ArrayLike<number>),
    columns: names.map((_, i) => Float64Array.from((columns[`f${i}`] ?? []) as ArrayLike<number>)),
  };
}

/** Words by which segments are told apart, and which are not used to make them. */
export const categoricalFields = ['gender', 'region', 'city', 'occupation', 'education', 'membership'] as const;

/** Commonest values looked at per field. */
const VALUES_PER_FIELD = 20;

export interface Category {
  readonly field: string;
  readonly values: readonly string[];
  /** Customers that have one of `values`, and which. */
  readonly customers: Int32Array;
  readonly codes: Int32Array;
}

/** The commonest values of a field of the customers, or of their channels (`channel`: the one used most). */
export async function loadCategory(data: Dataset, field: string): Promise<Category> {
  const source =
    field === 'channel'
      ? sql`
        SELECT customer_no, arg_max(channel, (n, -channel_no)) AS value
        FROM (SELECT customer_no, channel_no, count(*) AS n FROM coded.interactions
              WHERE customer_no IS NOT NULL AND channel_no IS NOT NULL
                AND occurred_at < CAST(${data.asOf} AS TIMESTAMP)
              GROUP BY customer_no, channel_no)
        JOIN store.channel_names USING (channel_no)
        GROUP BY customer_no`
      : sql`
        SELECT customer_no, max(trim(CAST(${id(field)} AS VARCHAR))) AS value
        FROM coded.customers WHERE customer_no IS NOT NULL GROUP BY customer_no`;
  const values = await data.rows<{ value: string }>(sql`
    SELECT value FROM (${source}) WHERE value <> '' GROUP BY value
    ORDER BY count(*) DESC, value LIMIT ${VALUES_PER_FIELD}`);
  const { customer_no, code } = await data.columns<Record<string, ColumnValues>>(sql`
    WITH held AS (${source}),
    common AS (
      SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) - 1 AS code
      FROM held WHERE value <> '' GROUP BY value
      ORDER BY code LIMIT ${VALUES_PER_FIELD})
    SELECT customer_no, CAST(code AS INTEGER) AS code FROM held JOIN common USING (value) ORDER BY customer_no`);
  return {
    field,
    values: values.map(({ value }) => value),
    customers: Int32Array.from((customer_no ?? []) as ArrayLike<number>),
    codes: Int32Array.from((code ?? []) as ArrayLike<number>),
  };
}
