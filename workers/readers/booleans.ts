import { textOf } from './bytes';
import { EXACT, INEXACT, REFUSED, commonest, type CellReader, type Verdict } from './cell';

/** Words for yes and no in pairs, lower case; a column uses one pair, in its own capitals. */
const PAIRS: readonly (readonly [yes: string, no: string])[] = [
  ['是', '否'],
  ['yes', 'no'],
  ['true', 'false'],
  ['y', 'n'],
  ['t', 'f'],
  ['1', '0'],
  ['有', '无'],
  ['√', '×'],
  ['对', '错'],
  ['on', 'off'],
  ['启用', '停用'],
  ['开启', '关闭'],
  ['退订', '订阅'],
];

const VALUES: ReadonlyMap<string, boolean> = new Map(
  PAIRS.flatMap(([yes, no]) => [
    [yes, true],
    [no, false],
  ]),
);

/** The word's meaning, or null when it is no word for yes or no. */
export const parseBoolean = (text: string): boolean | null => VALUES.get(text.trim().toLowerCase()) ?? null;

/** Whether different texts are all of one pair of words; digits say yes and no only where a field asks for it. */
export function isBooleanPair(texts: readonly string[]): boolean {
  // Two words in a few spellings; a column of many texts is none.
  if (texts.length > 8) return false;
  const words = new Set(texts.map((text) => text.trim().toLowerCase()));
  return PAIRS.some(([yes, no]) => yes !== '1' && words.size === 2 && words.has(yes) && words.has(no));
}

/** The pair of words in which most of the texts stand, as `yes/no`. */
export function commonPair(texts: readonly string[]): string {
  const yes = new Set<string>(texts.filter((text) => parseBoolean(text) === true));
  const no = new Set<string>(texts.filter((text) => parseBoolean(text) === false));
  const pick = (words: ReadonlySet<string>, fallback: string) =>
    commonest(texts, new Map([...words].slice(0, 8).map((word) => [word, word])), (text, word) => text === word) ??
    fallback;
  return `${pick(yes, 'true')}/${pick(no, 'false')}`;
}

/** Reads yes and no; the value is 1 or 0. */
export class BooleanReader implements CellReader {
  value = 0;
  reason = 'not-a-boolean';
  private readonly words: readonly [string, string];

  constructor(readonly format: string) {
    const [yes = '', no = ''] = format.split('/');
    this.words = [no, yes];
  }

  text(value: number): string {
    return this.words[value === 0 ? 0 : 1];
  }

  read(bytes: Uint8Array, from: number, to: number): Verdict {
    const text = textOf(bytes, from, to);
    const meaning = parseBoolean(text);
    if (meaning === null) return REFUSED;
    this.value = meaning ? 1 : 0;
    return this.text(this.value) === text ? EXACT : INEXACT;
  }
}
