import { analysisById, type Analysis, type Reason } from '../analyses';
import { toAppError, type AppError } from '../lib/core/errors';
import { defaultsOf } from '../lib/core/params';
import type { RunRecord } from '../lib/core/run-record';
import type { Session } from './session.svelte';

/** What the page of one analysis holds: its form, why it cannot run, its latest result and what became of it. */
export class AnalysisDesk {
  readonly analysis: Analysis;
  params = $state.raw<Readonly<Record<string, unknown>>>({});
  reasons = $state.raw<readonly Reason[]>([]);
  result = $state.raw<object | null>(null);
  record = $state.raw<RunRecord | null>(null);
  error = $state.raw<AppError | null>(null);
  isRunning = $state(false);
  readonly run = $derived.by(() => this.session.runs.list.find((run) => run.record.runId === this.record?.runId));
  readonly isStale = $derived.by(() => this.record !== null && this.session.runs.stale.has(this.record.runId));
  readonly isAccepted = $derived(this.run?.state === 'accepted');
  /** Whether the form says something else than the result below it. */
  readonly isChanged = $derived(
    this.record !== null && JSON.stringify(this.params) !== JSON.stringify(this.record.params),
  );

  constructor(
    private readonly session: Session,
    analysisId: string,
  ) {
    const analysis = analysisById(analysisId);
    if (!analysis) throw new Error(`no analysis ${analysisId}`);
    this.analysis = analysis;
    const latest = session.runs.latest(analysisId);
    this.params = latest?.record.params ?? defaultsOf(analysis.params);
  }

  /** Shows the latest run, if there is one, and asks what stands against another. */
  async open(): Promise<void> {
    const latest = this.session.runs.latest(this.analysis.id);
    if (latest) {
      this.result = await this.session.runs.result(latest.record.runId);
      this.record = latest.record;
    }
    await this.check();
  }

  /** Asks again what stands against a run: after data or parameters changed. */
  async check(): Promise<void> {
    try {
      this.reasons = await this.session.runs.reasonsAgainst(this.analysis, this.params);
    } catch (thrown) {
      this.error = toAppError(thrown);
    }
  }

  set(params: Readonly<Record<string, unknown>>): void {
    this.params = params;
    void this.check();
  }

  start = (): Promise<void> =>
    this.#attempt(async () => {
      this.isRunning = true;
      try {
        const { record, result } = await this.session.runs.run(this.analysis.id, this.params);
        this.record = record;
        this.result = result;
        this.params = record.params;
      } finally {
        this.isRunning = false;
      }
    });

  accept = (): Promise<void> =>
    this.#attempt(async () => {
      if (this.record) await this.session.runs.accept(this.record.runId);
    });

  undo = (): Promise<void> =>
    this.#attempt(async () => {
      if (this.record) await this.session.runs.undo(this.record.runId);
    });

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await act();
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.kind !== 'cancelled') this.error = error;
    }
  }
}
