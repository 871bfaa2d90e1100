import type { BarRow } from '../../charts/bars';
import type { LevelRow } from '../../charts/level-shares';
import type { Formats } from '../../lib/i18n/formats';
import type { ChannelPreferenceResult } from './index';

/** Channels with the shares of their five levels, the best liked first. */
export function levelRows({ channels, counts, customers }: ChannelPreferenceResult): readonly LevelRow[] {
  return channels
    .map((label, i): LevelRow => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = (counts[i] ?? []).map((count) => count / customers.length);
      return { label, shares: [a, b, c, d, e] };
    })
    .sort((a, b) => b.shares[3] + b.shares[4] - a.shares[3] - a.shares[4]);
}

export interface BestRow extends BarRow {
  /** Value of the tag `channel-preference`. */
  readonly code: string;
}

/** Customers per best channel, and last those for whom none fits. */
export function bestRows(result: ChannelPreferenceResult, none: string, formats: Formats): readonly BestRow[] {
  const { channels, bestCounts, customers } = result;
  const row = (code: string, label: string, value: number, isRest: boolean): BestRow => ({
    code,
    label,
    value,
    text: `${formats.integer(value)}   ${formats.percent(value / customers.length)}`,
    isRest,
  });
  const ranked = channels
    .map((channel, i) => row(channel, channel, bestCounts[i] ?? 0, false))
    .sort((a, b) => b.value - a.value);
  return [...ranked, row('none', none, bestCounts[channels.length] ?? 0, true)];
}

/** A feature's name taken apart: `ratio:APP` is the ratio on APP. */
export function featureParts(feature: string): { readonly name: string; readonly channel: string | null } {
  const colon = feature.indexOf(':');
  return colon < 0
    ? { name: feature, channel: null }
    : { name: feature.slice(0, colon), channel: feature.slice(colon + 1) };
}
