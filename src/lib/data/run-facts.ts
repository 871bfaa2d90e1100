import { AppError } from '../core/errors';
import type { Fact, RunInfo } from './facts';
import type { Session } from './session';
import { sql, type Sql } from './sql';

export type RunFact = Extract<Fact, { kind: 'tags' | 'predictions' | 'accepted' }>;

/**
 * Writes one fact of a run into the tables: the same way when it arises and when it is replayed.
 * Returns the rows it wrote: proposals, predictions, or for an acceptance the tags and predictions now in force.
 */
export async function writeRunFact(session: Session, fact: RunFact, bytes: Uint8Array): Promise<number> {
  if (fact.kind === 'accepted') return writeAccepted(session, fact.runNo, fact.threshold);
  await writeRun(session, fact.run);
  const tagNo = fact.kind === 'tags' ? fact.tagNo : null;
  const column = fact.kind === 'predictions' ? fact.column : null;
  await session.execute(sql`INSERT INTO store.outputs VALUES (${fact.runNo}, ${tagNo}, ${column}, ${fact.threshold})`);
  if (fact.rows > 0) {
    const table = fact.kind === 'tags' ? 'proposals' : 'predictions';
    await session.insert({ schema: 'store', table }, bytes, fact.rows);
  }
  return fact.rows;
}

async function writeRun(session: Session, { runNo, runId, analysis, asOf }: RunInfo): Promise<void> {
  await session.execute(sql`
    INSERT INTO store.runs
    SELECT ${runNo}, ${runId}, ${analysis}, CAST(${asOf} AS DATE), 'proposed'
    WHERE NOT EXISTS (FROM store.runs WHERE run_no = ${runNo})`);
}

/** A threshold of 0 writes all, margins below zero included; null leaves it to each output. */
const isAbove = (threshold: number | null): Sql =>
  threshold === 0
    ? sql`true`
    : threshold === null
      ? sql`(threshold IS NULL OR score IS NULL OR score >= threshold)`
      : sql`(score IS NULL OR score >= ${threshold})`;

async function writeAccepted(session: Session, runNo: number, threshold: number | null): Promise<number> {
  const [run] = await session.query<{ state: string }>(sql`SELECT state FROM store.runs WHERE run_no = ${runNo}`);
  if (!run) throw new AppError('input', 'run-unknown', { run: runNo });
  if (run.state === 'accepted') throw new AppError('input', 'run-accepted', { run: runNo });
  await session.execute(sql`
    INSERT INTO store.tags
    SELECT proposals.* FROM store.proposals AS proposals
    JOIN store.outputs AS outputs USING (run_no, tag_no)
    WHERE run_no = ${runNo} AND ${isAbove(threshold)}`);
  await session.execute(sql`
    UPDATE store.predictions SET is_written = true
    FROM store.outputs AS outputs
    WHERE predictions.run_no = ${runNo} AND outputs.run_no = ${runNo} AND outputs."column" = predictions."column"
      AND ${isAbove(threshold)}`);
  await session.execute(sql`UPDATE store.runs SET state = 'accepted' WHERE run_no = ${runNo}`);
  return countWritten(session, runNo);
}

/** Tags and predictions of a run that are in force. */
export async function countWritten(session: Session, runNo: number): Promise<number> {
  const [row] = await session.query<{ n: number }>(sql`
    SELECT ((SELECT count(*) FROM store.tags WHERE run_no = ${runNo})
      + (SELECT count(*) FROM store.predictions WHERE run_no = ${runNo} AND is_written))::DOUBLE AS n`);
  return row?.n ?? 0;
}
