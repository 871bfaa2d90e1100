import type { Inspection, Task } from '../../protocol';

export const run: Task<{ file: Blob; name: string }, { encoding?: string; delimiter?: string }, Inspection> = () => {
  throw new Error('to be written');
};
