import { commandKey } from '../../components/keys';
import type { PageId } from '../../state/navigation.svelte';

/** After G: the letter of a page, by its English name. */
export const goKeys: Readonly<Partial<Record<string, PageId>>> = {
  h: 'home',
  d: 'data',
  r: 'requirements',
  c: 'customers',
  i: 'insight',
};

/** How long G waits for its letter, in milliseconds. */
export const goWithinMs = 1500;

/** A shortcut as the list shows it: keys pressed together, or one after the other with `then`. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** Key of its words. */
  readonly text: string;
}

export const everywhere: readonly Shortcut[] = [
  { keys: [commandKey, 'K'], text: 'shell.key-palette' },
  { keys: ['/'], text: 'shell.key-search' },
  { keys: [commandKey, 'O'], text: 'shell.key-open' },
  { keys: ['H'], text: 'shell.key-analysis-help' },
  { keys: ['↑', '↓'], text: 'shell.key-rows' },
  { keys: ['Enter'], text: 'shell.key-enter' },
  { keys: [commandKey, 'Enter'], text: 'shell.key-sql' },
  { keys: ['Esc', 'Tab'], text: 'shell.key-leave-editor' },
  { keys: ['Esc'], text: 'shell.key-close' },
  { keys: ['?'], text: 'shell.key-help' },
];

export const goes: readonly { readonly keys: readonly string[]; readonly page: PageId }[] = Object.entries(
  goKeys,
).flatMap(([letter, page]) => (page ? [{ keys: ['G', letter.toUpperCase()], page }] : []));
