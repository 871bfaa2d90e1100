import type { Translate } from '../../lib/i18n/translate';
import type { TagRow } from '../analysis';
import { eightCodes } from './score';

type Side = 'high' | 'middle' | 'low';

const measures = ['r', 'f', 'm'] as const;

/**
 * The three points a tag keeps as its score (111 … 555) and what they mean. Of the eight classes the class itself says
 * on which side of the cut each measure lies; the 5×5 map knows only points, of which 3 is the middle, and does not
 * look at money.
 */
export function reasonOf({ value, score = NaN }: TagRow, t: Translate): string {
  const points = [Math.floor(score / 100), Math.floor(score / 10) % 10, score % 10];
  if (!points.every((each) => each >= 1 && each <= 5)) return '';
  const [r = 0, f = 0, m = 0] = points;
  const eight = (eightCodes as readonly string[]).indexOf(value);
  const sides: readonly Side[] = eight >= 0 ? sidesOfClass(eight) : [sideOfPoints(r), sideOfPoints(f)];
  const [near, often, much] = sides.map((side, i) => t(`reason.${measures[i] ?? 'r'}-${side}`));
  return much === undefined
    ? t('reason.grid', { r, f, m, near: near ?? '', often: often ?? '' })
    : t('reason.eight', { r, f, m, near: near ?? '', often: often ?? '', much });
}

/** A class's number is 4 for far, 2 for seldom and 1 for little, added up. */
const sidesOfClass = (code: number): readonly Side[] => [4, 2, 1].map((bit) => (code & bit ? 'low' : 'high'));

const sideOfPoints = (points: number): Side => (points > 3 ? 'high' : points < 3 ? 'low' : 'middle');
