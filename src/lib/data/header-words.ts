/**
 * Words that stand over a column and mean a field: per entity and field, separated by blanks, zh and en mixed.
 * They are compared after normalisation (width, case, blanks and punctuation fall away), so `customer_id` also
 * matches `Customer ID` and `CUSTOMERID`. Within one entity a word may stand for one field only.
 */
export const headerWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customers: {
    customer_id:
      '客户编号 客户号 客户ID 客户代码 客户编码 客户标识 会员ID 会员号 会员编号 会员卡号 用户ID 用户编号 用户号 用户标识 顾客编号 顾客ID 买家ID 买家会员名 买家昵称 账号ID 用户账号 持卡人编号 投保人编号 患者编号 病历号 服务号码 customer_id cust_id custid customer_no customer_number customer_code customer_key customer client_id client_no clientid client user_id userid uid user_no user member_id memberid member_no buyer_id account_id accountid account_no subscriber_id subscriber patient_id contact_id crm_id openid open_id unionid respondent_id cid 编号 id',
    name: '姓名 客户姓名 客户名称 客户名 用户名 用户姓名 会员姓名 会员名称 顾客姓名 买家姓名 收货人 联系人 名字 称呼 投保人 患者姓名 昵称 name full_name fullname customer_name cust_name client_name user_name username member_name contact_name nickname first_name last_name',
    gender: '性别 客户性别 会员性别 用户性别 gender sex',
    birth_date: '出生日期 生日 出生年月 出生年月日 出生时间 birth_date birthdate birthday date_of_birth dob born',
    age: '年龄 客户年龄 用户年龄 周岁 年纪 岁数 age customer_age',
    phone:
      '手机号 手机号码 手机 电话 电话号码 联系电话 联系方式 移动电话 客户电话 会员手机 绑定手机 主叫号码 phone phone_number phone_no mobile mobile_phone mobile_no mobile_number tel telephone cell cell_phone cellphone msisdn contact_number',
    email: '邮箱 电子邮箱 电子邮件 邮件地址 邮箱地址 email e_mail email_address mail mail_address',
    national_id:
      '身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 客户证件号 national_id id_card id_card_no idcard identity_card identity_no id_number ssn citizen_id',
    region:
      '地区 省份 省 区域 所在地区 所在省份 所在省 归属地区 所属区域 省市 大区 国家 国家地区 region province state area territory country nation location_region',
    city: '城市 市 地市 所在城市 归属地市 归属城市 居住城市 所在地市 地级市 city town municipality',
    occupation:
      '职业 职业类别 行业职业 工作 职务 从事职业 职位 岗位 occupation job job_title profession employment work',
    education:
      '学历 教育程度 文化程度 受教育程度 最高学历 教育水平 education education_level degree qualification schooling',
    income:
      '收入 月收入 年收入 家庭收入 家庭年收入 薪资 个人收入 annual_income annual_income_k income monthly_income yearly_income household_income salary',
    registered_at:
      '注册时间 注册日期 开户时间 开户日期 入网时间 入网日期 入会时间 入会日期 建档时间 建档日期 加入时间 开卡日期 首次登记时间 registered_at registered registration_date registration_time register_time signup_date sign_up_date signup_at joined joined_at join_date dt_customer enrolled_at enrollment_date customer_since created_at',
    membership:
      '会员等级 会员级别 会员类型 客户等级 客户级别 星级 客户星级 用户等级 等级 VIP等级 会员 用户类型 客户类型 membership membership_level membership_tier member_level member_type tier loyalty_tier loyalty vip vip_level customer_level customer_type grade',
    do_not_contact:
      '免打扰 勿扰 拒绝营销 拒绝联系 禁止联系 营销免打扰 退订 是否退订 是否免打扰 黑名单 红名单 do_not_contact dnc opt_out optout opted_out unsubscribed no_contact do_not_call',
  },
  transactions: {
    transaction_id:
      '订单号 订单编号 订单ID 单号 交易号 交易编号 交易流水号 流水号 交易流水 销售单号 销售单 小票号 发票号 发票号码 单据号 单据编号 出库单号 主订单编号 支付单号 transaction_id transactionid trans_id txn_id order_id orderid order_no order_number ordernumber order invoice invoice_no invoiceno invoice_id invoice_number receipt_no receipt_id receipt bill_no bill_id sales_order so_number 编号 id',
    line: '行号 订单行号 明细行号 行项目 行项目号 子订单号 子订单编号 项次 明细序号 line line_no line_number line_item line_id item_no order_line order_item_id',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 客户编码 客户标识 会员ID 会员号 会员编号 会员卡号 用户ID 用户编号 用户号 用户标识 顾客编号 顾客ID 买家ID 买家会员名 买家昵称 买家 客户 会员 手机号 手机号码 服务号码 user用户 customer_id cust_id custid customer_no customer_number customer_code customer client_id client_no client user_id userid uid user member_id memberid member_no buyer_id buyer account_id account_no subscriber_id household_key cid',
    occurred_at:
      '下单时间 下单日期 订单时间 订单日期 交易时间 交易日期 付款时间 支付时间 支付日期 购买时间 购买日期 消费时间 消费日期 成交时间 成交日期 销售日期 销售时间 发票日期 开票日期 创建时间 订单创建时间 订单付款时间 业务日期 日期 时间 记账日期 出库日期 occurred_at order_date orderdate order_time order_datetime order_purchase_timestamp purchase_date purchase_time transaction_date transaction_time trans_date txn_date invoice_date invoicedate sale_date sales_date payment_date paid_at date datetime time timestamp created_at created event_time',
    amount:
      '金额 实付金额 实付 实付款 支付金额 付款金额 订单金额 交易金额 消费金额 销售金额 销售额 成交金额 成交额 总金额 总价 合计 合计金额 小计 应付金额 买家实际支付金额 买家应付货款 营收 营业额 收入 revenue amount total total_amount total_price order_amount order_total order_value payment payment_value transaction_amount trans_amount txn_amount sales sales_amount sale_amount net_amount gross_amount line_total subtotal spend spending paid paid_amount value turnover price_total dollar_value dollar_amount',
    quantity:
      '数量 购买数量 件数 销售数量 商品数量 订购数量 下单数量 购买件数 宝贝总数量 销量 个数 quantity qty units unit_count count item_count pieces num number_of_items',
    unit_price:
      '单价 商品单价 销售单价 成交单价 价格 商品价格 售价 标价 unit_price unitprice price item_price selling_price sale_price price_each',
    currency: '币种 货币 币别 结算币种 交易币种 currency currency_code ccy curr',
    product_id:
      '商品编码 商品编号 商品ID 商品代码 商品号 产品编号 产品编码 产品ID 产品代码 物料编码 物料号 货号 款号 条码 商品条码 SKU编码 SKU 宝贝ID 套餐编码 套餐ID product_id productid product_code product_no product_key product sku sku_id sku_code stock_code stockcode stock_id item_id itemid item_code item article_id article material material_no barcode asin upc ean isbn',
    category:
      '类目 品类 商品类目 商品类别 商品分类 产品类别 产品分类 产品类型 一级类目 类别 分类 大类 品类名称 业务类型 product_category category category_name product_type product_line department dept cat item_category',
    channel:
      '渠道 销售渠道 订单渠道 购买渠道 下单渠道 来源渠道 订单来源 交易渠道 办理渠道 平台 店铺 店铺名称 门店 终端 channel sales_channel order_channel purchase_channel source order_source platform store shop outlet touchpoint',
    discount:
      '折扣 优惠 优惠金额 折扣金额 折扣率 减免金额 优惠券金额 满减 促销金额 让利 discount discount_amount discount_value coupon coupon_amount promotion_amount rebate',
    is_refund:
      '是否退款 是否退货 退款标志 退货标志 退款 退货 是否退单 退单 is_refund refund refunded is_return returned return_flag is_cancelled cancelled',
  },
  interactions: {
    interaction_id:
      '接触编号 接触ID 接触流水号 触点编号 事件ID 事件编号 会话ID 会话编号 通话ID 通话流水号 记录编号 记录ID 流水号 日志ID 工单号 工单编号 interaction_id contact_id event_id eventid session_id visit_id call_id log_id record_id activity_id message_id case_id id',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 客户编码 客户标识 会员ID 会员号 会员编号 用户ID 用户编号 用户号 用户标识 顾客编号 顾客ID 买家ID 手机号 手机号码 服务号码 主叫号码 访客ID 设备ID customer_id cust_id custid customer_no customer client_id client user_id userid uid user member_id memberid visitor_id visitorid account_id subscriber_id openid cid',
    occurred_at:
      '接触时间 触达时间 发生时间 事件时间 行为时间 访问时间 浏览时间 通话时间 来电时间 呼叫时间 开始时间 联系时间 操作时间 受理时间 咨询时间 记录时间 日期 时间 时间戳 occurred_at event_time event_date event_timestamp timestamp time date datetime contact_time contact_date contacted_at start_time started_at started call_time visit_time view_time action_time created_at log_time ts',
    channel:
      '渠道 触点 接触渠道 触达渠道 联系渠道 服务渠道 受理渠道 接入渠道 触点名称 渠道名称 来源 来源渠道 平台 媒介 终端 channel contact_channel touchpoint touch_point contact_type source medium platform media device_type',
    kind: '行为 行为类型 事件 事件类型 接触类型 触点类型 动作 操作 操作类型 交互类型 业务动作 接触结果 触达结果 互动类型 用户行为 behavior behavior_type behaviour event event_type event_name action action_type activity activity_type interaction_type interaction kind type outcome',
    theme:
      '主题 内容 内容主题 内容类型 内容分类 栏目 栏目名称 页面 页面名称 话题 营销内容 内容标签 频道 theme topic subject content content_type content_category page page_name section article title url genre',
    product_id:
      '商品编码 商品编号 商品ID 商品代码 产品编号 产品编码 产品ID 产品代码 物料编码 货号 套餐编码 SKU product_id productid product_code product sku sku_id stock_code item_id itemid item_code item',
    value: '值 数值 价值 得分 事件值 流量 使用量 value score event_value amount usage points',
    duration_s:
      '时长 通话时长 停留时长 浏览时长 访问时长 观看时长 使用时长 持续时间 服务时长 处理时长 等待时长 时长秒 通话时长秒 duration duration_s duration_sec duration_seconds call_duration talk_time session_duration dwell_time time_spent elapsed handle_time length',
    campaign_id:
      '活动编号 活动ID 活动编码 活动代码 营销活动ID 营销活动 营销活动编号 campaign_id campaign campaign_code campaign_no',
  },
  feedback: {
    feedback_id:
      '反馈编号 反馈ID 工单号 工单编号 工单ID 工单流水号 投诉编号 投诉单号 诉求编号 诉求单号 评论ID 评价ID 留言ID 意见编号 受理单号 需求编号 流水号 编号 序号 feedback_id ticket_id ticket ticket_no case_id case_no case_number complaint_id comment_id review_id reviewid message_id tweet_id issue_id request_id id',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 客户标识 会员ID 会员号 会员编号 用户ID 用户编号 用户号 用户标识 顾客编号 买家ID 手机号 手机号码 服务号码 主叫号码 投诉号码 来电号码 用户名 昵称 作者 customer_id cust_id custid customer_no customer client_id client user_id userid uid user member_id account_id reviewer_id author author_id username cid',
    received_at:
      '受理时间 受理日期 接收时间 反馈时间 反馈日期 投诉时间 投诉日期 诉求时间 评论时间 评论日期 评价时间 评价日期 留言时间 提交时间 提交日期 工单创建时间 创建时间 建单时间 来电时间 发布时间 发表时间 日期 时间 received_at received created_at created created_date date datetime time timestamp submitted_at submit_time opened_at review_date review_time comment_time tweet_created date_received report_date reported_at post_date posted_at',
    channel:
      '渠道 触点 反馈渠道 受理渠道 投诉渠道 诉求渠道 来源 来源渠道 诉求来源 接入渠道 提交渠道 受理方式 平台 channel source origin contact_channel feedback_channel submitted_via medium platform via',
    text: '诉求内容 工单内容 投诉内容 反馈内容 评论内容 评价内容 留言内容 意见内容 内容 文本 正文 评论 评价 留言 意见 反馈 投诉 诉求 描述 问题描述 需求描述 需求内容 来电内容 通话内容 短信内容 客户诉求 客户意见 受理内容 建议 原文 句子 标题 text content contents comment comments review reviews review_text review_body verified_reviews feedback message msg body description complaint complaint_text issue_description verbatim narrative consumer_complaint_narrative sentence utterance query question title note notes opinion tweet sms',
    label:
      '一级分类 分类 类别 标签 类型 诉求分类 诉求类型 诉求类别 工单分类 工单类型 投诉类型 投诉分类 投诉类别 问题类型 问题分类 业务分类 业务类型 反馈类型 需求类型 需求分类 意图 情感 情感倾向 label labels category class type topic intent tag reason issue issue_type complaint_type ticket_type negativereason sentiment airline_sentiment target y',
    rating:
      '评分 星级 满意度 打分 得分 评分星级 满意度评分 评价星级 满意度得分 NPS rating score stars star overall rate satisfaction csat nps overall_rating star_rating',
    status:
      '状态 处理状态 工单状态 受理状态 办理状态 进度 处理进度 status state ticket_status case_status progress feedback_status',
    owner:
      '处理人 负责人 受理人 责任人 责任部门 处理部门 承办部门 承办人 坐席 坐席工号 客服 经办人 处理人员 owner assignee assigned_to handler agent responsible department handled_by',
    closed_at:
      '办结时间 关闭时间 完成时间 解决时间 结案时间 归档时间 处理完成时间 回复时间 办结日期 关闭日期 closed_at closed closed_date resolved_at resolved_date resolution_date completed_at solved_at finished_at end_time',
  },
  survey_answers: {
    response_id:
      '答卷编号 答卷ID 问卷编号 问卷ID 答卷序号 作答ID 受访者编号 受访者ID 样本编号 样本号 答题编号 response_id responseid response submission_id respondent_id respondent answer_id questionnaire_id sample_id',
    question:
      '问题 题目 题号 题干 题目名称 问卷题目 问题编号 指标 题目编号 测评指标 question question_id question_text question_no item item_id variable',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 会员ID 会员号 会员编号 用户ID 用户编号 用户号 手机号 手机号码 服务号码 customer_id cust_id custid customer_no customer client_id user_id userid uid user member_id account_id cid',
    answered_at:
      '答题时间 作答时间 提交时间 提交答卷时间 填写时间 回答时间 调查时间 调研日期 访问日期 日期 时间 answered_at answered submitted_at submit_time submission_time response_date response_time completed_at survey_date interview_date timestamp date time',
    answer:
      '答案 回答 选项 作答 作答内容 回答内容 答复 得分 分值 评分 选择 答题结果 answer answer_text response_text response_value value score choice option reply rating',
    weight: '权重 样本权重 加权系数 加权权重 weight sample_weight wt weighting',
  },
  products: {
    product_id:
      '商品编码 商品编号 商品ID 商品代码 商品号 产品编号 产品编码 产品ID 产品代码 物料编码 物料号 货号 款号 条码 商品条码 SKU编码 SKU 套餐编码 套餐ID product_id productid product_code product_no sku sku_id sku_code stock_code stockcode item_id itemid item_code item_no article_id material material_no barcode asin upc ean isbn 编号 id',
    name: '商品名称 产品名称 品名 商品名 产品名 物料名称 套餐名称 名称 商品标题 宝贝标题 name product_name productname product_title item_name title product item',
    category:
      '类目 品类 商品类目 商品类别 商品分类 产品类别 产品分类 产品类型 一级类目 类别 分类 大类 品类名称 category category_name product_category product_category_name product_type product_line department type cat item_category',
    price:
      '价格 单价 售价 标价 零售价 市场价 商品价格 产品价格 资费 月租 价格元 price unit_price unitprice list_price retail_price selling_price msrp fee',
    description:
      '商品描述 产品描述 描述 说明 商品介绍 产品介绍 详情 商品详情 规格 备注 description desc product_description details detail summary spec',
  },
  exposures: {
    exposure_id:
      '触达编号 触达ID 曝光ID 曝光编号 投放编号 派发编号 任务编号 发送编号 exposure_id impression_id send_id treatment_id delivery_id id',
    customer_id:
      '客户编号 客户号 客户ID 会员ID 会员号 会员编号 用户ID 用户编号 用户号 手机号 手机号码 服务号码 customer_id cust_id custid customer_no customer client_id user_id userid uid user member_id account_id cid',
    campaign_id:
      '活动编号 活动ID 活动编码 活动代码 营销活动ID 营销活动编号 营销活动 活动 活动名称 campaign_id campaign campaign_code campaign_no experiment experiment_id test_id',
    arm: '实验组 分组 组别 试验组 实验分组 版本 测试组 组 方案 arm group variant treatment version test_group experiment_group ab_group bucket',
    is_holdout:
      '是否对照 是否对照组 对照组 是否留白 留白组 是否空白组 空白组 is_holdout holdout control is_control control_group',
    channel:
      '渠道 触达渠道 投放渠道 发送渠道 营销渠道 推送渠道 channel contact_channel medium media sent_via source platform',
    sent_at:
      '发送时间 触达时间 投放时间 推送时间 曝光时间 派发时间 下发时间 发送日期 触达日期 日期 时间 sent_at sent send_time send_date sent_date exposure_time exposed_at impression_time delivered_at date time timestamp',
    outcome:
      '结果 触达结果 营销结果 响应结果 是否响应 是否转化 是否购买 是否成交 响应 转化 办理结果 outcome response responded converted conversion result success subscribed purchased clicked visit y',
    outcome_value:
      '成交金额 转化金额 响应金额 办理金额 带来收入 购买金额 转化价值 outcome_value conversion_value revenue spend order_value response_value amount value',
    outcome_at:
      '响应时间 转化时间 成交时间 办理时间 购买时间 响应日期 转化日期 outcome_at responded_at response_time response_date converted_at conversion_time conversion_date outcome_date',
  },
  contracts: {
    contract_id:
      '合同号 合同编号 合同ID 保单号 保单编号 保单号码 账户号 账户编号 签约编号 协议编号 协议号 订阅ID 套餐实例ID 贷款编号 contract_id contract contract_no contract_number policy_id policy_no policy_number policy subscription_id agreement_id agreement_no loan_id account_no account_number 编号 id',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 会员ID 会员号 会员编号 用户ID 用户编号 用户号 投保人编号 手机号 手机号码 服务号码 customer_id cust_id custid customer_no customerid customer client_id user_id userid uid user member_id subscriber_id insured_id cid',
    product_id:
      '产品编号 产品编码 产品ID 产品代码 商品编码 商品编号 套餐编码 套餐ID 套餐 套餐名称 险种代码 险种 product_id productid product_code product plan plan_id plan_code plan_name sku item_id internet_service',
    started_at:
      '开始时间 开始日期 生效时间 生效日期 起始日期 签约时间 签约日期 签订日期 合同开始日期 起保日期 订阅时间 入网时间 入网日期 开户日期 started_at start_date started start start_time effective_date effective_from signed_at signed_date valid_from inception_date subscribed_at activation_date opened_at',
    ended_at:
      '结束时间 结束日期 到期时间 到期日期 失效日期 终止日期 截止日期 合同结束日期 退订时间 销户日期 离网时间 离网日期 流失日期 ended_at end_date ended end end_time expiry_date expires_at expiration_date valid_to effective_to terminated_at termination_date cancelled_at cancel_date churn_date closed_at',
    monthly_value:
      '月费 月租 月租费 月消费 月均消费 月均费用 套餐月费 月缴保费 每月费用 ARPU monthly_value monthly_fee monthly_charge monthly_charges monthlycharges monthly_price mrr monthly_amount monthly_premium fee',
    status:
      '状态 合同状态 保单状态 账户状态 在网状态 用户状态 是否流失 流失 是否离网 status contract_status policy_status account_status subscription_status state churn churned active is_active',
    term: '期限 合同期限 合约期 合约类型 保险期间 缴费期限 合同类型 签约期限 term contract_term contract_type policy_term term_months tenure_type contract_length period',
  },
  campaigns: {
    campaign_id:
      '活动编号 活动ID 活动编码 活动代码 营销活动ID 营销活动编号 campaign_id campaignid campaign_code campaign_no promotion_id id',
    name: '活动名称 活动名 营销活动名称 营销活动 名称 活动标题 name campaign_name campaign title promotion_name',
    goal: '目标 活动目标 营销目标 活动目的 目的 goal objective target purpose kpi',
    started_at:
      '开始时间 开始日期 活动开始时间 活动开始日期 上线时间 上线日期 started_at start_date start start_time launch_date launched_at start_day',
    ended_at:
      '结束时间 结束日期 活动结束时间 活动结束日期 下线时间 下线日期 截止日期 ended_at end_date end end_time finish_date end_day',
    cost: '成本 费用 预算 活动成本 活动费用 营销费用 投放费用 花费 cost budget spend expense total_cost',
    channel: '渠道 活动渠道 投放渠道 营销渠道 触达渠道 channel media medium platform source',
    theme: '主题 活动主题 营销主题 活动类型 内容主题 theme topic subject campaign_type type description',
  },
  opportunities: {
    opportunity_id:
      '商机编号 商机ID 商机号 机会编号 线索编号 线索ID 项目编号 opportunity_id opportunity opp_id deal_id deal lead_id lead id',
    customer_id:
      '客户编号 客户号 客户ID 客户代码 客户 客户名称 公司 公司名称 账户 customer_id cust_id customer_no customer client_id client account_id account account_name company user_id contact_id cid',
    stage:
      '阶段 商机阶段 销售阶段 机会阶段 状态 商机状态 跟进阶段 stage sales_stage deal_stage stage_name pipeline_stage status lead_status',
    amount:
      '金额 商机金额 预计金额 预计成交金额 预估金额 合同金额 预计签约金额 amount deal_amount deal_value value close_value expected_revenue expected_amount opportunity_amount revenue',
    probability:
      '概率 赢率 成交概率 赢单概率 赢单率 可能性 成功率 probability win_probability win_rate likelihood chance',
    opened_at:
      '创建时间 创建日期 建立日期 商机创建时间 商机日期 发现时间 开始日期 opened_at open_date opened created_at created_date created create_date engage_date start_date',
    expected_at:
      '预计成交日期 预计成交时间 预计签约日期 预计结单日期 预计关闭日期 预计完成日期 expected_at expected_close expected_close_date close_date_expected expected_date forecast_date',
    closed_at:
      '成交日期 成交时间 关闭时间 关闭日期 结单日期 赢单日期 签约日期 完成日期 实际成交日期 closed_at closed close_date closed_date won_date actual_close_date signed_date',
    owner:
      '负责人 销售 销售人员 销售代表 客户经理 业务员 跟进人 所有人 owner sales_agent sales_rep salesperson account_manager assigned_to agent rep opportunity_owner',
  },
};
