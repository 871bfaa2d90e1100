import { AppError, cancelled, inputError } from '../core/errors';

/** Who wrote the statement: a mistake of a user is theirs to mend, one of the product is a bug. */
export type Author = 'user' | 'product';

/**
 * Words by which a dead instance is known. WebAssembly traps leave an instance that looks alive: every later call
 * fails or hangs. DuckDB's own INTERNAL and FATAL errors invalidate the database in the same way.
 */
const deathWords = [
  'memory access out of bounds',
  'unreachable',
  'function signature mismatch',
  'table index is out of bounds',
  'null function',
  'indirect call',
  'Maximum call stack size exceeded',
  'database has been invalidated',
  'duckdb is not initialized',
  'Aborted(',
];

/** Whether the engine must be replaced after this error. */
export function isDeath(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return true;
  if (thrown instanceof AppError) return false;
  if (thrown.name === 'RuntimeError' || thrown.name === 'RangeError' || thrown.message === '') return true;
  const message = engineMessage(thrown);
  return /^(INTERNAL|FATAL) Error/.test(message) || deathWords.some((word) => message.includes(word));
}

/** DuckDB's message as one text: some calls answer with it as JSON. */
export function engineMessage(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!message.startsWith('{')) return message;
  try {
    const parsed = JSON.parse(message) as { exception_type?: string; exception_message?: string };
    return `${parsed.exception_type ?? 'Unknown'} Error: ${parsed.exception_message ?? message}`;
  } catch {
    return message;
  }
}

/**
 * What the engine threw as an AppError: `cancelled`, `environment/engine-memory`, `input/sql-read-only`,
 * `input/sql-locked`, `input/sql` for a user's statement, `bug/sql` for one of ours (details: message).
 */
export function toEngineError(thrown: unknown, author: Author): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = engineMessage(thrown);
  if (/^(INTERRUPT Error|query was canceled)/i.test(message)) return cancelled();
  if (message.startsWith('Out of Memory Error')) {
    return new AppError('environment', 'engine-memory', { message }, { cause: thrown });
  }
  if (author === 'product') return new AppError('bug', 'sql', { message }, { cause: thrown });
  if (message.includes('transaction is launched in read-only mode')) return inputError('sql-read-only');
  if (message.includes('multiple statements')) return inputError('sql-several-statements');
  if (/^Permission Error|configuration has been locked/.test(message)) return inputError('sql-locked', { message });
  // What follows repeats the statement with a caret that only stands right in a fixed-width font; an editor can use it.
  const excerpt = /\n+(LINE \d+:[\s\S]*)$/.exec(message);
  return inputError('sql', {
    message: excerpt ? message.slice(0, excerpt.index) : message,
    ...(excerpt?.[1] ? { excerpt: excerpt[1] } : {}),
  });
}
