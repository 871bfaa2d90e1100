import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';

let app: OpenedApp;

beforeAll(async () => {
  app = await openApp();
  await app.page.evaluate(() => kith.projects.create('安全'));
});

afterAll(() => app.close());

/** Orders of a few customers as one CSV text. */
const orders = (count: number, prefix: string) =>
  [
    '订单号,客户编号,下单时间,实付金额',
    ...Array.from({ length: count }, (_, i) => `${prefix}${i},C${i % 7},2025-0${1 + (i % 9)}-10 10:00:00,${10 + i}`),
  ].join('\n');

const countOrders = () =>
  app.page.evaluate(async () => Number((await kith.sql('SELECT count(*) AS n FROM transactions'))[0]?.n));

const reopen = () =>
  app.page.evaluate(async () => {
    const [project] = await kith.projects.list();
    const other = await kith.projects.create('别的');
    await kith.projects.open(project!.id);
    await kith.projects.remove(other.id);
  });

const importText = (text: string) => app.page.evaluate((csv) => kith.importFiles([new File([csv], '订单.csv')]), text);

describe('nothing is half done', () => {
  it('leaves engine and store alike when the file cannot be kept', async () => {
    await importText(orders(40, 'A'));
    const code = await app.page.evaluate(
      async (csv) => {
        const file = new File([csv], '坏.csv');
        // The worker gets a clone and can look at it; keeping the original fails, as when the disk is taken away.
        file.slice = () => {
          throw new DOMException('gone', 'NotReadableError');
        };
        return kith.importFiles([file]).then(
          () => 'imported',
          (error: { code: string }) => error.code,
        );
      },
      orders(10, 'B'),
    );
    expect(code).not.toBe('imported');
    expect(await countOrders()).toBe(40);
    await importText(orders(5, 'C'));
    await reopen();
    expect(await countOrders()).toBe(45);
  });

  it('takes a cancelled import out whole', async () => {
    const code = await app.page.evaluate(
      async (csv) => {
        const importing = kith.importFiles([new File([csv], '大.csv')]);
        const failed = importing.then(
          () => 'imported',
          (error: { code: string }) => error.code,
        );
        for (;;) {
          const job = (await kith.jobs()).find(({ kind, state }) => kind === 'import' && state === 'running');
          if (job) {
            await kith.cancel(job.id);
            return failed;
          }
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      },
      orders(200_000, 'D'),
    );
    expect(code).toBe('cancelled');
    expect(await countOrders()).toBe(45);
    expect(await app.page.evaluate(async () => (await kith.jobs()).filter(({ state }) => state === 'running'))).toEqual(
      [],
    );
  });

  it('gives the tables back when a statement kills the engine', async () => {
    const outcome = await app.page.evaluate(() =>
      kith.sql('SELECT list_sum(range(2000000000))').then(
        () => 'answered',
        (error: { kind: string }) => error.kind,
      ),
    );
    expect(outcome).not.toBe('answered');
    expect(await countOrders()).toBe(45);
  });

  it('still says after a reload that a result is older than its data', async () => {
    await app.page.evaluate(() => kith.run('rfm'));
    await importText(orders(3, 'E'));
    await app.page.reload();
    await app.page.waitForFunction(() => 'kith' in globalThis);
    await app.page.evaluate(async () => {
      await kith.ready;
      const [project] = await kith.projects.list();
      await kith.projects.open(project!.id);
      location.hash = '#/insight/value/rfm';
    });
    await app.page.getByText('输入已变').first().waitFor();
  });

  it('deletes a project so that nothing of it is left in the browser', async () => {
    const left = await app.page.evaluate(async () => {
      for (const project of await kith.projects.list()) await kith.projects.remove(project.id);
      const counts: Record<string, number> = {};
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name ?? '');
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        for (const store of database.objectStoreNames) {
          counts[store] = await new Promise<number>((resolve) => {
            const request = database.transaction(store).objectStore(store).count();
            request.onsuccess = () => resolve(request.result);
          });
        }
        database.close();
      }
      return counts;
    });
    expect(Object.keys(left).length).toBeGreaterThan(2);
    expect(Object.values(left).every((count) => count === 0)).toBe(true);
  });
});
