import { initialsOf } from './initials';

/** What can be found: its words as shown, and others by which people know it. */
export interface Findable {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** Ids, purposes, synonyms: found with less weight than the label. */
  readonly also?: string;
}

/**
 * How well a query fits, 0 for not at all: the whole label, its beginning, a word's beginning, any part, the pinyin
 * initials of a word, those across words, the other words; in this order.
 */
function fit({ label, also = '' }: Findable, query: string): number {
  const words = label.toLowerCase();
  if (words === query) return 6;
  if (words.startsWith(query)) return 5;
  const parts = words.split(/[\s·/、]+/);
  if (parts.some((word) => word.startsWith(query))) return 4;
  if (words.includes(query)) return 3;
  if (/^[a-z0-9]+$/.test(query)) {
    if (parts.some((word) => initialsOf(word).startsWith(query))) return 2.5;
    if (initialsOf(label).includes(query)) return 2;
  }
  return also.toLowerCase().includes(query) ? 1 : 0;
}

/**
 * What fits a query, groups together, best first: groups by their best entry, entries by fit, those used lately before
 * others that fit as well. An empty query gives everything in its own order, what was used lately on top under `lately`.
 * @param recent ids used lately, latest first
 */
export function rank<Item extends Findable>(
  items: readonly Item[],
  query: string,
  recent: readonly string[],
  lately: string,
): readonly Item[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') {
    const used = recent.flatMap((id) => items.filter((item) => item.id === id));
    return [...used.map((item) => ({ ...item, group: lately })), ...items.filter((item) => !used.includes(item))];
  }
  const age = (item: Item) => (recent.includes(item.id) ? recent.indexOf(item.id) : recent.length);
  const found = items
    .map((item, place) => ({ item, place, score: fit(item, wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || age(a.item) - age(b.item) || a.place - b.place);
  const groups = [...new Set(found.map(({ item }) => item.group))];
  return groups.flatMap((group) => found.filter(({ item }) => item.group === group).map(({ item }) => item));
}
