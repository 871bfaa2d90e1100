import { describe, expect, it } from 'vitest';
import { analyses } from '../../src/analyses';
import { createFormats } from '../../src/lib/i18n/formats';
import { createTranslator } from '../../src/lib/i18n/translate';

const exampleOf = (id: string) => {
  const analysis = analyses.find((candidate) => candidate.id === id);
  if (!analysis) throw new Error(`no analysis ${id}`);
  const t = createTranslator('en', analysis.texts);
  const { rows, values } = analysis.help.example(t, createFormats('en'));
  return { rows, sentence: t('help.example', values) };
};

describe('the examples of the help pages, checked by hand', () => {
  it('rfm: five customers, all five points in each measure', () => {
    const { rows, sentence } = exampleOf('rfm');
    expect(rows.map((row) => row[4])).toEqual(['5 · 5 · 5', '4 · 3 · 3', '3 · 4 · 4', '2 · 1 · 1', '1 · 2 · 2']);
    expect(rows[0]?.[5]).toBe('Key · value');
    expect(sentence).toContain('10.4, 22.8, 48, 100 days');
    expect(sentence).toContain('12 days ago, above 1 of them, so R is 4; the mean score of R is 3,');
  });
  it('clustering: 2, 4, 8, 10 around 6 with a deviation of √10; 30 % against 15 % is a TGI of 200', () => {
    const { rows, sentence } = exampleOf('clustering');
    expect(rows.map((row) => row[2])).toEqual(['−1.26', '−0.63', '0.63', '1.26']);
    expect(sentence).toContain('30% of a segment are 60 or older, of everybody only 15%, so the TGI is 200');
  });
  it('text-svm: 8 of 10 and 9 of 10', () => {
    const { rows, sentence } = exampleOf('text-svm');
    expect(rows).toEqual([
      ['Bill', 8, 2, '88.9%', '80%', '0.84'],
      ['Network', 1, 9, '81.8%', '90%', '0.86'],
    ]);
    expect(sentence).toContain('Of 10 on bills 8 are recognised, and 9 are put there in all');
    expect(sentence).toContain('accuracy 85%');
  });
  it('channel-preference: (e + 1)/(n + 2), levels 0.2 wide', () => {
    const { rows, sentence } = exampleOf('channel-preference');
    expect(rows.map((row) => row.slice(3))).toEqual([
      ['50%', 'Moderate'],
      ['10%', 'Hardly ever'],
      ['66.7%', 'Strong'],
      ['83.3%', 'Dependent'],
    ]);
    expect(sentence).toContain('75% as it stands, 66.7% smoothed');
  });
});
