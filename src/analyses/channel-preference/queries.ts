import type { ColumnValues } from '../../lib/data/arrow-values';
import type { Dataset } from '../../lib/data/dataset';
import { id, join, sql, values, type Sql } from '../../lib/data/sql';

/** A channel of the interactions, with what the whole history says of it. */
export interface ChannelUse {
  readonly channelNo: number;
  readonly name: string;
  /** Customer-days with any contact, and with a response. */
  readonly contacts: number;
  readonly responses: number;
}

export interface Overview {
  readonly channels: readonly ChannelUse[];
  /** ISO date of the first interaction with a customer and a channel; null when there is none. */
  readonly first: string | null;
  readonly anonymousRows: number;
  readonly kinds: readonly { readonly kind: string; readonly rows: number; readonly isResponse: boolean }[];
}

/** Named columns per customer, and the customers. */
export interface Snapshot {
  readonly customers: Int32Array;
  readonly columns: Readonly<Record<string, ColumnValues>>;
}

const isResponse = (kinds: readonly string[]): Sql => sql`coalesce(lower(trim(kind)) IN ${values(kinds)}, false)`;

const before = (date: string): Sql => sql`occurred_at < CAST(${date} AS TIMESTAMP)`;

const within = (from: string, to: string): Sql => sql`occurred_at >= CAST(${from} AS TIMESTAMP) AND ${before(to)}`;

/**
 * One contact per customer, channel and day: a 'delivered' and the 'opened' of the same message count once, whether the
 * file has a row per state or one row with the final state. A row whose kind is empty says nothing about a response and
 * is left out.
 */
const days = (window: Sql, kinds: readonly string[], channels: readonly number[] | null): Sql => sql`
  SELECT customer_no, channel_no, CAST(occurred_at AS DATE) AS day, bool_or(${isResponse(kinds)}) AS responded
  FROM coded.interactions
  WHERE customer_no IS NOT NULL AND kind IS NOT NULL AND ${channels ? sql`channel_no IN ${values(channels)}` : sql`channel_no IS NOT NULL`}
    AND ${window}
  GROUP BY customer_no, channel_no, day`;

/** What there is before the as-of date: channels by contacts, first day, kinds with their reading. */
export async function loadOverview(data: Dataset, kinds: readonly string[]): Promise<Overview> {
  const channels = await data.rows<{ channelNo: number; name: string; contacts: number; responses: number }>(sql`
    SELECT channel_no AS "channelNo", channel AS name,
      CAST(count(*) AS INTEGER) AS contacts, CAST(count(*) FILTER (responded) AS INTEGER) AS responses
    FROM (${days(before(data.asOf), kinds, null)}) JOIN store.channel_names USING (channel_no)
    GROUP BY channel_no, channel
    ORDER BY contacts DESC, channel_no`);
  const [bounds] = await data.rows<{ first: string | null; anonymous: number }>(sql`
    SELECT strftime(min(occurred_at) FILTER (customer_no IS NOT NULL AND channel_no IS NOT NULL AND kind IS NOT NULL), '%Y-%m-%d') AS first,
      CAST(count(*) FILTER (customer_no IS NULL) AS INTEGER) AS anonymous
    FROM coded.interactions
    WHERE ${before(data.asOf)}`);
  const found = await data.rows<{ kind: string; rows: number; isResponse: boolean }>(sql`
    SELECT lower(trim(kind)) AS kind, CAST(count(*) AS INTEGER) AS rows, bool_or(${isResponse(kinds)}) AS "isResponse"
    FROM coded.interactions
    WHERE kind IS NOT NULL AND ${before(data.asOf)}
    GROUP BY lower(trim(kind))
    ORDER BY rows DESC, kind`);
  return { channels, first: bounds?.first ?? null, anonymousRows: bounds?.anonymous ?? 0, kinds: found };
}

/** A name of ours that cannot meet a user's: `contacts_3` for the channel at position 3. */
const named = (name: string, position: number): Sql => id(`${name}_${position}`);

/** Customers with any trace before the day: an interaction, an order, a registration. */
const known = (cut: string): Sql => sql`
  SELECT customer_no FROM coded.interactions WHERE customer_no IS NOT NULL AND ${before(cut)}
  UNION SELECT customer_no FROM coded.transactions WHERE customer_no IS NOT NULL AND ${before(cut)}
  UNION SELECT customer_no FROM coded.customers
    WHERE customer_no IS NOT NULL AND registered_at < CAST(${cut} AS TIMESTAMP)`;

const everyone = sql`SELECT customer_no FROM coded.features`;

/**
 * What is known of each customer strictly before `cut`, from a window of `lookbackDays` (equally long for every cut, so
 * that counts mean the same at each). Days since something that never happened are NaN.
 * @param cut ISO date
 * @param onlyKnown leaves out customers without any trace before the cut
 */
export async function loadFeatures(
  data: Dataset,
  cut: string,
  { lookbackDays, kinds, channels, onlyKnown }: SnapshotPlan & { readonly onlyKnown: boolean },
): Promise<Snapshot> {
  const from = addDays(cut, -lookbackDays);
  const perChannel = channels.flatMap((channel, i) => [
    sql`count(*) FILTER (channel_no = ${channel}) AS ${named('contacts', i)}`,
    sql`count(*) FILTER (channel_no = ${channel} AND responded) AS ${named('responses', i)}`,
    sql`date_diff('day', max(day) FILTER (channel_no = ${channel} AND responded), CAST(${cut} AS DATE))
      AS ${named('since_response', i)}`,
  ]);
  const chosen = channels.flatMap((_, i) => [
    sql`CAST(coalesce(${named('contacts', i)}, 0) AS DOUBLE) AS ${named('contacts', i)}`,
    sql`CAST(coalesce(${named('responses', i)}, 0) AS DOUBLE) AS ${named('responses', i)}`,
    sql`CAST(${named('since_response', i)} AS DOUBLE) AS ${named('since_response', i)}`,
  ]);
  return split(
    await data.columns(sql`
      WITH people AS (${onlyKnown ? known(cut) : everyone}),
      contact_days AS (${days(within(from, cut), kinds, channels)}),
      contacts AS (
        SELECT customer_no, date_diff('day', max(day), CAST(${cut} AS DATE)) AS since_contact, ${join(perChannel)}
        FROM contact_days GROUP BY customer_no),
      orders AS (
        SELECT customer_no, count(DISTINCT transaction_id) + count(*) FILTER (transaction_id IS NULL) AS orders,
          sum(amount) AS spend, date_diff('day', CAST(max(occurred_at) AS DATE), CAST(${cut} AS DATE)) AS since_order
        FROM coded.transactions
        WHERE customer_no IS NOT NULL AND ${within(from, cut)}
        GROUP BY customer_no),
      persons AS (
        SELECT customer_no, max(coalesce(age, date_sub('year', birth_date, CAST(${cut} AS DATE)))) AS age,
          date_diff('day', CAST(min(registered_at) AS DATE), CAST(${cut} AS DATE)) AS tenure
        FROM coded.customers GROUP BY customer_no)
      SELECT people.customer_no,
        CAST(since_contact AS DOUBLE) AS since_contact,
        CAST(coalesce(orders, 0) AS DOUBLE) AS orders,
        CAST(coalesce(spend, 0) AS DOUBLE) AS spend,
        CAST(since_order AS DOUBLE) AS since_order,
        CAST(CASE WHEN age BETWEEN 0 AND 120 THEN age END AS DOUBLE) AS age,
        CAST(CASE WHEN tenure >= 0 THEN tenure END AS DOUBLE) AS tenure,
        ${join(chosen)}
      FROM people
      LEFT JOIN contacts USING (customer_no)
      LEFT JOIN orders USING (customer_no)
      LEFT JOIN persons USING (customer_no)
      ORDER BY people.customer_no`),
  );
}

export interface SnapshotPlan {
  readonly lookbackDays: number;
  readonly kinds: readonly string[];
  /** Numbers of the channels, in the order of the result. */
  readonly channels: readonly number[];
}

/**
 * Contact days and response days per channel in [from, to): columns `contacts_<i>` and `responses_<i>`, only customers
 * who have any.
 */
export const loadOutcomes = async (
  data: Dataset,
  from: string,
  to: string,
  { kinds, channels }: SnapshotPlan,
): Promise<Snapshot> =>
  split(
    await data.columns(sql`
      SELECT customer_no, ${join(
        channels.flatMap((channel, i) => [
          sql`CAST(count(*) FILTER (channel_no = ${channel}) AS INTEGER) AS ${named('contacts', i)}`,
          sql`CAST(count(*) FILTER (channel_no = ${channel} AND responded) AS INTEGER) AS ${named('responses', i)}`,
        ]),
      )}
      FROM (${days(within(from, to), kinds, channels)})
      GROUP BY customer_no
      ORDER BY customer_no`),
  );

function split({ customer_no, ...columns }: Record<string, ColumnValues>): Snapshot {
  return { customers: Int32Array.from((customer_no ?? []) as ArrayLike<number>), columns };
}

/** Shifts an ISO date by whole days of the calendar. */
export function addDays(date: string, days: number): string {
  const shifted = new Date(`${date}T00:00:00Z`);
  shifted.setUTCDate(shifted.getUTCDate() + days);
  return shifted.toISOString().slice(0, 10);
}
