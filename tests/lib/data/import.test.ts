import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalog, type Catalog } from '../../../src/lib/data/catalog';
import type { Engine } from '../../../src/lib/data/engine';
import { createLoader, type Loader } from '../../../src/lib/data/import/load';
import { freeAttributes, suggestMapping, toReadPlan, type Answers } from '../../../src/lib/data/import/mapping';
import { createTables } from '../../../src/lib/data/schema';
import type { ReadChunk } from '../../../workers/protocol';
import { run as readTask } from '../../../workers/tasks/import/read';
import { openTestEngine } from '../../engine';
import { blobOf, inspect, recorder } from '../../workers/tasks/import-harness';

let engine: Engine;
let catalog: Catalog;
let loader: Loader;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.transaction(createTables);
  catalog = await createCatalog(engine);
  loader = createLoader(engine, catalog);
});

const query = async (text: string) => (await engine.readOnly(text)).rows.map((row) => ({ ...row }));

/** The whole way of a file: inspected, mapped as suggested, read in batches of two rows, loaded. */
async function importText(text: string, answers: Answers = {}) {
  const inspection = await inspect(text);
  const mapping = suggestMapping(inspection);
  const file = catalog.reserveFile();
  const free = catalog.freeColumns(mapping.entity, freeAttributes(inspection, mapping));
  const plan = toReadPlan(inspection, mapping, answers, { file, free, batchRows: 2, timeZone: 'Asia/Shanghai' });
  return loader.load(
    {
      file,
      name: 'file.csv',
      bytes: text.length,
      lastModified: Date.UTC(2026, 0, 1),
      entity: mapping.entity,
      free,
      targets: plan.columns.map(({ target }) => target),
      mode: 'append',
    },
    async (take) =>
      readTask({ file: blobOf(text), name: 'file.csv' }, plan, { ...recorder<ReadChunk>().context, emit: take }),
    { onFact: async () => {} },
  );
}

describe('a file on its way into the engine', () => {
  it('arrives with its ids, times, numbers, days and yes or no', async () => {
    const orders = await importText(
      '订单编号,会员卡号,下单时间,商品编码,数量,实付金额,是否退款,备注\n' +
        '0001,007,2025/1/3 9:05,P1,2,"¥1,007.00",否,好\n' +
        '0002,,2025/1/13 19:05:01,P1,1,¥5.50,是,\n' +
        '00000000000000000003, 007 ,2025/1/15 20:05,P2,1,x,否,NULL\n',
    );
    expect(orders).toMatchObject({
      entity: 'transactions',
      lines: 4,
      loaded: 3,
      rejected: 0,
      skipped: 1,
      cellRejects: 1,
    });
    const customers = await importText(
      '客户号,姓名,出生日期,年龄,是否免打扰\n007,张三,1990年1月2日,35,是\n008,李四,1985年12月31日,40,否\n',
    );
    expect(customers).toMatchObject({ entity: 'customers', loaded: 2, cellRejects: 0 });

    expect(
      await query(`SELECT transaction_id, customer_id, strftime(occurred_at, '%Y-%m-%d %H:%M:%S') AS at, product_id,
        quantity, amount, is_refund, "备注" AS note FROM transactions ORDER BY _row`),
    ).toEqual([
      {
        transaction_id: '0001',
        customer_id: '007',
        at: '2025-01-03 09:05:00',
        product_id: 'P1',
        quantity: 2,
        amount: 1007,
        is_refund: false,
        note: '好',
      },
      {
        transaction_id: '0002',
        customer_id: null,
        at: '2025-01-13 19:05:01',
        product_id: 'P1',
        quantity: 1,
        amount: 5.5,
        is_refund: true,
        note: null,
      },
      {
        transaction_id: '00000000000000000003',
        customer_id: '007',
        at: '2025-01-15 20:05:00',
        product_id: 'P2',
        quantity: 1,
        amount: null,
        is_refund: false,
        note: null,
      },
    ]);
    expect(
      await query(
        `SELECT CAST(birth_date AS VARCHAR) AS born, age, do_not_contact FROM customers ORDER BY customer_id`,
      ),
    ).toEqual([
      { born: '1990-01-02', age: 35, do_not_contact: true },
      { born: '1985-12-31', age: 40, do_not_contact: false },
    ]);
  });

  it('leaves each rejected row and cell to be found by line and reason', async () => {
    const receipt = await importText(
      '工单编号,客户编号,受理时间,诉求内容\n' +
        'G1,C1,2025-03-04 10:00:00,我的宽带昨天晚上又断网了请尽快处理\n' +
        'G2,C2,2025-03-04 11:00:00,\n' +
        'G3,C2,昨天,套餐资费太贵了想办理降档业务\n' +
        'G4,C3,2025-03-04 12:00:00,套餐资费太贵了,多一列\n',
    );
    expect(receipt).toMatchObject({ entity: 'feedback', lines: 5, loaded: 2, rejected: 2, skipped: 1, cellRejects: 1 });
    expect(await query('SELECT scope, line, reason, raw FROM rejects ORDER BY line')).toEqual([
      { scope: 'row', line: 3, reason: 'missing-required', raw: 'G2,C2,2025-03-04 11:00:00,' },
      { scope: 'cell', line: 4, reason: 'not-a-date', raw: '昨天' },
      { scope: 'row', line: 5, reason: 'too-many-fields', raw: 'G4,C3,2025-03-04 12:00:00,套餐资费太贵了,多一列' },
    ]);
  });
});
