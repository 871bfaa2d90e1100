import { toAppError, type AppError } from '../lib/core/errors';
import { tableFile } from '../lib/data/export';
import { createJobs } from '../lib/jobs/job';
import { createPool } from '../lib/jobs/pool';
import { spawnTaskWorker } from '../lib/jobs/spawn';
import { createRepository, type ProjectSummary } from '../lib/projects/repository';
import { JobBoard } from './jobs.svelte';
import { Ledger } from './ledger.svelte';
import { Navigation } from './navigation.svelte';
import { readProtection, type Protection } from './protection';
import { saveAs } from './save';
import { Session } from './session.svelte';
import { Settings } from './settings.svelte';

/** What a chart hands out to be saved. */
type ChartFile =
  | { readonly format: 'png' | 'svg'; readonly name: string; readonly blob: Blob }
  | {
      readonly format: 'csv';
      readonly name: string;
      readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };
    };

/** Customers of the demo company. */
const demoCustomers = 5000;
const demoSeed = 20260701;

/** The running product: settings, jobs, ledger, the list of projects and the one that is open. */
export class App {
  readonly settings = new Settings();
  readonly navigation = new Navigation();
  readonly #pool = createPool({ spawn: spawnTaskWorker });
  readonly #repository = createRepository();
  readonly jobs = new JobBoard(createJobs({ now: () => Date.now() }));
  readonly ledger = new Ledger(() => this.#pool.ledger());
  projects = $state.raw<readonly ProjectSummary[]>([]);
  session = $state.raw<Session | null>(null);
  protection = $state.raw<Protection>({
    metaPolicy: false,
    headerPolicy: false,
    allowlist: false,
    serviceWorker: false,
    engineLocked: false,
    gaps: [],
  });
  isProtectionAccepted = $state(false);
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
    this.ready = Promise.all([this.#refresh(), this.checkProtection()]).then(() => undefined);
    this.ready.catch(this.report);
  }

  get compute() {
    return this.#pool.compute;
  }

  async #refresh(): Promise<void> {
    this.projects = await this.#repository.list();
  }

  /** Looks again at what is in force; the engine's lock counts while a project is open. */
  async checkProtection(): Promise<Protection> {
    this.protection = await readProtection((await this.session?.workspace.engine.isLocked()) ?? false);
    return this.protection;
  }

  /** The user has read which protections are missing and goes on; asked again after a reload. */
  async acceptProtection(): Promise<void> {
    this.isProtectionAccepted = true;
  }

  createProject = (name: string): Promise<Session> =>
    this.#oneByOne(async () => {
      const { id } = await this.#repository.create(name);
      return this.#open(id);
    });

  openProject = (id: string): Promise<Session> => this.#oneByOne(() => this.#open(id));

  removeProject = (id: string): Promise<void> =>
    this.#oneByOne(async () => {
      if (this.session?.id === id) await this.#close();
      await this.#repository.remove(id);
      await this.#refresh();
    });

  async renameProject(id: string, name: string): Promise<void> {
    if (this.session?.id === id) await this.session.rename(name);
    else await this.#repository.rename(id, name);
    await this.#refresh();
  }

  /** One project is open at a time: who asks last gets theirs last, and no engine is left running. */
  #oneByOne<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#switching.then(step, step);
    this.#switching = next.catch(() => undefined);
    return next;
  }

  async #open(id: string): Promise<Session> {
    if (this.session?.id === id && !this.session.isDead) return this.session;
    this.opening = this.projects.find((project) => project.id === id)?.name ?? '';
    try {
      const record = await this.#repository.open(id);
      await this.#close();
      this.session = await Session.open({ compute: this.compute, jobs: this.jobs }, record);
      await Promise.all([this.#refresh(), this.checkProtection()]);
      return this.session;
    } finally {
      this.opening = null;
    }
  }

  /** Ends what still runs on the open project; a cancelled step leaves it as it was. */
  async #close(): Promise<void> {
    const session = this.session;
    this.session = null;
    this.jobs.cancelOfProject();
    await session?.close();
  }

  /** Reads the list of projects again, after a step that changed their counts. */
  refreshProjects = () => this.#refresh();

  /**
   * A new project with the files of the demo company, through the same door as any file. The generator runs on a
   * thread and is seeded, so that every user sees the same company.
   */
  async openDemo(name: string): Promise<Session> {
    const job = this.jobs.start({ kind: 'demo', title: { code: 'job.demo', details: {} } }, async (context) => {
      const made = await this.compute(
        'import/demo',
        null,
        { customers: demoCustomers },
        { seed: demoSeed, signal: context.signal, report: (fraction, stage) => context.report(fraction * 0.3, stage) },
      );
      const files = made.map(
        ({ name: fileName, bytes, lastModified }) =>
          new File([bytes as Uint8Array<ArrayBuffer>], fileName, { type: 'text/csv', lastModified }),
      );
      const session = await this.createProject(name);
      try {
        await session.configure({ currency: 'CNY', timeZone: 'Asia/Shanghai' });
        const { signal } = context;
        await session.imports.importFiles(files, {}, { signal, report: (part) => context.report(0.3 + part * 0.7) });
      } catch (thrown) {
        // Half a demo teaches the wrong thing.
        await this.removeProject(session.id);
        throw thrown;
      }
      await this.#refresh();
      return session;
    });
    return job.done;
  }

  /** The list of requests as a file, for those who want to check it. */
  async saveLedger(): Promise<void> {
    const entries = await this.ledger.refresh();
    saveAs(new Blob([JSON.stringify(entries, null, 2)], { type: 'application/json' }), 'kith-ledger.json');
  }

  /** A chart as a picture, or the numbers behind it. */
  saveChart(file: ChartFile): void {
    const blob = 'table' in file ? tableFile(file.table.columns, file.table.rows) : file.blob;
    saveAs(blob, `${file.name}.${file.format}`);
  }

  /** Shows a failure unless it is silence (the user cancelled). */
  report = (thrown: unknown): void => {
    const error = toAppError(thrown);
    if (error.kind !== 'cancelled') this.failure = error;
  };
}
