import type { ExportPlan } from '../protocol';
import type { Page } from './page';

/** Takes the bytes of a file in order; the writer waits. */
export type Sink = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** Writes one file, page by page, and holds one page at a time. */
export interface Writer {
  write(page: Page): Promise<void>;
  /** Ends the file. Nothing may be written after it. */
  finish(): Promise<Ending>;
}

export interface Ending {
  readonly sheets: number;
  readonly cutTexts: number;
}

/** Formats without sheets write every text whole. */
export const plainEnding: Ending = { sheets: 1, cutTexts: 0 };

export type CreateWriter = (plan: ExportPlan, sink: Sink) => Writer | Promise<Writer>;
