import type { TagValues } from '../core/selection';
import type { BasePart } from './base';
import { join, sql, values, type Sql } from './sql';

/** Fields of the customer a search looks into. */
const searched = ['customer_id', 'name', 'phone', 'email', 'city', 'region'] as const;
export type SearchedField = (typeof searched)[number];

/** What is looked for, as it is compared: texts without regard to case, phones by their digits alone. */
export interface SearchWords {
  readonly text: string;
  /** Digits to be found in phone numbers; '' when the text cannot be a part of one. */
  readonly digits: string;
}

/**
 * Reads a search: blanks at its ends do not count and runs of them are one, full-width letters and digits read as the
 * usual ones, case does not matter. A text of digits, blanks, dashes, brackets and dots is also part of a phone number,
 * whose country code 86 may stand before it.
 */
export function searchWords(search: string): SearchWords {
  const text = Array.from(search.normalize('NFKC').replace(/\s+/g, ' ').trim(), lower).join('');
  const isPhone = /^[+\d\s().-]*\d[\d\s().-]*$/.test(text);
  const digits = isPhone ? text.replace(/\D/g, '') : '';
  const isForeign = /^(\+|00)/.test(text);
  return { text, digits: isForeign ? digits.replace(/^(00)?86/, '') : digits.replace(/^86(1\d{10})$/, '$1') };
}

/** One letter in lower case by itself, as the engine does: no letter becomes two. */
const lower = (letter: string): string => {
  const small = letter.toLowerCase();
  return small.length === letter.length ? small : letter;
};

/** The columns of a base that a search looks into. */
export const searchedParts = (columns: readonly BasePart[]): readonly (BasePart & { readonly name: SearchedField })[] =>
  columns.filter(
    (part): part is BasePart & { readonly name: SearchedField } =>
      part.kind === 'field' && searched.some((name) => name === part.name),
  );

/** A searched column as it is compared: on one line, in lower case; of a phone its digits without the country code. */
export function foldedColumn({ name, expression }: BasePart): Sql {
  const text = sql`coalesce(CAST(${expression} AS VARCHAR), '')`;
  return name === 'phone'
    ? sql`regexp_replace(regexp_replace(${text}, '[^0-9]', '', 'g'), '^(00)?86(1[0-9]{10})$', '\\2')`
    : sql`lower(replace(${text}, chr(10), ' '))`;
}

/** What a column must contain for a search to find it, or '' when this search does not look into it. */
export const wordFor = (name: SearchedField, { text, digits }: SearchWords): string =>
  name === 'phone' ? digits : text;

/** A search as a condition over the base: the plain reading of every searched column. An empty search finds everyone. */
export function searchCondition(
  search: string,
  tags: readonly TagValues[],
  columns: readonly BasePart[],
): { readonly condition: Sql; readonly parts: readonly BasePart[] } {
  const words = searchWords(search);
  if (words.text === '') return { condition: sql`true`, parts: [] };
  const parts = searchedParts(columns).filter(({ name }) => wordFor(name, words) !== '');
  const matches = parts.map((part) => sql`contains(${foldedColumn(part)}, ${wordFor(part.name, words)})`);
  const tagged = tagColumns(tags, columns).map(
    ({ part, values: wanted }) => sql`${part.expression} IN ${values(wanted)}`,
  );
  return {
    condition: sql`(${join([sql`false`, ...matches, ...tagged.map((one) => sql`coalesce(${one}, false)`)], sql` OR `)})`,
    parts: [...parts, ...tagColumns(tags, columns).map(({ part }) => part)],
  };
}

/** The tags of a search that the base has a column of. */
export const tagColumns = (tags: readonly TagValues[], columns: readonly BasePart[]) =>
  tags.flatMap(({ tag, values: wanted }) => {
    const part = columns.find((column) => column.kind === 'tag' && column.name === tag);
    return part && wanted.length > 0 ? [{ part, values: wanted }] : [];
  });
