import { throwIfAborted } from '../lib/core/errors';
import { createId } from '../lib/core/ids';
import { checkParams, type ParamSchema } from '../lib/core/params';
import type { RunRecord, RunWarning } from '../lib/core/run-record';
import type { Dataset } from '../lib/data/dataset';
import type { Compute } from '../lib/jobs/pool';
import { unmet, type Analysis, type AnalysisContext, type Reason } from './analysis';

export interface RunOptions {
  readonly dataset: Dataset;
  readonly compute: Compute;
  readonly signal?: AbortSignal;
  readonly report?: (fraction: number, stage?: string) => void;
  /** 32-bit; the same seed, data and parameters give the same result. Default 1. */
  readonly seed?: number;
  /** Order of runs within the project. */
  readonly runNo: number;
  readonly runId?: string;
  readonly appVersion: string;
  readonly engineVersion: string;
}

export interface Run<Result> {
  readonly result: Result;
  readonly record: RunRecord;
}

/**
 * Why an analysis cannot run on this data with these parameters, cheap reasons first; empty when it can.
 * @throws AppError when the parameters themselves are wrong
 */
export async function reasonsAgainst<Schema extends ParamSchema, Result extends object>(
  analysis: Analysis<Schema, Result>,
  dataset: Dataset,
  looseParams: Readonly<Record<string, unknown>> = {},
): Promise<readonly Reason[]> {
  const params = checkParams(analysis.params, looseParams);
  const reasons = analysis.needs(dataset);
  return reasons.length > 0 ? reasons : ((await analysis.check?.(dataset, params)) ?? []);
}

/**
 * Runs an analysis and writes down where its result comes from. Fingerprints are taken before the first query, so
 * that data changed meanwhile makes the result stale, not silently half new.
 * @throws AppError `param-…` for wrong parameters, `needs-unmet` with the first reason, `cancelled`
 */
export async function runAnalysis<Schema extends ParamSchema, Result extends object>(
  analysis: Analysis<Schema, Result>,
  looseParams: Readonly<Record<string, unknown>>,
  options: RunOptions,
): Promise<Run<Result>> {
  const { dataset, compute, signal = new AbortController().signal, seed = 1, report = () => {} } = options;
  const startedAt = new Date();
  const started = performance.now();
  throwIfAborted(signal);

  const params = checkParams(analysis.params, looseParams);
  const [reason] = await reasonsAgainst(analysis, dataset, looseParams);
  if (reason) throw unmet(analysis.id, reason);
  const asOf = dataset.asOf;
  const inputs = await Promise.all(analysis.inputs.map((entity) => dataset.fingerprint(entity)));
  throwIfAborted(signal);

  const warnings: RunWarning[] = [];
  const context: AnalysisContext = {
    data: dataset,
    compute,
    signal,
    seed,
    report(fraction, stage) {
      if (!signal.aborted) report(Math.min(1, Math.max(0, fraction)), stage);
    },
    warn(code, details = {}) {
      warnings.push({ code, details });
    },
  };
  const result = await analysis.run(params, context);
  throwIfAborted(signal);

  return {
    result,
    record: {
      runId: options.runId ?? createId(),
      runNo: options.runNo,
      analysis: analysis.id,
      version: analysis.version,
      params: { ...params },
      seed,
      inputs,
      asOf,
      startedAt: startedAt.toISOString(),
      durationMs: performance.now() - started,
      warnings,
      appVersion: options.appVersion,
      engineVersion: options.engineVersion,
    },
  };
}
