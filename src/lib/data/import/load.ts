import type { ReadAccount, ReadChunk } from '../../../../workers/protocol';
import type { Catalog, FreeColumn } from '../catalog';
import type { Engine, Session } from '../engine';
import type { EntityId } from '../entities';
import type { FactSink, StoredFact } from '../facts';

export interface LoadRequest {
  /** From `catalog.reserveFile()`, the number in the read plan. */
  readonly file: number;
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly entity: EntityId;
  /** From `catalog.freeColumns()`: the free attributes among the planned targets. */
  readonly free: readonly FreeColumn[];
  /** Planned targets in the order of the plan, to check each column's count against the reader's. */
  readonly targets: readonly string[];
  /** `replace` takes the entity's earlier rows out in the same transaction. */
  readonly mode: 'append' | 'replace';
}

export interface LoadReceipt {
  readonly file: number;
  readonly entity: EntityId;
  readonly lines: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly cellRejects: number;
  /** Files whose rows of this entity were replaced: their facts (`isFactOfImport`) are to be dropped. */
  readonly replaced: readonly number[];
}

export interface Loader {
  /**
   * Loads one file into one entity. `read` runs the import task and hands every chunk to `take`; it resolves to the
   * reader's account. All or nothing: cancel or failure leaves the engine as it was.
   * @throws AppError `bug/load-count` when the engine's numbers and the reader's differ.
   */
  load(
    request: LoadRequest,
    read: (take: (chunk: ReadChunk) => Promise<void>) => Promise<ReadAccount>,
    options: { readonly onFact: FactSink; readonly signal?: AbortSignal },
  ): Promise<LoadReceipt>;
  /** Takes the rows, rejects and raw cells of one import out. */
  remove(entity: EntityId, file: number): Promise<{ removed: number }>;
  /**
   * Rebuilds the tables from the log, with the same numbers. Starts from empty tables; the catalogue's document must
   * have been restored. Give the session of `restore` after a loss, or one of `engine.transaction`.
   */
  replay(facts: AsyncIterable<StoredFact> | Iterable<StoredFact>, session: Session): Promise<void>;
}

export function createLoader(_engine: Engine, _catalog: Catalog): Loader {
  throw new Error('to be written');
}
