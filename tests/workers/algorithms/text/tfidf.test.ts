import { describe, expect, it } from 'vitest';
import { countTerms } from '../../../../workers/algorithms/text/count-terms';
import { createTermTable, termText, WORD } from '../../../../workers/algorithms/text/term-table';
import { fitTfidf, transformTfidf } from '../../../../workers/algorithms/text/tfidf';

const params = { minDocuments: 1, maxShare: 1, maxColumns: 1000 };

function corpus(texts: readonly string[]) {
  const table = createTermTable();
  const counts = countTerms(texts, table, () => [], { grow: true });
  return { table, counts };
}

const wordsOf = (table: ReturnType<typeof createTermTable>, nodes: Int32Array) =>
  Array.from(nodes)
    .filter((node) => table.kinds[node] === WORD)
    .map((node) => termText(table, node));

describe('fitTfidf', () => {
  it('orders columns by document frequency and weighs by ln((1 + n) / (1 + df)) + 1', () => {
    const { table, counts } = corpus(['a b', 'a c', 'a b']);
    const model = fitTfidf(counts, null, table, params);
    expect(wordsOf(table, model.nodeOf).slice(0, 2)).toEqual(['a', 'b']);
    const columnOf = (word: string) =>
      model.nodeOf.findIndex((node) => table.kinds[node] === WORD && termText(table, node) === word);
    expect(model.idf[columnOf('a')]).toBeCloseTo(1, 12);
    expect(model.idf[columnOf('b')]).toBeCloseTo(Math.log(4 / 3) + 1, 12);
    expect(model.idf[columnOf('c')]).toBeCloseTo(Math.log(4 / 2) + 1, 12);
  });

  it('learns from the given rows only: another text elsewhere changes nothing', () => {
    const fitOn = (last: string) => {
      const { table, counts } = corpus(['red apple', 'green apple', last]);
      return { table, model: fitTfidf(counts, [0, 1], table, params) };
    };
    const [one, other] = [fitOn('apple apple pie'), fitOn('zebra')];
    expect(wordsOf(other.table, other.model.nodeOf)).toEqual(wordsOf(one.table, one.model.nodeOf));
    expect(other.model.idf).toEqual(one.model.idf);
  });

  it('keeps terms by their number and share of documents, and the commonest where there is no room for all', () => {
    const { table, counts } = corpus(['a b', 'a b', 'a c', 'a d']);
    expect(wordsOf(table, fitTfidf(counts, null, table, { ...params, minDocuments: 2 }).nodeOf)).toEqual(['a', 'b']);
    expect(wordsOf(table, fitTfidf(counts, null, table, { ...params, maxShare: 0.5 }).nodeOf).sort()).toEqual([
      'b',
      'c',
      'd',
    ]);
    const cut = fitTfidf(counts, null, table, { ...params, maxColumns: 12 });
    expect(cut.minDocuments).toBe(2);
    expect(cut.columns).toBeLessThanOrEqual(12);
  });

  it('refuses texts that leave no term', () => {
    const { table, counts } = corpus(['', ' ']);
    expect(() => fitTfidf(counts, null, table, params)).toThrow(expect.objectContaining({ code: 'no-terms' }));
  });
});

describe('transformTfidf', () => {
  it('dampens repetition, gives words and pieces half of the squared length each, and rows the length 1', () => {
    const { table, counts } = corpus(['a a a b']);
    const model = fitTfidf(counts, null, table, params);
    const x = transformTfidf(model, counts, null);
    const squares = (block: number) =>
      Array.from(x.values).reduce(
        (sum, value, at) => sum + (model.block[x.indices[at] ?? 0] === block ? value * value : 0),
        0,
      );
    expect(squares(0)).toBeCloseTo(0.5, 6);
    expect(squares(1)).toBeCloseTo(0.5, 6);
    const valueOf = (word: string) => {
      const column = model.nodeOf.findIndex((node) => table.kinds[node] === WORD && termText(table, node) === word);
      return x.values[x.indices.indexOf(column)] ?? NaN;
    };
    // All idf are 1 with a single document.
    expect(valueOf('a') / valueOf('b')).toBeCloseTo(1 + Math.log(3), 5);
  });

  it('has ascending columns, and an empty row for a text without a known term', () => {
    const { table, counts } = corpus(['the quick brown fox', 'the lazy dog', '!']);
    const model = fitTfidf(counts, [0, 1], table, params);
    const x = transformTfidf(model, counts, null);
    for (let row = 0; row < 3; row++) {
      const columns = Array.from(x.indices.subarray(x.offsets[row], x.offsets[row + 1]));
      expect(columns).toEqual(columns.toSorted((a, b) => a - b));
    }
    expect(x.offsets[3]).toBe(x.offsets[2]);
  });
});
