/**
 * `globalThis.kith`: the console API. It only hands on the functions the pages use (DESIGN section 9): every function
 * returns a promise and fails with `AppError`.
 */
import type { App } from './state/app.svelte';
import type { DataSettings } from './lib/data/features';
import { inputError, toAppError } from './lib/core/errors';
import type { Selection } from './lib/core/selection';
import { describeAnalyses } from './state/runs.svelte';
import type { AskedExport } from './state/exports.svelte';
import type { ImportOptions } from './state/imports.svelte';
import type { Session } from './state/session.svelte';

export type KithApi = ReturnType<typeof createApi>;

declare global {
  var kith: KithApi;
}

/** Whatever goes wrong inside reaches the script as an AppError. */
const guarded =
  <Arguments extends unknown[], Result>(act: (...given: Arguments) => Promise<Result>) =>
  (...given: Arguments): Promise<Result> =>
    act(...given).catch((thrown: unknown) => {
      throw toAppError(thrown);
    });

const describe = (session: Session) => ({
  id: session.id,
  name: session.name,
  asOf: session.asOf,
  timeZone: session.settings.timeZone,
  currency: session.settings.currency,
});

function createApi(app: App) {
  const session = (): Session => {
    if (!app.session) throw inputError('no-project');
    return app.session;
  };
  const configure = (change: Partial<DataSettings>) => void session().configure(change).catch(app.report);

  return {
    version: __APP_VERSION__,
    ready: app.ready,

    projects: {
      create: guarded(async (name: string) => describe(await app.createProject(name))),
      openDemo: guarded(async () => describe(await app.openDemo(app.settings.t('home.demo-name')))),
      open: guarded(async (id: string) => describe(await app.openProject(id))),
      list: guarded(async () => {
        await app.refreshProjects();
        return app.projects;
      }),
      remove: guarded(async (id: string) => app.removeProject(id)),
      export: guarded(async (id: string, options: { passphrase?: string } = {}) => app.exportProject(id, options)),
      import: guarded(async (file: Blob, options: { passphrase?: string } = {}) => {
        const { session, isCopy } = await app.importProject(file, options);
        return { ...describe(session), isCopy };
      }),
    },

    /** The open project's settings; a change is saved before the next step begins. */
    get project() {
      return {
        get asOf() {
          return session().asOf;
        },
        set asOf(asOf: string) {
          configure({ asOf });
        },
        get timeZone() {
          return session().settings.timeZone;
        },
        set timeZone(timeZone: string) {
          configure({ timeZone });
        },
        get currency() {
          return session().settings.currency;
        },
        set currency(currency: string) {
          configure({ currency });
        },
      };
    },
    importFiles: guarded(async (files: readonly File[], options: ImportOptions = {}) =>
      session().imports.importFiles(files, options),
    ),
    analyses: async () => describeAnalyses(),
    run: guarded(async (id: string, params: Readonly<Record<string, unknown>> = {}) => {
      await session().settled();
      return session().runs.run(id, params);
    }),
    acceptTags: guarded(async (runId: string, options: { threshold?: number } = {}) =>
      session().runs.accept(runId, options),
    ),
    undo: guarded(async (runId: string) => session().runs.undo(runId)),
    sql: guarded(async (text: string, options: { limit?: number } = {}) => (await session().sql(text, options)).rows),
    customers: guarded(async (query: Parameters<Session['workspace']['segments']['rows']>[0] = {}) => {
      await session().settled();
      const { browse, workspace } = session();
      const searchTags = query.searchTags ?? (await browse.tagWords.named(query.search ?? ''));
      return workspace.segments.rows({ ...query, searchTags });
    }),
    exportData: guarded(async (what: string, options: AskedExport) => {
      await session().settled();
      return (await session().exports.write(what, options, app.settings)).blob;
    }),
    segments: {
      save: guarded(async (name: string, selection: Selection) => session().segments.save(name, selection)),
      list: guarded(async () => session().segments.list),
      remove: guarded(async (id: string) => session().segments.remove(id)),
    },

    protection: guarded(async () => {
      await app.release.settled;
      const protection = await app.checkProtection();
      return { ...protection, release: app.release.stored?.release ?? null, offlineReady: app.release.isOfflineReady };
    }),
    acceptProtection: guarded(async () => app.guard.accept()),
    /** Resolves to whether everything is stored for work without a network, as soon as that is known. */
    offline: app.release.offline,
    ledger: guarded(async () => (await app.ledger.refresh()).map(({ url, at, initiator }) => ({ url, at, initiator }))),
    jobs: async () => app.jobs.list,
    cancel: async (jobId: string) => app.jobs.cancel(jobId),
  };
}

/** Puts the API where scripts, tests and an embedding page find it. */
export function installApi(app: App): void {
  globalThis.kith = createApi(app);
}
