import { AppError, cancelled, inputError, throwIfAborted } from '../core/errors';
import type { Table } from 'apache-arrow';
import { rowsOf, type Row } from './arrow-values';
import type { Connection } from './connection';
import { toEngineError } from './engine-errors';
import { restarted, type Instance } from './engine-instance';

export interface ReadOnlyOptions {
  readonly signal?: AbortSignal;
  /** Rows fetched at most; default 10,000. */
  readonly limit?: number;
  /** Default 30,000. */
  readonly deadlineMs?: number;
  /** Puts the statement, once it has been judged by itself, into another that is run in its place. */
  readonly around?: (statement: string) => string;
}

/** Result of a user's own statement. Names are unique: a second equal name gets `_1`. Rows have no prototype. */
export interface ReadOnlyResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Row[];
  /** Whether the limit cut the result. */
  readonly isCut: boolean;
}

const defaultLimit = 10_000;
const defaultDeadlineMs = 30_000;
/** How long the engine may take to obey a cancel before it is replaced. */
const graceMs = 2_000;

/** Statements that answer with rows and change nothing. What changes only the connection (SET, USE, ATTACH) is not. */
const queryWords = new Set(
  'select with from values table pivot unpivot show describe desc summarize explain pragma call ('.split(' '),
);

/**
 * Runs a user's statement. Three belts, none enough alone: its first word must be a query's; `prepare` refuses several
 * statements; it runs inside a read-only transaction that is rolled back. A connection of its own takes what remains
 * (PREPARE, PRAGMA) with it.
 *
 * @throws AppError `input/sql` with the engine's message, `input/sql-several-statements`, `input/sql-read-only`,
 * `input/sql-locked`, `input/sql-deadline` (details: seconds), `input/sql-empty`, `input/sql-type`, `cancelled`
 */
export async function runReadOnly(
  instance: Instance,
  text: string,
  options: ReadOnlyOptions = {},
): Promise<ReadOnlyResult> {
  const { limit = defaultLimit } = options;
  const door = await openDoor(instance, options);
  try {
    const statement = await enter(door.connection, text, door.signal, options.around);
    return await answer(door.connection, statement, limit, door.signal);
  } catch (thrown) {
    throw door.explain(thrown);
  } finally {
    door.close();
  }
}

/**
 * The same for a result that is not to stand in memory as a whole: gives it in parts, each one Arrow IPC stream, as
 * they are asked for. There is no limit, and the deadline goes on while nobody asks.
 */
export async function* readOnlyParts(
  instance: Instance,
  text: string,
  options: Omit<ReadOnlyOptions, 'limit'> = {},
): AsyncGenerator<Uint8Array> {
  const door = await openDoor(instance, options);
  try {
    const statement = await enter(door.connection, text, door.signal, options.around);
    yield* door.connection.parts(statement, door.signal);
  } catch (thrown) {
    throw door.explain(thrown);
  } finally {
    door.close();
  }
}

interface Door {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** What went wrong, as the user should hear it. */
  explain(thrown: unknown): unknown;
  close(): void;
}

/** A connection of its own with a deadline on it. */
async function openDoor(
  instance: Instance,
  { signal, deadlineMs = defaultDeadlineMs }: ReadOnlyOptions,
): Promise<Door> {
  throwIfAborted(signal);
  const connection = await instance.connect();
  const stop = new AbortController();
  let late = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    stop.abort();
    // A single step of the engine that does not come back (a constant folded for ever) hears no cancel.
    grace ??= setTimeout(() => instance.lose(restarted('deadline')), graceMs);
  };
  const deadline = setTimeout(() => {
    late = true;
    end();
  }, deadlineMs);
  signal?.addEventListener('abort', end, { once: true });
  return {
    connection,
    signal: stop.signal,
    explain(thrown) {
      if (late) return inputError('sql-deadline', { seconds: deadlineMs / 1000 });
      return signal?.aborted ? cancelled() : toEngineError(thrown, 'user');
    },
    close() {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', end);
      // The grace runs on over the rollback: it, too, waits for the engine.
      void connection
        .run('ROLLBACK')
        .catch(() => undefined)
        .then(() => connection.close())
        .catch(() => undefined)
        .finally(() => clearTimeout(grace));
    },
  };
}

/** Begins the read-only transaction and gives the one statement that may run in it. */
async function enter(
  connection: Connection,
  text: string,
  signal: AbortSignal,
  around: ReadOnlyOptions['around'],
): Promise<string> {
  await connection.run('BEGIN TRANSACTION READ ONLY', signal);
  const { statement, word } = await oneStatement(connection, text);
  // Before the first word is judged, so that a slip of the pen gets the engine's explanation.
  await connection.prepare(statement);
  if (!queryWords.has(word)) throw inputError('sql-read-only', { word });
  return around ? around(statement) : statement;
}

async function answer(
  connection: Connection,
  statement: string,
  limit: number,
  signal: AbortSignal,
): Promise<ReadOnlyResult> {
  const table = await runLimited(connection, statement, limit + 1, signal);
  const names = uniqueNames(table.schema.fields.map((field) => field.name));
  const rows = rowsOf(table.numRows > limit ? table.slice(0, limit) : table, names, true);
  return {
    columns: table.schema.fields.map((field, c) => ({ name: names[c] ?? field.name, type: String(field.type) })),
    rows,
    isCut: table.numRows > limit,
  };
}

/** The text without closing semicolons and what follows them, and its first word in lower case. */
async function oneStatement(connection: Connection, text: string): Promise<{ statement: string; word: string }> {
  const bytes = new TextEncoder().encode(text);
  const decode = (from: number, to?: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const { offsets } = await connection.tokenize(text);
  const [first] = offsets;
  if (first === undefined) throw inputError('sql-empty');
  const word = /^(\w+|\()/.exec(decode(first))?.[0].toLowerCase() ?? '';
  let end: number | undefined;
  for (let k = offsets.length - 1; k >= 0 && bytes[offsets[k] ?? 0] === semicolon; k--) end = offsets[k];
  return { statement: decode(0, end), word };
}

const semicolon = ';'.charCodeAt(0);

/**
 * Runs the statement for at most `limit` rows. A limit around the statement keeps the engine from building a result
 * nobody fetches; EXPLAIN, PRAGMA and CALL cannot be put into another statement and are short.
 */
async function runLimited(
  connection: Connection,
  statement: string,
  limit: number,
  signal: AbortSignal,
): Promise<Table> {
  // The line ends keep a closing comment of the statement from swallowing the bracket.
  const limited = `FROM (\n${statement}\n) LIMIT ${limit}`;
  const canWrap = await connection.prepare(limited).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof AppError) throw thrown;
      return false;
    },
  );
  throwIfAborted(signal);
  return connection.run(canWrap ? limited : statement, signal);
}

/** Names made unique: the second `a` becomes `a_1`, passing over names that are taken. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; seen.has(unique); n++) {
      const candidate = `${name}_${n}`;
      if (!taken.has(candidate) && !seen.has(candidate)) unique = candidate;
    }
    seen.add(unique);
    return unique;
  });
}
