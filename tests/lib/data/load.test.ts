import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalog, type Catalog } from '../../../src/lib/data/catalog';
import type { Engine } from '../../../src/lib/data/engine';
import { entityIds } from '../../../src/lib/data/entities';
import { isFactOfImport } from '../../../src/lib/data/facts';
import { createLoader, type Loader } from '../../../src/lib/data/import/load';
import { createTables } from '../../../src/lib/data/schema';
import { sql } from '../../../src/lib/data/sql';
import { openTestEngine } from '../../engine';
import { loadLines, Log, type Lines } from './chunks';

let engine: Engine;
let catalog: Catalog;
let loader: Loader;
let log: Log;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.transaction(createTables);
  catalog = await createCatalog(engine);
  loader = createLoader(engine, catalog);
  log = new Log();
});
const load = (lines: Lines) => loadLines(catalog, loader, log, lines);
const read = async (text: string) => (await engine.readOnly(text)).rows.map((row) => ({ ...row }));
const fingerprints = (of: Catalog) => Promise.all(entityIds.map((entity) => of.fingerprint(entity)));

const orders: Lines = {
  entity: 'transactions',
  columns: {
    transaction_id: ['0001', '0002', '0002'],
    customer_id: ['C2', null, '007'],
    occurred_at: ['2024-01-02 10:00:00', '2024-01-03', '2024-01-03'],
    quantity: Float32Array.of(2, 1, -1),
    unit_price: Float32Array.of(1.5, 4, 4),
  },
};

describe('loading', () => {
  it('keeps ids as text and shows rows without a customer', async () => {
    await load(orders);
    expect(await read('SELECT transaction_id, customer_id FROM transactions ORDER BY _row')).toEqual([
      { transaction_id: '0001', customer_id: 'C2' },
      { transaction_id: '0002', customer_id: null },
      { transaction_id: '0002', customer_id: '007' },
    ]);
  });

  it('codes customers as dense integers in order of first appearance, over files', async () => {
    await load(orders);
    await load({ entity: 'customers', columns: { customer_id: ['A', '007', 'B'] } });
    expect(await read('FROM store.customer_ids ORDER BY customer_no')).toEqual([
      { customer_no: 0, customer_id: 'C2' },
      { customer_no: 1, customer_id: '007' },
      { customer_no: 2, customer_id: 'A' },
      { customer_no: 3, customer_id: 'B' },
    ]);
  });

  it('computes the amount, and the refund, where no file has them', async () => {
    await load(orders);
    expect(await read('SELECT amount, is_refund FROM coded.transactions ORDER BY _row')).toEqual([
      { amount: 3, is_refund: false },
      { amount: 4, is_refund: false },
      { amount: -4, is_refund: true },
    ]);
  });

  it('shows free attributes under their own names, whatever these are', async () => {
    const names = ['积分', '__proto__', 'a"b; DROP', 'NAME', '', '_row'];
    await load({
      entity: 'customers',
      columns: { customer_id: ['A'], name: ['王小明'] },
      free: names.map((name, i) => ({ name, type: 'text', values: [`v${i}`] })),
    });
    const { columns, rows } = await engine.readOnly('SELECT * FROM customers');
    const shown = columns.map((column) => column.name);
    expect(shown.slice(-8)).toEqual(['积分', '__proto__', 'a"b; DROP', 'NAME_1', 'x5', '_row_1', '_file', '_row']);
    expect(rows[0]?.['a"b; DROP']).toBe('v2');
    expect(rows[0]?.__proto__).toBe('v1');
  });

  it('gives a free attribute that comes again its old column, widened where the types differ', async () => {
    await load({
      entity: 'customers',
      columns: { customer_id: ['A'] },
      free: [{ name: 'points', type: 'integer', values: Int32Array.of(7) }],
    });
    await load({
      entity: 'customers',
      columns: { customer_id: ['B'] },
      free: [{ name: 'points', type: 'text', values: ['many'] }],
    });
    expect(await read('SELECT points FROM customers ORDER BY _file')).toEqual([{ points: '7' }, { points: 'many' }]);
    expect(catalog.fields('customers')).toContainEqual({ name: 'points', column: 'x1', type: 'text', isFree: true });
  });

  it('lists rejects with file, line and reason', async () => {
    const reject = { scope: 'row', line: 9, row: 5, column: -1, reason: 'too-many-fields', raw: 'a,b,c' } as const;
    const receipt = await load({ ...orders, rejects: [reject] });
    expect(receipt).toMatchObject({ lines: 5, loaded: 3, rejected: 1, skipped: 1 });
    expect(await read('SELECT file, line, reason, raw FROM rejects')).toEqual([
      { file: 'file-0.csv', line: 9, reason: 'too-many-fields', raw: 'a,b,c' },
    ]);
  });

  it('counts a cell that was rejected as filled and NULL', async () => {
    const reject = { scope: 'cell', line: 2, row: 2, column: 0, reason: 'not-a-date', raw: '31.02.' } as const;
    const lines: Lines = { entity: 'customers', columns: { registered_at: [null], customer_id: ['A'] } };
    expect(await load({ ...lines, rejects: [reject] })).toMatchObject({ cellRejects: 1 });
  });

  it('refuses an account that does not fit what arrived', async () => {
    const file = catalog.reserveFile();
    const request = {
      file,
      name: 'a.csv',
      bytes: 1,
      lastModified: 0,
      entity: 'customers',
      free: [],
      mode: 'append',
    } as const;
    const account = {
      lines: 2,
      loaded: 1,
      rejected: 0,
      skipped: 1,
      skippedBy: {},
      cellRejects: 0,
      columns: [],
      warnings: [],
    };
    await expect(
      loader.load({ ...request, targets: ['customer_id'] }, async () => account, { onFact: log.sink }),
    ).rejects.toMatchObject({ code: 'load-count', details: { what: 'loaded' } });
    expect(catalog.count('customers')).toBe(0);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    await load(orders);
    const before = await fingerprints(catalog);
    const controller = new AbortController();
    const file = catalog.reserveFile();
    const request = {
      file,
      name: 'b.csv',
      bytes: 1,
      lastModified: 0,
      entity: 'transactions',
      mode: 'replace',
    } as const;
    const work = loader.load(
      { ...request, free: [{ column: 'x1', name: 'extra', type: 'text' }], targets: ['x1'] },
      async () => {
        controller.abort();
        throw new DOMException('stop', 'AbortError');
      },
      { onFact: log.sink, signal: controller.signal },
    );
    await expect(work).rejects.toMatchObject({ kind: 'cancelled' });
    await engine.execute(sql`SELECT 1`);
    expect(await fingerprints(catalog)).toEqual(before);
    expect(await read('SELECT count(*) AS n FROM transactions')).toEqual([{ n: 3 }]);
    expect(catalog.files.map((one) => one.name)).toEqual(['file-0.csv']);
  });

  it('replaces the rows of an entity and says whose', async () => {
    await load(orders);
    const receipt = await load({ entity: 'transactions', columns: { transaction_id: ['9'] }, mode: 'replace' });
    expect(receipt.replaced).toEqual([0]);
    expect(await read('SELECT transaction_id, amount FROM transactions')).toEqual([
      { transaction_id: '9', amount: null },
    ]);
    expect(catalog.has('transactions', 'quantity')).toBe(false);
  });
});

describe('the catalogue', () => {
  it('announces what changed', async () => {
    const heard: unknown[] = [];
    const stop = catalog.changed((entity) => heard.push(entity));
    await load(orders);
    stop();
    await load({ entity: 'customers', columns: { customer_id: ['A'] } });
    expect(heard).toEqual(['transactions']);
  });

  it('knows which fields some file brought', async () => {
    await load(orders);
    expect(catalog.has('transactions', 'customer_id')).toBe(true);
    expect(catalog.has('transactions', 'amount')).toBe(false);
    expect(catalog.has('customers')).toBe(false);
    expect(catalog.fields('transactions').map((field) => field.column)).toEqual([
      'transaction_id',
      'customer_no',
      'occurred_at',
      'quantity',
      'unit_price',
    ]);
  });

  it('fingerprints content: neither file numbers nor row order matter, every cell does', async () => {
    await load({ entity: 'customers', columns: { customer_id: ['A', 'B'], age: Int32Array.of(1, 2) } });
    const first = await catalog.fingerprint('customers');
    await load({
      entity: 'customers',
      columns: { customer_id: ['B', 'A'], age: Int32Array.of(2, 1) },
      mode: 'replace',
    });
    expect(await catalog.fingerprint('customers')).toEqual(first);
    await load({
      entity: 'customers',
      columns: { customer_id: ['A', 'B'], age: Int32Array.of(1, 3) },
      mode: 'replace',
    });
    expect(await catalog.fingerprint('customers')).not.toEqual(first);
  });

  it('dates the data by its last event that is not later than its file', async () => {
    await load({
      entity: 'transactions',
      columns: { occurred_at: ['2024-05-30 08:00:00', '2099-01-01 00:00:00'] },
      modified: '2024-06-01T00:00:00Z',
    });
    expect(await catalog.asOf('UTC')).toEqual({
      date: '2024-05-31',
      late: [{ entity: 'transactions', file: 0, rows: 1, last: '2099-01-01T00:00:00' }],
    });
  });

  it('reads the modification time as wall clock of the project', async () => {
    // 18:00 in London is 02:00 of the next day in Shanghai.
    await load({
      entity: 'transactions',
      columns: { occurred_at: ['2024-06-02 01:00:00'] },
      modified: '2024-06-01T18:00:00Z',
    });
    expect((await catalog.asOf('Asia/Shanghai')).late).toEqual([]);
    expect((await catalog.asOf('Europe/London')).late).toHaveLength(1);
  });

  it('falls back to the last event when no file vouches for any', async () => {
    await load({ entity: 'transactions', columns: { occurred_at: ['2024-06-02'] }, modified: '1980-01-01T00:00:00Z' });
    expect((await catalog.asOf('UTC')).date).toBe('2024-06-03');
  });

  it('has no date for data without dates', async () => {
    await load({ entity: 'products', columns: { product_id: ['P'] } });
    expect(await catalog.asOf('UTC')).toEqual({ date: null, late: [] });
  });
});

describe('the log', () => {
  let fresh: Engine;
  beforeAll(async () => {
    fresh = await openTestEngine();
  });
  afterAll(() => fresh.close());

  async function rebuilt(): Promise<{ catalog: Catalog; read: typeof read }> {
    await fresh.transaction(createTables);
    const copy = await createCatalog(fresh);
    const document = structuredClone(catalog.document());
    await fresh.transaction(async (session) => {
      await copy.restore(document, session);
      await createLoader(fresh, copy).replay(log.facts, session);
    });
    return { catalog: copy, read: async (text) => (await fresh.readOnly(text)).rows.map((row) => ({ ...row })) };
  }

  const everything = async () => {
    await load({ ...orders, batches: 2 });
    await load({
      entity: 'customers',
      columns: { customer_id: ['A', '007', 'C2'] },
      free: [{ name: 'points', type: 'integer', values: Int32Array.of(1, 2, 3) }],
      rejects: [{ scope: 'row', line: 3, row: 3, column: -1, reason: 'too-few-fields', raw: 'x' }],
      raws: [{ row: 2, column: 0, raw: ' A' }],
    });
    await load({
      entity: 'customers',
      columns: { customer_id: ['Z'] },
      free: [{ name: 'points', type: 'decimal', values: Float32Array.of(1.5) }],
    });
  };

  it('gives the same tables with the same numbers in a fresh engine', async () => {
    await everything();
    const copy = await rebuilt();
    expect(await fingerprints(copy.catalog)).toEqual(await fingerprints(catalog));
    for (const table of ['store.customer_ids', 'customers', 'transactions', 'rejects', 'files', 'store.raw_cells']) {
      expect(await copy.read(`FROM ${table} ORDER BY ALL`)).toEqual(await read(`FROM ${table} ORDER BY ALL`));
    }
  });

  it('gives the same tables after an import was removed and its facts dropped', async () => {
    await everything();
    expect(await loader.remove('customers', 1)).toEqual({ removed: 3 });
    log.drop((fact) => isFactOfImport(fact, 'customers', 1));
    const copy = await rebuilt();
    expect(await fingerprints(copy.catalog)).toEqual(await fingerprints(catalog));
    expect(await copy.read('SELECT customer_id, points FROM customers')).toEqual([{ customer_id: 'Z', points: 1.5 }]);
    expect(await read('FROM rejects')).toEqual([]);
  });

  it('does not rebuild from a log with a gap', async () => {
    await everything();
    log.drop((fact) => fact.kind === 'dictionary');
    await expect(rebuilt()).rejects.toMatchObject({ code: 'replay-dictionary' });
  });

  it('gives new file numbers after a rebuild', async () => {
    await everything();
    const copy = await rebuilt();
    expect(copy.catalog.reserveFile()).toBe(catalog.reserveFile());
  });
});
