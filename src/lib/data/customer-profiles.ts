import { cellsOf } from './arrow-values';
import { baseFrom, type BasePart } from './base';
import type { Engine, QueryOptions } from './engine';
import type { Predicate } from './selections';
import { sql, type Sql } from './sql';

/** How the values of a column are spread: customers per bin, of everyone and of those that a filter keeps. */
export interface ColumnProfile {
  readonly all: readonly number[];
  readonly kept: readonly number[] | null;
  /** Ends of the first and the last bin of a number or date, as they compare; null for words. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Bars that fit a narrow column. */
const bins = 10;
/** Customers whose values set the ends of the bins: beyond the 1st and 99th of 100 all fall into the last bin. */
const sampled = 20_000;

const numeric = new Set(['integer', 'decimal', 'money', 'duration']);

/** Numbers of a column; dates count their seconds; undefined for words. */
function numberOf({ type, kind, expression }: BasePart): Sql | undefined {
  if (kind === 'tag') return undefined;
  if (numeric.has(type)) return sql`CAST(${expression} AS DOUBLE)`;
  return type === 'date' || type === 'timestamp' ? sql`epoch(CAST(${expression} AS TIMESTAMP))` : undefined;
}

/**
 * Profiles of the columns that have one: numbers, dates, categories, yes and no; not texts and ids.
 * @param known profiles of this base by their key: who was interrupted goes on where they were
 */
export async function loadProfiles(
  engine: Engine,
  columns: readonly BasePart[],
  kept: Predicate | null,
  known: Map<string, ColumnProfile>,
  options?: QueryOptions,
): Promise<ReadonlyMap<string, ColumnProfile>> {
  const profiles = new Map<string, ColumnProfile>();
  for (const part of columns) {
    const number = numberOf(part);
    if (!number && part.type !== 'category' && part.type !== 'boolean') continue;
    const key = `${part.name} ${kept?.condition.text ?? ''}`;
    const profile =
      known.get(key) ??
      (await (number ? ofNumbers(engine, part, number, kept, options) : ofWords(engine, part, kept, options)));
    known.set(key, profile);
    profiles.set(part.name, profile);
  }
  return profiles;
}

/** Counts of everyone and of the kept ones in one reading. */
const counts = (part: BasePart, key: Sql, kept: Predicate | null): Sql => sql`
  SELECT ${key} AS bin, count(*)::DOUBLE AS n, count(*) FILTER (${kept?.condition ?? sql`false`})::DOUBLE AS kept
  ${baseFrom([part, ...(kept?.parts ?? [])])} WHERE ${part.expression} IS NOT NULL GROUP BY 1`;

async function ofNumbers(
  engine: Engine,
  part: BasePart,
  number: Sql,
  kept: Predicate | null,
  options: QueryOptions | undefined,
): Promise<ColumnProfile> {
  const [ends] = await engine.query<{ low: number | null; high: number | null }>(
    sql`SELECT quantile_cont(v, 0.01) AS low, quantile_cont(v, 0.99) AS high
      FROM (SELECT ${number} AS v ${baseFrom([part])}
        WHERE f.customer_no % (SELECT greatest(1, count(*) // ${sampled}) FROM store.features) = 0)`,
    options,
  );
  const low = ends?.low ?? 0;
  const high = ends?.high ?? 0;
  const width = high > low ? (high - low) / bins : 1;
  const bin = sql`CAST(least(${bins - 1}, greatest(0, floor((${number} - ${low}) / ${width}))) AS INTEGER)`;
  const table = await engine.table(counts(part, bin, kept), options);
  const [all, some] = [new Array<number>(bins).fill(0), new Array<number>(bins).fill(0)];
  for (const [at, n, keptHere] of cellsOf(table)) {
    all[Number(at)] = Number(n);
    some[Number(at)] = Number(keptHere);
  }
  return { all, kept: kept && some, from: low, to: high };
}

async function ofWords(
  engine: Engine,
  part: BasePart,
  kept: Predicate | null,
  options: QueryOptions | undefined,
): Promise<ColumnProfile> {
  const table = await engine.table(
    sql`${counts(part, part.expression, kept)} ORDER BY n DESC, bin LIMIT ${bins}`,
    options,
  );
  const rows = cellsOf(table);
  return {
    all: rows.map(([, n]) => Number(n)),
    kept: kept && rows.map(([, , keptHere]) => Number(keptHere)),
    from: null,
    to: null,
  };
}
