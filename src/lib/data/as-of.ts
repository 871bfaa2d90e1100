import { inputError } from '../core/errors';
import type { CatalogFile } from './catalog';
import type { Engine } from './engine';
import { entityIds, entityOf, type EntityId } from './entities';
import { id, join, sql } from './sql';

/** Events dated after the modification of their file: listed, and kept out of the default as-of date. */
export interface LateEvents {
  readonly entity: EntityId;
  readonly file: number;
  readonly rows: number;
  /** ISO timestamp of the last one. */
  readonly last: string;
}

export interface AsOf {
  /** ISO date, or null when nothing dated was imported. */
  readonly date: string | null;
  readonly late: readonly LateEvents[];
}

/** The events of one entity in one file, before and after the file's own date. */
export interface FileSpan {
  readonly file: number;
  readonly last: string | null;
  readonly late_rows: number;
  readonly late_last: string | null;
}

/** The dated events of an entity by file; the modification times of files are read as wall-clock time of `timeZone`. */
export async function spansOf(
  engine: Engine,
  entity: EntityId,
  files: readonly CatalogFile[],
  timeZone: string,
): Promise<readonly FileSpan[]> {
  const { time } = entityOf(entity);
  const clock = wallClock(timeZone);
  const dated = files.filter((file) =>
    file.imports.some((one) => one.entity === entity && time !== null && one.columns.includes(time)),
  );
  if (time === null || dated.length === 0) return [];
  const modified = dated.map(({ file, lastModified }) => sql`(${file}, CAST(${clock(lastModified)} AS TIMESTAMP))`);
  return engine.query<FileSpan>(sql`
    SELECT file,
      CAST(max(moment) FILTER (moment <= modified) AS VARCHAR) AS last,
      count(*) FILTER (moment > modified)::DOUBLE AS late_rows,
      strftime(max(moment) FILTER (moment > modified), '%Y-%m-%dT%H:%M:%S') AS late_last
    FROM (SELECT _file AS file, ${id(time)} AS moment FROM ${id('store', entity)})
    JOIN (VALUES ${join(modified)}) AS files (file, modified) USING (file)
    GROUP BY file
    ORDER BY file`);
}

/**
 * The day after the last event that is not later than its file's modification time: one wrong 2099 must not move every
 * recency. Where no event qualifies at all (the clocks of the files say nothing), the last event of all decides.
 */
export async function computeAsOf(spans: (entity: EntityId) => Promise<readonly FileSpan[]>): Promise<AsOf> {
  let last: string | null = null;
  const late: LateEvents[] = [];
  for (const entity of entityIds) {
    for (const span of await spans(entity)) {
      if (span.last !== null && (last === null || span.last > last)) last = span.last;
      if (span.late_last !== null) {
        late.push({ entity, file: span.file, rows: span.late_rows, last: span.late_last });
      }
    }
  }
  const decisive =
    last ?? late.reduce<string | null>((max, one) => (max === null || one.last > max ? one.last : max), null);
  return { date: decisive === null ? null : dayAfter(decisive), late };
}

/** Instants as wall-clock time of a zone, `YYYY-MM-DD HH:MM:SS`. */
function wallClock(timeZone: string): (instant: number) => string {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  } catch {
    throw inputError('time-zone-unknown', { timeZone });
  }
  return (instant) => format.format(instant);
}

function dayAfter(timestamp: string): string {
  const day = new Date(`${timestamp.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
