import type { Texts } from '../translate';
import { commonTexts } from './common';
import { errorTexts } from './errors';

/** All words of the product except those of the analyses, which each carry their own. A page adds one line here. */
export const texts: readonly Texts[] = [commonTexts, errorTexts];
