import { afterAll, describe, expect, it } from 'vitest';
import { reasonsAgainst, runAnalysis } from '../../../src/analyses/run';
import { textSvm } from '../../../src/analyses/text-svm';
import { columnOf, loadFeedback, loadLabelCounts } from '../../../src/analyses/text-svm/queries';
import { computeHere } from '../compute';
import { openTinyDataset } from '../tiny-dataset';

const labelled = (label: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ text: `${label} text ${i}`, label, rating: i % 3 }));

const data = await openTinyDataset({
  asOf: '2026-07-01',
  channels: ['web'],
  entities: {
    feedback: [
      ...labelled('billing', 12),
      ...labelled('network', 4),
      // The same text twice is one text; an empty label is none.
      { text: 'network text 0', label: ' network ' },
      { text: 'no label', label: '  ', channel_no: 0 },
      { text: '  ', label: 'network' },
      { text: null, label: null },
    ],
  },
});
afterAll(() => data.close());

const columns = { text: 'text', label: 'label' };

describe('the feedback', () => {
  it('comes trimmed, in the order of the file, an empty label as none', async () => {
    const { row, text, label } = await loadFeedback(data, columns);
    expect([...row].slice(-4)).toEqual([17, 18, 19, 20]);
    expect(text.slice(-4)).toEqual(['network text 0', 'no label', '', null]);
    expect(label.slice(-4)).toEqual(['network', null, 'network', null]);
  });
  it('counts different texts per label, the most first', async () => {
    expect(await loadLabelCounts(data, columns)).toEqual([{ texts: 12 }, { texts: 4 }]);
  });
  it('has columns by name, but no dictionary number passes for a word', () => {
    expect(columnOf(data, 'rating')).toBe('rating');
    expect(columnOf(data, 'channel')).toBeUndefined();
    expect(columnOf(data, 'nothing')).toBeUndefined();
  });
});

describe('what is missing', () => {
  it('is so many texts of the second class', async () => {
    expect(await reasonsAgainst(textSvm, data)).toEqual([{ code: 'more-labels', details: { texts: 10, missing: 6 } }]);
  });
  it('is a column that no file brought', async () => {
    expect(await reasonsAgainst(textSvm, data, { text: 'body' })).toEqual([
      { code: 'column', details: { column: 'body' } },
    ]);
    expect(await reasonsAgainst(textSvm, data, { label: 'owner' })).toEqual([
      { code: 'label-column', details: { column: 'owner' } },
    ]);
  });
  it('is said by the run as well', async () => {
    const options = { dataset: data, compute: computeHere().compute, runNo: 1, appVersion: '0', engineVersion: '0' };
    await expect(runAnalysis(textSvm, {}, options)).rejects.toMatchObject({
      code: 'needs-unmet',
      details: { analysis: 'text-svm', reason: 'more-labels', missing: 6 },
    });
  });
  it('can be made good by any other column: here the rating', async () => {
    expect(await loadLabelCounts(data, { text: 'text', label: 'rating' })).toEqual([
      { texts: 6 },
      { texts: 5 },
      { texts: 5 },
    ]);
  });
});
