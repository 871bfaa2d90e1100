import type { Translate } from '../../lib/i18n/translate';
import { clusteringTexts } from './texts';

const has = (key: string): boolean => Object.hasOwn(clusteringTexts.zh, key);

/** Words of a feature; its own name when this analysis does not know it. */
export const featureWords = (name: string, t: Translate): string =>
  has(`feature.${name}`) ? t(`feature.${name}`) : name;

/** Words of a segment's code: its traits, each in the user's words. */
export const segmentWords = (code: string, t: Translate): string =>
  code
    .split('+')
    .map((part) => (has(`value.${part}`) ? t(`value.${part}`) : part))
    .join(' · ');

/** The strongest findings in one line: `地区 北区 186`. */
export const fieldWords = (field: string, t: Translate): string =>
  has(`field.${field}`) ? t(`field.${field}`) : field;
