/**
 * `globalThis.kith`: the console API. It only hands on the functions the pages use (DESIGN section 9): every function
 * returns a promise and fails with `AppError`.
 */
import type { App } from './state/app.svelte';
import type { DataSettings } from './lib/data/features';
import { inputError } from './lib/core/errors';
import { describeAnalyses } from './state/runs.svelte';
import type { ImportOptions } from './state/imports.svelte';
import type { Session } from './state/session.svelte';

export type KithApi = ReturnType<typeof createApi>;

declare global {
  var kith: KithApi;
}

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
      create: async (name: string) => describe(await app.createProject(name)),
      openDemo: async () => describe(await app.openDemo(app.settings.t('home.demo-name'))),
      open: async (id: string) => describe(await app.openProject(id)),
      list: async () => app.projects,
      remove: async (id: string) => app.removeProject(id),
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
    importFiles: async (files: readonly File[], options: ImportOptions = {}) =>
      session().imports.importFiles(files, options),
    analyses: async () => describeAnalyses(),
    run: async (id: string, params: Readonly<Record<string, unknown>> = {}) => session().runs.run(id, params),
    acceptTags: async (runId: string, options: { threshold?: number } = {}) => session().runs.accept(runId, options),
    undo: async (runId: string) => session().runs.undo(runId),
    sql: async (text: string, options: { limit?: number } = {}) =>
      (await session().inTurn(() => session().workspace.sql(text, options))).rows,
    customers: async (query: Parameters<Session['workspace']['segments']['rows']>[0] = {}) =>
      session().inTurn(() => session().workspace.segments.rows(query)),
    exportData: async (what: string, options: Parameters<Session['exportData']>[1]) =>
      session().exportData(what, options),

    protection: async () => app.checkProtection(),
    acceptProtection: async () => app.acceptProtection(),
    ledger: async () => (await app.ledger.refresh()).map(({ url, at, initiator }) => ({ url, at, initiator })),
    jobs: async () => app.jobs.list,
    cancel: async (jobId: string) => app.jobs.cancel(jobId),
  };
}

/** Puts the API where scripts, tests and an embedding page find it. */
export function installApi(app: App): void {
  globalThis.kith = createApi(app);
}
