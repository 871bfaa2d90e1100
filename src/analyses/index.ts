import type { Analysis } from './analysis';
import { channelPreference } from './channel-preference';
import { clustering } from './clustering';
import { rfm } from './rfm';
import { textSvm } from './text-svm';

/**
 * The registry: one line per analysis. Only descriptors are loaded here; a view comes with `view()`, when its page is
 * opened. The cast forgets each analysis's own types of parameters and result: `runAnalysis` checks the one, and only
 * its own view reads the other.
 */
export const analyses: readonly Analysis[] = [
  rfm,
  clustering,
  textSvm,
  channelPreference,
] as readonly unknown[] as readonly Analysis[];

export type { Analysis, Reason } from './analysis';
export { wordsOfTag, wordsOfValue } from './words';

export const analysisById = (id: string): Analysis | undefined => analyses.find((analysis) => analysis.id === id);
