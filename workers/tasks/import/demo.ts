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

/** The files by what they weigh at the size at which the demo opens; the largest are orders and contacts. */
const shares = [0.035, 0.001, 0.378, 0.319, 0.166, 0.068, 0.033];

/**
 * The files of a made-up telecoms company, to be imported through the same door as any other file, each emitted as soon
 * as it is written; gives their names. The bytes depend on
 * the seed and the number of customers alone; `lastModified` is 2026-06-30 18:22 on the clock of the machine, as a
 * file drawn that evening would have.
 */
export const run: Task<null, { customers: number }, readonly string[], DemoFile> = async (
  _,
  { customers },
  { seed, report, emit },
) => {
  const lastModified = new Date(2026, 5, 30, 18, 22).getTime();
  const names: string[] = [];
  let done = 0;
  for (const table of demoTables(seed, customers)) {
    const bytes = new TextEncoder().encode(tableText(table));
    const share = shares[names.length] ?? 0;
    names.push(table.name);
    done += share;
    report(done);
    await emit({ name: table.name, bytes, lastModified, share }, [bytes.buffer]);
  }
  report(1);
  return names;
};
