/** What a code point is to the tokeniser. */
export const SPACE = 0;
/** Punctuation, symbols, emoji, and the marks that stand for masked text. */
export const MARK = 1;
/** Letters, digits and combining marks of scripts that put spaces between words. */
export const LETTER = 2;
/** Han, kana, Thai and the like: scripts written without spaces, where words must be found by a dictionary. */
export const UNSPACED = 3;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const letter = /[\p{L}\p{M}\p{N}]/u;

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (/\s/.test(character)) return SPACE;
  if (unspaced.test(character)) return UNSPACED;
  return letter.test(character) ? LETTER : MARK;
}

let table: Uint8Array | null = null;

/** Class of every code unit of the basic plane; built once, on first use (about 20 ms). */
function basicPlane(): Uint8Array {
  if (table === null) {
    table = new Uint8Array(65536);
    for (let code = 0; code < 65536; code++) table[code] = classify(code);
  }
  return table;
}

/** @returns one of SPACE, MARK, LETTER, UNSPACED */
export function characterClass(codePoint: number): number {
  return codePoint < 65536 ? basicPlane()[codePoint]! : classify(codePoint);
}

/** Whether a text has a character of a script written without spaces, so that it needs a word segmenter. */
export function hasUnspaced(text: string, from = 0, to = text.length): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    // A high surrogate of the planes with rare Han characters (U+20000 … U+3FFFF).
    if (basicPlane()[code] === UNSPACED || (code >= 0xd840 && code <= 0xd8bf)) return true;
  }
  return false;
}
