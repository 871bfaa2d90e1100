import type { Texts } from '../translate';
import { analysisTexts } from './analysis';
import { productTexts } from './product';
import { checkupTexts } from './checkup';
import { customersTexts } from './customers';
import { dataTexts } from './data';
import { errorTexts } from './errors';
import { exportTexts } from './export';
import { homeTexts } from './home';
import { portraitTexts } from './portrait';
import { projectsTexts } from './projects';
import { protectionTexts } from './protection';
import { shellTexts } from './shell';

/** All words of the product except those of the analyses, which each carry their own. A page adds one line here. */
export const texts: readonly Texts[] = [
  productTexts,
  errorTexts,
  exportTexts,
  shellTexts,
  protectionTexts,
  homeTexts,
  projectsTexts,
  checkupTexts,
  dataTexts,
  customersTexts,
  portraitTexts,
  analysisTexts,
];
