import type { Task } from '../../protocol';

/** A demo file as it would come from a company: a name and its bytes, with the given last-modified instant. */
export interface DemoFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lastModified: number;
}

export const run: Task<null, { customers: number }, readonly DemoFile[]> = () => {
  throw new Error('to be written');
};
