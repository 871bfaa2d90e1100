import { AppError } from '../core/errors';

declare const brand: unique symbol;

/** A statement the engine accepts. Only sql`` and id() can make one, so no raw string reaches the engine. */
export interface Sql {
  readonly text: string;
  readonly [brand]: true;
}

export type SqlValue = string | number | bigint | boolean | null | Date;

const make = (text: string): Sql => ({ text }) as Sql;

/** Quotes a name: `id('a"b')` → `"a""b"`; several parts are joined by dots. */
export function id(...names: readonly string[]): Sql {
  if (names.some((name) => name.includes('\0'))) throw new AppError('bug', 'sql-name', {});
  return make(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'));
}

/**
 * A statement with its values bound as literals: strings and dates are quoted, numbers must be finite,
 * nested `Sql` is put in as it is.
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

/** A parenthesised list of literals for `IN`; an empty list matches nothing. */
export function values(items: readonly SqlValue[]): Sql {
  return items.length === 0 ? make('(SELECT NULL WHERE false)') : make(`(${items.map(render).join(', ')})`);
}

function render(value: SqlValue | Sql): string {
  if (value === null) return 'NULL';
  switch (typeof value) {
    case 'string':
      // The engine's strings end at NUL; chr(0) cannot occur in a literal.
      if (value.includes('\0')) throw new AppError('bug', 'sql-literal', {});
      return `'${value.replaceAll("'", "''")}'`;
    case 'number':
      if (!Number.isFinite(value)) throw new AppError('bug', 'sql-number', { value: String(value) });
      return String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
  }
  if (value instanceof Date) return `TIMESTAMP '${value.toISOString().slice(0, 23).replace('T', ' ')}'`;
  return value.text;
}
