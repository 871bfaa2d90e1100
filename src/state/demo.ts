import type { DemoFile, DemoPart } from '../lib/jobs/pool';
import type { App } from './app.svelte';
import type { Session } from './session.svelte';

/** Customers of the demo company. */
const demoCustomers = 5000;
const demoSeed = 20260701;

/**
 * A new project with the files of the demo company, through the same door as any file, as a job of the tray. The
 * generator runs on a thread and is seeded, so that every user sees the same company. `onOrders` is told once customers
 * and orders are in; what it promises goes before the files that have nothing to do with it.
 *
 * What the first finding needs has the processors for itself: its files are written and looked at while the engine
 * starts, the others after it.
 */
export async function openDemo(
  app: App,
  name: string,
  onOrders: (session: Session) => Promise<unknown> = async () => undefined,
): Promise<Session> {
  const job = app.jobs.start({ kind: 'demo', title: { code: 'job.demo', details: {} } }, async ({ signal, report }) => {
    const opened = app.createProject(name).then(async (session) => {
      await session.configure({ currency: 'CNY', timeZone: 'Asia/Shanghai' });
      return session;
    });
    let reading: Promise<unknown> = opened;
    let read = 0;
    const take = ({ name: fileName, bytes, lastModified, share }: DemoFile) => {
      const file = new File([bytes as Uint8Array<ArrayBuffer>], fileName, { type: 'text/csv', lastModified });
      const seen = app.compute('import/inspect', { file, name: fileName }, {}, { signal });
      reading = Promise.all([opened, seen, reading]).then(async ([session]) => {
        await session.imports.importFiles([file], {}, { signal, seen, report: (part) => report(read + part * share) });
        read += share;
      });
      // Whoever waits at the end hears of it.
      reading.catch(() => undefined);
    };
    const importPart = async (part: DemoPart) => {
      const params = { customers: demoCustomers, part };
      await app.compute('import/demo', null, params, { seed: demoSeed, signal, onChunk: take });
      await reading;
    };
    try {
      await importPart('first');
      await onOrders(await opened);
      await importPart('rest');
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
