import { AlgorithmError } from '../../workers/errors';
import type { Estimator, Model } from '../../workers/algorithms/estimator';
import { createRandom, type Random } from '../../workers/algorithms/random';
import { isDeepStrictEqual } from 'node:util';
import { describe, it } from 'vitest';
import type { RowOperations } from './row-operations';

/** Training data: one label per row for estimators that need them, else `null`. */
export interface Example<X> {
  readonly x: X;
  readonly y: Int32Array | null;
}

/** One estimator as the suite sees it. */
export interface EstimatorCase<X, Params, M extends Model> {
  readonly estimator: Estimator<X, Params, M>;
  readonly params: Params;
  /** Ordinary data with structure in it, drawn from `random`; classes 0 … 2 where there are labels. */
  makeData(random: Random, rows: number): Example<X>;
  /** How the suite copies, permutes and spoils an X: `denseRows`, `sparseRows`. */
  readonly rows: RowOperations<X>;
  /** Rows of the ordinary data; 120 if not given. */
  readonly size?: number;
}

/** A claim about an estimator and the check that throws where it does not hold. */
export interface Check {
  readonly claim: string;
  check(): void;
}

class Violation extends Error {}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

/** Runs what may be refused: an AlgorithmError with a code is an answer, anything else thrown is a bug. */
function refusal(work: () => void): AlgorithmError | null {
  try {
    work();
    return null;
  } catch (thrown) {
    if (thrown instanceof AlgorithmError) {
      demand(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(thrown.code), `the code "${thrown.code}" is not kebab-case`);
      return thrown;
    }
    throw thrown;
  }
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), 1e-12);
}

/**
 * What every estimator of the library promises (DESIGN, section 8), as checks that can also be run on a planted
 * violation. Data are drawn from a fixed seed: a check that fails, fails every time.
 */
export function estimatorChecks<X, Params, M extends Model>(subject: EstimatorCase<X, Params, M>): readonly Check[] {
  const { estimator, params, rows } = subject;
  const size = subject.size ?? 120;
  const data = (n = size) => subject.makeData(createRandom(20_240_601), n);
  const fit = ({ x, y }: Example<X>, seed = 7, report: (fraction: number) => void = () => {}) =>
    estimator.fit(x, y, params, { random: createRandom(seed), report });
  const demandFinite = (model: M, x: X, what: string) => {
    const scores = estimator.scores?.(model, x);
    demand(scores === undefined || scores.every((score) => Number.isFinite(score)), `${what}: a score is not finite`);
    const predicted = estimator.predict(model, x);
    demand(predicted.length === rows.count(x), `${what}: ${predicted.length} predictions for ${rows.count(x)} rows`);
    demand(
      predicted.every((label) => label >= 0),
      `${what}: a row has no class`,
    );
  };
  /** Fits and predicts on unusual data, which may be refused with a code but must not go wrong silently. */
  const survives = (example: Example<X>, what: string): M | null => {
    let model: M | null = null;
    refusal(() => {
      model = fit(example);
      demandFinite(model, example.x, what);
    });
    return model;
  };

  const checks: Check[] = [
    {
      claim: 'gives the same model for the same seed',
      check() {
        const [first, second] = [fit(data()), fit(data())];
        demand(isDeepStrictEqual(first, second), 'two fits with one seed differ');
        demand(first.kind !== '' && Number.isInteger(first.version), 'a model names its kind and version');
      },
    },
    {
      claim: 'leaves its inputs as they were',
      check() {
        const example = data();
        const before = structuredClone(example);
        const frozenParams = Object.freeze({ ...params });
        const model = estimator.fit(Object.freeze(example.x), example.y, frozenParams, {
          random: createRandom(7),
          report: () => {},
        });
        const modelBefore = structuredClone(model);
        estimator.predict(model, example.x);
        estimator.scores?.(model, example.x);
        demand(isDeepStrictEqual(example, before), 'x or y was changed');
        demand(isDeepStrictEqual(model, modelBefore), 'predicting changed the model');
      },
    },
    {
      claim: estimator.traits.orderInvariant
        ? 'gives the same predictions whatever the order of the rows'
        : 'reaches the same objective within its tolerance whatever the order of the rows',
      check() {
        const example = data();
        const order = createRandom(11).shuffle(Uint32Array.from({ length: size }, (_, i) => i));
        const y = example.y;
        const permuted = { x: rows.take(example.x, order), y: y && Int32Array.from(order, (row) => y[row] ?? -1) };
        const [model, other] = [fit(example), fit(permuted)];
        const { tolerance } = estimator.traits;
        if (estimator.traits.orderInvariant) {
          const [labels, otherLabels] = [estimator.predict(model, example.x), estimator.predict(other, example.x)];
          demand(isDeepStrictEqual(labels, otherLabels), 'predictions depend on the order of the rows');
          const scores = estimator.scores?.(model, example.x);
          const otherScores = estimator.scores?.(other, example.x);
          demand(
            scores === undefined || scores.every((score, i) => isClose(score, otherScores?.[i] ?? NaN, tolerance)),
            'scores depend on the order of the rows',
          );
          return;
        }
        demand(estimator.objective !== undefined, 'an estimator that is not order-invariant states its objective');
        const [a, b] = [estimator.objective(model), estimator.objective(other)];
        demand(isClose(a, b, tolerance), `objectives ${a} and ${b} differ by more than ${tolerance}`);
      },
    },
    {
      claim: estimator.traits.acceptsMissing ? 'accepts missing values' : 'refuses missing values with a code',
      check() {
        const example = data();
        const spoiled = { x: rows.withNaN(example.x), y: example.y };
        if (estimator.traits.acceptsMissing) {
          demandFinite(fit(spoiled), spoiled.x, 'with missing values');
          return;
        }
        demand(refusal(() => fit(spoiled)) !== null, 'fit took NaN');
        const model = fit(example);
        demand(refusal(() => estimator.predict(model, spoiled.x)) !== null, 'predict took NaN');
      },
    },
    {
      claim: 'refuses no rows at all with a code',
      check() {
        const empty = { x: rows.take(data().x, []), y: data().y && new Int32Array(0) };
        demand(refusal(() => fit(empty)) !== null, 'fit took an empty matrix');
        demand(estimator.predict(fit(data()), empty.x).length === 0, 'predicting no rows gives no predictions');
      },
    },
    {
      claim: 'fits one row or refuses it with a code',
      check: () => void survives(data(1), 'one row'),
    },
    {
      claim: 'takes a constant column',
      check() {
        const example = data();
        const flat = { x: rows.withConstantColumn(example.x), y: example.y };
        demandFinite(fit(flat), flat.x, 'with a constant column');
      },
    },
    {
      claim: 'takes rows that are all equal, or refuses them with a code',
      check() {
        const example = data();
        survives({ x: rows.take(example.x, new Uint32Array(size)), y: example.y }, 'with equal rows');
      },
    },
    {
      claim: 'refuses to predict for another number of columns',
      check() {
        const { x, y } = data();
        const model = fit({ x, y });
        demand(
          refusal(() => estimator.predict(model, rows.withoutLastColumn(x))) !== null,
          'predict took fewer columns',
        );
      },
    },
    {
      claim: 'makes a model of plain data',
      check() {
        const { x, y } = data();
        const model = fit({ x, y });
        const clone = structuredClone(model);
        demand(isDeepStrictEqual(clone, model), 'structuredClone lost a part of the model');
        const [labels, clonedLabels] = [estimator.predict(model, x), estimator.predict(clone, x)];
        demand(isDeepStrictEqual(labels, clonedLabels), 'the clone predicts otherwise');
      },
    },
    {
      claim: 'reports progress that only grows and ends at 1',
      check() {
        const fractions: number[] = [];
        fit(data(), 7, (fraction) => fractions.push(fraction));
        demand(
          fractions.every((fraction, i) => fraction >= (fractions[i - 1] ?? 0) && fraction <= 1),
          `progress went ${fractions.join(', ')}`,
        );
        demand(fractions.at(-1) === 1, `the last report was ${fractions.at(-1)}`);
      },
    },
  ];

  if (estimator.scores) {
    checks.push({
      claim: 'predicts the class with the highest score',
      check() {
        const { x, y } = data();
        const model = fit({ x, y });
        const [labels, scores] = [estimator.predict(model, x), estimator.scores?.(model, x) ?? new Float64Array()];
        const classes = scores.length / labels.length;
        demand(Number.isInteger(classes), `${scores.length} scores for ${labels.length} rows`);
        labels.forEach((label, i) => {
          const row = scores.subarray(i * classes, (i + 1) * classes);
          demand(row[label] === Math.max(...row), `row ${i} is of class ${label}, its scores are ${row.join(', ')}`);
        });
      },
    });
  }

  if (estimator.traits.needsLabels) {
    checks.push(
      {
        claim: 'refuses to learn without labels, with too few, or with a negative one',
        check() {
          const { x, y } = data();
          demand(refusal(() => fit({ x, y: null })) !== null, 'fit took no labels');
          demand(refusal(() => fit({ x, y: y && y.subarray(1) })) !== null, 'fit took too few labels');
          demand(refusal(() => fit({ x, y: y && y.map(() => -1) })) !== null, 'fit took negative labels');
        },
      },
      {
        claim: 'takes a class number no row has, and never predicts it; or refuses it with a code',
        check() {
          const { x, y } = data();
          const withGap = { x, y: y && y.map((label) => (label === 1 ? 3 : label)) };
          const model = survives(withGap, 'with an empty class');
          demand(model === null || !estimator.predict(model, x).includes(1), 'the empty class was predicted');
        },
      },
      {
        claim: 'takes a single class, or refuses it with a code',
        check() {
          const { x, y } = data();
          survives({ x, y: y && y.map(() => 0) }, 'with a single class');
        },
      },
    );
  }
  return checks;
}

/**
 * Registers the suite for one estimator, one line in `estimators.test.ts`:
 * `estimatorConformance({ estimator: linearSvm, params: { cost: 1 }, makeData: texts, rows: sparseRows })`.
 */
export function estimatorConformance<X, Params, M extends Model>(subject: EstimatorCase<X, Params, M>): void {
  describe(`estimator ${subject.estimator.name}`, () => {
    for (const { claim, check } of estimatorChecks(subject)) it(claim, check);
  });
}
