import type { Task } from '../../protocol';
import { generateDemo } from './demo/generate';
import { tableText } from './demo/table';

/** A demo file as it would come from a company: a name and its bytes, with the given last-modified instant. */
export interface DemoFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/**
 * The files of a made-up telecoms company, to be imported through the same door as any other file. The bytes depend on
 * the seed and the number of customers alone; `lastModified` is 2026-06-30 18:22 on the clock of the machine, as a
 * file drawn that evening would have.
 */
export const run: Task<null, { customers: number }, readonly DemoFile[]> = (_, { customers }, { seed, report }) => {
  const { tables } = generateDemo(seed, customers);
  report(0.5);
  const lastModified = new Date(2026, 5, 30, 18, 22).getTime();
  return tables.map((table, i) => {
    const bytes = new TextEncoder().encode(tableText(table));
    report(0.5 + (0.5 * (i + 1)) / tables.length);
    return { name: table.name, bytes, lastModified };
  });
};
