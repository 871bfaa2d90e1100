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

/** How an entity's row reads as an event, and as a part of a day's mark. */
interface EventSource {
  readonly entity: EntityId;
  readonly at: string;
  readonly phase?: 'begun' | 'ended';
  readonly hasChannel?: true;
  readonly hasProduct?: true;
  readonly kind: Sql;
  /** Words before and after the product. */
  readonly first?: Sql;
  readonly last?: Sql;
  readonly amount?: Sql;
  readonly quantity?: Sql;
  readonly durationS?: Sql;
  readonly score?: Sql;
  readonly text?: Sql;
  readonly label?: Sql;
  /** See `PortraitDay.isSolid`; a day is solid when one of its events is. */
  readonly isSolid: Sql;
  /** What the event adds to `PortraitDay.amount`. */
  readonly dayAmount?: Sql;
}

const isResponse = (word: Sql): Sql => sql`coalesce(lower(trim(${word})) IN ${values(responseKinds)}, false)`;

const contract = {
  ...{ entity: 'contracts' as const, hasProduct: true as const, kind: sql`status` },
  ...{ last: sql`term`, amount: sql`monthly_value` },
};
const opportunity = {
  ...{ entity: 'opportunities' as const, kind: sql`stage`, amount: sql`amount`, score: sql`probability` },
};

const eventSources: readonly EventSource[] = [
  {
    ...{ entity: 'transactions', at: 'occurred_at', hasChannel: true, hasProduct: true },
    ...{ kind: sql`category`, amount: sql`amount`, quantity: sql`quantity` },
    ...{
      isSolid: sql`NOT coalesce(is_refund, false)`,
      dayAmount: sql`CASE WHEN is_refund THEN -abs(amount) ELSE amount END`,
    },
  },
  {
    ...{ entity: 'interactions', at: 'occurred_at', hasChannel: true, hasProduct: true },
    ...{ kind: sql`kind`, first: sql`theme`, durationS: sql`duration_s`, isSolid: isResponse(sql`kind`) },
  },
  {
    ...{ entity: 'feedback', at: 'received_at', hasChannel: true, kind: sql`status`, score: sql`rating` },
    ...{ text: sql`text`, label: sql`label`, isSolid: sql`true` },
  },
  { entity: 'survey_answers', at: 'answered_at', kind: sql`question`, text: sql`answer`, isSolid: sql`true` },
  {
    ...{ entity: 'exposures', at: 'sent_at', hasChannel: true, kind: sql`arm`, first: sql`campaign_id` },
    ...{ last: sql`outcome`, amount: sql`outcome_value` },
    isSolid: sql`outcome_at IS NOT NULL OR ${isResponse(sql`outcome`)}`,
  },
  { ...contract, at: 'started_at', phase: 'begun', isSolid: sql`true` },
  { ...contract, at: 'ended_at', phase: 'ended', isSolid: sql`false` },
  { ...opportunity, at: 'opened_at', phase: 'begun', isSolid: sql`true` },
  { ...opportunity, at: 'closed_at', phase: 'ended', isSolid: sql`false` },
];

/** Whose events are asked for, and what there is to look into: entities without rows are not planned. */
export interface TrailQuery {
  /** As-of date, ISO: only what happened before it. */
  readonly asOf: string;
  readonly customerNo: number;
  readonly hasRows: (entity: EntityId) => boolean;
}

/** Events on one page. */
const eventPage = 60;

/** What a page of events is asked by. */
export interface EventQuery {
  /** Only events of this source. */
  readonly entity?: EventSourceId;
  readonly offset?: number;
  /** Default `eventPage`. */
  readonly limit?: number;
}

const none = sql`NULL`;

/**
 * Everything that happened to one customer before the as-of date, one row per event, as the expressions `happened` and
 * `trail`: each table is read once, and what names things is joined once to the few rows found.
 */
function trail({ asOf, customerNo, hasRows }: TrailQuery, entity?: EventSourceId): Sql {
  const isAsked = (source: EventSourceId) => entity === undefined || entity === source;
  const before = sql`CAST(${asOf} AS TIMESTAMP)`;
  const ofEntities = eventSources
    .filter((source) => isAsked(source.entity) && hasRows(source.entity))
    .map(({ at, phase = null, hasChannel, hasProduct, kind, isSolid, ...source }) => {
      const { first = none, last = none, amount = none, quantity = none, durationS = none } = source;
      const { score = none, text = none, label = none, dayAmount = none } = source;
      return sql`
        SELECT ${source.entity}, ${phase}, ${id(at)}, ${hasChannel ? sql`channel_no` : none},
          ${hasProduct ? sql`product_no` : none}, ${kind}, ${first}, ${last}, ${amount}, ${quantity}, ${durationS},
          ${score}, ${text}, ${label}, ${isSolid}, ${dayAmount}, _file, _row
        FROM ${id('coded', source.entity)}
        WHERE customer_no = ${customerNo} AND ${id(at)} < ${before}`;
    });
  const happened = join(
    [
      noEvents,
      ...ofEntities,
      ...(isAsked('customers') ? [registration(asOf, customerNo)] : []),
      ...(isAsked('tags') ? [tagHistory(asOf, customerNo)] : []),
    ],
    sql` UNION ALL `,
  );
  const isPredicted = isAsked('feedback') && hasRows('feedback');
  return sql`happened AS MATERIALIZED (${happened}), trail AS MATERIALIZED (
    SELECT happened.*, channel, list_filter([first, product, last], word -> word IS NOT NULL) AS what,
      ${isPredicted ? sql`predicted.label AS predicted, predicted.score` : sql`CAST(NULL AS VARCHAR) AS predicted, NULL`}
        AS predicted_score
    FROM happened
    LEFT JOIN store.channel_names USING (channel_no)
    LEFT JOIN (
      SELECT product_no, coalesce(any_value(name), any_value(product_id)) AS product
      FROM store.product_ids LEFT JOIN coded.products USING (product_no)
      WHERE product_no IN (SELECT product_no FROM happened) GROUP BY product_no) USING (product_no)
    ${isPredicted ? predictedLabels : sql``})`;
}

/** Labels that an accepted run predicts for the texts among `happened`. */
const predictedLabels = sql`
    LEFT JOIN (
      SELECT _file AS file, _row AS place, any_value(value) AS label, any_value(score) AS score
      FROM store.predictions
      JOIN store.current_outputs USING ("column", run_no)
      JOIN store.tag_values USING (value_no)
      WHERE is_written AND "column" = 'label'
        AND (_file, _row) IN (SELECT (file, place) FROM happened WHERE entity = 'feedback')
      GROUP BY _file, _row) AS predicted
    ON entity = 'feedback' AND predicted.file = happened.file AND predicted.place = happened.place`;

/** The columns of `happened` with their types, and no row. */
const noEvents = sql`
  SELECT '' AS entity, '' AS phase, TIMESTAMP '1970-01-01' AS moment, 0 AS channel_no, 0 AS product_no, '' AS kind,
    '' AS first, '' AS last, 0::DOUBLE AS amount, 0::DOUBLE AS quantity, 0::DOUBLE AS duration, 0::DOUBLE AS score,
    '' AS text, '' AS label, true AS solid, 0::DOUBLE AS day_amount, 0 AS file, 0 AS place
  WHERE false`;

/** The first registration on record: a customer may stand in several lists. */
const registration = (asOf: string, customerNo: number): Sql => sql`
  SELECT 'customers', 'begun', min(registered_at), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, 0, 0
  FROM coded.customers WHERE customer_no = ${customerNo}
  HAVING min(registered_at) < CAST(${asOf} AS TIMESTAMP)`;

/** Values of tags, each when it came to be: a run that gave the value of the run before says nothing new. */
const tagHistory = (asOf: string, customerNo: number): Sql => sql`
  SELECT 'tags', NULL, as_of, NULL, NULL, value, tag, NULL, NULL, NULL, NULL, CAST(score AS DOUBLE), NULL, NULL, NULL,
    NULL, run_no, tag_no
  FROM (
    SELECT CAST(as_of AS TIMESTAMP) AS as_of, value, tag, score, run_no, tag_no,
      lag(value) OVER (PARTITION BY tag_no ORDER BY run_no) AS before
    FROM (SELECT * FROM store.tags WHERE customer_no = ${customerNo})
    JOIN store.runs USING (run_no) JOIN store.tag_names USING (tag_no) JOIN store.tag_values USING (value_no)
    WHERE state = 'accepted' AND as_of <= CAST(${asOf} AS DATE))
  WHERE before IS DISTINCT FROM value`;

const newestFirst = sql`moment DESC, entity, file DESC, place DESC, phase`;

/** A page of `trail`, newest first, as one list. */
const pageOf = ({ offset = 0, limit = eventPage }: EventQuery = {}): Sql => sql`(
  SELECT list(page ORDER BY ${newestFirst})
  FROM (SELECT * FROM trail ORDER BY ${newestFirst} LIMIT ${limit} OFFSET ${offset}) AS page)`;

type FoundEvent = Omit<PortraitEvent, 'at' | 'label' | 'durationS'> & {
  moment: string;
  label: string | null;
  predicted: string | null;
  predicted_score: number | null;
  duration: number | null;
};

const eventOf = ({ label, predicted, predicted_score, moment, duration, ...found }: FoundEvent): PortraitEvent => {
  const { entity, phase, channel, kind, what, amount, quantity, score, text } = found;
  return {
    ...{ entity, phase, at: moment, channel, kind, what, amount, quantity, durationS: duration, score, text },
    label:
      label !== null
        ? { value: label, isPredicted: false, score: null }
        : predicted !== null
          ? { value: predicted, isPredicted: true, score: predicted_score }
          : null,
  };
};

/** A page of what happened to one customer, newest first. */
export async function loadEvents(engine: Engine, query: TrailQuery, page: EventQuery): Promise<PortraitEvent[]> {
  const [row] = await engine.query<{ events: FoundEvent[] | null }>(
    sql`WITH ${trail(query, page.entity)} SELECT ${pageOf(page)} AS events`,
  );
  return (row?.events ?? []).map(eventOf);
}

/** What a portrait says of a customer's past. */
export interface Trail {
  /** The first page of what happened, newest first. */
  readonly events: readonly PortraitEvent[];
  /** How many events there are in all, of each source that has any. */
  readonly eventCounts: ReadonlyMap<EventSourceId, number>;
  /** Days with events in the twelve months before the as-of date, in order of time. */
  readonly days: readonly PortraitDay[];
}

/** The past of one customer, from one look at the tables. */
export async function loadTrail(engine: Engine, query: TrailQuery): Promise<Trail> {
  const word = sql`CASE WHEN entity IN ('interactions', 'exposures') THEN channel
    WHEN entity = 'feedback' THEN coalesce(label, predicted)
    WHEN entity IN ('contracts', 'opportunities') THEN kind END`;
  const [row] = await engine.query<{
    events: FoundEvent[] | null;
    counts: { entity: EventSourceId; n: number }[] | null;
    days: PortraitDay[] | null;
  }>(sql`
    WITH ${trail(query)}
    SELECT ${pageOf()} AS events,
      (SELECT list(counted) FROM (SELECT entity, count(*)::DOUBLE AS n FROM trail GROUP BY entity) AS counted) AS counts,
      (SELECT list(marked ORDER BY day, entity, word)
        FROM (
          SELECT entity, CAST(CAST(moment AS DATE) AS VARCHAR) AS day, count(*)::DOUBLE AS rows,
            sum(day_amount) AS amount, bool_or(solid) AS "isSolid", ${word} AS word
          FROM trail
          WHERE entity NOT IN ('customers', 'tags')
            AND moment >= CAST(${query.asOf} AS TIMESTAMP) - INTERVAL 12 MONTH
          GROUP BY entity, CAST(moment AS DATE), word) AS marked) AS days`);
  return {
    events: (row?.events ?? []).map(eventOf),
    eventCounts: new Map((row?.counts ?? []).map(({ entity, n }) => [entity, n])),
    days: row?.days ?? [],
  };
}
