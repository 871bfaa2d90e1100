/** Fingerprint of one input: its schema, number of rows, and the xor and sum of the 64-bit hashes of its rows. */
export interface Fingerprint {
  readonly entity: string;
  readonly schema: string;
  readonly rows: number;
  readonly xor: string;
  readonly sum: string;
}

/** A remark an analysis makes on its own result: a code with a translation, and what it is about. */
export interface RunWarning {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** The analysis of a run that wrote a tag from a statement; the tag's name begins with it. */
export const statementRun = 'sql';

/** Where a result comes from: everything needed to say how it was made and to make it again. */
export interface RunRecord {
  readonly runId: string;
  /** Order of runs within the project; the later run of a tag is its current one. */
  readonly runNo: number;
  readonly analysis: string;
  readonly version: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly inputs: readonly Fingerprint[];
  /** As-of date, ISO `YYYY-MM-DD`. */
  readonly asOf: string;
  /** ISO instants of start, and milliseconds the run took. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly warnings: readonly RunWarning[];
  readonly appVersion: string;
  readonly engineVersion: string;
}

/** Whether inputs have changed since the run: then its result is stale. */
export function isStale(record: RunRecord, current: readonly Fingerprint[], asOf: string): boolean {
  if (record.asOf !== asOf || record.inputs.length !== current.length) return true;
  return record.inputs.some((input) => {
    const now = current.find((candidate) => candidate.entity === input.entity);
    return (
      !now || now.schema !== input.schema || now.rows !== input.rows || now.xor !== input.xor || now.sum !== input.sum
    );
  });
}
