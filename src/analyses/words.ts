import type { Translate } from '../lib/i18n/translate';
import type { Analysis } from './analysis';

const has = ({ texts }: Analysis, key: string): boolean => Object.hasOwn(texts.zh, key);

/**
 * Words of a tag's value. A code stands in the analysis's texts as `value.<code>`; a code of several known parts joined
 * by `+`, the last of which may be a number, is read part by part (`spend-high+recency-low+2` → 高消费 · 近期活跃 · 2);
 * anything else is a word of the user's data and stays as it is.
 * @param t the translator of that analysis
 */
export function wordsOfValue(analysis: Analysis, value: string, t: Translate): string {
  const parts = value.split('+');
  const isKnown = (part: string) => has(analysis, `value.${part}`);
  const isComposed = isKnown(parts[0] ?? '') && parts.every((part) => isKnown(part) || /^\d+$/.test(part));
  return isComposed ? parts.map((part) => (isKnown(part) ? t(`value.${part}`) : part)).join(' · ') : value;
}

/**
 * Words of a tag: the analysis's name alone, or `tag.of` with what stands after the colon (`channel-preference:APP` →
 * 渠道偏好：APP), itself translated where the texts have `tag.<rest>`.
 */
export function wordsOfTag(analysis: Analysis, tag: string, t: Translate): string {
  const rest = tag.slice(analysis.id.length + 1);
  if (rest === '') return t('name');
  return t('tag.of', { rest: has(analysis, `tag.${rest}`) ? t(`tag.${rest}`) : rest });
}
