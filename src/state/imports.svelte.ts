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
import type { FilePart, Inspection, LayoutHints } from '../lib/jobs/pool';
import {
  changeEntity,
  changeField,
  draftOf,
  receiptOf,
  tableName,
  type ImportDraft,
  type ImportReceipt,
} from './import-draft';
import { isEntityId, type EntityId } from '../lib/data/entities';
import type { Session } from './session.svelte';

/** What a script may say about the files it imports. */
export interface ImportOptions {
  readonly entity?: EntityId;
  /** Header → field name, or null to keep the column as a free attribute. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  readonly mode?: 'append' | 'replace';
  readonly answers?: Readonly<Record<string, string>>;
  /** The sheet, or sheets, of each workbook; without it every sheet in sight that holds a table. */
  readonly sheet?: string | readonly string[];
  /** Cells of each sheet: `B3:H200`. */
  readonly range?: string;
  /** Row that names the columns, as the spreadsheet counts; 0 for none. */
  readonly headerRow?: number;
}

/** How a caller goes with an import. */
interface ImportCall {
  readonly signal?: AbortSignal;
  readonly report?: (fraction: number) => void;
  /** The inspection of the one file, where it was looked at before there was a project. */
  readonly seen?: Promise<Inspection>;
}

const historyKey = 'imports';

/** What the page shows in its quality panel, for a script. */
const problemError = (file: string, { code, details }: MappingProblem) =>
  inputError('mapping-problem', { file, problem: code, what: details.field ?? details.column ?? '' });

/** The named sheets of every workbook among the parts, whether or not they hold a table. */
function withSheets(parts: readonly FilePart[], sheets: readonly string[]): readonly FilePart[] {
  const entries = new Set<string | undefined>();
  return parts.flatMap((part) => {
    if (part.sheet === undefined) return [part];
    if (entries.has(part.entry)) return [];
    entries.add(part.entry);
    return sheets.map((sheet) => ({ ...part, sheet }));
  });
}

/** What a receipt has to say beside its file's own warnings: entries of its archive that are no tables, why it waits. */
function leftOut(
  draft: ImportDraft,
  siblings: readonly ImportDraft[],
  problem: MappingProblem | undefined,
): Inspection['warnings'] {
  const refused = siblings.flatMap(({ error, part }) => (error ? [{ entry: part.entry ?? '', code: error.code }] : []));
  return [
    ...refused.map((details) => ({ code: 'entry-refused', details })),
    ...(problem ? [{ code: 'mapping-problem', details: problemError(tableName(draft), problem).details }] : []),
  ];
}

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

  /**
   * Looks at files and suggests what they are; nothing is loaded yet. An archive gives a draft for each of its entries,
   * a workbook for each sheet that holds a table, or for the named ones; order is kept.
   * `seen` is the inspection of the one file, where it was made before.
   */
  async add(
    files: readonly File[],
    { sheets, hints = {}, seen }: { sheets?: readonly string[]; hints?: LayoutHints; seen?: Promise<Inspection> } = {},
  ): Promise<readonly ImportDraft[]> {
    this.session.checkWritable();
    const dropped = files.map((file) => draftOf(this.#nextId++, file, {}, hints));
    this.drafts = [...this.drafts, ...dropped];
    const ids = await Promise.all(dropped.map((draft) => this.#open(draft, sheets, seen)));
    const added = new Set(ids.flat());
    return this.drafts.filter((draft) => added.has(draft.id));
  }

  /** Another sheet of the workbook a draft is a sheet of, as a draft of its own behind it. */
  async addSheet(id: number, sheet: string): Promise<void> {
    const { file, part } = this.#find(id);
    const added = draftOf(this.#nextId++, file, { ...part, sheet });
    this.drafts = this.drafts.flatMap((draft) => (draft.id === id ? [draft, added] : [draft]));
    await this.inspect(added.id);
  }

  /** Puts the tables of a dropped file in its draft's place and looks at each. Gives their ids. */
  async #open(
    dropped: ImportDraft,
    sheets: readonly string[] | undefined,
    seen: Promise<Inspection> | undefined,
  ): Promise<readonly number[]> {
    const { id, file, hints } = dropped;
    try {
      const { parts, refused } = await this.session.services.compute('import/list', { file, name: file.name }, null);
      const tables = sheets === undefined ? parts : withSheets(parts, sheets);
      const drafts = [
        ...tables.map((part, i) => draftOf(i === 0 ? id : this.#nextId++, file, part, hints)),
        ...refused.map(({ entry, code, details }, i): ImportDraft => ({
          ...draftOf(tables.length + i === 0 ? id : this.#nextId++, file, { entry }),
          ...{ state: 'failed', error: inputError(code, details) },
        })),
      ];
      this.drafts = this.drafts.flatMap((draft) => (draft.id === id ? drafts : [draft]));
      await Promise.all(drafts.filter(({ error }) => !error).map((draft) => this.inspect(draft.id, {}, seen)));
      return drafts.map((draft) => draft.id);
    } catch (thrown) {
      this.#fail(id, toAppError(thrown));
      return [id];
    }
  }

  /** Looks again, by what the user says about encoding, delimiter, sheet, range or header. */
  async inspect(id: number, hints: LayoutHints = {}, seen?: Promise<Inspection>): Promise<void> {
    const draft = this.#find(id);
    const { file } = draft;
    // A range and a header row belong to the sheet for which they were said.
    const kept = hints.sheet === undefined ? draft.hints : { encoding: draft.hints.encoding };
    const all = { ...kept, ...hints };
    this.#update(id, { state: 'inspecting', error: null, hints: all });
    try {
      const input = { file, name: file.name, entry: draft.part.entry };
      const inspection = await (seen ?? this.session.services.compute('import/inspect', input, all));
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
   * Looks at files and loads those without open questions, for scripts: one receipt per table. Drafts of this call do
   * not stay on the page. What was loaded before a failure stays loaded and stands in the history.
   * @throws AppError `input/entity-unknown`, `input/param-option`, and what reading or loading a file says
   */
  async importFiles(
    files: readonly File[],
    options: ImportOptions = {},
    { signal, report = () => {}, seen }: ImportCall = {},
  ): Promise<readonly ImportReceipt[]> {
    const { entity, mapping, answers = {}, mode = 'append' } = checkOptions(options);
    const sheets = typeof options.sheet === 'string' ? [options.sheet] : options.sheet;
    const { range, headerRow } = options;
    const drafts = await this.add(files, { sheets, hints: { range, headerRow }, seen });
    const receipts: ImportReceipt[] = [];
    try {
      const replaced = new Set<EntityId>();
      for (const [position, { id, error, inspection, file }] of drafts.entries()) {
        throwIfAborted(signal);
        const siblings = drafts.filter((other) => other.file === file);
        // What an archive holds beside its tables keeps none of them out; it is told with their receipts.
        if (error && siblings.some((other) => !other.error)) continue;
        if (error || !inspection) throw error ?? cancelled();
        const map = mappingFromOverrides(inspection, { entity, mapping });
        // Two tables of one call do not replace each other.
        const append = mode === 'append' || replaced.has(map.entity);
        this.#update(id, { mapping: map, answers, mode: append ? 'append' : 'replace' });
        const draft = this.#find(id);
        const problem = this.problems(draft).find(({ severity }) => severity === 'error');
        const isAsked = siblings.length === 1 || sheets !== undefined || entity !== undefined || mapping !== undefined;
        if (problem && isAsked) throw problemError(tableName(draft), problem);
        const questions = this.questions(draft);
        const receipt =
          problem || questions.length > 0
            ? receiptOf(draft, questions)
            : await this.#import(id, signal, (part) => report((position + part) / drafts.length));
        if (receipt.fileNo !== null) replaced.add(map.entity);
        receipts.push({ ...receipt, warnings: [...receipt.warnings, ...leftOut(draft, siblings, problem)] });
      }
      return receipts;
    } finally {
      for (const { id } of drafts) this.remove(id);
    }
  }

  #import(id: number, asked?: AbortSignal, report: (fraction: number) => void = () => {}): Promise<ImportReceipt> {
    const draft = this.#find(id);
    this.#update(id, { state: 'importing', error: null });
    const job = this.session.services.jobs.start(
      { kind: 'import', title: { code: 'job.import', details: { file: tableName(draft) } } },
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
    const { file: source, part, inspection, mapping, answers, mode } = draft;
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
      // An archive is kept as it came, for each of its tables: chunks of the same bytes are stored once.
      await step.addOriginal({ file, name: source.name, ...part }, source);
      const loaded = await loader.load(
        {
          file,
          name: tableName(draft),
          bytes: source.size,
          lastModified: source.lastModified,
          entity,
          free,
          targets: plan.columns.map((column) => column.target),
          mode,
        },
        (take) =>
          compute('import/read', { file: source, name: source.name, entry: part.entry }, plan, {
            signal,
            report,
            onChunk: take,
          }),
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
