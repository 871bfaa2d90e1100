import { analyses, analysisById } from '../analyses';
import { reasonsAgainst, runAnalysis } from '../analyses/run';
import type { Analysis, Reason } from '../analyses';
import type { Proposals } from '../lib/data/tags';
import { isEntityId, type EntityId } from '../lib/data/entities';
import type { AskedTag, TagAccount } from '../lib/data/statement-tags';
import { AppError, inputError } from '../lib/core/errors';
import { createId } from '../lib/core/ids';
import { isStale, statementRun, type RunRecord } from '../lib/core/run-record';
import { isFactOfRun, type Fact, type RunInfo } from '../lib/data/facts';
import type { Session } from './session.svelte';

/** A run of the open project: where its result comes from, and whether its tags are written. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly state: 'proposed' | 'accepted';
  /** Tags or predictions written when it was accepted. */
  readonly written: number;
}

export interface FinishedRun {
  readonly runId: string;
  readonly record: RunRecord;
  readonly result: object;
}

const listKey = 'runs';
const resultKey = (runId: string) => `result:${runId}`;
/** Results kept per analysis beside the accepted ones. */
const keptPerAnalysis = 3;

/** Analyses run on the open project, newest first; their tags written and taken back. */
export class Runs {
  list = $state.raw<readonly StoredRun[]>([]);
  /** Runs whose inputs or as-of date have changed since. */
  stale = $state.raw<ReadonlySet<string>>(new Set());
  #results = new Map<string, object>();

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.list = (await this.session.record.document<readonly StoredRun[]>(listKey)) ?? [];
  }

  latest(analysisId: string): StoredRun | undefined {
    return this.list.find((run) => run.record.analysis === analysisId);
  }

  async reasonsAgainst(analysis: Analysis, params: Readonly<Record<string, unknown>> = {}): Promise<readonly Reason[]> {
    return reasonsAgainst(analysis, await this.session.workspace.dataset(), params);
  }

  /** The result of a run, from memory or the store. @throws AppError `input/run-unknown` */
  async result(runId: string): Promise<object> {
    const kept = this.#results.get(runId) ?? (await this.session.record.document<object>(resultKey(runId)));
    if (!kept) throw inputError('run-unknown', { run: runId });
    this.#results.set(runId, kept);
    return kept;
  }

  /** Runs an analysis as a job of the tray; its proposals are kept so that every number can open its customers. */
  async run(id: string, params: Readonly<Record<string, unknown>> = {}): Promise<FinishedRun> {
    // What is only computed and not kept could not show where it comes from.
    this.session.checkWritable();
    const analysis = analysisById(id);
    if (!analysis) throw inputError('analysis-unknown', { analysis: id });
    const job = this.session.services.jobs.start(
      { kind: 'analysis', title: { code: 'job.analysis', details: { analysis: id } } },
      ({ signal, report }) =>
        this.session.inTurn(async () => {
          const { workspace, services } = this.session;
          const finished = await runAnalysis(analysis, params, {
            dataset: await workspace.dataset(),
            compute: services.compute,
            signal,
            report,
            runId: createId(),
            runNo: this.#nextNo(),
            appVersion: __APP_VERSION__,
            engineVersion: workspace.engine.version,
          });
          const proposals = analysis.propose?.(finished.result);
          await this.#keep(finished.record, finished.result, proposals);
          return { runId: finished.record.runId, ...finished };
        }, signal),
    );
    return job.done;
  }

  /**
   * Writes the answer of a user's statement as a tag: one run, accepted, which can be taken back like any other.
   * @throws AppError `input/tag-name-empty`, `input/tag-name-taken`; what `tagOfStatement` throws
   */
  async tagFromSql(asked: AskedTag): Promise<TagAccount & { readonly runId: string; readonly tag: string }> {
    this.session.checkWritable();
    const name = asked.name.trim();
    if (name === '') throw inputError('tag-name-empty');
    if (isNameOfAnalysis(name)) throw inputError('tag-name-taken', { name });
    const { jobs } = this.session.services;
    const job = jobs.start({ kind: 'sql', title: { code: 'job.sql', details: {} } }, ({ signal }) =>
      this.session.inTurn(async () => {
        const { workspace } = this.session;
        // It reads Arrow, which the first page works without.
        const { entitiesOf, tagOfStatement } = await import('../lib/data/statement-tags');
        const [startedAt, started] = [new Date().toISOString(), performance.now()];
        const { asOf, fingerprint } = await workspace.dataset();
        // Brings the views up to date that the statement reads.
        await workspace.segments.columns();
        const inputs = await Promise.all(entitiesOf(asked.text).map((entity) => fingerprint(entity)));
        const { proposal, account } = await tagOfStatement(workspace.engine, { ...asked, name }, signal);
        const { text, value, score = null } = asked;
        const record: RunRecord = {
          ...{ runId: createId(), runNo: this.#nextNo(), analysis: statementRun, version: 1, seed: 0 },
          ...{ params: { text, tag: name, value, score }, inputs, asOf, startedAt, warnings: [] },
          durationMs: performance.now() - started,
          ...{ appVersion: __APP_VERSION__, engineVersion: workspace.engine.version },
        };
        await this.#keep(record, account, { tags: [proposal] });
        return { ...account, runId: record.runId, tag: proposal.tag };
      }, signal),
    );
    const kept = await job.done;
    await this.accept(kept.runId, { threshold: 0 });
    return kept;
  }

  #nextNo = (): number => 1 + Math.max(0, ...this.list.map((run) => run.record.runNo));

  async #keep(record: RunRecord, result: object, proposals: Proposals | undefined): Promise<void> {
    const { tags } = this.session.workspace;
    const list = [{ record, state: 'proposed' as const, written: 0 }, ...this.list];
    const outdated = list.filter((run, at) => isOutdated(run, list.slice(0, at)));
    const kept = list.filter((run) => !outdated.includes(run));
    await this.session.save(async (step) => {
      if (proposals) await tags.writeProposals(runInfo(record), proposals, (fact, bytes) => step.append(fact, bytes));
      for (const run of outdated) await tags.remove(run.record.runNo);
      const change = {
        removeFacts: (fact: unknown) => outdated.some((run) => isFactOfRun(fact as Fact, run.record.runNo)),
        documents: {
          [listKey]: kept,
          [resultKey(record.runId)]: result,
          ...Object.fromEntries(outdated.map((run) => [resultKey(run.record.runId), null])),
        },
      };
      return { change, value: undefined };
    });
    for (const run of outdated) this.#results.delete(run.record.runId);
    this.#results.set(record.runId, result);
    this.list = kept;
    await this.checkStale();
  }

  /** Writes a run's proposals as tags (or predictions beside texts). `threshold` 0 writes all. */
  async accept(runId: string, options: { threshold?: number } = {}): Promise<{ written: number }> {
    this.session.checkWritable();
    const { record, state } = this.#find(runId);
    const { threshold } = options;
    if (threshold !== undefined && !Number.isFinite(threshold)) {
      throw inputError('param-type', { param: 'threshold', value: String(threshold), kind: 'real' });
    }
    if (state === 'accepted') throw inputError('run-accepted', { run: runId });
    return this.session.inTurn(async () => {
      const { list, written } = await this.session.save(async (step) => {
        const { tags } = this.session.workspace;
        const accepted = await tags.accept(record.runNo, options, (fact, bytes) => step.append(fact, bytes));
        const after = this.#replaced(runId, { record, state: 'accepted', written: accepted.written });
        return { change: { documents: { [listKey]: after } }, value: { list: after, written: accepted.written } };
      });
      this.list = list;
      return { written };
    });
  }

  /** Takes a run's tags back; the values of the run before show again. Its result stays. */
  async undo(runId: string): Promise<{ removed: number }> {
    this.session.checkWritable();
    const { record } = this.#find(runId);
    return this.session.inTurn(async () => {
      const list = this.#replaced(runId, { record, state: 'proposed', written: 0 });
      const removed = await this.session.save(async () => {
        const undone = await this.session.workspace.tags.undo(record.runNo);
        const removeFacts = (descriptor: unknown) => {
          const fact = descriptor as Fact;
          return fact.kind === 'accepted' && fact.runNo === record.runNo;
        };
        return { change: { removeFacts, documents: { [listKey]: list } }, value: undone.removed };
      });
      this.list = list;
      return { removed };
    });
  }

  /** Compares the inputs of every listed run with what is there now. */
  async checkStale(): Promise<void> {
    const { catalog, features } = this.session.workspace;
    const asOf = await features.asOf();
    const stale = new Set<string>();
    for (const { record } of this.list) {
      const inputs = analysisById(record.analysis)?.inputs ?? inputsOf(record);
      const current = await Promise.all(inputs.map((entity) => catalog.fingerprint(entity)));
      if (isStale(record, current, asOf)) stale.add(record.runId);
    }
    this.stale = stale;
  }

  #find(runId: string): StoredRun {
    const run = this.list.find((candidate) => candidate.record.runId === runId);
    if (!run) throw new AppError('input', 'run-unknown', { run: runId });
    return run;
  }

  #replaced(runId: string, by: StoredRun): readonly StoredRun[] {
    return this.list.map((run) => (run.record.runId === runId ? by : run));
  }
}

/** Whether enough later runs of the same analysis are kept; accepted runs stay for their tags' sake. */
const isOutdated = (run: StoredRun, later: readonly StoredRun[]): boolean =>
  run.state === 'proposed' &&
  later.filter((other) => other.record.analysis === run.record.analysis).length >= keptPerAnalysis;

/** What a run that is no analysis's has read. */
const inputsOf = ({ inputs }: RunRecord): readonly EntityId[] => inputs.map(({ entity }) => entity).filter(isEntityId);

/** Whether a tag of this name would be taken for an analysis's. */
const isNameOfAnalysis = (name: string): boolean =>
  analyses.some(({ id, texts }) => [id, texts.zh.name, texts.en.name].includes(name.split(':')[0]));

const runInfo = ({ runNo, runId, analysis, asOf }: RunRecord): RunInfo => ({ runNo, runId, analysis, asOf });

/** The analyses as the console lists them. */
export const describeAnalyses = () =>
  analyses.map(({ id, layer, inputs, params }) => ({ id, layer: layer ?? null, needs: inputs, params }));
