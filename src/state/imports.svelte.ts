import type { Fact } from '../lib/data/facts';
import { isFactOfImport } from '../lib/data/facts';
import { cancelled, inputError, throwIfAborted, toAppError, type AppError } from '../lib/core/errors';
import {
  freeAttributes,
  mappingFromOverrides,
  openQuestions,
  suggestMapping,
  toReadPlan,
  validateMapping,
  type MappingProblem,
} from '../lib/data/import/mapping';
import { changeEntity, changeField, draftOf, receiptOf, type ImportDraft, type ImportReceipt } from './import-draft';
import { isEntityId, type EntityId } from '../lib/data/entities';
import type { Session } from './session.svelte';

/** What a script may say about the files it imports. */
export interface ImportOptions {
  readonly entity?: EntityId;
  /** Header → field name, or null to keep the column as a free attribute. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  readonly mode?: 'append' | 'replace';
  readonly answers?: Readonly<Record<string, string>>;
}

const historyKey = 'imports';

/** What the page shows in its quality panel, for a script. */
const problemError = (file: string, { code, details }: MappingProblem) =>
  inputError('mapping-problem', { file, problem: code, what: details.field ?? details.column ?? '' });

/** A script may say anything. */
function checkOptions(options: ImportOptions): ImportOptions {
  const { entity, mode = 'append' } = options;
  if (entity !== undefined && !isEntityId(entity)) throw inputError('entity-unknown', { entity: String(entity) });
  if (mode !== 'append' && mode !== 'replace') {
    throw inputError('param-option', { param: 'mode', value: String(mode), options: 'append, replace' });
  }
  return options;
}

/** Files on their way in: looked at, mapped, asked about, loaded; and the receipts of those that are. */
export class Imports {
  drafts = $state.raw<readonly ImportDraft[]>([]);
  history = $state.raw<readonly ImportReceipt[]>([]);
  #nextId = 1;

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.history = (await this.session.record.document<readonly ImportReceipt[]>(historyKey)) ?? [];
  }

  /** Looks at files and suggests what they are; nothing is loaded yet. */
  async add(files: readonly File[]): Promise<readonly ImportDraft[]> {
    this.session.checkWritable();
    const added = files.map((file) => draftOf(this.#nextId++, file));
    this.drafts = [...this.drafts, ...added];
    await Promise.all(added.map((draft) => this.inspect(draft.id)));
    const ids = new Set(added.map((draft) => draft.id));
    return this.drafts.filter((draft) => ids.has(draft.id));
  }

  /** Looks again, under an encoding or delimiter the user names. */
  async inspect(id: number, hints: { encoding?: string; delimiter?: string } = {}): Promise<void> {
    const { file } = this.#find(id);
    this.#update(id, { state: 'inspecting', error: null });
    try {
      const inspection = await this.session.services.compute('import/inspect', { file, name: file.name }, hints);
      this.#update(id, { state: 'ready', inspection, mapping: suggestMapping(inspection), answers: {} });
    } catch (thrown) {
      this.#fail(id, toAppError(thrown));
    }
  }

  setEntity = (id: number, entity: EntityId) => this.#update(id, changeEntity(this.#find(id), entity));
  setField = (id: number, column: number, field: string | null) =>
    this.#update(id, changeField(this.#find(id), column, field));
  answer = (id: number, question: string, value: string) =>
    this.#update(id, { answers: { ...this.#find(id).answers, [question]: value } });
  setMode = (id: number, mode: ImportDraft['mode']) => this.#update(id, { mode });
  remove = (id: number) => (this.drafts = this.drafts.filter((draft) => draft.id !== id));

  /** Questions of a draft that nobody has answered. */
  questions = ({ inspection, mapping, answers }: ImportDraft) =>
    inspection && mapping ? openQuestions(inspection, mapping, answers) : [];

  problems = ({ inspection, mapping }: ImportDraft) =>
    inspection && mapping ? validateMapping(inspection, mapping) : [];

  /** Whether a draft can be loaded as it is. */
  isReady = (draft: ImportDraft): boolean =>
    draft.state === 'ready' &&
    this.questions(draft).length === 0 &&
    this.problems(draft).every((problem) => problem.severity !== 'error');

  /** Loads every draft that is ready, one after the other; each is a job of the tray and can be cancelled. */
  async apply(): Promise<void> {
    for (const draft of this.drafts.filter(this.isReady)) {
      // A failed or cancelled file shows its own state; the others go on.
      await this.#import(draft.id).catch(() => undefined);
    }
  }

  /**
   * Looks at files and loads those without open questions, for scripts: one receipt per file. Drafts of this call do
   * not stay on the page. What was loaded before a failure stays loaded and stands in the history.
   * @throws AppError `input/entity-unknown`, `input/param-option`, and what reading or loading a file says
   */
  async importFiles(
    files: readonly File[],
    options: ImportOptions = {},
    { signal, report = () => {} }: { signal?: AbortSignal; report?: (fraction: number) => void } = {},
  ): Promise<readonly ImportReceipt[]> {
    const { entity, mapping, answers = {}, mode = 'append' } = checkOptions(options);
    const drafts = await this.add(files);
    const receipts: ImportReceipt[] = [];
    try {
      for (const [position, { id, error, inspection }] of drafts.entries()) {
        throwIfAborted(signal);
        if (error || !inspection) throw error ?? cancelled();
        this.#update(id, { mapping: mappingFromOverrides(inspection, { entity, mapping }), answers, mode });
        const draft = this.#find(id);
        const questions = this.questions(draft);
        const problem = this.problems(draft).find(({ severity }) => severity === 'error');
        if (problem) throw problemError(draft.file.name, problem);
        if (questions.length > 0) receipts.push(receiptOf(draft, questions));
        else receipts.push(await this.#import(id, signal, (part) => report((position + part) / drafts.length)));
      }
      return receipts;
    } finally {
      for (const { id } of drafts) this.remove(id);
    }
  }

  #import(id: number, asked?: AbortSignal, report: (fraction: number) => void = () => {}): Promise<ImportReceipt> {
    const { file } = this.#find(id);
    this.#update(id, { state: 'importing', error: null });
    const job = this.session.services.jobs.start(
      { kind: 'import', title: { code: 'job.import', details: { file: file.name } } },
      (context) => {
        const signal = asked ? AbortSignal.any([context.signal, asked]) : context.signal;
        const told = (fraction: number) => {
          context.report(fraction);
          report(fraction);
        };
        return this.session.inTurn(() => this.#load(id, signal, told), signal);
      },
    );
    return job.done.then(
      (receipt) => {
        this.remove(id);
        return receipt;
      },
      (thrown: unknown) => {
        this.#fail(id, toAppError(thrown));
        throw thrown;
      },
    );
  }

  async #load(id: number, signal: AbortSignal, report: (fraction: number) => void): Promise<ImportReceipt> {
    const { compute } = this.session.services;
    const { catalog, loader } = this.session.workspace;
    const draft = this.#find(id);
    const { file: source, inspection, mapping, answers, mode } = draft;
    if (!inspection || !mapping) throw cancelled();

    const started = performance.now();
    const file = catalog.reserveFile();
    const { entity } = mapping;
    const free = catalog.freeColumns(entity, freeAttributes(inspection, mapping));
    const plan = toReadPlan(inspection, mapping, answers, {
      file,
      free,
      timeZone: this.session.settings.timeZone,
    });
    const { receipt, history } = await this.session.save(async (step) => {
      // First what can fail on disk: nothing of that kind may follow the engine's own commit.
      await step.addOriginal({ file, name: source.name }, source);
      const loaded = await loader.load(
        {
          file,
          name: source.name,
          bytes: source.size,
          lastModified: source.lastModified,
          entity,
          free,
          targets: plan.columns.map((column) => column.target),
          mode,
        },
        (take) => compute('import/read', { file: source }, plan, { signal, report, onChunk: take }),
        { signal, onFact: (fact, bytes) => step.append(fact, bytes) },
      );
      const made = receiptOf(draft, [], { ...loaded, ms: Math.round(performance.now() - started) });
      const after = [made, ...this.history.filter((past) => mode === 'append' || past.entity !== entity)];
      const change = {
        removeFacts: (fact: unknown) => loaded.replaced.some((gone) => isFactOfImport(fact as Fact, entity, gone)),
        removeOriginals: (original: unknown) => loaded.replaced.includes((original as { file: number }).file),
        documents: { [historyKey]: after },
      };
      return { change, value: { receipt: made, history: after } };
    });
    this.history = history;
    this.session.services.onData();
    // The import stands; a failing look at old results must not make it seem lost.
    await this.session.runs.checkStale().catch(() => undefined);
    return receipt;
  }

  #find(id: number): ImportDraft {
    const draft = this.drafts.find((candidate) => candidate.id === id);
    // The user took the file away while it was being looked at.
    if (!draft) throw cancelled();
    return draft;
  }

  #update(id: number, change: Partial<ImportDraft>): void {
    this.drafts = this.drafts.map((draft) => (draft.id === id ? { ...draft, ...change } : draft));
  }

  #fail(id: number, error: AppError): void {
    this.#update(id, error.kind === 'cancelled' ? { state: 'ready' } : { state: 'failed', error });
  }
}
