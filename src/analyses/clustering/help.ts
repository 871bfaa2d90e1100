import { targetGroupIndices } from '../../../workers/algorithms/statistics/target-group-index';
import type { Help } from '../analysis';
import { prepare } from './prepare';

/** Orders of four customers: mean 6, standard deviation √10. */
const orders = Float64Array.of(2, 4, 8, 10);
/** A segment of 200 among 1,000 customers: 60 of its members are 60 or older, 150 of all are. */
const counts = { inTarget: 60, target: 200, inPopulation: 150, population: 1000 };

export const clusteringHelp: Help = {
  picture: 'groups',
  formulae: ['scale', 'inertia', 'silhouette', 'tgi'],
  example(t, formats) {
    const { matrix } = prepare(['orders'], [orders], 'plain');
    const [tgi] = targetGroupIndices([counts]);
    return {
      columns: ['customer', 'orders', 'scaled'].map((key) => t(`help.column.${key}`)),
      rows: Array.from(orders, (value, row) => ['ABCD'[row] ?? '', value, formats.decimal(matrix.data[row] ?? NaN, 2)]),
      values: {
        segment: formats.percent(tgi?.targetShare ?? NaN),
        all: formats.percent(tgi?.populationShare ?? NaN),
        index: formats.integer(tgi?.index ?? NaN),
      },
    };
  },
};
