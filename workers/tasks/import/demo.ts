import type { Task } from '../../protocol';
import { demoTables } from './demo/generate';
import { tableText } from './demo/table';

/** A demo file as it would come from a company: a name and its bytes, with the given last-modified instant. */
export interface DemoFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** Its part of the bytes of all files, in [0, 1]: about, because the next ones are not written yet. */
  readonly share: number;
}

/** Which files: customers and orders, with which a first finding can be made, or all after them. */
export type DemoPart = 'first' | 'rest';

/** The files by what they weigh at the size at which the demo opens; the largest are orders and contacts. */
const shares = [0.035, 0.378, 0.001, 0.319, 0.166, 0.068, 0.033];
const firstFiles = 2;

/**
 * Files of a made-up telecoms company, to be imported through the same door as any other file, each emitted as soon as
 * it is written; gives their names. The bytes depend on the seed and the number of customers alone; `lastModified` is
 * 2026-06-30 18:22 on the clock of the machine, as a file drawn that evening would have.
 */
export const run: Task<null, { customers: number; part: DemoPart }, readonly string[], DemoFile> = async (
  _,
  { customers, part },
  { seed, report, emit },
) => {
  const lastModified = new Date(2026, 5, 30, 18, 22).getTime();
  const names: string[] = [];
  const tables = demoTables(seed, customers);
  const [from, to] = part === 'first' ? [0, firstFiles] : [firstFiles, tables.length];
  for (const [at, make] of tables.slice(from, to).entries()) {
    const table = make();
    const bytes = new TextEncoder().encode(tableText(table));
    names.push(table.name);
    report((at + 1) / (to - from));
    await emit({ name: table.name, bytes, lastModified, share: shares[from + at] ?? 0 }, [bytes.buffer]);
  }
  return names;
};
