import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';
import { startCanary, type Canary } from './canary';
import { channels, tryIn } from './channels';
import { smallCompany } from './fixtures';

let app: OpenedApp;
let canary: Canary;

beforeAll(async () => {
  canary = await startCanary();
  app = await openApp();
});

afterAll(async () => {
  await app.close();
  await canary.close();
});

/** A sample; `protection.test.ts` tries them all under every kind of host. */
const sample = ['fetch', 'fetch-no-cors', 'xhr', 'beacon', 'image', 'frame', 'stylesheet', 'blob-thread-fetch'];
const sampled = channels.filter(({ name }) => sample.includes(name));

const isForeign = (url: string) => /^(https?|wss?):/.test(url) && new URL(url).origin !== new URL(app.address).origin;

describe('the main job, from files to an exported list', () => {
  it('imports four files; every line is accounted for', async () => {
    const receipts = await app.page.evaluate(async (files) => {
      await kith.projects.create('小公司');
      return kith.importFiles(files.map(({ name, text }) => new File([text], name, { lastModified: 1767225600000 })));
    }, smallCompany());

    expect(receipts.map((receipt) => receipt.entity)).toEqual([
      'customers',
      'transactions',
      'interactions',
      'feedback',
    ]);
    for (const { lines, loaded, rejected, skipped, pending } of receipts) {
      expect(loaded + rejected + skipped + pending).toBe(lines);
      expect(rejected).toBe(0);
      expect(skipped).toBe(1);
    }
    const ids = await app.page.evaluate(() => kith.sql('SELECT min(customer_id) AS id FROM customers'));
    expect(ids).toEqual([{ id: '0000010001' }]);
  });

  it('scores, accepts, undoes and accepts again', async () => {
    const outcome = await app.page.evaluate(async () => {
      const tagged = async () => Number((await kith.sql(`SELECT count(*) AS n FROM tags WHERE tag = 'rfm'`))[0]?.n);
      const { runId, record } = await kith.run('rfm', { method: 'quantile', refunds: 'net', map: 'eight' });
      const { written } = await kith.acceptTags(runId);
      const afterAccept = await tagged();
      const { removed } = await kith.undo(runId);
      const afterUndo = await tagged();
      await kith.acceptTags(runId);
      return { analysis: record.analysis, rows: record.inputs[0]?.rows, written, removed, afterAccept, afterUndo };
    });
    expect(outcome).toMatchObject({ analysis: 'rfm', written: 60, removed: 60, afterAccept: 60, afterUndo: 0 });
    expect(outcome.rows).toBeGreaterThan(300);
  });

  it('clusters, classifies texts and scores channels', async () => {
    const outcome = await app.page.evaluate(async () => {
      const clustering = await kith.run('clustering', { k: 2 });
      await kith.acceptTags(clustering.runId);
      const texts = await kith.run('text-svm', { text: 'text', label: 'label' });
      await kith.acceptTags(texts.runId, { threshold: 0 });
      const labels = await kith.sql(
        `SELECT label_predicted AS label, count(*) AS n FROM feedback WHERE label IS NULL GROUP BY 1 ORDER BY 1`,
      );
      const channels = await kith.run('channel-preference', { horizonDays: 60 });
      await kith.acceptTags(channels.runId, { threshold: 0 });
      const tags = await kith.sql('SELECT DISTINCT tag FROM tags ORDER BY tag');
      return { clustering: clustering.result, texts: texts.result, labels, tags: tags.map((row) => row.tag) };
    });
    expect(outcome.clustering).toMatchObject({ k: 2 });
    expect((outcome.texts as { accuracy: number }).accuracy).toBeGreaterThan(0.9);
    expect(outcome.labels.map((row) => row.label)).toEqual(['网络', '资费']);
    const preferences = ['channel-preference', 'channel-preference:APP', 'channel-preference:短信'];
    expect(outcome.tags).toEqual([...preferences, 'clustering', 'rfm']);
  });

  it('is there again after a reload', async () => {
    const before = await app.page.evaluate(async () => (await kith.customers({ orderBy: 'customer_id' })).rows);
    await app.page.reload();
    await app.page.waitForFunction(() => 'kith' in globalThis);
    const after = await app.page.evaluate(async () => {
      await kith.ready;
      const [project] = await kith.projects.list();
      await kith.projects.open(project!.id);
      return (await kith.customers({ orderBy: 'customer_id' })).rows;
    });
    expect(after).toHaveLength(60);
    expect(after).toEqual(before);
  });

  it('exports the list without those who may not be contacted', async () => {
    const text = await app.page.evaluate(async () => {
      const blob = await kith.exportData('customers', { format: 'csv' });
      return Array.from(new Uint8Array(await blob.arrayBuffer()))
        .map((byte) => String.fromCharCode(byte))
        .join('');
    });
    const csv = Buffer.from(text, 'latin1').toString('utf8');
    expect(csv.startsWith('\ufeff')).toBe(true);
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(1 + 54);
    expect(lines[0]).toContain('customer_id');
    expect(csv).toContain('0000010002');
    expect(csv).not.toContain('0000010001');
  });

  it('sent nothing to another origin, also when code in the page tried', async () => {
    expect(app.requests.filter(isForeign)).toEqual([]);
    await tryIn(app.page, sampled, canary);
    expect(canary.hits).toEqual([]);
    const ledger = await app.page.evaluate(() => kith.ledger());
    expect(ledger.length).toBeGreaterThan(5);
    expect(ledger.filter((entry) => isForeign(entry.url))).toEqual([]);
  });

  it('would have seen it: the same code on a page without a policy reaches the canary', async () => {
    const control = await startCanary();
    const page = await app.context.newPage();
    await page.goto(canary.address);
    await tryIn(page, sampled, control);
    await page.close();
    await control.close();
    expect([...control.reached]).toEqual(expect.arrayContaining(sample));
  });

  it('left no complaint of script or policy before the attempts', async () => {
    const fresh = await openApp();
    expect(fresh.complaints).toEqual([]);
    await fresh.close();
  });
});
