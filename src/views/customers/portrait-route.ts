import type { Analysis } from '../../analyses';
import { routeTo, subPages } from '../../state/navigation.svelte';

/** The page that shows an analysis with its last run: its group's tab of Insight, or Requirements for texts. */
export function runRoute({ id, group }: Analysis): string {
  const tab: readonly string[] = subPages.insight;
  return tab.includes(group) ? routeTo('insight', group, id) : routeTo('requirements', 'classify');
}
