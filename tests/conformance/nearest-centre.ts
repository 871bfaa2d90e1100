import { AlgorithmError } from '../../workers/errors';
import type { Estimator, Model } from '../../workers/algorithms/estimator';
import { requireFinite, type Matrix } from '../../workers/algorithms/matrix';

export interface NearestCentreModel extends Model {
  readonly centres: readonly (Float64Array | null)[];
  readonly columns: number;
}

/**
 * The smallest honest classifier: the class whose mean is nearest. It exists to show that the conformance suite passes
 * what is right and, with one part of it broken at a time, fails what is wrong.
 */
export const nearestCentre: Estimator<Matrix, object, NearestCentreModel> = {
  name: 'nearest-centre',
  traits: { orderInvariant: true, tolerance: 1e-9, acceptsMissing: false, needsLabels: true },
  fit(x, y, _params, { report }) {
    requireFinite(x);
    if (x.rows === 0) throw new AlgorithmError('too-few-rows', { needed: 1, rows: 0 });
    if (y === null || y.length !== x.rows) throw new AlgorithmError('labels-mismatch', { rows: x.rows });
    if (y.some((label) => label < 0)) throw new AlgorithmError('label-negative');
    const centres = Array.from({ length: Math.max(...y) + 1 }, (_, label) => {
      const members = Array.from(y.keys()).filter((row) => y[row] === label);
      if (members.length === 0) return null;
      return Float64Array.from({ length: x.columns }, (_unused, column) => {
        const values = members.map((row) => x.data[row * x.columns + column] ?? 0).sort((a, b) => a - b);
        return values.reduce((sum, value) => sum + value, 0) / members.length;
      });
    });
    report(1);
    return { kind: 'nearest-centre', version: 1, centres, columns: x.columns };
  },
  predict(model, x) {
    const scores = this.scores?.(model, x) ?? new Float64Array();
    const classes = model.centres.length;
    return Int32Array.from({ length: x.rows }, (_, row) => {
      const own = scores.subarray(row * classes, (row + 1) * classes);
      return own.indexOf(Math.max(...own));
    });
  },
  scores(model, x) {
    requireFinite(x);
    if (x.columns !== model.columns) throw new AlgorithmError('columns-mismatch', { columns: x.columns });
    return Float64Array.from({ length: x.rows * model.centres.length }, (_, cell) => {
      const centre = model.centres[cell % model.centres.length];
      const row = Math.floor(cell / model.centres.length);
      return centre
        ? -centre.reduce((sum, value, column) => sum + (value - (x.data[row * x.columns + column] ?? 0)) ** 2, 0)
        : -Number.MAX_VALUE;
    });
  },
};
