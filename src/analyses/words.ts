import type { Translate } from '../lib/i18n/translate';
import type { Analysis } from './analysis';

const has = ({ texts }: Analysis, key: string): boolean => Object.hasOwn(texts.zh, key);

/**
 * Words of a tag's value. A code stands in the analysis's texts as `value.<code>`; a code of several parts joined by
 * `+` is read part by part (`monetary-high+recent-high` → 高消费 · 近期活跃); a part without a text is a word of the
 * user's data and stays as it is.
 * @param t the translator of that analysis
 */
export const wordsOfValue = (analysis: Analysis, value: string, t: Translate): string =>
  has(analysis, `value.${value}`)
    ? t(`value.${value}`)
    : value
        .split('+')
        .map((part) => (has(analysis, `value.${part}`) ? t(`value.${part}`) : part))
        .join(' · ');

/**
 * Words of a tag: the analysis's name alone, or `tag.of` with what stands after the colon (`channel-preference:APP` →
 * 渠道偏好：APP), itself translated where the texts have `tag.<rest>`.
 */
export function wordsOfTag(analysis: Analysis, tag: string, t: Translate): string {
  const rest = tag.slice(analysis.id.length + 1);
  if (rest === '') return t('name');
  return t('tag.of', { rest: has(analysis, `tag.${rest}`) ? t(`tag.${rest}`) : rest });
}
