import { inputError } from '../core/errors';
import type { Layer } from '../core/layers';
import { cellsOf } from './arrow-values';
import { baseOf, type BasePart } from './base';
import type { Engine } from './engine';
import { loadTrail, type Trail, type TrailQuery } from './portrait-events';
import { id, join, sql } from './sql';

export type {
  EventLabel,
  EventQuery,
  EventSourceId,
  PortraitDay,
  PortraitEvent,
  TimelineEntity,
} from './portrait-events';

export interface PortraitEntry {
  readonly name: string;
  readonly kind: 'field' | 'free' | 'feature' | 'tag';
  readonly layer: Layer;
  readonly value: string | number | boolean | null;
  /** For tags: the run they come from. */
  readonly run?: { readonly runNo: number; readonly runId: string; readonly analysis: string; readonly asOf: string };
  readonly score?: number;
  /** Ends of the score's interval. */
  readonly low?: number;
  readonly high?: number;
  /** The field it was computed from, where it is not recorded itself. */
  readonly from?: 'birth_date';
}

export interface Portrait extends Trail {
  readonly customerNo: number;
  readonly customerId: string;
  /** As-of date: the day everything here is counted up to. */
  readonly asOf: string;
  readonly entries: readonly PortraitEntry[];
}

/**
 * Everything known of one customer on the as-of date: the columns of the base in their layers, tags with the run they
 * come from, the newest events over all entities and how many there are, and a year of them by day.
 * @throws AppError `input/customer-unknown` (details: customerNo)
 */
export async function loadPortrait(engine: Engine, columns: readonly BasePart[], query: TrailQuery): Promise<Portrait> {
  const { asOf, customerNo } = query;
  if (!Number.isSafeInteger(customerNo)) throw inputError('customer-unknown', { customerNo: String(customerNo) });
  const chosen = columns.map(({ expression }, c) => sql`${expression} AS ${id(`c${c}`)}`);
  const [table, tags, past] = await Promise.all([
    engine.table(sql`SELECT ${join(chosen)} ${baseOf([customerNo], columns)}`),
    loadTags(engine, customerNo),
    loadTrail(engine, query),
  ]);
  const [cells] = cellsOf(table);
  if (!cells) throw inputError('customer-unknown', { customerNo });
  const entries = columns.map(({ name, kind, layer, tagNo }, c): PortraitEntry => {
    const value = (cells[c] ?? null) as PortraitEntry['value'];
    const tag = tagNo === undefined ? undefined : tags.get(tagNo);
    return { name, kind, layer, value, ...tag };
  });
  return {
    ...{ customerNo, asOf, customerId: String(cells[0]) },
    entries: withAge(entries, asOf),
    ...past,
  };
}

/** The entries with the age on the as-of date, right after the date of birth it follows from, where none is recorded. */
function withAge(entries: readonly PortraitEntry[], asOf: string): readonly PortraitEntry[] {
  const isAge = ({ kind, name }: PortraitEntry) => kind === 'field' && name === 'age';
  if (entries.some((entry) => isAge(entry) && entry.value !== null)) return entries;
  const birth = entries.find(({ kind, name }) => kind === 'field' && name === 'birth_date');
  const value = typeof birth?.value === 'string' ? ageOn(birth.value, asOf) : null;
  if (value === null) return entries;
  const age: PortraitEntry = { name: 'age', kind: 'field', layer: 'attributes', value, from: 'birth_date' };
  return entries.filter((entry) => !isAge(entry)).flatMap((entry) => (entry === birth ? [entry, age] : [entry]));
}

/**
 * Full years between two ISO dates; null where it is no age: a birth after the date, or longer ago than people live
 * (1900-01-01 stands in many files for 'unknown').
 */
export function ageOn(birth: string, date: string): number | null {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4)) - (date.slice(5, 10) < birth.slice(5, 10) ? 1 : 0);
  return years >= 0 && years <= 120 ? years : null;
}

type TagDetails = Pick<PortraitEntry, 'run' | 'score' | 'low' | 'high'>;

async function loadTags(engine: Engine, customerNo: number): Promise<ReadonlyMap<number, TagDetails>> {
  const rows = await engine.query<{
    tagNo: number;
    runNo: number;
    runId: string;
    analysis: string;
    asOf: string;
    score: number | null;
    low: number | null;
    high: number | null;
  }>(sql`
    SELECT tag_no AS "tagNo", run_no AS "runNo", run_id AS "runId", analysis, strftime(as_of, '%Y-%m-%d') AS "asOf",
      score, low, high
    FROM store.tags JOIN store.current_outputs USING (tag_no, run_no) JOIN store.runs USING (run_no)
    WHERE customer_no = ${customerNo}`);
  return new Map(
    rows.map(({ tagNo, score, low, high, ...run }) => [
      tagNo,
      { run, score: score ?? undefined, low: low ?? undefined, high: high ?? undefined },
    ]),
  );
}
