import { throwIfAborted } from '../core/errors';
import type { TagValues } from '../core/selection';
import { columnsOf, integersOf } from './arrow-values';
import type { BasePart } from './base';
import type { Engine, QueryOptions } from './engine';
import { markLines, textBlock, type CustomerBlock } from './search-index';
import { foldedColumn, searchedParts, searchWords, tagColumns, wordFor, type SearchedField } from './search-words';
import { id, sql, values } from './sql';

/** Customers a search found: 1 at their numbers. */
export interface Found {
  readonly marks: Uint8Array;
  readonly count: number;
}

export interface CustomerSearch {
  /** Begins to read the texts of the base, if that was not done yet. Nobody waits for it. */
  prepare(columns: readonly BasePart[]): void;
  /** Whether the texts of the base in these columns are read. */
  isReady(columns: readonly BasePart[]): boolean;
  /** Waits until they are. */
  ready(columns: readonly BasePart[]): Promise<void>;
  /** The customers a search finds, or undefined while the texts are not read yet. */
  find(
    search: string,
    tags: readonly TagValues[],
    columns: readonly BasePart[],
    options?: QueryOptions,
  ): Promise<Found | undefined>;
}

/** Customers of one block: a look into one field of it takes about a millisecond. */
const blockCustomers = 65_536;
/** How long the page's thread is held before others have their turn, in milliseconds. */
const sliceMs = 5;

interface Index {
  readonly columns: readonly BasePart[];
  readonly made: Promise<void>;
  readonly stop: AbortController;
  blocks: readonly CustomerBlock<SearchedField>[] | undefined;
  size: number;
}

/**
 * Searches the base without asking the engine: the searched fields stand in long strings, read once in the background
 * whenever the base changed. Until they are, the caller searches by SQL (`searchCondition`), with the same result.
 */
export function createCustomerSearch(engine: Engine): CustomerSearch {
  let index: Index | undefined;

  function begin(columns: readonly BasePart[]): Index {
    if (index?.columns === columns) return index;
    index?.stop.abort();
    const stop = new AbortController();
    const mine: Index = { columns, stop, blocks: undefined, size: 0, made: Promise.resolve().then(read) };
    // What failed is tried again by the next search; SQL answers meanwhile.
    mine.made.catch(() => {
      if (index === mine) index = undefined;
    });
    index = mine;
    return mine;

    async function read(): Promise<void> {
      const [size] = await engine.query<{ n: number | null }>(
        sql`SELECT max(customer_no) + 1 AS n FROM store.features`,
        { signal: stop.signal },
      );
      mine.size = size?.n ?? 0;
      const blocks: CustomerBlock<SearchedField>[] = [];
      for (let from = 0; from < mine.size; from += blockCustomers) {
        blocks.push(await readBlock(engine, columns, from, stop.signal));
      }
      mine.blocks = blocks;
    }
  }

  return {
    prepare: (columns) => void begin(columns),
    isReady: (columns) => index?.columns === columns && index.blocks !== undefined,
    ready: (columns) => begin(columns).made,
    async find(search, tags, columns, options) {
      const { blocks, size } = begin(columns);
      if (!blocks) return undefined;
      const words = searchWords(search);
      const marks = new Uint8Array(size);
      for (const { part, values: wanted } of tagColumns(tags, columns)) {
        for (const no of await tagged(engine, part, wanted, options)) marks[no] = 1;
      }
      let since = performance.now();
      for (const { numbers, texts } of blocks) {
        for (const [name, block] of texts) {
          const word = wordFor(name, words);
          if (word !== '') markLines(block, numbers, word, marks);
          if (performance.now() - since > sliceMs) {
            await turnOfOthers();
            throwIfAborted(options?.signal);
            since = performance.now();
          }
        }
      }
      let count = 0;
      for (let no = 0; no < size; no++) count += marks[no] as number;
      return { marks, count };
    },
  };
}

/** The customers from a number on, with the lines of their searched fields. */
async function readBlock(
  engine: Engine,
  columns: readonly BasePart[],
  from: number,
  signal: AbortSignal,
): Promise<CustomerBlock<SearchedField>> {
  const parts = searchedParts(columns);
  const isOfBlock = sql`f.customer_no >= ${from} AND f.customer_no < ${from + blockCustomers}`;
  const numbers = integersOf(
    await engine.table(sql`SELECT list(customer_no) AS numbers FROM store.features AS f WHERE ${isOfBlock}`, {
      signal,
    }),
  );
  const texts = new Map<SearchedField, ReturnType<typeof textBlock>>();
  for (const part of parts) {
    // In the order of the table, as the numbers are.
    const lines = await engine.table(
      sql`SELECT string_agg(${foldedColumn(part)}, chr(10)) AS lines FROM store.features AS f WHERE ${isOfBlock}`,
      { signal },
    );
    const [text] = columnsOf(lines).lines as readonly (string | null)[];
    texts.set(part.name, textBlock(text ?? '', numbers.length));
    await turnOfOthers();
  }
  return { numbers, texts };
}

/** Customers whose current value of a tag is one of these words. */
async function tagged(
  engine: Engine,
  { tagNo }: BasePart,
  words: readonly string[],
  options: QueryOptions | undefined,
): Promise<Int32Array> {
  return integersOf(
    await engine.table(
      sql`SELECT list(customer_no) AS numbers FROM store.current_tags
        WHERE ${id(`t${tagNo}`)} IN (SELECT value_no FROM store.tag_values WHERE value IN ${values(words)})`,
      options,
    ),
  );
}

/** Gives the thread to whoever waits for it: input, drawing, answers. */
export function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
