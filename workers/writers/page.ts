import { tableFromIPC, type Table } from 'apache-arrow';

/** A part of the rows on their way into a file. */
export interface Page {
  readonly table: Table;
  readonly rows: number;
}

/** Reads one part as it came from the engine: one Arrow IPC stream. */
export function pageOf(ipc: Uint8Array): Page {
  const table = tableFromIPC(ipc);
  return { table, rows: table.numRows };
}
