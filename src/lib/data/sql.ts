import { AppError, inputError } from '../core/errors';

/**
 * A statement the engine accepts. Only sql`` and id() can make one, so no raw string reaches the engine: the private
 * member keeps other types out, the class keeps out objects of that shape that came in as data.
 */
class Statement {
  readonly #isOurs = true;
  constructor(readonly text: string) {}
  static isOurs(value: unknown): value is Statement {
    return typeof value === 'object' && value !== null && #isOurs in value;
  }
}

export type Sql = Statement;

export type SqlValue = string | number | bigint | boolean | null | Date;

const make = (text: string): Sql => new Statement(text);

/** Quotes a name: `id('a"b')` → `"a""b"`; several parts are joined by dots. */
export function id(...names: readonly string[]): Sql {
  const isBad = (name: string) => name === '' || name.includes('\0') || !name.isWellFormed();
  if (names.some(isBad)) throw new AppError('bug', 'sql-name', {});
  return make(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'));
}

/**
 * A statement with its values bound as literals: strings are quoted, dates are timestamps of UTC, numbers must be
 * finite (−0 is 0), nested `Sql` is put in as it is.
 * @throws AppError `input/text-broken` for a text with half a character, which the engine cannot hold;
 *   `bug/sql-number` for what is no number, and for integers beyond 127 bits; `bug/sql-value` for anything else
 */
export function sql(parts: TemplateStringsArray, ...values: readonly (SqlValue | Sql)[]): Sql {
  let text = parts[0] ?? '';
  values.forEach((value, i) => {
    text += render(value) + (parts[i + 1] ?? '');
  });
  return make(text);
}

/** Joins pieces, by default with a comma; an empty list gives an empty statement. */
export function join(pieces: readonly Sql[], separator: Sql = make(', ')): Sql {
  return make(pieces.map((piece) => piece.text).join(separator.text));
}

/**
 * Several statements as one call of the engine: each call costs a way to its thread and back. They run in order, and
 * the first that fails ends them.
 */
export const sequence = (statements: readonly Sql[]): Sql => join(statements, make(';\n'));

/** A parenthesised list of literals for `IN`; an empty list matches nothing. */
export function values(items: readonly SqlValue[]): Sql {
  return items.length === 0 ? make('(SELECT NULL WHERE false)') : make(`(${items.map(render).join(', ')})`);
}

function render(value: SqlValue | Sql): string {
  if (value === null) return 'NULL';
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      return number(value, Number.isFinite(value));
    case 'bigint':
      return number(value, BigInt.asIntN(128, value) === value);
    case 'boolean':
      return String(value);
  }
  if (value instanceof Date) {
    const milliseconds = value.getTime();
    return `make_timestamp(${number(milliseconds, Number.isFinite(milliseconds))}::BIGINT * 1000)`;
  }
  if (Statement.isOurs(value)) return value.text;
  throw new AppError('bug', 'sql-value', {});
}

function text(value: string): string {
  if (!value.isWellFormed()) throw inputError('text-broken');
  // A statement ends at NUL, a text need not: it is put together around it.
  const parts = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
}

/** In brackets where it has a sign: two minus signs in a row would begin a comment. */
function number(value: number | bigint, isHeld: boolean): string {
  if (!isHeld) throw new AppError('bug', 'sql-number', { value: String(value) });
  return value < 0 ? `(${value})` : String(value);
}
