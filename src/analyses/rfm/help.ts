import type { Help } from '../analysis';
import { scoreCustomers } from './derive';

/** Five customers whose points one can check by hand: R, F and M each take all five values. */
const customers = {
  customers: Int32Array.of(0, 1, 2, 3, 4),
  recency: Int32Array.of(4, 12, 30, 75, 200),
  frequency: Int32Array.of(12, 3, 6, 1, 2),
  monetary: Float64Array.of(5200, 900, 2400, 150, 300),
};

export const rfmHelp: Help = {
  picture: 'grid',
  formulae: ['recency', 'score', 'class'],
  example(t, formats) {
    const scores = scoreCustomers(customers, {
      ...{ method: 'quantile', map: 'eight' },
      ...{ recencyCuts: [], frequencyCuts: [], monetaryCuts: [] },
    });
    const cuts = scores.breakpoints.recency;
    return {
      columns: ['customer', 'recency', 'frequency', 'monetary', 'points', 'class'].map((key) =>
        t(`help.column.${key}`),
      ),
      rows: Array.from(customers.customers, (customer) => [
        'ABCDE'[customer] ?? '',
        customers.recency[customer] ?? 0,
        customers.frequency[customer] ?? 0,
        formats.integer(customers.monetary[customer] ?? 0),
        [scores.r, scores.f, scores.m].map((points) => points[customer]).join(' · '),
        t(`value.${scores.classCodes[scores.classes[customer] ?? 0] ?? ''}`),
      ]),
      values: {
        cuts: formats.list(cuts.map((cut) => formats.short(cut))),
        days: customers.recency[1] ?? 0,
        below: cuts.filter((cut) => cut < (customers.recency[1] ?? 0)).length,
        points: scores.r[1] ?? 0,
        mean: formats.short(scores.cuts.recency),
      },
    };
  },
};
