import { texts } from '../../lib/i18n/translate';

export const channelPreferenceTexts = texts({
  zh: {
    name: '渠道偏好',
    purpose: '每位客户在每个渠道上有多大可能回应：分五级，并在没见过的一段时间上检验。',

    'help.picture': 'APP\n短信\n外呼\n营业厅',
    'help.reading':
      '先看分级图：每个渠道上五级客户各占多少，点一级看名单。\n再看校准图：说 60 % 的那些人，后来真有六成回应吗？点落在对角线上，概率就可以当真。\nAUC 说排得准不准：0.5 等于瞎猜，1 全对；旁边是只看回应比例的简单做法。模型没有更好时会直说。',
    'help.formula.probability': 'p = (m + w p_0) / (n + w)',
    'help.formula.probability.says':
      '决策树按过去的接触、回应、消费等问几个问题，走到同一片叶子的 n 位训练客户里 m 位有回应；w 把小叶子往上一层的比例 p₀ 拉。',
    'help.formula.ratio': '"比例" = (e + 1) / (n + 2)',
    'help.formula.ratio.says': '对照的简单做法：n 次接触有 e 次回应，平滑之后，没接触过的客户是一半，而不是 0 或 1。',
    'help.formula.level': '"级" = min(5, ⌊ 5 p ⌋ + 1)',
    'help.formula.level.says': '五级按概率等宽切，每 20 个百分点一级，不是按人数五等分：某一级完全可以没有人。',
    'help.formula.ece': '"误差" = sum_b (n_b / n) | "观察"_b - "预测"_b |',
    'help.formula.ece.says': '校准误差：把概率分十段，比较每段说的和实际发生的，按人数加权。',
    'help.limits':
      '只知道被联系过的渠道：没有触达记录的渠道谈不上偏好。\n学的是过去的联系方式：以后换了话术、频次、时间，概率会变。\n说的是会不会回应，不是联系带来了多少回应；要看后者得留对照组。\n区间只含叶子里的抽样误差，不含换一棵树的差别。',
    'help.example':
      'C 在这个渠道被联系 {contacts} 次、回应 {responses} 次：原始比例 {plain}，平滑后 {ratio}。A 没有记录，所以是一半。',
    'help.column.customer': '客户',
    'help.column.contacts': '接触',
    'help.column.responses': '回应',
    'help.column.ratio': '平滑比例',
    'help.column.level': '级别',

    'params.horizonDays.label': '预测未来',
    'params.horizonDays.hint': '会不会在这段时间内至少回应一次该渠道的联系（天）。',
    'params.responses.label': '回应的口径',
    'params.responses.hint': '哪些接触类型算回应；不选则用通行口径：打开、点击、接通、到访、办理、咨询等。',
    'params.maxDepth.label': '树的深度',
    'params.maxDepth.hint': '越深越细，也越容易学到偶然。',
    'params.minLeaf.label': '叶子最少客户',
    'params.minLeaf.hint': '一个概率至少由这么多客户算出。',

    'need.interactions': '还没有接触记录：导入一份触达、通话或点击日志就能运行。',
    'need.customer_id': '接触记录里没有客户编号这一列：在数据页把它对应上。',
    'need.occurred_at': '接触记录里没有时间这一列：在数据页把它对应上。',
    'need.channel': '接触记录里没有渠道这一列：在数据页把它对应上。',
    'need.kind': '接触记录里没有接触类型（结果）这一列，看不出客户有没有回应：在数据页把它对应上。',
    'need.interactions-usable': '没有一行接触记录同时有客户、渠道、类型和截至日之前的时间。',
    'need.responses': '接触类型（{kinds}）里没有一种算回应：在「回应的口径」里选出来。',
    'need.second-channel': '只有 {channels} 个渠道：至少两个才谈得上偏好。',
    'need.history':
      '接触记录只有 {days} 天；预测期两段加 30 天共需 {needed} 天。把预测期缩到 {shorter} 天以内，或导入更早的记录。',
    'need.history-short': '接触记录只有 {days} 天；最短的预测期也要 {needed} 天：导入更早的记录。',

    'stage.features': '整理每位客户的接触历史',
    'stage.training': '训练与检验',

    'warning.anonymous-rows': '{rows} 行接触记录没有客户编号，没有参与。',
    'warning.rare-channels': '只看接触最多的 {kept} 个渠道，另外 {channels} 个没有参与。',
    'warning.ratio-only': '「{channel}」的样本太少，长不出树，用的是每位客户自己的回应比例。',
    'warning.other-kinds': '{count} 种接触类型不算回应：{kinds}。',
    'warning.below-baseline': '「{channel}」上模型（AUC {auc}）不如简单的回应比例（{baseline}），请谨慎使用。',

    'value.hardly-ever': '基本不接触',
    'value.occasional': '偶尔接触',
    'value.moderate': '一般依赖',
    'value.strong': '较依赖',
    'value.dependent': '依赖',
    'value.none': '没有合适的渠道',
    'tag.of': '渠道偏好：{rest}',

    points: '{points} 个百分点',
    'interval.low': '区间下端',
    'interval.high': '区间上端',

    headline: '{likedShare} 的客户较依赖或依赖{liked}，{avoidedShare} 基本不接触{avoided}',
    'headline.one': '{likedShare} 的客户较依赖或依赖{liked}',
    summary:
      '{customers} 位客户 × {channels} 个渠道；未来 {days} 天至少回应一次的概率；在没见过的 {from} 至 {to} 上检验（{tested} 位），误差平均 {ece}。',

    'levels.title': '{channel}最受欢迎：{share} 的客户较依赖以上',
    'levels.note': '每个渠道上各级客户的比例；点一行看较依赖和依赖的客户',
    'levels.unit': '占客户 %',
    'levels.above': '较依赖以上',

    'calibration.title': '说 {predicted} 的，实际 {observed} 有回应',
    'calibration.note': '全部渠道，检验期 {n} 个「客户 × 渠道」；竖线为 95 % 区间；落在斜线上 = 概率可信',
    'calibration.predicted': '预测概率',
    'calibration.observed': '实际有回应的比例',

    'best.title': '首选渠道：{share} 是{channel}',
    'best.title.none': '没有一位客户有合适的渠道',
    'best.note': '每位客户概率最高的渠道；点条形看名单',
    'best.none': '没有一个渠道 ≥ 0.2',

    'proof.title': '比只看回应比例更会分辨：AUC {auc} 对 {baseline}',
    'proof.title.worse': '没有比只看回应比例更会分辨：AUC {auc} 对 {baseline}',
    'proof.note': '检验期的表现；比例 =（回应天数 + 1）÷（接触天数 + 2），不用训练',
    'column.channel': '渠道',
    'column.tested': '检验',
    'column.rate': '回应率',
    'column.auc': 'AUC',
    'column.ece': 'ECE',
    'column.ratio': '比例',
    'column.importance': '最有用的信息',
    'column.customers': '人数',

    'feature.days-since-contact': '距上次接触',
    'feature.orders': '订单数',
    'feature.spend': '消费额',
    'feature.days-since-order': '距上次下单',
    'feature.age': '年龄',
    'feature.tenure-days': '入网时长',
    'feature.contacts': '{channel}接触天数',
    'feature.responses': '{channel}回应天数',
    'feature.ratio': '{channel}回应比例',
    'feature.days-since-response': '距上次{channel}回应',

    'how.title': '怎么算的',
    'how.features': '特征取自各时点之前 {days} 天；同一客户、渠道、同一天只算一次接触。',
    'how.split':
      '用 {trainCut} 前的情况学 {trainCut} 至 {testCut} 的回应，用 {testCut} 前的情况在 {testCut} 至 {asOf} 检验，再用截至日的情况给所有客户打分。',
    'how.reach': '一段时间内没被联系、也没主动来的客户不计入该渠道的训练和检验；只有主动来访的渠道，没来就算没回应。',
    'how.kinds': '算回应的类型：{kinds}。',
    'how.cause': '概率说的是以往的联系方式延续下去会怎样，是相关，不是因果。',

    'card.levels': '{customers} 位客户的渠道偏好',

    'reason.interval':
      '回应概率 {probability}（95 % 区间 {low}–{high}），由以往接触学得，在其后没见过的一段时间上检验过',
    'reason.level': '回应概率 {probability}，由以往接触学得，在其后没见过的一段时间上检验过',
    'reason.best': '各渠道中回应概率最高：{probability}',
    'reason.none': '每个渠道的回应概率都不到 0.2，最高 {probability}',
  },
  en: {
    name: 'Channel preference',
    purpose: 'How likely each customer is to respond on each channel: five levels, tested on a period never seen.',

    'help.picture': 'App\nSMS\nCall\nStore',
    'help.reading':
      'Begin with the levels: how many customers are on each of the five per channel; press one for its list.\nThen calibration: of those said to respond with 60%, did six in ten? Points on the diagonal mean the probabilities can be taken at their word.\nThe AUC says how well customers are ranked: 0.5 is guessing, 1 is perfect. Beside it stands the plain ratio; where the model is no better, it says so.',
    'help.formula.probability': 'p = (m + w p_0) / (n + w)',
    'help.formula.probability.says':
      'A decision tree asks a few questions about past contacts, responses and spend; of the n training customers in the same leaf m responded. w draws small leaves towards the share p₀ of the level above.',
    'help.formula.ratio': '"ratio" = (e + 1) / (n + 2)',
    'help.formula.ratio.says':
      'The plain peer: e responses to n contacts, smoothed, so that a customer never contacted is at one half and not at 0 or 1.',
    'help.formula.level': '"level" = min(5, ⌊ 5 p ⌋ + 1)',
    'help.formula.level.says':
      'Five levels of equal width, 20 points of probability each, not five groups of equal size: a level may well be empty.',
    'help.formula.ece': '"error" = sum_b (n_b / n) | "observed"_b - "predicted"_b |',
    'help.formula.ece.says':
      'Calibration error: in ten bands of probability, the distance between what was said and what happened, weighted by customers.',
    'help.limits':
      'It knows only channels that were used: without contacts there is no preference to learn.\nIt learned from how you contacted people so far; other words, other times, other results.\nIt says who responds, not what the contact caused; for that, keep a control group.\nThe interval covers chance within the leaf, not another tree.',
    'help.example':
      'C was contacted {contacts} times on this channel and responded {responses} times: {plain} as it stands, {ratio} smoothed. A has no record and is therefore at one half.',
    'help.column.customer': 'Customer',
    'help.column.contacts': 'Contacts',
    'help.column.responses': 'Responses',
    'help.column.ratio': 'Smoothed',
    'help.column.level': 'Level',

    'params.horizonDays.label': 'Look ahead',
    'params.horizonDays.hint': 'Will the customer respond at least once on the channel within this time (days)?',
    'params.responses.label': 'What is a response',
    'params.responses.hint':
      'Kinds of interaction that count; none chosen means the usual: opened, clicked, connected, visited, handled, consulted and the like.',
    'params.maxDepth.label': 'Depth of the tree',
    'params.maxDepth.hint': 'Deeper is finer, and learns more accidents.',
    'params.minLeaf.label': 'Customers per leaf',
    'params.minLeaf.hint': 'Every probability rests on at least this many customers.',

    'need.interactions': 'No interactions yet: import a contact, call or click log to run this.',
    'need.customer_id': 'The interactions have no customer id: map that column on the Data page.',
    'need.occurred_at': 'The interactions have no time: map that column on the Data page.',
    'need.channel': 'The interactions have no channel: map that column on the Data page.',
    'need.kind':
      'The interactions have no kind (outcome), so responses cannot be seen: map that column on the Data page.',
    'need.interactions-usable': 'No interaction has a customer, a channel, a kind and a time before the as-of date.',
    'need.responses': 'None of the kinds ({kinds}) counts as a response: choose them under “What is a response”.',
    'need.second-channel': 'There {channels|is|are} {channels} {channels|channel|channels}: a preference needs two.',
    'need.history':
      'The interactions cover {days} days; two look-ahead periods and 30 days need {needed}. Look ahead {shorter} days or less, or import older records.',
    'need.history-short':
      'The interactions cover {days} days; even the shortest look-ahead needs {needed}: import older records.',

    'stage.features': 'Gathering each customer’s contacts',
    'stage.training': 'Training and testing',

    'warning.anonymous-rows': '{rows} {rows|interaction has|interactions have} no customer id and took no part.',
    'warning.rare-channels':
      'Only the {kept} channels with most contacts take part; {channels} {channels|does|do} not.',
    'warning.ratio-only': '“{channel}” has too few examples for a tree; each customer’s own response ratio is used.',
    'warning.other-kinds': '{count} {count|kind does|kinds do} not count as a response: {kinds}.',
    'warning.below-baseline':
      'On “{channel}” the model (AUC {auc}) is no better than the plain response ratio ({baseline}): use with care.',

    'value.hardly-ever': 'Hardly ever',
    'value.occasional': 'Occasional',
    'value.moderate': 'Moderate',
    'value.strong': 'Strong',
    'value.dependent': 'Dependent',
    'value.none': 'No fitting channel',
    'tag.of': 'Channel preference: {rest}',

    points: '{points} points',
    'interval.low': 'Interval from',
    'interval.high': 'Interval to',

    headline: '{likedShare} of customers rely on {liked}; {avoidedShare} hardly ever respond on {avoided}',
    'headline.one': '{likedShare} of customers rely on {liked}',
    summary:
      '{customers} customers × {channels} channels; probability of at least one response in the next {days} days; tested on {from} to {to}, never seen in training ({tested} customers), mean error {ece}.',

    'levels.title': '{channel} is liked best: {share} strong or dependent',
    'levels.note': 'Share of each level per channel; click a row for its strong and dependent customers',
    'levels.unit': '% of customers',
    'levels.above': 'Strong or more',

    'calibration.title': 'Of those given {predicted}, {observed} responded',
    'calibration.note':
      'All channels, {n} customer × channel pairs of the test period; bars are 95% intervals; on the line = to be trusted',
    'calibration.predicted': 'Predicted probability',
    'calibration.observed': 'Share that responded',

    'best.title': 'Best channel: {channel} for {share}',
    'best.title.none': 'No channel fits any customer',
    'best.note': 'The channel of the highest probability per customer; click a bar for the list',
    'best.none': 'No channel ≥ 0.2',

    'proof.title': 'Better than the plain ratio: AUC {auc} against {baseline}',
    'proof.title.worse': 'No better than the plain ratio: AUC {auc} against {baseline}',
    'proof.note': 'On the test period; ratio = (days with response + 1) ÷ (days with contact + 2), no training',
    'column.channel': 'Channel',
    'column.tested': 'Tested',
    'column.rate': 'Response',
    'column.auc': 'AUC',
    'column.ece': 'ECE',
    'column.ratio': 'Ratio',
    'column.importance': 'What tells most',
    'column.customers': 'Customers',

    'feature.days-since-contact': 'last contact',
    'feature.orders': 'orders',
    'feature.spend': 'spend',
    'feature.days-since-order': 'last order',
    'feature.age': 'age',
    'feature.tenure-days': 'tenure',
    'feature.contacts': 'contacts on {channel}',
    'feature.responses': 'responses on {channel}',
    'feature.ratio': 'response ratio on {channel}',
    'feature.days-since-response': 'last response on {channel}',

    'how.title': 'How it is computed',
    'how.features': 'Features cover the {days} days before each cut; one contact per customer, channel and day.',
    'how.split':
      'What was known before {trainCut} learns the responses of {trainCut} to {testCut}; what was known before {testCut} is tested on {testCut} to {asOf}; what is known now scores everyone.',
    'how.reach':
      'Who was neither contacted nor came by themselves in a period takes no part for that channel; on a channel people only come to, staying away is no response.',
    'how.kinds': 'Kinds that count as a response: {kinds}.',
    'how.cause': 'The probability says what happens if contacts go on as before: association, not cause.',

    'card.levels': 'Channel preference of {customers} customers',

    'reason.interval':
      'Probability of a response {probability} (95% interval {low}–{high}), learned from earlier contacts, tested on a later period never seen',
    'reason.level':
      'Probability of a response {probability}, learned from earlier contacts, tested on a later period never seen',
    'reason.best': 'Highest probability of a response among the channels: {probability}',
    'reason.none': 'No channel reaches a probability of 0.2; the highest is {probability}',
  },
});
