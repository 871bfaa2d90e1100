import { sql, type Sql } from './sql';

/**
 * Hides most of an identifying value while leaving enough to recognise it: phones keep three and four digits
 * (138****1234), national ids the first six and last four, e-mail its first letter and domain (a***@x.com), names
 * their first character (张*), dates of birth the year. Fields that point at nobody alone (age, occupation, the id an
 * analyst works with) stay as they are.
 * @param field name of the field in `entities.ts`
 */
export function maskValue(field: string, text: string): string {
  const letters = [...text];
  if (letters.length === 0) return '';
  switch (field) {
    case 'name':
    case 'owner':
      return `${letters[0]}*`;
    case 'phone':
      return keepEnds(letters, 3, 4);
    case 'national_id':
      return keepEnds(letters, 6, 4);
    case 'email': {
      const at = text.lastIndexOf('@');
      return at > 0 ? `${letters[0]}***${text.slice(at)}` : keepEnds(letters, 1, 0);
    }
    case 'birth_date':
      return `${text.slice(0, 4)}-**-**`;
    default:
      return text;
  }
}

/** Text too short to hide its middle shows only its first character. */
function keepEnds(letters: readonly string[], first: number, last: number): string {
  if (letters.length <= first + last) return `${letters[0]}***`;
  return `${letters.slice(0, first).join('')}****${last > 0 ? letters.slice(-last).join('') : ''}`;
}

/** Fields that `maskValue` changes; the others that point at nobody alone stay as they are, with their type. */
export const maskedFields: ReadonlySet<string> = new Set([
  ...['name', 'owner', 'phone', 'national_id', 'email', 'birth_date'],
]);

/** `maskValue` in the engine: what is masked there never leaves it. Gives text. */
export function maskSql(field: string, expression: Sql): Sql {
  const text = sql`CAST(${expression} AS VARCHAR)`;
  const ends = (first: number, last: number) => sql`
    CASE WHEN length(${text}) <= ${first + last} THEN left(${text}, 1) || '***'
      ELSE left(${text}, ${first}) || '****' || right(${text}, ${last}) END`;
  const masked = {
    name: sql`left(${text}, 1) || '*'`,
    owner: sql`left(${text}, 1) || '*'`,
    phone: ends(3, 4),
    national_id: ends(6, 4),
    email: sql`
      CASE WHEN regexp_matches(${text}, '(?s)^.+@')
        THEN left(${text}, 1) || '***' || regexp_extract(${text}, '@[^@]*$') ELSE ${ends(1, 0)} END`,
    birth_date: sql`left(${text}, 4) || '-**-**'`,
  }[field];
  return masked ? sql`CASE WHEN ${text} = '' THEN '' ELSE ${masked} END` : expression;
}
