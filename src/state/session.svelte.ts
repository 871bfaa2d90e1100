import { AppError, inputError, throwIfAborted, toAppError } from '../lib/core/errors';
import { emptyDocument, type CatalogDocument, type LateEvents } from '../lib/data/catalog';
import type { Engine, ReadOnlyResult, Session as EngineSession } from '../lib/data/engine';
import type { Fact, StoredFact } from '../lib/data/facts';
import type { DataSettings } from '../lib/data/features';
import { createWorkspace, type Workspace } from '../lib/data/workspace';
import type { Compute } from '../lib/jobs/pool';
import type { Change, ProjectRecord, Step } from '../lib/projects/repository';
import type { Claim } from '../lib/projects/writers';
import { Browse } from './browse.svelte';
import type { Engines } from './engines';
import { Exports } from './exports.svelte';
import { Imports } from './imports.svelte';
import type { JobBoard } from './jobs.svelte';
import type { PageId } from './navigation.svelte';
import { Runs } from './runs.svelte';
import type { Settings } from './settings.svelte';
import { SqlHistory } from './sql-history.svelte';
import { Tables } from './tables';
import { Words } from './words';
import { SavedSegments } from './segments.svelte';

/** What a session needs of the product around it. */
export interface Services {
  readonly compute: Compute;
  readonly jobs: JobBoard;
  /** Called after rows have come in and are saved. */
  readonly onData: () => void;
  readonly engines: Engines;
}

/** Numbers that the list of projects shows without opening one. */
export interface ProjectCounts {
  readonly customers: number;
  readonly transactions: number;
  readonly feedback: number;
  readonly asOf: string;
}

const defaultSettings = (): DataSettings => ({
  asOf: null,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: '',
});

/**
 * One open project: its engine, what was imported, run and saved. Facts stand in the engine, documents in the store;
 * every step that changes them ends in one commit, and only then counts.
 */
export class Session {
  readonly id: string;
  name = $state('');
  settings = $state.raw<DataSettings>(defaultSettings());
  /** As-of date in force, ISO. */
  asOf = $state('');
  late = $state.raw<readonly LateEvents[]>([]);
  /** Rises whenever rows, tags or settings change: what is derived from the engine asks again. */
  revision = $state(0);
  /** Set while the engine is gone and its tables are being given back. */
  restoring = $state(false);
  failure = $state.raw<AppError | null>(null);
  /** Another tab writes to this project: here it can be looked at and searched, and nothing else. */
  isReadOnly = $state(false);
  /** That tab has committed since this one read the project. */
  isBehind = $state(false);
  /** The engine could not be brought back, as when another tab has changed the project. */
  isDead = false;
  #losses = 0;
  readonly imports: Imports;
  readonly runs: Runs;
  readonly segments: SavedSegments;
  readonly browse: Browse;
  readonly exports: Exports;
  readonly sqlHistory: SqlHistory;
  readonly tables: Tables;
  #workspace: Workspace | null = null;
  #pending: Promise<unknown> = Promise.resolve();
  #configured: Promise<void> = Promise.resolve();

  private constructor(
    readonly services: Services,
    readonly record: ProjectRecord,
    readonly claim: Claim,
  ) {
    this.isReadOnly = !claim.isHeld;
    this.id = record.id;
    this.name = record.name;
    this.imports = new Imports(this);
    this.runs = new Runs(this);
    this.segments = new SavedSegments(this);
    this.browse = new Browse(this);
    this.exports = new Exports(this);
    this.sqlHistory = new SqlHistory(this);
    this.tables = new Tables(this);
  }

  /** Opens a project: starts the engine, locks it, gives the tables back from the log of facts. */
  static async open(services: Services, record: ProjectRecord, claim: Claim): Promise<Session> {
    const session = new Session(services, record, claim);
    try {
      await session.#start();
    } catch (thrown) {
      await session.close();
      throw thrown;
    }
    return session;
  }

  get workspace(): Workspace {
    if (!this.#workspace) throw new Error('the project is not open');
    return this.#workspace;
  }

  async #start(): Promise<void> {
    const settings = await this.record.document<DataSettings>('settings');
    if (settings) this.settings = settings;
    await this.runs.load();
    await this.segments.load();
    await this.browse.load();
    await this.exports.load();
    await this.sqlHistory.load();
    await this.imports.load();
    const engine = await this.services.engines.take({
      restore: (connection) => this.#replay(connection),
      onLost: (_reason, restored) => this.#watchRestart(restored),
    });
    await this.#attach(engine);
    this.workspace.catalog.changed(() => {
      this.#refresh().catch((thrown: unknown) => (this.failure = toAppError(thrown)));
    });
    await this.#refresh();
    await this.runs.checkStale();
  }

  async #attach(engine: Engine): Promise<void> {
    this.#workspace = await createWorkspace(engine, {
      settings: () => this.settings,
      segment: (id) => this.segments.selectionOf(id),
      write: (plan, options) => this.services.compute('export/write', null, plan, options),
      log: this.exports.keep,
    });
    // A new project has nothing to give back.
    if (this.record.manifest.generation > 0) await engine.transaction((connection) => this.#replay(connection));
  }

  async #replay(connection: EngineSession): Promise<void> {
    const document = await this.record.document<CatalogDocument>('catalog');
    await this.workspace.catalog.restore(document ?? emptyDocument, connection);
    await this.workspace.loader.replay(this.#storedFacts(), connection);
  }

  async *#storedFacts(): AsyncIterable<StoredFact> {
    for await (const { descriptor, bytes } of this.record.readFacts()) yield { fact: descriptor as Fact, bytes };
  }

  #watchRestart(restored: Promise<void>): void {
    this.#losses += 1;
    this.restoring = true;
    restored
      .catch((thrown: unknown) => {
        this.failure = toAppError(thrown);
      })
      .finally(() => {
        this.restoring = false;
        this.revision += 1;
      });
  }

  async #refresh(): Promise<void> {
    const { date, late } = await this.workspace.catalog.asOf(this.settings.timeZone);
    this.asOf = this.settings.asOf ?? date ?? '';
    this.late = late;
    this.revision += 1;
  }

  /** Whether a page has something to work on: the data page always, the others once their files are in. */
  canShow(page: PageId): boolean {
    void this.revision;
    const { catalog } = this.workspace;
    if (page === 'requirements') return catalog.count('feedback') > 0;
    if (page === 'customers' || page === 'insight') return catalog.entities.length > 0;
    return true;
  }

  /** For every function that would change the project. @throws AppError `environment/read-only` */
  checkWritable(): void {
    if (this.isReadOnly) throw new AppError('environment', 'read-only', {});
  }

  /**
   * Does one step after the other: two imports or a run and an import never interleave their commits.
   * The chain goes on after a failure; the caller sees it.
   */
  inTurn<T>(step: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const begin = () => {
      throwIfAborted(signal);
      return step();
    };
    const next = this.#pending.then(begin, begin);
    this.#pending = next.catch(() => undefined);
    return next;
  }

  /**
   * Does one step and saves it with the catalogue as it then stands: the facts `work` puts into the step and the
   * documents it returns are kept together or not at all. Whatever fails once the engine has changed, the engine goes
   * back to what is saved; also when it was lost on the way, for what it holds then is the older state.
   */
  async save<T>(work: (step: Step) => Promise<{ readonly change: Change; readonly value: T }>): Promise<T> {
    this.checkWritable();
    const step = this.record.begin();
    const { catalog, tags } = this.workspace;
    const before = { losses: this.#losses, files: catalog.files, tags: tags.revision };
    const hasMoved = () =>
      this.#losses !== before.losses || catalog.files !== before.files || tags.revision !== before.tags;
    let isCommitting = false;
    try {
      const { change, value } = await work(step);
      const summary = { ...(await this.#counts()) };
      if (this.#losses !== before.losses)
        throw new AppError('environment', 'engine-restarted', { why: 'while-saving' });
      const documents = { ...change.documents, catalog: catalog.document() };
      isCommitting = true;
      await step.commit({ ...change, documents, summary });
      this.revision += 1;
      return value;
    } catch (thrown) {
      if (!isCommitting) await step.discard();
      if (isCommitting || hasMoved()) await this.#restart();
      throw thrown;
    }
  }

  /** Starts the engine anew from what is saved. When even that fails, only opening the project again helps. */
  async #restart(): Promise<void> {
    try {
      await this.#workspace?.engine.close();
      await this.#start();
    } catch (thrown) {
      this.isDead = true;
      throw thrown;
    }
  }

  async #counts(): Promise<ProjectCounts> {
    const { catalog, features } = this.workspace;
    return {
      customers: await features.count(),
      transactions: catalog.count('transactions'),
      feedback: catalog.count('feedback'),
      asOf: this.asOf,
    };
  }

  /**
   * Changes as-of date, time zone or currency; results made under another as-of date turn stale.
   * @throws AppError `input/as-of-invalid`, `input/time-zone-unknown`
   */
  async configure(change: Partial<DataSettings>): Promise<void> {
    this.checkWritable();
    checkSettings(change);
    this.#configured = this.inTurn(async () => {
      const before = this.settings;
      this.settings = { ...this.settings, ...change };
      try {
        await this.#refresh();
        await this.save(async () => ({ change: { documents: { settings: this.settings } }, value: undefined }));
      } catch (thrown) {
        this.settings = before;
        throw thrown;
      }
      await this.runs.checkStale();
    });
    await this.#configured;
  }

  /** Waits for settings that were changed just before, so that a question asked next sees them. */
  settled = (): Promise<void> => this.#configured.catch(() => undefined);

  /** Runs the user's own SQL as a job of the tray: read-only, beside whatever is being written. */
  async sql(
    text: string,
    { limit, signal: asked }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
  ): Promise<ReadOnlyResult> {
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) {
      throw inputError('param-range', { param: 'limit', value: String(limit), min: 0, max: Number.MAX_SAFE_INTEGER });
    }
    await this.settled();
    const job = this.services.jobs.start({ kind: 'sql', title: { code: 'job.sql', details: {} } }, ({ signal }) =>
      this.workspace.sql(text, { limit, signal: asked ? AbortSignal.any([signal, asked]) : signal }),
    );
    return job.done;
  }

  /** Words for the names the engine uses, in the language of the settings. */
  wordsIn(settings: Settings): Words {
    const { catalog, features } = this.workspace;
    return new Words(settings, features.list, (entity) => catalog.fields(entity));
  }

  async rename(name: string): Promise<void> {
    this.checkWritable();
    await this.record.rename(name);
    this.name = name;
  }

  async close(): Promise<void> {
    await this.browse.keepLayout().catch(() => undefined);
    await this.#pending;
    await this.#workspace?.engine.close();
    this.#workspace = null;
  }
}

/** Refuses settings before they reach a query. */
function checkSettings({ asOf, timeZone }: Partial<DataSettings>): void {
  if (typeof asOf === 'string' && !(/^\d{4}-\d\d-\d\d$/.test(asOf) && !Number.isNaN(Date.parse(asOf)))) {
    throw inputError('as-of-invalid', { date: asOf });
  }
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw inputError('time-zone-unknown', { timeZone });
  }
}
