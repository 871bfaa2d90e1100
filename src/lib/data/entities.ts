import { headerWords } from './header-words';

/** Types of fields. `id` is text for ever (leading zeros, 18 digits); `money` is in the row's currency. */
export type FieldType =
  'id' | 'text' | 'category' | 'integer' | 'decimal' | 'money' | 'timestamp' | 'date' | 'boolean' | 'duration';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** Header words in zh and en that mean this field; compared after normalisation (case, width, blanks, punctuation). */
  readonly synonyms: readonly string[];
  /** Whether the field identifies or describes a natural person: masked in tables and exports. */
  readonly personal?: true;
  /** The dictionary that codes the field as dense integers inside the engine. */
  readonly dictionary?: 'customers' | 'products' | 'channels';
  /** A row without it is rejected. */
  readonly required?: true;
  readonly unit?: string;
}

export interface Entity {
  readonly id: EntityId;
  readonly zh: string;
  readonly en: string;
  /** Field names that together identify a row; without them the key is row hash + occurrence number. */
  readonly key: readonly string[];
  /** The field that dates the row, for the as-of date. */
  readonly time: string | null;
  readonly fields: readonly Field[];
}

export type EntityId =
  | 'customers'
  | 'transactions'
  | 'interactions'
  | 'feedback'
  | 'survey_answers'
  | 'products'
  | 'exposures'
  | 'contracts'
  | 'campaigns'
  | 'opportunities';

type Declared = Omit<Field, 'synonyms'>;
type Traits = Pick<Field, 'personal' | 'dictionary' | 'required' | 'unit'>;

const field = (name: string, type: FieldType, zh: string, en: string, traits: Traits = {}): Declared => ({
  name,
  type,
  zh,
  en,
  ...traits,
});

const customerId = field('customer_id', 'id', '客户编号', 'Customer ID', { personal: true, dictionary: 'customers' });
const productId = field('product_id', 'id', '产品编号', 'Product ID', { dictionary: 'products' });
const channel = field('channel', 'category', '渠道', 'Channel', { dictionary: 'channels' });
const campaignId = field('campaign_id', 'id', '活动编号', 'Campaign ID');

function entity(
  id: EntityId,
  names: { zh: string; en: string },
  key: readonly string[],
  time: string | null,
  declared: readonly Declared[],
): Entity {
  const words = headerWords[id] ?? {};
  const fields = declared.map((one) => ({ ...one, synonyms: words[one.name]?.split(' ') ?? [] }));
  return { id, ...names, key, time, fields };
}

/** The entity model: what a row of a user's file can become. Declared once; everything else derives from it. */
export const entities: Readonly<Record<EntityId, Entity>> = {
  customers: entity('customers', { zh: '客户', en: 'Customers' }, ['customer_id'], 'registered_at', [
    { ...customerId, required: true },
    field('name', 'text', '姓名', 'Name', { personal: true }),
    field('gender', 'category', '性别', 'Gender', { personal: true }),
    field('birth_date', 'date', '出生日期', 'Birth date', { personal: true }),
    field('age', 'integer', '年龄', 'Age', { personal: true, unit: 'years' }),
    field('phone', 'id', '手机号', 'Phone', { personal: true }),
    field('email', 'id', '邮箱', 'E-mail', { personal: true }),
    field('national_id', 'id', '证件号', 'National ID', { personal: true }),
    field('region', 'category', '地区', 'Region'),
    field('city', 'category', '城市', 'City'),
    field('occupation', 'category', '职业', 'Occupation', { personal: true }),
    field('education', 'category', '学历', 'Education', { personal: true }),
    field('income', 'money', '收入', 'Income', { personal: true }),
    field('registered_at', 'timestamp', '注册时间', 'Registered at'),
    field('membership', 'category', '会员等级', 'Membership'),
    field('do_not_contact', 'boolean', '免打扰', 'Do not contact'),
  ]),

  transactions: entity('transactions', { zh: '交易', en: 'Transactions' }, ['transaction_id', 'line'], 'occurred_at', [
    field('transaction_id', 'id', '交易编号', 'Transaction ID'),
    field('line', 'integer', '行号', 'Line'),
    customerId,
    field('occurred_at', 'timestamp', '交易时间', 'Occurred at'),
    field('amount', 'money', '金额', 'Amount'),
    field('quantity', 'decimal', '数量', 'Quantity'),
    field('unit_price', 'money', '单价', 'Unit price'),
    field('currency', 'category', '币种', 'Currency'),
    productId,
    field('category', 'category', '品类', 'Category'),
    channel,
    field('discount', 'money', '优惠', 'Discount'),
    field('is_refund', 'boolean', '是否退款', 'Is refund'),
  ]),

  interactions: entity('interactions', { zh: '接触', en: 'Interactions' }, ['interaction_id'], 'occurred_at', [
    field('interaction_id', 'id', '接触编号', 'Interaction ID'),
    customerId,
    field('occurred_at', 'timestamp', '接触时间', 'Occurred at'),
    channel,
    field('kind', 'category', '接触类型', 'Kind'),
    field('theme', 'category', '内容主题', 'Theme'),
    productId,
    field('value', 'decimal', '数值', 'Value'),
    field('duration_s', 'duration', '时长', 'Duration', { unit: 's' }),
    campaignId,
  ]),

  feedback: entity('feedback', { zh: '反馈', en: 'Feedback' }, ['feedback_id'], 'received_at', [
    field('feedback_id', 'id', '反馈编号', 'Feedback ID'),
    customerId,
    field('received_at', 'timestamp', '受理时间', 'Received at'),
    channel,
    field('text', 'text', '反馈内容', 'Text', { required: true, personal: true }),
    field('label', 'category', '分类', 'Label'),
    field('rating', 'decimal', '评分', 'Rating'),
    field('status', 'category', '状态', 'Status'),
    field('owner', 'category', '处理人', 'Owner', { personal: true }),
    field('closed_at', 'timestamp', '办结时间', 'Closed at'),
  ]),

  survey_answers: entity(
    'survey_answers',
    { zh: '问卷回答', en: 'Survey answers' },
    ['response_id', 'question'],
    'answered_at',
    [
      field('response_id', 'id', '答卷编号', 'Response ID'),
      field('question', 'category', '题目', 'Question'),
      customerId,
      field('answered_at', 'timestamp', '答题时间', 'Answered at'),
      field('answer', 'text', '回答', 'Answer'),
      field('weight', 'decimal', '权重', 'Weight'),
    ],
  ),

  products: entity('products', { zh: '产品', en: 'Products' }, ['product_id'], null, [
    productId,
    field('name', 'text', '产品名称', 'Name'),
    field('category', 'category', '品类', 'Category'),
    field('price', 'money', '价格', 'Price'),
    field('description', 'text', '产品描述', 'Description'),
  ]),

  exposures: entity('exposures', { zh: '触达', en: 'Exposures' }, ['exposure_id'], 'sent_at', [
    field('exposure_id', 'id', '触达编号', 'Exposure ID'),
    customerId,
    campaignId,
    field('arm', 'category', '实验分组', 'Arm'),
    field('is_holdout', 'boolean', '是否留白', 'Is hold-out'),
    channel,
    field('sent_at', 'timestamp', '发送时间', 'Sent at'),
    field('outcome', 'category', '结果', 'Outcome'),
    field('outcome_value', 'money', '结果金额', 'Outcome value'),
    field('outcome_at', 'timestamp', '结果时间', 'Outcome at'),
  ]),

  contracts: entity('contracts', { zh: '合约', en: 'Contracts' }, ['contract_id'], 'started_at', [
    field('contract_id', 'id', '合约编号', 'Contract ID'),
    customerId,
    productId,
    field('started_at', 'timestamp', '开始时间', 'Started at'),
    field('ended_at', 'timestamp', '结束时间', 'Ended at'),
    field('monthly_value', 'money', '月费', 'Monthly value'),
    field('status', 'category', '状态', 'Status'),
    field('term', 'category', '期限', 'Term'),
  ]),

  campaigns: entity('campaigns', { zh: '营销活动', en: 'Campaigns' }, ['campaign_id'], 'started_at', [
    campaignId,
    field('name', 'text', '活动名称', 'Name'),
    field('goal', 'text', '目标', 'Goal'),
    field('started_at', 'timestamp', '开始时间', 'Started at'),
    field('ended_at', 'timestamp', '结束时间', 'Ended at'),
    field('cost', 'money', '成本', 'Cost'),
    channel,
    field('theme', 'category', '主题', 'Theme'),
  ]),

  opportunities: entity('opportunities', { zh: '商机', en: 'Opportunities' }, ['opportunity_id'], 'opened_at', [
    field('opportunity_id', 'id', '商机编号', 'Opportunity ID'),
    customerId,
    field('stage', 'category', '阶段', 'Stage'),
    field('amount', 'money', '金额', 'Amount'),
    field('probability', 'decimal', '赢率', 'Probability'),
    field('opened_at', 'timestamp', '创建时间', 'Opened at'),
    field('expected_at', 'timestamp', '预计成交时间', 'Expected at'),
    field('closed_at', 'timestamp', '成交时间', 'Closed at'),
    field('owner', 'category', '负责人', 'Owner', { personal: true }),
  ]),
};

/** All entities in the order in which pages list them. */
export const entityIds = Object.keys(entities) as readonly EntityId[];

export const isEntityId = (text: string): text is EntityId => entityIds.some((id) => id === text);

export const entityOf = (id: EntityId): Entity => entities[id];

/** The declared field of that name, or undefined: the name is then a free attribute's. */
export const fieldOf = (entity: EntityId, name: string): Field | undefined =>
  entities[entity].fields.find((one) => one.name === name);

/** Names of the fields of an entity that identify or describe a natural person. */
export const personalFields = (entity: EntityId): ReadonlySet<string> =>
  new Set(entities[entity].fields.filter(({ personal }) => personal).map(({ name }) => name));
