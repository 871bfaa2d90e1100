import { AlgorithmError } from '../../errors';
import { benjaminiHochberg, twoProportions } from './proportions';

/** Fewer customers of the target group than this with a value are too few to speak of it. */
export const MINIMUM_TARGET_COUNT = 30;

/** How often one value occurs in a target group and in the population the group is a part of. */
export interface GroupCounts {
  /** Members of the target group with the value, and all members. */
  readonly inTarget: number;
  readonly target: number;
  /** Members of the population with the value, and all members; the target group included. */
  readonly inPopulation: number;
  readonly population: number;
}

export interface TargetGroupIndex {
  /** 100 = as common as in the population, above 100 = over-represented; NaN where nobody has the value. */
  readonly index: number;
  readonly targetShare: number;
  readonly populationShare: number;
  /** Two-sided p of the target group against everyone else; NaN where there is no one else. */
  readonly p: number;
  /** `p` adjusted by Benjamini–Hochberg over all values handed in together. */
  readonly q: number;
  /** Whether fewer than {@link MINIMUM_TARGET_COUNT} of the target group have the value: do not show it as a finding. */
  readonly isThin: boolean;
}

/**
 * Target group index (TGI): how much more common values are in a target group than in the population.
 *
 *   index = 100 · (inTarget / target) / (inPopulation / population)
 *
 * The test compares the group with the *rest* of the population, because a group and a population that contains it are
 * not independent. Example: 8.9 % in the group, 6.6 % in the population → 134.8.
 */
export function targetGroupIndices(values: readonly GroupCounts[]): readonly TargetGroupIndex[] {
  const tests = values.map(({ inTarget, target, inPopulation, population }) => {
    if (inTarget > inPopulation || target > population) {
      throw new AlgorithmError('target-exceeds-population', { inTarget, target, inPopulation, population });
    }
    return twoProportions(inPopulation - inTarget, population - target, inTarget, target).p;
  });
  const adjusted = benjaminiHochberg(tests);
  return values.map(({ inTarget, target, inPopulation, population }, i) => {
    const targetShare = inTarget / target;
    const populationShare = inPopulation / population;
    return {
      index: (100 * targetShare) / populationShare,
      targetShare,
      populationShare,
      p: tests[i]!,
      q: adjusted[i]!,
      isThin: inTarget < MINIMUM_TARGET_COUNT,
    };
  });
}
