import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../workers/tasks/classification/linear-svm';
import { numbersOf, readLabelledTexts } from '../../labelled-texts';
import { hasSharedData, sharedData } from '../../shared-data';

describe.runIf(hasSharedData)('the text classifier on THUCNews titles', () => {
  it('labels 90 % of the 10,000 test titles as their editors did, with the parameters of the product', async () => {
    const folder = join(sharedData, 'zh-classify-thucnews-titles');
    const train = readLabelledTexts(join(folder, 'train.csv.gz'));
    const test = readLabelledTexts(join(folder, 'test.csv.gz'));
    expect([train.texts.length, test.texts.length]).toEqual([44_930, 10_000]);
    const classes = [...new Set(train.labels)].sort();

    const result = await run(
      { texts: train.texts, labels: numbersOf(train.labels, classes), classes, unlabelled: test.texts },
      { holdOut: 0.2, cost: 0, folds: 3 },
      { seed: 1, report: () => {}, emit: async () => {} },
    );

    const truth = numbersOf(test.labels, classes);
    const hits = result.predicted.filter((label, i) => label === truth[i]).length;
    expect(hits / test.texts.length).toBeGreaterThanOrEqual(0.9);
    // What it said of itself on its own held-out titles holds for titles it never saw.
    expect(Math.abs(result.accuracy - hits / test.texts.length)).toBeLessThan(0.02);
    const meanScore = result.score.reduce((sum, score) => sum + score, 0) / result.score.length;
    expect(Math.abs(meanScore - hits / test.texts.length)).toBeLessThan(0.02);
  });
});
