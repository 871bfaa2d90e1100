import { integersOf } from './arrow-values';
import type { Engine, QueryOptions } from './engine';
import { sql, type Sql } from './sql';

/** Customers in an order: their numbers, from the first place to the last. */
export interface CustomerOrders {
  /** The whole order, if it is known by now. */
  known(query: Sql): Int32Array | undefined;
  /** The whole order; computed once, however many ask for it. */
  whole(query: Sql, options?: QueryOptions): Promise<Int32Array>;
  /** Begins to compute it for whoever asks next, in place of the one nobody has asked for since. */
  foresee(query: Sql): void;
  /** Keeps an order that was made from another. */
  keep(key: string, numbers: Int32Array): void;
  kept(key: string): Int32Array | undefined;
  /** Forgets all: the base has changed. */
  clear(): void;
}

interface Entry {
  readonly made: Promise<Int32Array>;
  readonly stop: AbortController;
  numbers: Int32Array | undefined;
  asked: number;
}

/** Four bytes a customer each: 4 MB for a million. */
const keptOrders = 8;

/**
 * Orders of the base that were asked for lately. A million customers are sorted once, and any page is then a look at a
 * few numbers: the first by the engine's own shortcut, the others when the whole is there.
 */
export function createCustomerOrders(engine: Engine): CustomerOrders {
  const entries = new Map<string, Entry>();
  const made = new Map<string, Int32Array>();

  /** @param query `SELECT f.customer_no AS no … ORDER BY …` */
  function entry(query: Sql): Entry {
    const before = entries.get(query.text);
    if (before) {
      // The map's order is the order of use.
      entries.delete(query.text);
      entries.set(query.text, before);
      return before;
    }
    const stop = new AbortController();
    const list = sql`SELECT list(no) AS numbers FROM (${query})`;
    const mine: Entry = {
      ...{ stop, numbers: undefined, asked: 0 },
      made: engine.table(list, { signal: stop.signal }).then((table) => (mine.numbers = integersOf(table))),
    };
    mine.made.catch(() => forget(query.text, mine));
    entries.set(query.text, mine);
    for (const [text, old] of entries) {
      if (entries.size <= keptOrders) break;
      if (old !== mine && old.asked === 0) forget(text, old);
    }
    return mine;
  }

  function forget(text: string, mine: Entry): void {
    if (entries.get(text) === mine) entries.delete(text);
    mine.stop.abort();
  }

  return {
    known: (query) => entries.get(query.text)?.numbers,
    async whole(query, options) {
      const mine = entry(query);
      mine.asked += 1;
      try {
        return await unlessAborted(mine.made, options?.signal);
      } finally {
        mine.asked -= 1;
      }
    },
    foresee(query) {
      if (entries.has(query.text)) return;
      for (const [text, old] of entries) if (old.numbers === undefined && old.asked === 0) forget(text, old);
      entry(query);
    },
    keep(key, numbers) {
      made.delete(key);
      made.set(key, numbers);
      const [oldest] = made.keys();
      if (made.size > keptOrders && oldest !== undefined) made.delete(oldest);
    },
    kept: (key) => made.get(key),
    clear() {
      for (const [text, mine] of entries) if (mine.numbers !== undefined || mine.asked === 0) forget(text, mine);
      entries.clear();
      made.clear();
    },
  };
}

/** Stops waiting when the signal is aborted; what is waited for goes on for the others. */
function unlessAborted<T>(wanted: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return wanted;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    wanted.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
