import type { Page } from 'playwright-core';
import { whenReady } from './app';
import { smallCompany } from './fixtures';

/** The main job in one page: import, four analyses, tags, reload, export. Returns what is left to be looked at. */
export async function doMainJob(page: Page) {
  const before = await page.evaluate(async (files) => {
    await kith.projects.create('小公司');
    const receipts = await kith.importFiles(
      files.map(({ name, text }) => new File([text], name, { lastModified: 1767225600000 })),
    );
    const written: Record<string, number> = {};
    const params: Record<string, Record<string, unknown>> = {
      rfm: {},
      clustering: { k: 2 },
      'text-svm': { text: 'text', label: 'label' },
      'channel-preference': { horizonDays: 60 },
    };
    for (const [id, chosen] of Object.entries(params)) {
      const { runId } = await kith.run(id, chosen);
      written[id] = (await kith.acceptTags(runId, { threshold: 0 })).written;
    }
    const rows = (await kith.customers({ orderBy: 'customer_id' })).rows;
    return { loaded: receipts.map(({ loaded }) => loaded), written, rows };
  }, smallCompany());

  await page.reload();
  await whenReady(page);
  const after = await page.evaluate(async () => {
    const [project] = await kith.projects.list();
    await kith.projects.open(project!.id);
    const rows = (await kith.customers({ orderBy: 'customer_id' })).rows;
    const exported = await (await kith.exportData('customers', { format: 'csv' })).text();
    return { rows, lines: exported.trim().split('\r\n').length };
  });
  return { before, after };
}
