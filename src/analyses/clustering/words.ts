import type { Formats } from '../../lib/i18n/formats';
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

/**
 * What a segment's code says of its members: the features whose means lie furthest from everybody's. The tag keeps no
 * distance, so nothing is said of how typical this customer is.
 */
export function reasonWords(code: string, t: Translate, formats: Formats): string {
  const traits = code.split('+').flatMap((part) => {
    const [, feature, side] = /^(.+)-(high|low)$/.exec(part) ?? [];
    return feature && side ? [t(`reason.${side}`, { feature: featureWords(feature, t) })] : [];
  });
  return traits.length > 0 ? t('reason.traits', { traits: formats.list(traits) }) : t('reason.average');
}

/** The strongest findings in one line: `地区 北区 186`. */
export const fieldWords = (field: string, t: Translate): string =>
  has(`field.${field}`) ? t(`field.${field}`) : field;
