import { characterClass, hasUnspaced, LETTER, SPACE, UNSPACED } from './characters';
import { normalise } from './normalise';
import {
  addChild,
  findChild,
  GRAM,
  GRAM_ROOT,
  NODE_UNIT,
  PAIR,
  PIECE,
  PIECE_ROOT,
  WORD,
  WORD_ROOT,
} from './term-table';
import type { TermTable } from './term-table';

/** Cuts a text into words; joined, they are the text again. Needed for scripts written without spaces only. */
export type Segment = (text: string) => readonly string[];

/** Occurrences of terms, by document: those of document i stand at positions `offsets[i]` to `offsets[i + 1]`. */
export interface TermCounts {
  readonly rows: number;
  /** Length rows + 1. */
  readonly offsets: Uint32Array;
  /** Node of the term in its table; each term once per document, in order of first occurrence. */
  readonly terms: Int32Array;
  /** How often, at most 65,535. */
  readonly counts: Uint16Array;
}

export interface CountOptions {
  /** Whether unknown terms are added to the table; else they are passed over. */
  readonly grow: boolean;
  /** Units of the longest window over characters, 1 to 3; 3 if not given. */
  readonly longestWindow?: number;
  readonly report?: (fraction: number) => void;
}

/** Windows over characters are 1 to 3 units long; pieces of words 2 to 5, the word's ends counting as characters. */
const LONGEST_WINDOW = 3;
const SHORTEST_PIECE = 2;
const LONGEST_PIECE = 5;
/** No word is longer; a run of more letters (base64, a key) is cut. */
const LONGEST_WORD = 40;
const WORD_END = 0x20;

/**
 * Counts the terms of texts: words and pairs of neighbouring words; windows of one to three characters that hold
 * at least one character of an unspaced script, or punctuation only; pieces of two to five letters of the words of
 * spaced scripts. Inside a window a word of a spaced script is one unit, so `ERP审批` gives `erp`, `审`, `erp审`,
 * `审批` … and no torn `p审`. Pairs reach over a space, not over punctuation. Everything is lower-cased.
 *
 * Time is linear in the characters; no string is made per term. Empty texts have no terms.
 */
export function countTerms(
  texts: readonly string[],
  table: TermTable,
  segment: Segment,
  { grow, longestWindow = LONGEST_WINDOW, report }: CountOptions,
): TermCounts {
  const child = grow ? addChild : findChild;
  const offsets = new Uint32Array(texts.length + 1);
  let terms = new Int32Array(1 << 14);
  let counts = new Uint16Array(1 << 14);
  /** Position at which a term of the present document is counted; older positions belong to earlier documents. */
  let seenAt = new Int32Array(table.kinds.length).fill(-1);
  let start = 0;
  let end = 0;

  const count = (node: number, kind: number) => {
    if (grow) {
      table.kinds[node] = kind;
      if (node >= seenAt.length) seenAt = enlargeSeen(seenAt, table.kinds.length);
    }
    const at = seenAt[node]!;
    if (at >= start) {
      if (counts[at]! < 65535) counts[at]!++;
      return;
    }
    if (end === terms.length) {
      terms = enlargeTerms(terms);
      counts = enlargeCounts(counts);
    }
    seenAt[node] = end;
    terms[end] = node;
    counts[end] = 1;
    end++;
  };

  /** Node of the word that `text` spells from `from` to `to`, or −1. */
  const spell = (text: string, from: number, to: number) => {
    let node = WORD_ROOT;
    for (let i = from; i < to && node >= 0; i++) node = child(table, node, text.charCodeAt(i));
    return node;
  };

  let previousWord = -1;
  const countWord = (text: string, from: number, to: number) => {
    const word = spell(text, from, to);
    if (word >= 0) {
      count(word, WORD);
      if (previousWord >= 0) {
        const pair = child(table, previousWord, NODE_UNIT + word);
        if (pair >= 0) count(pair, PAIR);
      }
    }
    previousWord = word;
  };

  /** Words of a stretch without unspaced characters: runs of letters and digits. */
  const countSpacedWords = (text: string, from: number, to: number) => {
    for (let i = from; i < to;) {
      const kind = characterClass(text.charCodeAt(i));
      if (kind === LETTER) {
        const runEnd = endOfRun(text, i, to);
        countWord(text, i, runEnd);
        i = runEnd;
      } else {
        if (kind !== SPACE) previousWord = -1;
        i++;
      }
    }
  };

  const countWords = (text: string, words: readonly string[] | null) => {
    previousWord = -1;
    let position = 0;
    let stretch = 0;
    for (const word of words ?? []) {
      const next = position + word.length;
      if (hasUnspaced(text, position, next)) {
        countSpacedWords(text, stretch, position);
        countWord(text, position, next);
        stretch = next;
      }
      position = next;
    }
    countSpacedWords(text, stretch, text.length);
  };

  const countPieces = (text: string, from: number, to: number) => {
    const last = to - from + 1;
    for (let first = 0; first < last; first++) {
      let node = PIECE_ROOT;
      for (let i = first; i <= last && i < first + LONGEST_PIECE; i++) {
        node = child(table, node, i === 0 || i === last ? WORD_END : text.charCodeAt(from + i - 1));
        if (node < 0) break;
        if (i - first + 1 >= SHORTEST_PIECE) count(node, PIECE);
      }
    }
  };

  let units = new Int32Array(1 << 10);
  let unitKinds = new Uint8Array(1 << 10);
  const countWindows = (text: string) => {
    if (units.length < text.length) {
      units = new Int32Array(2 * text.length);
      unitKinds = new Uint8Array(2 * text.length);
    }
    let n = 0;
    for (let i = 0; i < text.length;) {
      const code = text.codePointAt(i)!;
      const kind = characterClass(code);
      unitKinds[n] = kind;
      if (kind === LETTER) {
        const runEnd = endOfRun(text, i, text.length);
        countPieces(text, i, runEnd);
        const word = spell(text, i, runEnd);
        units[n++] = word < 0 ? -1 : NODE_UNIT + word;
        i = runEnd;
      } else {
        units[n++] = code;
        i += code > 0xffff ? 2 : 1;
      }
    }
    for (let first = 0; first < n; first++) {
      let node = GRAM_ROOT;
      let unspaced = false;
      let spaced = false;
      for (let i = first; i < n && i < first + longestWindow; i++) {
        if (units[i]! < 0) break;
        node = child(table, node, units[i]!);
        if (node < 0) break;
        unspaced ||= unitKinds[i] === UNSPACED;
        spaced ||= unitKinds[i] === LETTER || unitKinds[i] === SPACE;
        if (unspaced || !spaced) count(node, GRAM);
      }
    }
  };

  for (let row = 0; row < texts.length; row++) {
    start = end;
    const clean = normalise(texts[row]!);
    const lower = clean.toLowerCase();
    // Words are cut in the text with its case; where lower-casing changes the length (İ), in the lower-cased one.
    const words = hasUnspaced(lower) ? segment(clean.length === lower.length ? clean : lower) : null;
    countWords(lower, words);
    countWindows(lower);
    offsets[row + 1] = end;
    if (report && row % 512 === 511) report(row / texts.length);
  }
  return { rows: texts.length, offsets, terms: terms.slice(0, end), counts: counts.slice(0, end) };
}

/** End of the run of letters and digits that starts at `from`; an apostrophe between letters belongs to it. */
function endOfRun(text: string, from: number, to: number): number {
  const limit = Math.min(to, from + LONGEST_WORD);
  let i = from + 1;
  while (i < limit) {
    const code = text.charCodeAt(i);
    const joined =
      (code === 0x27 || code === 0x2019) && i + 1 < limit && characterClass(text.charCodeAt(i + 1)) === LETTER;
    if (characterClass(code) !== LETTER && !joined) break;
    i++;
  }
  return i;
}

function enlargeSeen(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(-1);
  larger.set(array);
  return larger;
}

function enlargeTerms(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function enlargeCounts(array: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * array.length);
  larger.set(array);
  return larger;
}
