import type { ReadAccount, ReadChunk, ReadPlan, Task } from '../../protocol';

export const run: Task<{ file: Blob }, ReadPlan, ReadAccount, ReadChunk> = () => {
  throw new Error('to be written');
};
