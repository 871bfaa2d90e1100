import type { DemoFile } from '../lib/jobs/pool';
import type { App } from './app.svelte';
import type { Session } from './session.svelte';

/** Customers of the demo company. */
const demoCustomers = 5000;
const demoSeed = 20260701;

/**
 * A new project with the files of the demo company, through the same door as any file, as a job of the tray. The
 * generator runs on a thread and is seeded, so that every user sees the same company; one file is read while the next
 * is written. `onOrders` is told once customers and orders are in, before the next file takes its turn: a run it starts
 * goes before the files that have nothing to do with it.
 */
export async function openDemo(app: App, name: string, onOrders?: (session: Session) => void): Promise<Session> {
  const job = app.jobs.start({ kind: 'demo', title: { code: 'job.demo', details: {} } }, async ({ signal, report }) => {
    const opened = app.createProject(name).then(async (session) => {
      await session.configure({ currency: 'CNY', timeZone: 'Asia/Shanghai' });
      return session;
    });
    let reading: Promise<unknown> = opened;
    let read = 0;
    const take = ({ name: fileName, bytes, lastModified, share }: DemoFile) => {
      const file = new File([bytes as Uint8Array<ArrayBuffer>], fileName, { type: 'text/csv', lastModified });
      reading = reading.then(async () => {
        const session = await opened;
        const known = session.workspace.catalog.count('transactions');
        await session.imports.importFiles([file], {}, { signal, report: (part) => report(read + part * share) });
        read += share;
        if (known === 0 && session.workspace.catalog.count('transactions') > 0) onOrders?.(session);
      });
      // Whoever waits at the end hears of it.
      reading.catch(() => undefined);
    };
    try {
      const params = { customers: demoCustomers };
      await app.compute('import/demo', null, params, { seed: demoSeed, signal, onChunk: take });
      await reading;
    } catch (thrown) {
      await reading.catch(() => undefined);
      // Half a demo teaches the wrong thing.
      const session = await opened.catch(() => null);
      if (session) await app.removeProject(session.id);
      throw thrown;
    }
    await app.refreshProjects();
    return opened;
  });
  return job.done;
}
