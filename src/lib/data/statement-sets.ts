import { tableFromIPC } from 'apache-arrow';
import { concatenate } from '../core/bytes';
import { inputError, throwIfAborted } from '../core/errors';
import type { Condition, Selection } from '../core/selection';
import { streamOf } from './arrow-build';
import { columnsOf } from './arrow-values';
import type { BasePart } from './base';
import type { Engine, QueryOptions } from './engine';
import { predicateOf, type Predicate } from './selections';
import { id, sql, type Sql } from './sql';

/** The customers that a user's own statements name, kept as tables as long as the base stays what it is. */
export interface StatementSets {
  /**
   * Runs the statements of a selection that have no answer yet over this state of the base, each once, whoever asks. A
   * caller that gives up no longer waits; the statement goes on to its own deadline, for others may wait for it.
   * @throws AppError `input/sql-no-customers`; what `Engine.readOnly` throws, as when a column is gone
   */
  answer(selection: Selection, columns: readonly BasePart[], options?: QueryOptions): Promise<void>;
  /** The selection as SQL, once its statements are answered. */
  predicate(selection: Selection, columns: readonly BasePart[]): Predicate;
}

/** The answers over one state of the base: the columns' list is a new one whenever the base was made anew. */
interface Answers {
  readonly columns: readonly BasePart[];
  readonly running: Map<string, Promise<void>>;
  readonly tables: Map<string, Sql>;
}

/** States of the base whose answers are kept: what began over the one before may still be reading. */
const keptStates = 2;

/**
 * A statement saved as a segment is a rule, never a list of ids: it runs again whenever data, tags or the as-of date
 * have changed. It may come with a project file from somebody else. It is run only when its segment is counted, opened
 * or exported, and then through the door for the user's own SQL: one statement, in a read-only transaction, with a
 * deadline, in an engine that is locked against files, addresses and settings. All it can do is name customers.
 */
export function createStatementSets(engine: Engine): StatementSets {
  let states: readonly Answers[] = [];
  let tables = 0;

  async function stateOf(columns: readonly BasePart[]): Promise<Answers> {
    const known = states.find((state) => state.columns === columns);
    if (known) return known;
    const fresh: Answers = { columns, running: new Map(), tables: new Map() };
    const outdated = states.slice(keptStates - 1);
    states = [fresh, ...states.slice(0, keptStates - 1)];
    for (const table of outdated.flatMap((state) => [...state.tables.values()])) {
      await engine.execute(sql`DROP TABLE IF EXISTS ${table}`);
    }
    return fresh;
  }

  async function run(text: string, into: Map<string, Sql>): Promise<void> {
    const numbers = await customersOf(engine, text);
    tables += 1;
    const name = `sql_set_${tables}`;
    const table = id('store', name);
    await engine.execute(sql`CREATE OR REPLACE TABLE ${table} (customer_no INTEGER)`);
    if (numbers.length > 0) {
      const bytes = streamOf({ customer_no: numbers });
      await engine.insert({ schema: 'store', table: name, rowsBefore: 0 }, bytes, numbers.length);
    }
    into.set(text, table);
  }

  return {
    async answer(selection, columns, options) {
      const texts = new Set(statementsOf(selection.conditions));
      if (texts.size === 0) return;
      const state = await stateOf(columns);
      for (const text of texts) {
        let running = state.running.get(text);
        if (!running) {
          running = run(text, state.tables);
          state.running.set(text, running);
          running.catch(() => state.running.delete(text));
        }
        await running;
        throwIfAborted(options?.signal);
      }
    },
    predicate: (selection, columns) =>
      predicateOf(selection, columns, states.find((state) => state.columns === columns)?.tables),
  };
}

const statementsOf = (conditions: readonly Condition[]): readonly string[] =>
  conditions.flatMap((condition) => {
    if (condition.kind === 'group') return statementsOf(condition.conditions);
    return condition.kind === 'sql' ? [condition.text] : [];
  });

/** The numbers of the customers in a statement's column `customer_id`; ids that nobody has are passed over. */
async function customersOf(engine: Engine, text: string): Promise<Int32Array> {
  const { columns } = await engine.readOnly(text, { limit: 0 });
  if (!columns.some(({ name }) => name.toLowerCase() === 'customer_id')) throw inputError('sql-no-customers');
  const parts = engine.readOnlyParts(text, {
    around: (statement) => `SELECT DISTINCT ids.customer_no FROM (\n${statement}\n) AS result
      JOIN store.customer_ids AS ids ON ids.customer_id = CAST(result.customer_id AS VARCHAR)`,
  });
  const found: Int32Array[] = [];
  for await (const part of parts) found.push(columnsOf(tableFromIPC(part)).customer_no as Int32Array);
  return concatenate(Int32Array, found);
}
