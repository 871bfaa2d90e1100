import { classificationScores, confusion } from '../../../workers/algorithms/evaluate/classification';
import type { Help } from '../analysis';

/** Twenty held-out texts of two classes: ten of each, eight and nine of them recognised. */
const truth = Int32Array.from({ length: 20 }, (_, text) => (text < 10 ? 0 : 1));
const predicted = truth.map((label, text) => ([8, 9, 10].includes(text) ? 1 - label : label));

export const textSvmHelp: Help = {
  picture: 'matrix',
  formulae: ['tfidf', 'decision', 'probability', 'f1'],
  example(t, formats) {
    const counts = confusion(truth, predicted, 2);
    const { accuracy, byClass } = classificationScores(counts);
    const names = [t('help.class.bill'), t('help.class.network')];
    const [bill] = byClass;
    return {
      columns: ['class', 'as-bill', 'as-network', 'precision', 'recall', 'f1'].map((key) => t(`help.column.${key}`)),
      rows: byClass.map((scores, label) => [
        names[label] ?? '',
        counts.counts[2 * label] ?? 0,
        counts.counts[2 * label + 1] ?? 0,
        formats.percent(scores.precision),
        formats.percent(scores.recall),
        formats.decimal(scores.f1, 2),
      ]),
      values: {
        found: counts.counts[0] ?? 0,
        of: bill?.support ?? 0,
        said: (counts.counts[0] ?? 0) + (counts.counts[2] ?? 0),
        accuracy: formats.percent(accuracy),
      },
    };
  },
};
