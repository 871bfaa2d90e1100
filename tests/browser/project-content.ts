import type { Page } from 'playwright-core';
import type { FixtureFile } from './fixtures';

/** Makes a project with all that a project can hold: rows, rejects, tags taken back and written again, a segment. */
export async function projectOf(page: Page, name: string, files: readonly FixtureFile[]): Promise<string> {
  return page.evaluate(
    async ([title, texts]) => {
      const { id } = await kith.projects.create(title);
      await kith.importFiles(texts.map((one) => new File([one.text], one.name, { lastModified: 1767225600000 })));
      const { runId } = await kith.run('rfm', { refunds: 'exclude' });
      await kith.acceptTags(runId);
      await kith.undo(runId);
      await kith.acceptTags(runId);
      const clusters = await kith.run('clustering', { k: 2 });
      await kith.acceptTags(clusters.runId);
      await kith.segments.save('在杭州的', {
        ...{ asOf: kith.project.asOf, mode: 'all' as const },
        conditions: [{ kind: 'compare' as const, field: 'city', op: '=' as const, value: '杭州' }],
      });
      return id;
    },
    [name, files] as const,
  );
}

/** Everything a user can see of the open project, as hashes and counts: what must be equal after a journey. */
export function contentOfOpen(page: Page) {
  return page.evaluate(async () => {
    const tables: Record<string, unknown> = {};
    for (const table of ['customers', 'transactions', 'interactions', 'feedback', 'rejects', 'tags']) {
      const [row] = await kith.sql(
        `SELECT count(*)::INTEGER AS rows, coalesce(bit_xor(hash(t)), 0)::VARCHAR AS xor,
           coalesce(sum(hash(t)), 0)::VARCHAR AS sum FROM ${table} AS t`,
      );
      tables[table] = row;
    }
    const segments = await kith.segments.list();
    const members = [];
    for (const { name, selection } of segments) {
      members.push([
        name,
        (await kith.customers({ where: selection })).rows.map((row) => String(row.customer_id)).sort(),
      ]);
    }
    const { asOf, timeZone, currency } = kith.project;
    const customers = await kith.exportData('customers', { format: 'csv' });
    return { tables, members, settings: { asOf, timeZone, currency }, customers: await customers.text() };
  });
}
