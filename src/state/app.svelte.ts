import { AppError, inputError, throwIfAborted, toAppError } from '../lib/core/errors';
import type { WriteFile } from '../lib/data/export';
import { createJobs } from '../lib/jobs/job';
import { createPool } from '../lib/jobs/pool';
import { spawnTaskWorker } from '../lib/jobs/spawn';
import type { Hindrance, ProjectSummary, Repository, TransferOptions } from '../lib/projects/repository';
import { createCommitFeed, createWriters } from '../lib/projects/writers';
import { openDemo } from './demo';
import type { Engines } from './engines';
import { JobBoard } from './jobs.svelte';
import { Ledger } from './ledger.svelte';
import { Navigation } from './navigation.svelte';
import { once } from './once';
import { Persistence } from './persistence.svelte';
import { ProtectionWatch } from './protection-watch.svelte';
import type { Protection } from './protection';
import { Release } from './release.svelte';
import { saveAs } from './save';
import type { Session, Services } from './session.svelte';
import { Settings } from './settings.svelte';

/** What a chart hands out to be saved. */
type ChartFile =
  | { readonly format: 'png' | 'svg'; readonly name: string; readonly blob: Blob }
  | {
      readonly format: 'csv';
      readonly name: string;
      readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };
    };

export interface Transferred {
  readonly what: 'exported' | 'imported' | 'imported-copy';
  readonly name: string;
  readonly bytes: number;
}

/** How the name of a project file ends. */
export const projectFileEnd = '.kith';

/** Before each look whether the user's own work is over. */
const quietMs = 2000;

/** The part of the product that only an open project needs: engine, Arrow, import. The first page does without it. */
const loadSession = () => import('./session.svelte');

/** The running product: settings, jobs, ledger, the list of projects and the one that is open. */
export class App {
  readonly settings = new Settings();
  readonly navigation = new Navigation();
  readonly #pool = createPool({ spawn: spawnTaskWorker });
  readonly #writers = createWriters();
  readonly #commits = createCommitFeed();
  readonly #repository = once(async (): Promise<Repository> => {
    const [{ createRepository }, { projectContents }] = await Promise.all([
      import('../lib/projects/repository'),
      import('./project-contents'),
    ]);
    return createRepository({
      ...{ app: __APP_VERSION__, check: projectContents, feed: this.#commits },
      onHindrance: (hindrance) => (this.hindrance = hindrance),
      deriveSecret: (passphrase, { kdf: _kdf, ...params }, signal) =>
        this.compute('import/derive-secret', { passphrase }, params, { signal }),
    });
  });
  readonly #engines = once(async (): Promise<Engines> => {
    const { Engines } = await import('./engines');
    return new Engines();
  });
  readonly jobs = new JobBoard(createJobs({ now: () => Date.now() }));
  readonly ledger = new Ledger(() => this.#pool.ledger());
  readonly persistence = new Persistence();
  /** What another release, open in another tab, does to the storage of this one. */
  hindrance = $state<Hindrance | null>(null);
  /** The last project that left as a file or came from one, until the user has read of it. */
  transferred = $state.raw<Transferred | null>(null);
  readonly release = new Release(
    (seen) => this.ledger.see(seen),
    () => this.#leaveForUpdate(),
  );
  /** What is in force, and whether the user goes on with what is missing. */
  readonly guard = new ProtectionWatch();
  projects = $state.raw<readonly ProjectSummary[]>([]);
  session = $state.raw<Session | null>(null);
  /** Whether the list of requests is unfolded; the light and the lines on Home both open it. */
  isLedgerOpen = $state(false);
  /** Set while a project is being opened. */
  opening = $state<string | null>(null);
  /** The last failure nobody else showed. */
  failure = $state.raw<AppError | null>(null);
  #switching: Promise<unknown> = Promise.resolve();
  /** Resolves when the page is usable. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = this.#start();
    this.ready.catch(this.report);
    this.persistence.look().catch(this.report);
    this.#commits.listen(({ project, generation }) => {
      const { session } = this;
      if (session?.id === project && generation > session.record.manifest.generation) session.isBehind = true;
      this.#refresh().catch(this.report);
    });
  }

  async #services(): Promise<Services> {
    const onData = () => void this.persistence.ask().catch(this.report);
    return { compute: this.compute, jobs: this.jobs, engines: await this.#engines(), onData };
  }

  /** Nothing is opened before the page knows what protects it; on a host without headers it loads once more first. */
  async #start(): Promise<void> {
    const [isProtected] = await Promise.all([this.guard.read(), this.#refresh()]);
    if (!import.meta.env.PROD) return this.release.store();
    await this.release.protectByReload(!isProtected);
    this.release
      .install()
      .then(() => this.checkProtection())
      .catch(this.report);
    this.#storeWhenQuiet();
  }

  /** The copy for work without a network waits for the user's own work: it is 40 MB, and nobody waits for it. */
  #storeWhenQuiet(): void {
    const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => act());
    const look = () => {
      if (this.opening !== null || this.jobs.active.length > 0) later();
      else this.release.store().catch(this.report);
    };
    const later = () => setTimeout(() => whenIdle(look), quietMs);
    this.release.settled.then(later, this.report);
  }

  /** Another page brought in a newer release; a page with nothing open follows, one at work is never disturbed. */
  #leaveForUpdate(): void {
    if (this.session === null && this.opening === null && this.jobs.active.length === 0) location.reload();
  }

  /** Takes the release that waits. The open project is closed first; every step of it has been saved already. */
  takeUpdate = (): Promise<void> =>
    this.#oneByOne(async () => {
      if (this.jobs.active.length > 0) throw inputError('update-during-job');
      if (await this.release.isInUseElsewhere()) throw inputError('update-in-use');
      await this.#close();
      await this.release.takeUpdate();
    });

  get compute() {
    return this.#pool.compute;
  }

  async #refresh(): Promise<void> {
    this.projects = await (await this.#repository()).list();
    if (this.hindrance === 'blocked') this.hindrance = null;
  }

  /** Starts the engine of the first project before it is asked for: when the page has nothing else to do. */
  async prepare(): Promise<void> {
    const [engines] = await Promise.all([this.#engines(), loadSession()]);
    engines.prepare();
  }

  get protection(): Protection {
    return this.guard.protection;
  }

  /** Looks again at what is in force; the engine's lock counts while a project is open. */
  async checkProtection(): Promise<Protection> {
    const { session } = this;
    return this.guard.look(session ? ((await session.workspace.engine.isLocked()) ? 'locked' : 'open') : 'closed');
  }

  /** No data before the page is ready: until then it may still be about to load itself once more, protected. */
  async #mayOpen(): Promise<void> {
    await this.ready;
    await this.guard.mayOpen();
  }

  createProject = (name: string): Promise<Session> =>
    this.#oneByOne(async () => {
      await this.#mayOpen();
      const { id } = await (await this.#repository()).create(name);
      return this.#open(id);
    });

  openProject = (id: string): Promise<Session> =>
    this.#oneByOne(async () => {
      await this.#mayOpen();
      return this.#open(id);
    });

  removeProject = (id: string): Promise<void> =>
    this.#oneByOne(async () => {
      await this.#asWriter(id, async () => {
        if (this.session?.id === id) await this.#close();
        await (await this.#repository()).remove(id);
      });
      await this.#refresh();
    });

  async renameProject(id: string, name: string): Promise<void> {
    const { session } = this;
    if (session?.id === id) await session.rename(name);
    else await this.#asWriter(id, async () => (await this.#repository()).rename(id, name));
    await this.#refresh();
  }

  /** Does something to a project as its one writer. @throws AppError `environment/read-only` when another tab is that */
  async #asWriter(id: string, step: () => Promise<void>): Promise<void> {
    if (this.session?.id === id) {
      this.session.checkWritable();
      return step();
    }
    const claim = await this.#writers.claim(id);
    try {
      if (!claim.isHeld) throw new AppError('environment', 'read-only', {});
      await step();
    } finally {
      await claim.release();
    }
  }

  /** One project is open at a time: who asks last gets theirs last, and no engine is left running. */
  #oneByOne<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#switching.then(step, step);
    this.#switching = next.catch(() => undefined);
    return next;
  }

  async #open(id: string): Promise<Session> {
    if (this.session?.id === id && !this.session.isDead) return this.session;
    return this.#openAnew(id);
  }

  /** Opens a project from what is saved; one that is open already keeps its place among the tabs. */
  async #openAnew(id: string): Promise<Session> {
    this.opening = this.#nameOf(id);
    const kept = this.session?.id === id ? this.session.claim : null;
    const claim = kept ?? (await this.#writers.claim(id));
    try {
      const [repository, services, { Session }] = await Promise.all([
        this.#repository(),
        this.#services(),
        loadSession(),
      ]);
      const record = await repository.open(id);
      await this.#close(kept !== null);
      await this.release.hold();
      const session = await Session.open(services, record, claim);
      this.session = session;
      if (session.isReadOnly) void claim.held.then(() => this.#takeOver(session)).catch(this.report);
      await Promise.all([this.#refresh(), this.checkProtection()]);
      return session;
    } catch (thrown) {
      if (this.session?.claim !== claim) await claim.release();
      throw thrown;
    } finally {
      this.opening = null;
      if (!this.session) this.release.letGo();
    }
  }

  /** Reads the open project again as another tab has left it. */
  reopenProject = (): Promise<void> =>
    this.#oneByOne(async () => {
      if (this.session) await this.#openAnew(this.session.id);
    });

  /** The tab that wrote is gone: what was read here is written to here, once it is what that tab has left. */
  #takeOver(session: Session): Promise<void> {
    return this.#oneByOne(async () => {
      if (this.session !== session) return;
      if (await session.record.isCurrent()) session.isReadOnly = false;
      else await this.#openAnew(session.id);
    });
  }

  /** Ends what still runs on the open project; a cancelled step leaves it as it was. */
  async #close(keepsClaim = false): Promise<void> {
    const session = this.session;
    this.session = null;
    this.jobs.cancelOfProject();
    await session?.close();
    if (!keepsClaim) await session?.claim.release();
    this.release.letGo();
  }

  /** Reads the list of projects again, after a step that changed their counts. */
  refreshProjects = () => this.#refresh();

  /** A new project with the files of the demo company; what `onOrders` does comes before the files after its orders. */
  async openDemo(name: string, onOrders?: (session: Session) => Promise<unknown>): Promise<Session> {
    await this.#mayOpen();
    return openDemo(this, name, onOrders);
  }

  /**
   * A whole project as one file, as a job of the tray: a copy to keep, so nothing is masked or left out. It was read
   * again and found whole before anybody gets it.
   */
  async exportProject(id: string, options: Pick<TransferOptions, 'passphrase'> = {}): Promise<Blob> {
    const name = this.#nameOf(id);
    const job = this.jobs.start(
      { kind: 'project-export', title: { code: 'job.project-export', details: { name } } },
      async ({ signal, report }) => {
        const file = await (await this.#repository()).export(id, { ...options, signal, report });
        await this.#refresh();
        this.transferred = { what: 'exported', name, bytes: file.size };
        return file;
      },
    );
    return job.done;
  }

  /** The same, saved under the browser's downloads. */
  async saveProject(id: string, options: Pick<TransferOptions, 'passphrase'> = {}): Promise<void> {
    const file = await this.exportProject(id, options);
    const day = new Date().toISOString().slice(0, 10);
    saveAs(file, `${this.#nameOf(id).replace(/[\\/:*?"<>|]+/g, ' ')} ${day}${projectFileEnd}`);
  }

  /**
   * Makes a project of a file and opens it, as a job of the tray. All of it or nothing: what cannot be opened is taken
   * out again. Of a project that is here already it makes a second one.
   */
  async importProject(
    file: Blob,
    options: Pick<TransferOptions, 'passphrase'> = {},
  ): Promise<{ readonly session: Session; readonly isCopy: boolean }> {
    await this.#mayOpen();
    const name = file instanceof File ? file.name : '';
    const job = this.jobs.start(
      { kind: 'project-import', title: { code: 'job.project-import', details: { name } } },
      async ({ signal, report }) => {
        const { project, isCopy } = await (
          await this.#repository()
        ).import(file, {
          ...{ ...options, signal },
          // Opening it, which shows that its tables can be made, is the rest.
          report: (fraction) => report(fraction * 0.9),
        });
        await this.#refresh();
        try {
          throwIfAborted(signal);
          const session = await this.openProject(project.id);
          this.persistence.ask().catch(this.report);
          this.transferred = { what: isCopy ? 'imported-copy' : 'imported', name: project.name, bytes: file.size };
          return { session, isCopy };
        } catch (thrown) {
          await this.removeProject(project.id);
          throw thrown;
        }
      },
    );
    return job.done;
  }

  #nameOf = (id: string): string => this.projects.find((project) => project.id === id)?.name ?? '';

  /** The list of requests as a file, for those who want to check it. */
  async saveLedger(): Promise<void> {
    const entries = await this.ledger.refresh();
    saveAs(new Blob([JSON.stringify(entries, null, 2)], { type: 'application/json' }), 'kith-ledger.json');
  }

  /** A chart as a picture, or the numbers behind it. */
  async saveChart(file: ChartFile): Promise<void> {
    const { tableFile } = await import('../lib/data/export');
    const write: WriteFile = (plan, options) => this.compute('export/write', null, plan, options);
    const blob = 'table' in file ? await tableFile(write, file.format, file.table) : file.blob;
    saveAs(blob, `${file.name}.${file.format}`);
  }

  /** Shows a failure unless it is silence (the user cancelled). */
  report = (thrown: unknown): void => {
    const error = toAppError(thrown);
    if (error.kind !== 'cancelled') this.failure = error;
  };
}
