import { inputError } from '../core/errors';
import type { Layer } from '../core/layers';
import { cellsOf } from './arrow-values';
import { baseFrom, type BasePart } from './base';
import type { Engine } from './engine';
import type { EntityId } from './entities';
import { id, join, sql, type Sql } from './sql';

export interface PortraitEntry {
  readonly name: string;
  readonly kind: 'field' | 'free' | 'feature' | 'tag';
  readonly layer: Layer;
  readonly value: string | number | boolean | null;
  /** For tags: the run they come from. */
  readonly run?: { readonly runNo: number; readonly runId: string; readonly analysis: string; readonly asOf: string };
  readonly score?: number;
  /** Ends of the score's interval. */
  readonly low?: number;
  readonly high?: number;
}

export interface PortraitEvent {
  readonly entity: EntityId;
  /** ISO timestamp. */
  readonly at: string;
  readonly channel: string | null;
  /** Words of the event in the order: kind or category, theme or product, text. */
  readonly what: readonly string[];
  readonly amount: number | null;
}

export interface Portrait {
  readonly customerNo: number;
  readonly customerId: string;
  readonly entries: readonly PortraitEntry[];
  /** Newest first. */
  readonly events: readonly PortraitEvent[];
}

/** How an entity's row reads as an event. */
interface EventSource {
  readonly entity: EntityId;
  readonly at: string;
  readonly hasChannel: boolean;
  readonly what: readonly Sql[];
  readonly amount: Sql;
}

const none = sql`NULL`;
const product = sql`coalesce(product.name, product.product_id)`;

const eventSources: readonly EventSource[] = [
  {
    ...{ entity: 'transactions', at: 'occurred_at', hasChannel: true },
    ...{ what: [sql`event.category`, product], amount: sql`event.amount` },
  },
  {
    ...{ entity: 'interactions', at: 'occurred_at', hasChannel: true },
    ...{ what: [sql`event.kind`, sql`event.theme`, product], amount: none },
  },
  {
    ...{ entity: 'feedback', at: 'received_at', hasChannel: true },
    ...{ what: [sql`event.label`, sql`event.text`], amount: none },
  },
  {
    ...{ entity: 'survey_answers', at: 'answered_at', hasChannel: false },
    ...{ what: [sql`event.question`, sql`event.answer`], amount: none },
  },
  {
    ...{ entity: 'exposures', at: 'sent_at', hasChannel: true },
    ...{ what: [sql`event.arm`, sql`event.campaign_id`, sql`event.outcome`], amount: sql`event.outcome_value` },
  },
  {
    ...{ entity: 'contracts', at: 'started_at', hasChannel: false },
    ...{ what: [sql`event.status`, product], amount: sql`event.monthly_value` },
  },
  {
    ...{ entity: 'opportunities', at: 'opened_at', hasChannel: false },
    ...{ what: [sql`event.stage`], amount: sql`event.amount` },
  },
];

const newestEvents = 200;

/**
 * Everything known of one customer on the as-of date: the columns of the base in their layers, tags with the run they
 * come from, and the newest events over all entities.
 * @throws AppError `input/customer-unknown` (details: customerNo)
 */
export async function loadPortrait(
  engine: Engine,
  columns: readonly BasePart[],
  asOf: string,
  customerNo: number,
): Promise<Portrait> {
  if (!Number.isSafeInteger(customerNo)) throw inputError('customer-unknown', { customerNo: String(customerNo) });
  const chosen = columns.map(({ expression }, c) => sql`${expression} AS ${id(`c${c}`)}`);
  const table = await engine.table(
    sql`SELECT ${join(chosen)} ${baseFrom(columns)} WHERE f.customer_no = ${customerNo}`,
  );
  const [cells] = cellsOf(table);
  if (!cells) throw inputError('customer-unknown', { customerNo });
  const tags = await loadTags(engine, customerNo);
  const entries = columns.map(({ name, kind, layer, tagNo }, c): PortraitEntry => {
    const value = (cells[c] ?? null) as PortraitEntry['value'];
    const tag = tagNo === undefined ? undefined : tags.get(tagNo);
    return { name, kind, layer, value, ...tag };
  });
  return { customerNo, customerId: String(cells[0]), entries, events: await loadEvents(engine, asOf, customerNo) };
}

type TagDetails = Pick<PortraitEntry, 'run' | 'score' | 'low' | 'high'>;

async function loadTags(engine: Engine, customerNo: number): Promise<ReadonlyMap<number, TagDetails>> {
  const rows = await engine.query<{
    tagNo: number;
    runNo: number;
    runId: string;
    analysis: string;
    asOf: string;
    score: number | null;
    low: number | null;
    high: number | null;
  }>(sql`
    SELECT tag_no AS "tagNo", run_no AS "runNo", run_id AS "runId", analysis, strftime(as_of, '%Y-%m-%d') AS "asOf",
      score, low, high
    FROM store.tags JOIN store.current_outputs USING (tag_no, run_no) JOIN store.runs USING (run_no)
    WHERE customer_no = ${customerNo}`);
  return new Map(
    rows.map(({ tagNo, score, low, high, ...run }) => [
      tagNo,
      { run, score: score ?? undefined, low: low ?? undefined, high: high ?? undefined },
    ]),
  );
}

async function loadEvents(engine: Engine, asOf: string, customerNo: number): Promise<PortraitEvent[]> {
  const selects = eventSources.map(({ entity, at, hasChannel, what, amount }) => {
    const words = join(what.map((word) => sql`CAST(${word} AS VARCHAR)`));
    const usesProduct = what.includes(product);
    return sql`
      SELECT ${entity} AS entity, event.${id(at)} AS moment, ${hasChannel ? sql`channel` : none} AS channel,
        [${words}] AS what, CAST(${amount} AS DOUBLE) AS amount, event._file, event._row
      FROM ${id('coded', entity)} AS event
      ${hasChannel ? sql`LEFT JOIN store.channel_names USING (channel_no)` : sql``}
      ${usesProduct ? sql`LEFT JOIN ${products} AS product USING (product_no)` : sql``}
      WHERE event.customer_no = ${customerNo} AND event.${id(at)} < CAST(${asOf} AS TIMESTAMP)`;
  });
  const rows = await engine.query<Omit<PortraitEvent, 'at' | 'what'> & { moment: string; what: (string | null)[] }>(sql`
    SELECT entity, moment, channel, what, amount FROM (${join(selects, sql` UNION ALL `)})
    ORDER BY moment DESC, entity, _file DESC, _row DESC LIMIT ${newestEvents}`);
  return rows.map(({ entity, moment, channel, what, amount }) => ({
    ...{ entity, channel, amount, at: moment },
    what: what.filter((word) => word !== null),
  }));
}

/** One row per product, with its last name: a list of products may repeat itself. */
const products = sql`(
  SELECT product_no, product_id, any_value(name) AS name
  FROM store.product_ids LEFT JOIN coded.products USING (product_no) GROUP BY product_no, product_id)`;
