import { describe, expect, it } from 'vitest';
import { inspect } from '../../workers/tasks/import-harness';
import { entities, type EntityId } from '../../../src/lib/data/entities';
import { matchHeader } from '../../../src/lib/data/import/headers';
import {
  freeAttributes,
  mappingFromOverrides,
  openQuestions,
  suggestMapping,
  toReadPlan,
  validateMapping,
} from '../../../src/lib/data/import/mapping';

/** Files as companies export them: header, rows, and what each column means; '' is a free attribute. */
const FILES: readonly { entity: EntityId; csv: string; fields: string }[] = [
  {
    entity: 'transactions',
    csv: '订单编号,会员卡号,下单时间,商品编码,商品名称,数量,单价,实付金额,订单来源,是否退款\nD001,M001,2025/1/3 9:05,P1,牛奶,2,3.5,7.00,APP,否\nD002,M001,2025/1/15 19:05,P2,面包,1,5.5,5.50,小程序,是\n',
    fields: 'transaction_id,customer_id,occurred_at,product_id,,quantity,unit_price,amount,channel,is_refund',
  },
  {
    entity: 'transactions',
    csv: 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n536366,71053,LANTERN,6,2010-12-01 08:28:00,3.39,17850,United Kingdom\n',
    fields: 'transaction_id,product_id,,quantity,occurred_at,unit_price,customer_id,',
  },
  {
    entity: 'transactions',
    csv: '订单编号,买家会员名,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间,宝贝总数量,店铺名称\n1,tb1,99.00,89.00,2025-01-01 10:00:00,2025-01-01 10:05:00,1,某店\n2,tb2,9.00,9.00,2025-01-02 10:00:00,2025-01-02 10:05:00,1,某店\n',
    fields: 'transaction_id,customer_id,,amount,occurred_at,,quantity,channel',
  },
  {
    entity: 'customers',
    csv: '客户号,姓名,性别,出生日期,手机号码,省份,城市,会员等级,入网日期,套餐名称,是否免打扰\nC1,张三,男,1990-01-02,13800138000,广东,深圳,金卡,2019-03-04,畅享99,否\nC2,李四,女,1985-11-02,13800138001,广东,广州,银卡,2018-03-04,畅享59,是\n',
    fields: 'customer_id,name,gender,birth_date,phone,region,city,membership,registered_at,,do_not_contact',
  },
  {
    entity: 'customers',
    csv: 'CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)\n0001,Male,19,15,39\n0002,Female,21,15,81\n',
    fields: 'customer_id,gender,age,income,',
  },
  {
    entity: 'interactions',
    csv: '触点流水号,用户ID,接触时间,渠道,业务动作,内容主题,通话时长(秒)\nT1,C1,2025-03-04 10:00:00,短信,触达,流量包,0\nT2,C2,2025-03-05 10:00:00,外呼,接通,宽带,65\n',
    fields: 'interaction_id,customer_id,occurred_at,channel,kind,theme,duration_s',
  },
  {
    entity: 'interactions',
    csv: 'user_id,item_id,category_id,behavior,timestamp\n1,22,33,pv,1511544070\n1,23,33,buy,1511561733\n',
    fields: 'customer_id,product_id,,kind,occurred_at',
  },
  {
    entity: 'feedback',
    csv: '工单编号,客户编号,受理时间,受理渠道,诉求内容,一级分类,满意度\nG1,C1,2025-03-04 10:00:00,热线,我的宽带昨天晚上又断网了请尽快处理,网络质量,3\nG2,C2,2025-03-04 11:00:00,营业厅,套餐资费太贵了想办理降档业务,资费争议,5\n',
    fields: 'feedback_id,customer_id,received_at,channel,text,label,rating',
  },
  {
    entity: 'feedback',
    csv: 'label,review\n1,很快，好吃，味道足，量大\n0,送餐太慢了，等了两个小时\n',
    fields: 'label,text',
  },
  {
    entity: 'survey_answers',
    csv: '答卷编号,题目,回答,答题时间\nR1,您对我们的服务满意吗,满意,2025-03-01\nR2,您会推荐我们吗,10,2025-03-02\n',
    fields: 'response_id,question,answer,answered_at',
  },
  {
    entity: 'products',
    csv: '商品编码,商品名称,一级类目,零售价,规格\nP1,纯牛奶,乳品,3.5,250ml\nP2,吐司面包,烘焙,5.5,400g\n',
    fields: 'product_id,name,category,price,description',
  },
  {
    entity: 'exposures',
    csv: '活动ID,手机号,实验组,是否对照,发送时间,是否转化,成交金额\nA1,13800138000,A,否,2025-03-01 10:00:00,是,99\nA1,13800138001,B,是,2025-03-01 10:00:00,否,0\n',
    fields: 'campaign_id,customer_id,arm,is_holdout,sent_at,outcome,outcome_value',
  },
  {
    entity: 'contracts',
    csv: '保单号,投保人编号,险种代码,生效日期,到期日期,月缴保费,保单状态,缴费期限\nB1,C1,XZ1,2020-01-01,2030-01-01,200,有效,10年\nB2,C2,XZ2,2020-01-01,2030-01-01,300,失效,20年\n',
    fields: 'contract_id,customer_id,product_id,started_at,ended_at,monthly_value,status,term',
  },
  {
    entity: 'campaigns',
    csv: '活动编号,活动名称,开始日期,结束日期,投放渠道,预算\nA1,双11,2024-11-01,2024-11-12,APP,20000\nA2,春节,2025-01-20,2025-02-12,短信,10000\n',
    fields: 'campaign_id,name,started_at,ended_at,channel,cost',
  },
  {
    entity: 'opportunities',
    csv: '商机编号,客户名称,商机阶段,预计金额,赢率,预计签约日期,负责人\nS1,甲公司,谈判,100000,60%,2025-06-01,王五\nS2,乙公司,线索,50000,20%,2025-07-01,赵六\n',
    fields: 'opportunity_id,customer_id,stage,amount,probability,expected_at,owner',
  },
];

describe('suggestMapping', () => {
  it.each(FILES)('takes $entity for what they are, column by column: $csv', async ({ entity, csv, fields }) => {
    const mapping = suggestMapping(await inspect(csv));
    expect(mapping.entity).toBe(entity);
    expect(mapping.entityReason.code).toBe('entity-fields');
    expect(mapping.pairs.map(({ field }) => field ?? '').join(',')).toBe(fields);
  });

  it('gives a reason for every pair', async () => {
    const { pairs } = suggestMapping(await inspect(FILES[0]!.csv));
    expect(pairs[0]).toMatchObject({
      reason: { code: 'header-synonym', details: { header: '订单编号', field: 'transaction_id' } },
      type: 'text',
    });
    expect(pairs[4]?.reason).toEqual({ code: 'free-attribute', details: { header: '商品名称' } });
  });

  it('never pairs two columns with one field, and says which column won', async () => {
    const { pairs } = suggestMapping(
      await inspect('订单号,下单时间,付款时间,金额\n1,2025-01-01,2025-01-02,3\n2,2025-02-01,2025-02-02,3\n'),
    );
    expect(pairs.map(({ field }) => field)).toEqual(['transaction_id', 'occurred_at', null, 'amount']);
    expect(pairs[2]?.reason).toEqual({ code: 'field-taken', details: { field: 'occurred_at', header: '下单时间' } });
  });

  it('does not believe a header against its values', async () => {
    const { pairs } = suggestMapping(
      await inspect('订单号,客户号,金额,日期\n1,C1,很多,2025-01-01\n2,C2,一些,2025-02-01\n'),
      {
        entity: 'transactions',
      },
    );
    expect(pairs[2]).toMatchObject({ field: null, reason: { code: 'wrong-type', details: { field: 'amount' } } });
  });

  it('finds phone, e-mail, national id and long text by their look', async () => {
    const rows = [0, 1, 2].map((i) => `${i},1380013800${i},a${i}@b.cn,11010119900307123${i}`).join('\n');
    const { pairs } = suggestMapping(await inspect(`会员ID,a1,a2,a3\n${rows}\n`), { entity: 'customers' });
    expect(pairs.map(({ field }) => field)).toEqual(['customer_id', 'phone', 'email', 'national_id']);
    expect(pairs[1]?.reason).toEqual({ code: 'value-shape', details: { shape: 'phone', share: 1 } });
    const texts = suggestMapping(
      await inspect('c1,c2\n甲,我的宽带昨天晚上又断网了请尽快处理\n乙,套餐资费太贵了想办理降档业务\n'),
    );
    expect(texts).toMatchObject({ entity: 'feedback', pairs: [{ field: null }, { field: 'text' }] });
  });

  it('takes a column that is there once per row for the key of a customer table, else the phone', async () => {
    const byCode = suggestMapping(await inspect('ID,学历,年龄\n5,本科,30\n7,硕士,31\n'), { entity: 'customers' });
    expect(byCode.pairs.map(({ field }) => field)).toEqual(['customer_id', 'education', 'age']);
    const byPhone = suggestMapping(await inspect('姓名,手机,性别\n张三,13800138000,男\n李四,13800138001,女\n'));
    expect(byPhone.pairs.map(({ field }) => field)).toEqual(['name', 'customer_id', 'gender']);
  });

  it('says so when a file looks like nothing it knows', async () => {
    expect(suggestMapping(await inspect('p,q\n1,2\n3,4\n')).entityReason.code).toBe('entity-unknown');
  });

  it('is not misled by names of Object.prototype', async () => {
    const mapping = suggestMapping(await inspect('__proto__,constructor,订单号,金额\n1,2,3,4\n5,6,7,8\n'));
    expect(mapping.pairs.map(({ field }) => field)).toEqual([null, null, 'transaction_id', 'amount']);
  });
});

describe('matchHeader', () => {
  const best = (header: string, entity: EntityId) =>
    matchHeader(header, entities[entity]).sort((a, b) => b.score - a.score)[0];

  it('sees through width, case, brackets, numbering and paths', () => {
    for (const header of [
      'customer_id',
      'Customer ID',
      'CUSTOMERID',
      'ＣｕｓｔｏｍｅｒＩＤ',
      'orders.customer_id',
      '1. customer id',
    ]) {
      expect(best(header, 'transactions')?.field.name, header).toBe('customer_id');
    }
    expect(best('实付金额（元）', 'transactions')?.field.name).toBe('amount');
  });

  it('takes a telling ending for less than the whole, and a vague one for nothing', () => {
    const ending = best('最近一次下单时间', 'transactions');
    expect(ending).toMatchObject({ field: { name: 'occurred_at' }, isWhole: false });
    expect(ending?.score).toBeGreaterThan(0.5);
    expect(best('退款金额', 'transactions')?.score ?? 0).toBeLessThan(0.4);
    expect(best('update', 'transactions')).toBeUndefined();
  });
});

describe('validateMapping', () => {
  it('names what forbids reading', async () => {
    const inspection = await inspect('a,b\n1,x\n2,y\n');
    const mapping = suggestMapping(inspection, { entity: 'customers' });
    const pair = (field: string | null) => ({ ...mapping.pairs[0]!, field });
    const codes = (pairs: (typeof mapping)['pairs']) =>
      validateMapping(inspection, { ...mapping, pairs }).map(({ code }) => code);
    expect(codes([pair(null)])).toEqual(['missing-required', 'nothing-mapped']);
    expect(codes([pair('customer_id'), { ...pair('customer_id'), column: 1 }])).toEqual(['field-twice']);
    expect(codes([pair('customer_id'), { ...pair('fame'), column: 1 }])).toEqual(['unknown-field']);
    expect(codes([pair('customer_id'), { ...pair('age'), column: 9 }])).toEqual(['unknown-column']);
    expect(codes([pair('customer_id'), { ...pair('age'), column: 1 }])).toEqual(['wrong-type']);
  });
});

describe('questions and plans', () => {
  const csv = '客户号,下单时间,金额,备注\nC1,03/04/2025,1,x\nC2,05/06/2025,2,y\n';

  it('asks for the order of day and month, and stops asking when answered', async () => {
    const inspection = await inspect(csv);
    const mapping = suggestMapping(inspection);
    expect(openQuestions(inspection, mapping, {})).toMatchObject([
      {
        id: 'date-order:1',
        affected: 2,
        readings: [
          { value: 'mdy', sample: '2025-03-04' },
          { value: 'dmy', sample: '2025-04-03' },
        ],
      },
    ]);
    expect(openQuestions(inspection, mapping, { 'date-order:1': 'maybe' })).toHaveLength(1);
    expect(openQuestions(inspection, mapping, { 'date-order:1': 'dmy' })).toHaveLength(0);
    const asText = mappingFromOverrides(inspection, { mapping: { 下单时间: 'transaction_id' } });
    expect(openQuestions(inspection, asText, {})).toHaveLength(0);
  });

  it('makes no plan while a question is open', async () => {
    const inspection = await inspect(csv);
    const mapping = suggestMapping(inspection);
    const options = { file: 1, free: [{ column: 'x5', name: '备注', type: 'category' as const }] };
    expect(() => toReadPlan(inspection, mapping, {}, options)).toThrow('question-open');
    const plan = toReadPlan(inspection, mapping, { 'date-order:1': 'dmy' }, options);
    expect(plan.columns.map(({ target, type, dateOrder, trims }) => [target, type, dateOrder, trims])).toEqual([
      ['customer_id', 'text', null, true],
      ['occurred_at', 'timestamp', 'dmy', false],
      ['amount', 'decimal', null, false],
      ['x5', 'text', null, true],
    ]);
    expect(plan).toMatchObject({ file: 1, batchRows: 50_000 });
  });

  it('reads a free attribute as the catalogue knows it', async () => {
    const inspection = await inspect('客户号,年龄段\nC1,1\nC2,2\n');
    const mapping = suggestMapping(inspection, { entity: 'customers' });
    expect(freeAttributes(inspection, mapping)).toEqual([{ column: 1, name: '年龄段', type: 'decimal' }]);
    const free = [{ column: 'x1', name: '年龄段', type: 'text' as const }];
    expect(toReadPlan(inspection, mapping, {}, { file: 1, free }).columns[1]).toMatchObject({
      target: 'x1',
      type: 'text',
    });
  });

  it('tells free attributes apart that share a name or have none', async () => {
    const inspection = await inspect('a,a,,b\n1,2,3,4\n5,6,7,8\n');
    const names = freeAttributes(inspection, suggestMapping(inspection)).map(({ name }) => name);
    expect(names).toEqual(['a', 'a (2)', '#3', 'b']);
  });
});

describe('mappingFromOverrides', () => {
  it('puts what a script states above what is suggested', async () => {
    const inspection = await inspect(FILES[0]!.csv);
    const mapping = mappingFromOverrides(inspection, {
      mapping: { 商品名称: 'category', 单价: null, 商品编码: 'transaction_id' },
    });
    expect(mapping.pairs.map(({ field }) => field ?? '').join(',')).toBe(
      ',customer_id,occurred_at,transaction_id,category,quantity,,amount,channel,is_refund',
    );
    expect(mapping.pairs[0]?.reason).toEqual({
      code: 'field-taken',
      details: { field: 'transaction_id', header: '商品编码' },
    });
    expect(validateMapping(inspection, mapping)).toEqual([]);
  });

  it('refuses headers and fields that do not exist, and one field twice', async () => {
    const inspection = await inspect('a,a,b,c\n1,2,3,4\n5,6,7,8\n');
    const given = (mapping: Record<string, string>) => () =>
      mappingFromOverrides(inspection, { entity: 'customers', mapping });
    expect(given({ z: 'age' })).toThrow('unknown-header');
    expect(given({ a: 'age' })).toThrow('header-not-unique');
    expect(given({ b: 'fame' })).toThrow('unknown-field');
    expect(given({ b: 'age', c: 'age' })).toThrow('field-twice');
  });
});
