import { describe, expect, it } from 'vitest';
import { matrix } from '../../../../workers/algorithms/matrix';
import { columnMedians, impute } from '../../../../workers/algorithms/preprocessing/impute';
import { rankNormal } from '../../../../workers/algorithms/preprocessing/rank-normal';
import { scaleColumns, signedLog1p } from '../../../../workers/algorithms/preprocessing/scale';
import {
  learnStandardisation,
  standardise,
  unstandardise,
} from '../../../../workers/algorithms/preprocessing/standardise';

/** Column 0: 1, 2, missing, 3. Column 1: constant. */
const x = matrix(4, 2, Float64Array.of(1, 7, 2, 7, NaN, 7, 3, 7));
const column = (data: Float64Array, j: number) => Array.from(data).filter((_, i) => i % 2 === j);

describe('standardising', () => {
  it('gives mean 0 and deviation 1 over the values present, and 0 for a constant column', () => {
    const scores = standardise(x, learnStandardisation(x)).data;
    const step = Math.sqrt(3 / 2);
    expect(column(scores, 1)).toEqual([0, 0, 0, 0]);
    expect(column(scores, 0)).toEqual([expect.closeTo(-step, 14), 0, NaN, expect.closeTo(step, 14)]);
  });

  it('can be undone', () => {
    const learned = learnStandardisation(x);
    expect(Array.from(unstandardise(standardise(x, learned), learned).data)).toEqual(Array.from(x.data));
  });

  it('keeps a column without values missing, and its neighbours unharmed', () => {
    const empty = matrix(2, 2, Float64Array.of(NaN, 1, NaN, 3));
    expect(Array.from(standardise(empty, learnStandardisation(empty)).data)).toEqual([NaN, -1, NaN, 1]);
  });

  it('refuses a matrix of another width', () => {
    expect(() => standardise(matrix(1, 3), learnStandardisation(x))).toThrow('columns-mismatch');
  });
});

describe('imputing', () => {
  it('puts the median of its column where a value is missing', () => {
    expect(Array.from(impute(x, columnMedians(x)).data)).toEqual([1, 7, 2, 7, 2, 7, 3, 7]);
  });

  it('puts 0 where a column has no value at all', () => {
    expect(Array.from(columnMedians(matrix(2, 1, Float64Array.of(NaN, NaN))))).toEqual([0]);
  });
});

describe('normal scores', () => {
  it('are the normal quantiles of (r − ½) / n with shared ranks for equal values', () => {
    const scores = rankNormal(matrix(4, 1, Float64Array.of(10, 1000, 10, 20))).data;
    // Φ⁻¹ of 1/4, 7/8, 1/4, 5/8: scipy 1.10.1
    [-0.6744897501960817, 1.1503493803760083, -0.6744897501960817, 0.3186393639643752].forEach((z, i) =>
      expect(scores[i]).toBeCloseTo(z, 14),
    );
  });

  it('leave missing values missing and make a constant column 0', () => {
    const scores = rankNormal(x).data;
    expect(column(scores, 0)).toEqual([
      expect.closeTo(-0.9674215661017014, 14),
      0,
      NaN,
      expect.closeTo(0.9674215661017014, 14),
    ]);
    expect(column(scores, 1)).toEqual([0, 0, 0, 0]);
  });
});

describe('logarithms', () => {
  it('mirror negative amounts', () => {
    expect([0, Math.E - 1, 1 - Math.E].map(signedLog1p)).toEqual([0, 1, -1]);
    expect(signedLog1p(NaN)).toBeNaN();
  });
});

describe('scaling columns', () => {
  it('treats each column in its own way and leaves the input alone', () => {
    const before = x.data.slice();
    const scaled = scaleColumns(x, ['rank-normal', 'none']);
    expect(column(scaled.data, 0)).toEqual(column(rankNormal(x).data, 0));
    expect(column(scaled.data, 1)).toEqual([7, 7, 7, 7]);
    expect(x.data).toEqual(before);
  });

  it('takes logarithms before standardising', () => {
    const amounts = matrix(3, 1, Float64Array.of(0, Math.E - 1, Math.E ** 2 - 1));
    const step = Math.sqrt(3 / 2);
    [-step, 0, step].forEach((z, i) => expect(scaleColumns(amounts, 'log-z-score').data[i]).toBeCloseTo(z, 14));
  });

  it('wants one scaling per column', () => {
    expect(() => scaleColumns(x, ['none'])).toThrow('columns-mismatch');
  });
});
