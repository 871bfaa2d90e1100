import { complaintKinds, responseKinds } from '../core/interaction-kinds';
import { entityOf, type EntityId, type FieldType } from './entities';
import { customerEntities } from './schema';
import { id, join, sql, values, type Sql } from './sql';

/** A feature as it is computed: an aggregate over the rows of one source, grouped by customer. */
export interface Definition {
  readonly name: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** What exactly is counted, in both languages. */
  readonly meaning: { readonly zh: string; readonly en: string };
  readonly unit?: string;
  /** The entity whose rows it counts; without rows of it the feature does not exist. `null`: any entity. */
  readonly entity: EntityId | null;
  /** Over which rows; by default the entity's own. */
  readonly source?: SourceId;
  readonly aggregate: Sql;
  /** What a customer without any row of the entity has. */
  readonly none: 0 | null;
}

/** Rows grouped by customer: an entity's, everyone's traces, or responses per customer and channel. */
export type SourceId = EntityId | 'everyone' | 'channels';

/** What decides the rows that count: the as-of date, and which columns some file brought. */
export interface Scope {
  /** ISO date; only events strictly before its midnight count. */
  readonly asOf: string;
  has(entity: EntityId, field: string): boolean;
}

const midnight = ({ asOf }: Scope): Sql => sql`CAST(${asOf} AS TIMESTAMP)`;

/** Whole days from a moment to the as-of date: floor((as-of − moment) / 24 h). */
const daysSince = (moment: Sql, scope: Scope): Sql =>
  sql`floor((epoch_us(${midnight(scope)}) - epoch_us(${moment})) / 86400000000.0)`;

/** Rows before the as-of date; where no file dates the rows of an entity, all of them. An undated row counts nowhere. */
const isPast = (entity: EntityId, time: string, column: Sql, scope: Scope): Sql =>
  scope.has(entity, time) ? sql`${column} < ${midnight(scope)}` : sql`true`;

const isKind = (kinds: readonly string[]): Sql => sql`coalesce(lower(trim(kind)) IN ${values(kinds)}, false)`;

/**
 * The rows features are counted over, per entity: only customers with an id, only the past. Contacts are counted as in
 * the channel analyses: one per customer, channel and day, however many states of a message the file lists.
 */
export function sourceOf(source: SourceId, scope: Scope): Sql {
  switch (source) {
    case 'everyone':
      return everyone(scope);
    case 'channels':
      return sql`
        SELECT customer_no, channel_no, channel, count(*) AS responses
        FROM (${sourceOf('interactions', scope)}) JOIN store.channel_names USING (channel_no)
        WHERE responded
        GROUP BY ALL`;
    case 'transactions':
      return sql`
        SELECT customer_no, transaction_id, occurred_at, product_no, coalesce(is_refund, false) AS is_back,
          CASE WHEN is_refund THEN -abs(amount) ELSE amount END AS money,
          CASE WHEN is_refund THEN -abs(quantity) ELSE quantity END AS pieces
        FROM coded.transactions
        WHERE customer_no IS NOT NULL AND ${isPast(source, 'occurred_at', sql`occurred_at`, scope)}`;
    case 'interactions': {
      const isDated = scope.has(source, 'occurred_at');
      const knowsKind = scope.has(source, 'kind');
      const day = isDated ? sql`CAST(occurred_at AS DATE)` : sql`(_file, _row)`;
      return sql`
        SELECT customer_no, channel_no, ${day} AS day, max(occurred_at) AS occurred_at,
          ${knowsKind ? sql`bool_or(${isKind(responseKinds)})` : sql`true`} AS responded,
          count(*) FILTER (${isKind(complaintKinds)}) AS complaints,
          count(*) FILTER (theme IS NOT NULL AND ${knowsKind ? isKind(responseKinds) : sql`true`}) AS uses
        FROM coded.interactions
        WHERE customer_no IS NOT NULL AND ${knowsKind ? sql`kind IS NOT NULL` : sql`true`}
          AND ${isPast(source, 'occurred_at', sql`occurred_at`, scope)}
        GROUP BY ALL`;
    }
    case 'feedback':
      return sql`SELECT customer_no, received_at, rating FROM coded.feedback
        WHERE customer_no IS NOT NULL AND ${isPast(source, 'received_at', sql`received_at`, scope)}`;
    case 'survey_answers':
      return sql`SELECT customer_no, response_id FROM coded.survey_answers
        WHERE customer_no IS NOT NULL AND ${isPast(source, 'answered_at', sql`answered_at`, scope)}`;
    case 'exposures':
      return sql`SELECT customer_no FROM coded.exposures
        WHERE customer_no IS NOT NULL AND NOT coalesce(is_holdout, false)
          AND ${isPast(source, 'sent_at', sql`sent_at`, scope)}`;
    case 'contracts':
      return sql`SELECT customer_no, monthly_value FROM coded.contracts
        WHERE customer_no IS NOT NULL AND ${isPast(source, 'started_at', sql`started_at`, scope)}
          AND (ended_at IS NULL OR ended_at >= ${midnight(scope)})`;
    default:
      return sql`SELECT customer_no FROM coded.customers WHERE customer_no IS NOT NULL`;
  }
}

/** One row per customer seen in any entity, with the time of the first dated trace before the as-of date. */
function everyone(scope: Scope): Sql {
  const traces = customerEntities
    .filter((entity) => scope.has(entity, 'customer_id'))
    .map((entity) => {
      const { time } = entityOf(entity);
      const moment = time !== null && scope.has(entity, time) ? id(time) : sql`CAST(NULL AS TIMESTAMP)`;
      return sql`SELECT customer_no, min(${moment}) FILTER (${moment} < ${midnight(scope)}) AS first_seen
        FROM ${id('coded', entity)} WHERE customer_no IS NOT NULL GROUP BY customer_no`;
    });
  const none = sql`SELECT CAST(NULL AS INTEGER) AS customer_no, CAST(NULL AS TIMESTAMP) AS first_seen WHERE false`;
  return join([none, ...traces], sql` UNION ALL `);
}

/** All features in the order in which pages list them. `first_seen` is the earliest dated trace of a customer. */
export const definitions = (scope: Scope): readonly Definition[] => {
  const orders = sql`(count(DISTINCT transaction_id) FILTER (NOT is_back)
    + count(*) FILTER (NOT is_back AND transaction_id IS NULL))`;
  const lastOrder = sql`max(occurred_at) FILTER (NOT is_back)`;
  return [
    {
      ...{ name: 'tenure_days', type: 'integer', unit: 'days', entity: null, none: null },
      ...{ zh: '客龄', en: 'Tenure' },
      meaning: {
        zh: '从第一条记录（注册或任一事件）到截止日的整天数',
        en: 'Whole days from the first trace (registration or any event) to the as-of date',
      },
      source: 'everyone',
      aggregate: daysSince(sql`min(first_seen)`, scope),
    },
    {
      ...{ name: 'orders', type: 'integer', unit: 'orders', entity: 'transactions', none: 0 },
      ...{ zh: '订单数', en: 'Orders' },
      meaning: {
        zh: '不同交易编号的个数，不含退款；没有编号的行各算一单',
        en: 'Distinct transaction ids without refunds; a row without an id is an order of its own',
      },
      aggregate: orders,
    },
    {
      ...{ name: 'quantity', type: 'decimal', entity: 'transactions', none: 0 },
      ...{ zh: '购买数量', en: 'Quantity' },
      meaning: { zh: '购买数量之和，退货为负', en: 'Sum of quantities, returns negative' },
      aggregate: sql`coalesce(sum(pieces), 0)`,
    },
    {
      ...{ name: 'amount_total', type: 'money', unit: 'money', entity: 'transactions', none: 0 },
      ...{ zh: '消费金额', en: 'Amount' },
      meaning: { zh: '金额之和，退款为负', en: 'Sum of amounts, refunds negative' },
      aggregate: sql`coalesce(sum(money), 0)`,
    },
    {
      ...{ name: 'amount_mean', type: 'money', unit: 'money', entity: 'transactions', none: null },
      ...{ zh: '客单价', en: 'Mean order value' },
      meaning: { zh: '不含退款的金额之和除以订单数', en: 'Sum of amounts without refunds, divided by orders' },
      aggregate: sql`(sum(money) FILTER (NOT is_back) / nullif(${orders}, 0))`,
    },
    {
      ...{ name: 'refund_amount', type: 'money', unit: 'money', entity: 'transactions', none: 0 },
      ...{ zh: '退款金额', en: 'Refunds' },
      meaning: { zh: '退款金额之和，记为正数', en: 'Sum of refunds as a positive number' },
      aggregate: sql`coalesce(-sum(money) FILTER (is_back), 0)`,
    },
    {
      ...{ name: 'distinct_products', type: 'integer', entity: 'transactions', none: 0 },
      ...{ zh: '产品种数', en: 'Distinct products' },
      meaning: { zh: '买过的不同产品的个数，不含退款', en: 'Different products bought, without refunds' },
      aggregate: sql`count(DISTINCT product_no) FILTER (NOT is_back)`,
    },
    {
      ...{ name: 'first_order_at', type: 'timestamp', entity: 'transactions', none: null },
      ...{ zh: '首单时间', en: 'First order' },
      meaning: { zh: '第一单的时间', en: 'Time of the first order' },
      aggregate: sql`min(occurred_at) FILTER (NOT is_back)`,
    },
    {
      ...{ name: 'last_order_at', type: 'timestamp', entity: 'transactions', none: null },
      ...{ zh: '最近下单时间', en: 'Last order' },
      meaning: { zh: '最后一单的时间', en: 'Time of the last order' },
      aggregate: lastOrder,
    },
    {
      ...{ name: 'recency_days', type: 'integer', unit: 'days', entity: 'transactions', none: null },
      ...{ zh: '距上次下单', en: 'Recency' },
      meaning: { zh: '从最后一单到截止日的整天数', en: 'Whole days from the last order to the as-of date' },
      aggregate: daysSince(lastOrder, scope),
    },
    {
      ...{ name: 'contacts', type: 'integer', unit: 'times', entity: 'interactions', none: 0 },
      ...{ zh: '接触次数', en: 'Contacts' },
      meaning: {
        zh: '按客户、渠道、日计的接触次数：同一天同一渠道只算一次',
        en: 'Contacts per customer, channel and day: one a day for each channel',
      },
      aggregate: sql`count(*)`,
    },
    {
      ...{ name: 'responses', type: 'integer', unit: 'times', entity: 'interactions', none: 0 },
      ...{ zh: '响应次数', en: 'Responses' },
      meaning: { zh: '其中客户有响应的接触次数', en: 'Those contacts to which the customer responded' },
      aggregate: sql`count(*) FILTER (responded)`,
    },
    {
      ...{ name: 'response_rate', type: 'decimal', entity: 'interactions', none: null },
      ...{ zh: '响应率', en: 'Response rate' },
      meaning: { zh: '响应次数除以接触次数，0 到 1', en: 'Responses divided by contacts, 0 to 1' },
      aggregate: sql`(count(*) FILTER (responded) / count(*))`,
    },
    {
      ...{ name: 'last_contact_at', type: 'timestamp', entity: 'interactions', none: null },
      ...{ zh: '最近接触时间', en: 'Last contact' },
      meaning: { zh: '最后一次接触的时间', en: 'Time of the last contact' },
      aggregate: sql`max(occurred_at)`,
    },
    {
      ...{ name: 'top_channel', type: 'category', entity: 'interactions', none: null },
      ...{ zh: '最常响应渠道', en: 'Top channel' },
      meaning: {
        zh: '响应次数最多的渠道；并列时取先出现的渠道',
        en: 'The channel with most responses; of equals the one that appeared first',
      },
      source: 'channels',
      aggregate: sql`arg_max(channel, (responses, -channel_no))`,
    },
    {
      ...{ name: 'top_channel_share', type: 'decimal', entity: 'interactions', none: null },
      ...{ zh: '最常渠道占比', en: 'Share of top channel' },
      meaning: { zh: '该渠道的响应次数占全部响应的比例，0 到 1', en: 'Its responses divided by all responses, 0 to 1' },
      source: 'channels',
      aggregate: sql`(max(responses) / sum(responses))`,
    },
    {
      ...{ name: 'content_uses', type: 'integer', unit: 'times', entity: 'interactions', none: 0 },
      ...{ zh: '内容使用次数', en: 'Content uses' },
      meaning: {
        zh: '带内容主题且客户有响应的记录数',
        en: 'Records with a content theme to which the customer responded',
      },
      aggregate: sql`sum(uses)`,
    },
    {
      ...{ name: 'complaints', type: 'integer', unit: 'times', entity: 'interactions', none: 0 },
      ...{ zh: '投诉次数', en: 'Complaints' },
      meaning: { zh: '类型为投诉的接触记录数', en: 'Interactions whose kind is a complaint' },
      aggregate: sql`sum(complaints)`,
    },
    {
      ...{ name: 'feedback_count', type: 'integer', unit: 'times', entity: 'feedback', none: 0 },
      ...{ zh: '反馈条数', en: 'Feedback texts' },
      meaning: { zh: '反馈条数', en: 'Number of feedback texts' },
      aggregate: sql`count(*)`,
    },
    {
      ...{ name: 'rating_mean', type: 'decimal', entity: 'feedback', none: null },
      ...{ zh: '平均评分', en: 'Mean rating' },
      meaning: { zh: '反馈评分的平均值', en: 'Mean of the ratings given with feedback' },
      aggregate: sql`avg(rating)`,
    },
    {
      ...{ name: 'survey_responses', type: 'integer', unit: 'times', entity: 'survey_answers', none: 0 },
      ...{ zh: '答卷数', en: 'Surveys answered' },
      meaning: { zh: '不同答卷的个数', en: 'Distinct responses to surveys' },
      aggregate: sql`count(DISTINCT response_id)`,
    },
    {
      ...{ name: 'exposures', type: 'integer', unit: 'times', entity: 'exposures', none: 0 },
      ...{ zh: '触达次数', en: 'Exposures' },
      meaning: { zh: '营销触达次数，不含留白组', en: 'Campaign messages sent, hold-out left out' },
      aggregate: sql`count(*)`,
    },
    {
      ...{ name: 'active_contracts', type: 'integer', entity: 'contracts', none: 0 },
      ...{ zh: '在网合约数', en: 'Active contracts' },
      meaning: { zh: '截止日之前开始且尚未结束的合约数', en: 'Contracts begun before and not ended by the as-of date' },
      aggregate: sql`count(*)`,
    },
    {
      ...{ name: 'monthly_value', type: 'money', unit: 'money', entity: 'contracts', none: 0 },
      ...{ zh: '合约月费', en: 'Monthly value' },
      meaning: { zh: '在网合约的月费之和', en: 'Sum of the monthly values of active contracts' },
      aggregate: sql`coalesce(sum(monthly_value), 0)`,
    },
  ];
};
