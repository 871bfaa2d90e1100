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

/** Where an event comes from: an entity, or the history of the tags. */
export type EventSourceId = EntityId | 'tags';

export interface PortraitEvent {
  readonly entity: EventSourceId;
  /** Which moment of a thing that lasts: a contract's beginning or end, a registration, an opportunity won or lost. */
  readonly phase: 'begun' | 'ended' | null;
  /** ISO timestamp. */
  readonly at: string;
  readonly channel: string | null;
  /** What kind of event it was: kind of contact, category of an order, question, arm, status, stage, value of a tag. */
  readonly kind: string | null;
  /** Its other words: theme, product, campaign, outcome; of a tag its name. */
  readonly what: readonly string[];
  /** Money: of an order, of an outcome, of an opportunity; of a contract by the month. */
  readonly amount: number | null;
  /** Pieces of an order. */
  readonly quantity: number | null;
  /** Seconds a contact took. */
  readonly durationS: number | null;
  /** Of feedback the rating it came with; of an opportunity and of a tag its probability. */
  readonly score: number | null;
  /** What was said, in full: feedback, the answer to a question. */
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
  /**
   * Of orders: something was bought, not only given back. Of contacts and messages: the customer responded. Of
   * contracts: one began; hollow where one ended. Of opportunities: one was opened; hollow where one was closed.
   */
  readonly isSolid: boolean;
  /** Channel of contacts and messages, label of feedback (given or predicted), status and stage of the others. */
  readonly word: string | null;
}

/** Entities whose events stand on the timeline. */
export type TimelineEntity =
  'transactions' | 'interactions' | 'feedback' | 'survey_answers' | 'exposures' | 'contracts' | 'opportunities';

/** How an entity's row reads as an event. */
interface EventSource {
  readonly entity: EntityId;
  readonly at: string;
  readonly phase?: 'begun' | 'ended';
  readonly hasChannel?: true;
  readonly kind: Sql;
  readonly what: readonly Sql[];
  readonly amount?: Sql;
  readonly quantity?: Sql;
  readonly durationS?: Sql;
  readonly score?: Sql;
  readonly text?: Sql;
}

const none = sql`NULL`;
const product = sql`coalesce(product.name, product.product_id)`;

const eventSources: readonly EventSource[] = [
  {
    ...{ entity: 'transactions', at: 'occurred_at', hasChannel: true },
    ...{ kind: sql`event.category`, what: [product], amount: sql`event.amount`, quantity: sql`event.quantity` },
  },
  {
    ...{ entity: 'interactions', at: 'occurred_at', hasChannel: true },
    ...{ kind: sql`event.kind`, what: [sql`event.theme`, product], durationS: sql`event.duration_s` },
  },
  {
    ...{ entity: 'feedback', at: 'received_at', hasChannel: true },
    ...{ kind: sql`event.status`, what: [], score: sql`event.rating`, text: sql`event.text` },
  },
  {
    ...{ entity: 'survey_answers', at: 'answered_at' },
    ...{ kind: sql`event.question`, what: [], text: sql`event.answer` },
  },
  {
    ...{ entity: 'exposures', at: 'sent_at', hasChannel: true },
    ...{ kind: sql`event.arm`, what: [sql`event.campaign_id`, sql`event.outcome`], amount: sql`event.outcome_value` },
  },
  {
    ...{ entity: 'contracts', at: 'started_at', phase: 'begun' },
    ...{ kind: sql`event.status`, what: [product, sql`event.term`], amount: sql`event.monthly_value` },
  },
  {
    ...{ entity: 'contracts', at: 'ended_at', phase: 'ended' },
    ...{ kind: sql`event.status`, what: [product, sql`event.term`], amount: sql`event.monthly_value` },
  },
  {
    ...{ entity: 'opportunities', at: 'opened_at', phase: 'begun' },
    ...{ kind: sql`event.stage`, what: [], amount: sql`event.amount`, score: sql`event.probability` },
  },
  {
    ...{ entity: 'opportunities', at: 'closed_at', phase: 'ended' },
    ...{ kind: sql`event.stage`, what: [], amount: sql`event.amount`, score: sql`event.probability` },
  },
];

/** What a page of events is asked by. */
export interface EventQuery {
  /** Only events of this source. */
  readonly entity?: EventSourceId;
  readonly offset?: number;
  readonly limit: number;
}

/** Everything that happened to one customer before the as-of date, one row per event. */
function trail(asOf: string, customerNo: number, entity: EventSourceId | undefined): Sql {
  const ofEntities = eventSources
    .filter((source) => entity === undefined || source.entity === entity)
    .map((source) => {
      const { at, phase = null, hasChannel, kind, what, amount = none, quantity = none } = source;
      const { durationS = none, score = none, text = none } = source;
      const words = join(what.map((word) => sql`CAST(${word} AS VARCHAR)`));
      const isFeedback = source.entity === 'feedback';
      return sql`
        SELECT ${source.entity} AS entity, CAST(${phase} AS VARCHAR) AS phase, event.${id(at)} AS moment,
          ${hasChannel ? sql`channel` : sql`CAST(NULL AS VARCHAR)`} AS channel, CAST(${kind} AS VARCHAR) AS kind,
          CAST([${words}] AS VARCHAR[]) AS what, CAST(${amount} AS DOUBLE) AS amount,
          CAST(${quantity} AS DOUBLE) AS quantity, CAST(${durationS} AS DOUBLE) AS duration,
          CAST(${score} AS DOUBLE) AS score, CAST(${text} AS VARCHAR) AS text,
          CAST(${isFeedback ? sql`event.label` : none} AS VARCHAR) AS label,
          CAST(${isFeedback ? sql`predicted.label` : none} AS VARCHAR) AS predicted,
          CAST(${isFeedback ? sql`predicted.score` : none} AS DOUBLE) AS predicted_score,
          event._file AS file, event._row AS place
        FROM ${id('coded', source.entity)} AS event
        ${hasChannel ? sql`LEFT JOIN store.channel_names USING (channel_no)` : sql``}
        ${what.includes(product) ? sql`LEFT JOIN ${products} AS product USING (product_no)` : sql``}
        ${isFeedback ? predictedLabels(customerNo) : sql``}
        WHERE event.customer_no = ${customerNo} AND event.${id(at)} < CAST(${asOf} AS TIMESTAMP)`;
    });
  const isAsked = (source: EventSourceId) => entity === undefined || entity === source;
  return join(
    [
      ...ofEntities,
      ...(isAsked('customers') ? [registration(asOf, customerNo)] : []),
      ...(isAsked('tags') ? [tagHistory(asOf, customerNo)] : []),
    ],
    sql` UNION ALL `,
  );
}

/** The first registration on record: a customer may stand in several lists. */
const registration = (asOf: string, customerNo: number): Sql => sql`
  SELECT 'customers' AS entity, 'begun' AS phase, min(registered_at) AS moment, NULL AS channel, NULL AS kind,
    CAST([] AS VARCHAR[]) AS what, NULL AS amount, NULL AS quantity, NULL AS duration, NULL AS score, NULL AS text,
    NULL AS label, NULL AS predicted, NULL AS predicted_score, 0 AS file, 0 AS place
  FROM coded.customers WHERE customer_no = ${customerNo}
  HAVING min(registered_at) < CAST(${asOf} AS TIMESTAMP)`;

/** Values of tags, each when it came to be: a run that gave the value of the run before says nothing new. */
const tagHistory = (asOf: string, customerNo: number): Sql => sql`
  SELECT 'tags' AS entity, NULL AS phase, as_of AS moment, NULL AS channel, value AS kind, [tag] AS what,
    NULL AS amount, NULL AS quantity, NULL AS duration, CAST(score AS DOUBLE) AS score, NULL AS text, NULL AS label,
    NULL AS predicted, NULL AS predicted_score, run_no AS file, tag_no AS place
  FROM (
    SELECT CAST(as_of AS TIMESTAMP) AS as_of, value, tag, score, run_no, tag_no,
      lag(value) OVER (PARTITION BY tag_no ORDER BY run_no) AS before
    FROM (SELECT * FROM store.tags WHERE customer_no = ${customerNo})
    JOIN store.runs USING (run_no) JOIN store.tag_names USING (tag_no) JOIN store.tag_values USING (value_no)
    WHERE state = 'accepted' AND as_of <= CAST(${asOf} AS DATE))
  WHERE before IS DISTINCT FROM value`;

/** A page of what happened to one customer, newest first. */
export async function loadEvents(
  engine: Engine,
  asOf: string,
  customerNo: number,
  { entity, offset = 0, limit }: EventQuery,
): Promise<PortraitEvent[]> {
  type Found = Omit<PortraitEvent, 'at' | 'what' | 'label' | 'durationS'> & {
    moment: string;
    what: (string | null)[];
    label: string | null;
    predicted: string | null;
    predicted_score: number | null;
    duration: number | null;
  };
  const rows = await engine.query<Found>(sql`
    SELECT * EXCLUDE (file, place) FROM (${trail(asOf, customerNo, entity)})
    ORDER BY moment DESC, entity, file DESC, place DESC, phase LIMIT ${limit} OFFSET ${offset}`);
  return rows.map(({ moment, what, label, predicted, predicted_score, duration, ...event }) => ({
    ...event,
    at: moment,
    durationS: duration,
    what: what.filter((word) => word !== null),
    label:
      label !== null
        ? { value: label, isPredicted: false, score: null }
        : predicted !== null
          ? { value: predicted, isPredicted: true, score: predicted_score }
          : null,
  }));
}

/** How many events there are of each source; sources without any are left out. */
export async function countEvents(
  engine: Engine,
  asOf: string,
  customerNo: number,
): Promise<ReadonlyMap<EventSourceId, number>> {
  const counts = eventSources.map(
    ({ entity, at }) => sql`SELECT ${entity} AS entity, count(*)::DOUBLE AS n FROM ${id('coded', entity)}
      WHERE customer_no = ${customerNo} AND ${id(at)} < CAST(${asOf} AS TIMESTAMP)`,
  );
  const others = sql`SELECT entity, count(*)::DOUBLE
    FROM (${registration(asOf, customerNo)} UNION ALL ${tagHistory(asOf, customerNo)}) GROUP BY entity`;
  const rows = await engine.query<{ entity: EventSourceId; n: number }>(
    sql`SELECT entity, sum(n)::DOUBLE AS n FROM (${join([...counts, others], sql` UNION ALL `)}) GROUP BY entity`,
  );
  return new Map(rows.filter(({ n }) => n > 0).map(({ entity, n }) => [entity, n]));
}

/** The days of the twelve months before the as-of date on which something happened, in order of time. */
export async function loadDays(engine: Engine, asOf: string, customerNo: number): Promise<PortraitDay[]> {
  const within = (at: Sql) => sql`customer_no = ${customerNo}
    AND ${at} >= CAST(${asOf} AS TIMESTAMP) - INTERVAL 12 MONTH AND ${at} < CAST(${asOf} AS TIMESTAMP)`;
  const responded = sql`bool_or(coalesce(lower(trim(kind)) IN ${values(responseKinds)}, false))`;
  const lasting = (entity: EntityId, at: string, isSolid: boolean, word: Sql): Sql =>
    sql`SELECT ${entity}, ${id(at)}, 1, NULL, ${isSolid}, ${word} FROM ${id('coded', entity)} WHERE ${within(id(at))}`;
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
      FROM coded.survey_answers WHERE ${within(sql`answered_at`)} GROUP BY CAST(answered_at AS DATE)
      UNION ALL
      SELECT 'exposures', max(sent_at), count(*), NULL,
        bool_or(outcome_at IS NOT NULL OR coalesce(lower(trim(outcome)) IN ${values(responseKinds)}, false)), channel
      FROM coded.exposures LEFT JOIN store.channel_names USING (channel_no)
      WHERE ${within(sql`sent_at`)} GROUP BY CAST(sent_at AS DATE), channel
      UNION ALL ${lasting('contracts', 'started_at', true, sql`status`)}
      UNION ALL ${lasting('contracts', 'ended_at', false, sql`status`)}
      UNION ALL ${lasting('opportunities', 'opened_at', true, sql`stage`)}
      UNION ALL ${lasting('opportunities', 'closed_at', false, sql`stage`)})
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
