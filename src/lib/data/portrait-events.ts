import { responseKinds } from '../core/interaction-kinds';
import type { Engine } from './engine';
import type { EntityId } from './entities';
import { id, join, sql, values, type Sql } from './sql';

/** A feedback's class: what a person gave it, or else what the accepted model says. */
export interface EventLabel {
  readonly value: string;
  readonly isPredicted: boolean;
  /** Probability of a predicted label. */
  readonly score: number | null;
}

export interface PortraitEvent {
  readonly entity: EntityId;
  /** ISO timestamp. */
  readonly at: string;
  readonly channel: string | null;
  /** What kind of event it was: kind of contact, category of an order, question, arm, status, stage. */
  readonly kind: string | null;
  /** Its other words: theme, product, answer, outcome. */
  readonly what: readonly string[];
  readonly amount: number | null;
  /** Of feedback: the text in full. */
  readonly text: string | null;
  readonly label: EventLabel | null;
}

/** All events of one kind on one day (and, for contacts, one channel): a mark of the timeline. */
export interface PortraitDay {
  readonly entity: TimelineEntity;
  /** ISO date. */
  readonly day: string;
  readonly rows: number;
  /** Money of the day's orders, refunds taken off; null elsewhere and where no amount is recorded. */
  readonly amount: number | null;
  /** Of orders: something was bought, not only given back. Of contacts: the customer responded. */
  readonly isSolid: boolean;
  /** Channel of contacts, label of feedback (given or predicted). */
  readonly word: string | null;
}

/** Entities whose events stand on the timeline. */
export type TimelineEntity = 'transactions' | 'interactions' | 'feedback' | 'survey_answers';

/** How an entity's row reads as an event. */
interface EventSource {
  readonly entity: EntityId;
  readonly at: string;
  readonly hasChannel: boolean;
  readonly kind: Sql;
  readonly what: readonly Sql[];
  readonly amount: Sql;
}

const none = sql`NULL`;
const product = sql`coalesce(product.name, product.product_id)`;

const eventSources: readonly EventSource[] = [
  {
    ...{ entity: 'transactions', at: 'occurred_at', hasChannel: true },
    ...{ kind: sql`event.category`, what: [product], amount: sql`event.amount` },
  },
  {
    ...{ entity: 'interactions', at: 'occurred_at', hasChannel: true },
    ...{ kind: sql`event.kind`, what: [sql`event.theme`, product], amount: none },
  },
  {
    ...{ entity: 'feedback', at: 'received_at', hasChannel: true },
    ...{ kind: sql`event.status`, what: [], amount: none },
  },
  {
    ...{ entity: 'survey_answers', at: 'answered_at', hasChannel: false },
    ...{ kind: sql`event.question`, what: [sql`event.answer`], amount: none },
  },
  {
    ...{ entity: 'exposures', at: 'sent_at', hasChannel: true },
    ...{ kind: sql`event.arm`, what: [sql`event.campaign_id`, sql`event.outcome`], amount: sql`event.outcome_value` },
  },
  {
    ...{ entity: 'contracts', at: 'started_at', hasChannel: false },
    ...{ kind: sql`event.status`, what: [product], amount: sql`event.monthly_value` },
  },
  {
    ...{ entity: 'opportunities', at: 'opened_at', hasChannel: false },
    ...{ kind: sql`event.stage`, what: [], amount: sql`event.amount` },
  },
];

/** Events a portrait lists at most. */
export const newestEvents = 500;

/** The newest events of one customer over all entities, before the as-of date, newest first. */
export async function loadEvents(engine: Engine, asOf: string, customerNo: number): Promise<PortraitEvent[]> {
  const selects = eventSources.map(({ entity, at, hasChannel, kind, what, amount }) => {
    const words = join(what.map((word) => sql`CAST(${word} AS VARCHAR)`));
    const isFeedback = entity === 'feedback';
    return sql`
      SELECT ${entity} AS entity, event.${id(at)} AS moment, ${hasChannel ? sql`channel` : none} AS channel,
        CAST(${kind} AS VARCHAR) AS kind, CAST([${words}] AS VARCHAR[]) AS what, CAST(${amount} AS DOUBLE) AS amount,
        ${isFeedback ? sql`event.text` : none} AS text, ${isFeedback ? sql`event.label` : none} AS label,
        ${isFeedback ? sql`predicted.label` : none} AS predicted, ${isFeedback ? sql`predicted.score` : none} AS score,
        event._file, event._row
      FROM ${id('coded', entity)} AS event
      ${hasChannel ? sql`LEFT JOIN store.channel_names USING (channel_no)` : sql``}
      ${what.includes(product) ? sql`LEFT JOIN ${products} AS product USING (product_no)` : sql``}
      ${isFeedback ? predictedLabels(customerNo) : sql``}
      WHERE event.customer_no = ${customerNo} AND event.${id(at)} < CAST(${asOf} AS TIMESTAMP)`;
  });
  type Found = Omit<PortraitEvent, 'at' | 'what' | 'label'> & {
    moment: string;
    what: (string | null)[];
    label: string | null;
    predicted: string | null;
    score: number | null;
  };
  const rows = await engine.query<Found>(sql`
    SELECT entity, moment, channel, kind, what, amount, text, label, predicted, CAST(score AS DOUBLE) AS score
    FROM (${join(selects, sql` UNION ALL `)})
    ORDER BY moment DESC, entity, _file DESC, _row DESC LIMIT ${newestEvents}`);
  return rows.map(({ entity, moment, channel, kind, what, amount, text, label, predicted, score }) => ({
    ...{ entity, channel, kind, amount, text, at: moment },
    what: what.filter((word) => word !== null),
    label:
      label !== null
        ? { value: label, isPredicted: false, score: null }
        : predicted !== null
          ? { value: predicted, isPredicted: true, score }
          : null,
  }));
}

/** The days of the twelve months before the as-of date on which something happened, in order of time. */
export async function loadDays(engine: Engine, asOf: string, customerNo: number): Promise<PortraitDay[]> {
  const within = (at: Sql) => sql`customer_no = ${customerNo}
    AND ${at} >= CAST(${asOf} AS TIMESTAMP) - INTERVAL 12 MONTH AND ${at} < CAST(${asOf} AS TIMESTAMP)`;
  const responded = sql`bool_or(coalesce(lower(trim(kind)) IN ${values(responseKinds)}, false))`;
  return engine.query<PortraitDay>(sql`
    SELECT entity, CAST(CAST(moment AS DATE) AS VARCHAR) AS day, CAST(sum(rows) AS DOUBLE) AS rows,
      CAST(sum(amount) AS DOUBLE) AS amount, bool_or(solid) AS "isSolid", word
    FROM (
      SELECT 'transactions' AS entity, occurred_at AS moment, 1 AS rows,
        CASE WHEN is_refund THEN -abs(amount) ELSE amount END AS amount, NOT coalesce(is_refund, false) AS solid,
        CAST(NULL AS VARCHAR) AS word
      FROM coded.transactions WHERE ${within(sql`occurred_at`)}
      UNION ALL
      SELECT 'interactions', max(occurred_at), count(*), NULL, ${responded}, channel
      FROM coded.interactions LEFT JOIN store.channel_names USING (channel_no)
      WHERE ${within(sql`occurred_at`)} GROUP BY CAST(occurred_at AS DATE), channel
      UNION ALL
      SELECT 'feedback', received_at, 1, NULL, true, coalesce(event.label, predicted.label)
      FROM coded.feedback AS event ${predictedLabels(customerNo)} WHERE ${within(sql`received_at`)}
      UNION ALL
      SELECT 'survey_answers', max(answered_at), count(*), NULL, true, NULL
      FROM coded.survey_answers WHERE ${within(sql`answered_at`)} GROUP BY CAST(answered_at AS DATE))
    GROUP BY entity, CAST(moment AS DATE), word
    ORDER BY day, entity, word`);
}

/** Labels that an accepted run predicts for this customer's texts. */
const predictedLabels = (customerNo: number): Sql => sql`
  LEFT JOIN (
    SELECT _file, _row, any_value(value) AS label, any_value(score) AS score
    FROM store.predictions
    JOIN store.current_outputs USING ("column", run_no)
    JOIN store.tag_values USING (value_no)
    WHERE is_written AND "column" = 'label'
      AND (_file, _row) IN (SELECT (_file, _row) FROM coded.feedback WHERE customer_no = ${customerNo})
    GROUP BY _file, _row) AS predicted
  ON predicted._file = event._file AND predicted._row = event._row`;

/** One row per product, with its last name: a list of products may repeat itself. */
const products = sql`(
  SELECT product_no, product_id, any_value(name) AS name
  FROM store.product_ids LEFT JOIN coded.products USING (product_no) GROUP BY product_no, product_id)`;
