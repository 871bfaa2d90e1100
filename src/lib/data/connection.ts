import type { AsyncDuckDB } from '@duckdb/duckdb-wasm';
import { tableFromIPC, type Table } from 'apache-arrow';
import { concatenate } from '../core/bytes';
import { cancelled, throwIfAborted } from '../core/errors';

/** Large enough to be worth a message, small enough to be held twice. */
const partBytes = 4 << 20;
/** The continuation mark and a length of 0. */
const endOfStream = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Waits for an answer of the engine, or for its loss: no call waits on a dead engine. */
export type Watch = <T>(answer: Promise<T>) => Promise<T>;

/** One connection: runs one statement at a time, in slices, so that it can be cancelled between two of them. */
export class Connection {
  /** Set when an insert went wrong: the engine keeps half a stream per connection and would add the next one to it. */
  isSpoiled = false;

  constructor(
    private readonly database: AsyncDuckDB,
    private readonly id: number,
    private readonly watch: Watch,
  ) {}

  /**
   * Runs one statement to its end and decodes the result. The pending-query calls are used in place of the
   * library's `send()`: the same protocol, without its reader that goes on fetching after an abort.
   */
  async run(text: string, signal?: AbortSignal): Promise<Table> {
    return tableFromIPC(await this.fetch(text, signal));
  }

  /** The same without decoding: the result as one Arrow IPC stream, on its way to another thread. */
  async fetch(text: string, signal?: AbortSignal): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.#results(text, signal)) parts.push(part);
    return concatenate(Uint8Array, parts);
  }

  /** The result in parts of a few megabytes, each an Arrow IPC stream of its own; the first also when there are no rows. */
  async *parts(text: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    let schema: Uint8Array | undefined;
    let batches: Uint8Array[] = [];
    let gathered = 0;
    let isFirst = true;
    for await (const piece of this.#results(text, signal)) {
      if (!schema) {
        schema = piece;
        continue;
      }
      batches.push(piece);
      gathered += piece.length;
      if (gathered < partBytes) continue;
      yield concatenate(Uint8Array, [schema, ...batches, endOfStream]);
      [batches, gathered, isFirst] = [[], 0, false];
    }
    if (schema && (gathered > 0 || isFirst)) yield concatenate(Uint8Array, [schema, ...batches, endOfStream]);
  }

  /** The pieces of a result as the engine sends them: the schema, then record batches. */
  async *#results(text: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    throwIfAborted(signal);
    const cancel = () => void this.watch(this.database.cancelPendingQuery(this.id)).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      let header = await this.watch(this.database.startPendingQuery(this.id, text));
      while (header === null) {
        if (signal?.aborted) throw cancelled();
        header = await this.watch(this.database.pollPendingQuery(this.id));
      }
      yield header;
      for (;;) {
        throwIfAborted(signal);
        const part = await this.watch(this.database.fetchQueryResults(this.id));
        if (part === null) continue;
        if (part.length === 0) break;
        yield part;
      }
    } catch (thrown) {
      // Whatever the engine says after an abort, the caller's wish was to stop.
      if (signal?.aborted) throw cancelled();
      throw thrown;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Parses and binds a statement without running it. Refuses several statements, as running does not. */
  async prepare(text: string): Promise<void> {
    const statement = await this.watch(this.database.createPrepared(this.id, text));
    await this.watch(this.database.closePrepared(this.id, statement));
  }

  /** Byte offsets and kinds of the words of a text; comments are no words. */
  tokenize(text: string): Promise<{ readonly offsets: readonly number[] }> {
    return this.watch(this.database.tokenize(text));
  }

  /** Inserts one Arrow IPC stream. Its buffer is moved to the engine's thread. */
  insert(target: { schema: string; table: string; create?: boolean }, ipc: Uint8Array): Promise<void> {
    const { schema, table, create = false } = target;
    return this.watch(this.database.insertArrowFromIPCStream(this.id, ipc, { schema, name: table, create }));
  }

  close(): Promise<void> {
    return this.watch(this.database.disconnect(this.id));
  }
}
