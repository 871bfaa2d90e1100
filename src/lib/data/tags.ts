import { AppError } from '../core/errors';
import type { Layer } from '../core/layers';
import { allFalse, constant, nullableFloats, streamOf } from './arrow-build';
import { extendDictionary } from './dictionaries';
import type { Engine, Session } from './engine';
import type { FactSink, RunInfo } from './facts';
import type { Features } from './features';
import { countWritten, writeRunFact } from './run-facts';
import { tagValues } from './schema';
import { id, join, sql, values } from './sql';

/** Tags an analysis would write: one tag, at most one row per customer. All arrays have the same length. */
export interface TagProposal {
  /** The analysis's id, with the class after a colon where there are several: `channel-preference:APP`. */
  readonly tag: string;
  readonly layer: Layer;
  readonly kind: 'rule' | 'statistic' | 'prediction';
  readonly customers: Int32Array;
  /** Index into `values` per customer. */
  readonly codes: Uint16Array;
  /** Value words in their order; language-neutral codes, translated by the analysis's texts `value.<code>`. */
  readonly values: readonly string[];
  /** Probability or margin per customer, in the unit of the analysis. */
  readonly scores?: Float32Array;
  /** Ends of the interval of each score. */
  readonly low?: Float32Array;
  readonly high?: Float32Array;
  /** Rows with a score below are not written unless the user asks for all. */
  readonly threshold?: number;
}

/** Predictions beside texts: columns of the view `feedback` once the run is accepted. */
export interface TextProposal {
  readonly column: 'label' | 'spam' | 'sentiment' | 'topic';
  readonly files: Int32Array;
  readonly rows: Int32Array;
  readonly codes: Uint16Array;
  readonly values: readonly string[];
  readonly scores: Float32Array;
  readonly threshold?: number;
}

export interface Proposals {
  readonly tags: readonly TagProposal[];
  readonly texts?: readonly TextProposal[];
}

/** A tag of the catalogue with its current run: how many customers have it, and the share of each value. */
export interface TagSummary {
  readonly tag: string;
  readonly layer: Layer;
  readonly kind: TagProposal['kind'];
  readonly runNo: number;
  readonly runId: string;
  readonly analysis: string;
  readonly asOf: string;
  /** Customers with a value ÷ all customers of the base. */
  readonly coverage: number;
  readonly values: readonly { readonly value: string; readonly customers: number }[];
}

export interface Tags {
  /** Rises with every change of what is written. */
  readonly revision: number;
  /** Keeps what a run proposes, so that its numbers can be opened before it is accepted. */
  writeProposals(run: RunInfo, proposals: Proposals, onFact: FactSink): Promise<void>;
  /**
   * Makes a run's proposals tags. `threshold` replaces each proposal's own; 0 writes all.
   * @throws AppError `input/run-unknown`, `input/run-accepted`
   */
  accept(runNo: number, options: { readonly threshold?: number }, onFact: FactSink): Promise<{ written: number }>;
  /** Takes a run's tags back: the values of the run before show again. Its proposals stay. */
  undo(runNo: number): Promise<{ removed: number }>;
  /** Takes a run out altogether. */
  remove(runNo: number): Promise<void>;
  /** The tags in force, each with its run, coverage and distribution. */
  list(): Promise<TagSummary[]>;
}

export function createTags(engine: Engine, features: Features): Tags {
  let revision = 0;

  async function change<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const result = await engine.transaction(work);
    revision += 1;
    return result;
  }

  return {
    get revision() {
      return revision;
    },
    writeProposals: (run, proposals, onFact) =>
      change(async (session) => {
        for (const proposal of proposals.tags) await writeTag(session, run, proposal, onFact);
        for (const proposal of proposals.texts ?? []) await writeText(session, run, proposal, onFact);
      }),
    accept: (runNo, { threshold = null }: { threshold?: number | null }, onFact) =>
      change(async (session) => {
        const fact = { kind: 'accepted', runNo, threshold, rows: 0 } as const;
        const written = await writeRunFact(session, fact, new Uint8Array());
        await onFact({ ...fact, rows: written }, new Uint8Array());
        return { written };
      }),
    undo: (runNo) =>
      change(async (session) => {
        const removed = await countWritten(session, runNo);
        await session.execute(sql`DELETE FROM store.tags WHERE run_no = ${runNo}`);
        await session.execute(sql`UPDATE store.predictions SET is_written = false WHERE run_no = ${runNo}`);
        await session.execute(sql`UPDATE store.runs SET state = 'proposed' WHERE run_no = ${runNo}`);
        return { removed };
      }),
    remove: (runNo) =>
      change(async (session) => {
        for (const table of ['tags', 'proposals', 'predictions', 'outputs', 'runs']) {
          await session.execute(sql`DELETE FROM ${id('store', table)} WHERE run_no = ${runNo}`);
        }
      }),
    async list() {
      await features.ensure();
      const tags = await engine.query<Omit<TagSummary, 'values' | 'coverage'> & { tagNo: number; base: number }>(sql`
        SELECT tag_no AS "tagNo", tag, layer, kind, run_no AS "runNo", run_id AS "runId", analysis,
          strftime(as_of, '%Y-%m-%d') AS "asOf", (SELECT count(*)::DOUBLE FROM store.features) AS base
        FROM store.current_outputs JOIN store.tag_names USING (tag_no) JOIN store.runs USING (run_no)
        ORDER BY tag_no`);
      const counts = await engine.query<{ tagNo: number; value: string; customers: number }>(sql`
        SELECT tag_no AS "tagNo", value, count(*)::DOUBLE AS customers
        FROM store.tags JOIN store.current_outputs USING (tag_no, run_no) JOIN store.tag_values USING (value_no)
        GROUP BY tag_no, value, value_no ORDER BY tag_no, customers DESC, value_no`);
      return tags.map(({ tagNo, base, ...tag }) => {
        const values = counts
          .filter((one) => one.tagNo === tagNo)
          .map(({ value, customers }) => ({ value, customers }));
        const tagged = values.reduce((sum, one) => sum + one.customers, 0);
        return { ...tag, coverage: base === 0 ? 0 : tagged / base, values };
      });
    },
  };
}

async function writeTag(session: Session, run: RunInfo, proposal: TagProposal, onFact: FactSink): Promise<void> {
  const rows = proposal.customers.length;
  checkLengths(proposal.tag, rows, [proposal.codes, proposal.scores, proposal.low, proposal.high]);
  const tagNo = await numberOfTag(session, proposal, onFact);
  const bytes = streamOf({
    customer_no: proposal.customers,
    tag_no: constant(tagNo, rows),
    value_no: await numbersOfValues(session, proposal, onFact),
    score: nullableFloats(proposal.scores, rows),
    low: nullableFloats(proposal.low, rows),
    high: nullableFloats(proposal.high, rows),
    run_no: constant(run.runNo, rows),
  });
  const { threshold = null } = proposal;
  const fact = { kind: 'tags', runNo: run.runNo, run, tagNo, threshold, rows } as const;
  await writeRunFact(session, fact, bytes.slice());
  await onFact(fact, bytes);
}

async function writeText(session: Session, run: RunInfo, proposal: TextProposal, onFact: FactSink): Promise<void> {
  const rows = proposal.files.length;
  const { column } = proposal;
  checkLengths(column, rows, [proposal.rows, proposal.codes, proposal.scores]);
  const bytes = streamOf({
    run_no: constant(run.runNo, rows),
    column: new Array<string>(rows).fill(column),
    _file: proposal.files,
    _row: proposal.rows,
    value_no: await numbersOfValues(session, proposal, onFact),
    score: nullableFloats(proposal.scores, rows),
    is_written: allFalse(rows),
  });
  const { threshold = null } = proposal;
  const fact = { kind: 'predictions', runNo: run.runNo, run, column, threshold, rows } as const;
  await writeRunFact(session, fact, bytes.slice());
  await onFact(fact, bytes);
}

function checkLengths(what: string, rows: number, arrays: readonly ({ readonly length: number } | undefined)[]): void {
  for (const array of arrays) {
    if (array && array.length !== rows) {
      throw new AppError('bug', 'proposal-length', { what, expected: rows, found: array.length });
    }
  }
}

/** The number of a tag, which its name alone decides; a new one is told as a fact. */
async function numberOfTag(session: Session, { tag, layer, kind }: TagProposal, onFact: FactSink): Promise<number> {
  const [known] = await session.query<{ no: number }>(sql`SELECT tag_no AS no FROM store.tag_names WHERE tag = ${tag}`);
  if (known) return known.no;
  const [size] = await session.query<{ n: number }>(sql`SELECT count(*)::INTEGER AS n FROM store.tag_names`);
  const tagNo = size?.n ?? 0;
  const bytes = streamOf({ tag_no: constant(tagNo, 1), tag: [tag], layer: [layer], kind: [kind] });
  await session.insert({ schema: 'store', table: 'tag_names' }, bytes.slice(), 1);
  await onFact({ kind: 'dictionary', dictionary: 'tag-names', rows: 1 }, bytes);
  return tagNo;
}

/** Each row's value as its number in the dictionary of values, which grows by the new words. */
async function numbersOfValues(
  session: Session,
  { codes, values: words }: Pick<TagProposal, 'codes' | 'values'>,
  onFact: FactSink,
): Promise<Int32Array> {
  if (codes.length === 0) return new Int32Array(0);
  if (words.length === 0) throw new AppError('bug', 'proposal-code', { code: 0, values: 0 });
  const rows = join(words.map((word, position) => sql`(${word}, ${position})`));
  await extendDictionary(session, tagValues, sql`SELECT * FROM (VALUES ${rows}) AS words (word, first)`, onFact);
  const known = await session.query<{ no: number; value: string }>(
    sql`SELECT value_no AS no, value FROM store.tag_values WHERE value IN ${values(words)}`,
  );
  const numbers = new Map(known.map(({ no, value }) => [value, no]));
  const numberOfCode = Int32Array.from(words, (word) => numbers.get(word) ?? -1);
  return Int32Array.from(codes, (code) => {
    const number = numberOfCode[code];
    if (number === undefined) throw new AppError('bug', 'proposal-code', { code, values: words.length });
    return number;
  });
}
