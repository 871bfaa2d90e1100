/**
 * Whether a key belongs to what is focused: somebody types into a field (also inside the SQL editor's shadow root), or
 * a menu or a list jumps by letters. Then a single letter is never a shortcut.
 */
export function isTaken(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    event.isComposing ||
    (target instanceof Element &&
      target.closest(
        'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=menu], [role=listbox]',
      ) !== null)
  );
}

/** Whether a layer is open over the page: its keys are its own. */
export const isBelowLayer = (event: KeyboardEvent): boolean =>
  event.composedPath().some((node) => node instanceof Element && node.matches('[role=dialog], [role=alertdialog]'));

/** The name of the key that stands for commands on this machine. */
export const commandKey = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl';
