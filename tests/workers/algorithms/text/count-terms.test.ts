import { describe, expect, it } from 'vitest';
import { countTerms, type Segment } from '../../../../workers/algorithms/text/count-terms';
import { createTermTable, GRAM, PAIR, PIECE, termText, WORD } from '../../../../workers/algorithms/text/term-table';

/** Cuts where a bar stands in the dictionary of the test, so that a test needs no real segmenter. */
const cutAt =
  (...dictionary: readonly string[]): Segment =>
  (text) => {
    const words: string[] = [];
    for (let at = 0; at < text.length;) {
      const word =
        dictionary.find((entry) => text.startsWith(entry, at)) ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
      words.push(word);
      at += word.length;
    }
    return words;
  };

const noSegment: Segment = (text) => {
  throw new Error(`nothing to segment in ${text}`);
};

function terms(
  text: string,
  kind: number,
  segment: Segment = noSegment,
  longestWindow?: number,
): Record<string, number> {
  const table = createTermTable();
  const counts = countTerms([text], table, segment, { grow: true, longestWindow });
  const found: [string, number][] = [];
  counts.terms.forEach((node, at) => {
    if (table.kinds[node] === kind) found.push([termText(table, node), counts.counts[at] ?? 0]);
  });
  return Object.fromEntries(found);
}

describe('words and pairs', () => {
  it('come from the segmenter where a script has no spaces, Latin words whole beside them', () => {
    const segment = cutAt('ERP', '审批', '流程');
    expect(terms('ERP审批流程', WORD, segment)).toEqual({ erp: 1, 审批: 1, 流程: 1 });
    expect(terms('ERP审批流程', PAIR, segment)).toEqual({ erp审批: 1, 审批流程: 1 });
  });

  it('are not sought by the segmenter in a text without such scripts', () => {
    expect(terms("Don't turn it off, turn it up", WORD)).toEqual({ "don't": 1, turn: 2, it: 2, off: 1, up: 1 });
    expect(terms("Don't turn it off, turn it up", PAIR)).toEqual({
      "don't turn": 1,
      'turn it': 2,
      'it off': 1,
      'it up': 1,
    });
  });

  it('pair over a space, not over punctuation', () => {
    const segment = cutAt('退款', '不到', '账');
    expect(terms('退款 不到,账', PAIR, segment)).toEqual({ 退款不到: 1 });
  });

  it('join what the segmenter tears apart in Latin', () => {
    const segment = cutAt('不能', 'don', "'", 't');
    expect(terms("don't不能", WORD, segment)).toEqual({ "don't": 1, 不能: 1 });
  });

  it('are looked up with their case and counted without', () => {
    expect(terms('T恤和t恤', WORD, cutAt('T恤', '和'))).toEqual({ t恤: 1, 和: 1, 恤: 1, t: 1 });
  });
});

describe('windows of characters', () => {
  it('take a Latin word as one unit and hold at least one unspaced character', () => {
    expect(terms('用ERP审', GRAM, cutAt())).toEqual({ 用: 1, 用erp: 1, 用erp审: 1, erp审: 1, 审: 1 });
  });

  it('are no longer than asked for', () => {
    expect(terms('用ERP审', GRAM, cutAt(), 2)).toEqual({ 用: 1, 用erp: 1, erp审: 1, 审: 1 });
  });

  it('take runs of punctuation, also in spaced scripts', () => {
    expect(terms('no!!', GRAM)).toEqual({ '!': 2, '!!': 1 });
  });

  it('see an emoji or a rare character as one', () => {
    expect(terms('𠮷😀', GRAM, cutAt())).toEqual({ '𠮷': 1, '𠮷😀': 1, '😀': 1 });
  });
});

describe('pieces of words', () => {
  it('are two to five letters, word ends included', () => {
    expect(Object.keys(terms('fly', PIECE)).sort()).toEqual(
      [' f', ' fl', ' fly', ' fly ', 'fl', 'fly', 'fly ', 'ly', 'ly ', 'y '].sort(),
    );
  });
});

describe('countTerms', () => {
  it('passes over what a fixed table does not know, and keeps the table', () => {
    const table = createTermTable();
    countTerms(['fly high'], table, noSegment, { grow: true });
    const size = table.size;
    const counts = countTerms(['fly low', '', 'xyz'], table, noSegment, { grow: false });
    const known = Array.from(counts.terms.subarray(0, counts.offsets[1]), (node) => termText(table, node));
    expect(known).toContain('fly');
    expect(known).not.toContain('low');
    expect(Array.from(counts.offsets.subarray(1, 3))).toEqual([counts.terms.length, counts.terms.length]);
    expect(table.size).toBe(size);
  });

  it('gives the same counts when the table has to grow many times', () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `w${i} w${(i * 7) % 3000}`);
    const table = createTermTable();
    const counts = countTerms(texts, table, noSegment, { grow: true });
    const again = countTerms(texts, table, noSegment, { grow: false });
    expect(again).toEqual(counts);
    const [from, to] = [counts.offsets[1234] ?? 0, counts.offsets[1235] ?? 0];
    const words = Array.from(counts.terms.subarray(from, to)).filter((node) => table.kinds[node] === WORD);
    expect(words.map((node) => termText(table, node))).toEqual(['w1234', `w${(1234 * 7) % 3000}`]);
  });

  it('cuts a word without end instead of keeping it whole', () => {
    const words = Object.keys(terms('a'.repeat(100), WORD));
    expect(words.map((word) => word.length)).toEqual([40, 20]);
  });
});
