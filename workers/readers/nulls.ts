import { textOf } from './bytes';

/**
 * Words by which systems and people write 'nothing'. Such a cell becomes NULL, and its text is kept beside it.
 * A column that asks for text to be there (`required`) keeps them: 无 may be somebody's whole answer.
 */
const NULL_WORDS: ReadonlySet<string> = new Set(
  'NULL null Null (null) <null> \\N N/A n/a #N/A NaN nan None - -- — —— 无 空 (空) （空） (空白)'.split(' '),
);

/** Marks that mean 'nothing' where a number or date is asked for, and may be words elsewhere (NA is Namibia). */
const MISSING_MARKS: ReadonlySet<string> = new Set('NA na . ? / * … #VALUE! #DIV/0! #REF! #NAME? #NUM!'.split(' '));

const LONGEST = Math.max(...[...NULL_WORDS].map((word) => new TextEncoder().encode(word).length));

/** First bytes of those words: most cells are passed by without becoming a string. */
const BEGINNINGS = new Uint8Array(256);
for (const word of NULL_WORDS) BEGINNINGS[new TextEncoder().encode(word)[0]!] = 1;

export const isNullWord = (text: string): boolean => NULL_WORDS.has(text);

export const isNullCell = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from <= LONGEST && BEGINNINGS[bytes[from]!] === 1 && NULL_WORDS.has(textOf(bytes, from, to));

export const isMissingMark = (text: string): boolean => MISSING_MARKS.has(text);

/** Whether a cell that is no value of its column's type says that there is none. */
export const isMissingCell = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (to - from > LONGEST) return false;
  const text = textOf(bytes, from, to).trim();
  return text === '' || NULL_WORDS.has(text) || MISSING_MARKS.has(text);
};
