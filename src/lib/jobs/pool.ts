import type { ChunkOf, InputOf, OutputOf, ParamsOf } from '../../../workers/protocol';
import type { Tasks } from '../../../workers/tasks';

export type TaskName = keyof Tasks & string;

export interface ComputeOptions<Chunk = unknown> {
  readonly signal?: AbortSignal;
  readonly seed?: number;
  readonly report?: (fraction: number, stage?: string) => void;
  /** Takes the parts a task emits; the task waits until the promise settles. */
  readonly onChunk?: (chunk: Chunk) => void | Promise<void>;
  /** Buffers moved to the worker instead of copied; the caller must not use them again. */
  readonly transfer?: Transferable[];
}

/** Runs a task by name on a worker thread. Rejects with `AppError`; cancelling ends the thread. */
export type Compute = <Name extends TaskName>(
  name: Name,
  input: InputOf<Tasks, Name>,
  params: ParamsOf<Tasks, Name>,
  options?: ComputeOptions<ChunkOf<Tasks, Name>>,
) => Promise<OutputOf<Tasks, Name>>;
