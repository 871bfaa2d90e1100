/**
 * Where the engine stumbled, from the excerpt in its message (`LINE 2: …` and a caret below), as a position in the
 * statement; null when the message has none. Long lines are shown in part, between dots.
 */
export function errorPosition(statement: string, message: string): number | null {
  const found = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (!found) return null;
  const [, number = '1', excerpt = '', blanks = ''] = found;
  const lines = statement.split('\n');
  const line = Number(number) - 1;
  const shown = excerpt.replace(/^\.\.\./, '').replace(/\.\.\.$/, '');
  const at = lines[line]?.indexOf(shown) ?? -1;
  if (at < 0) return null;
  const before = `LINE ${number}: `.length + (excerpt.startsWith('...') ? 3 : 0);
  const start = lines.slice(0, line).reduce((length, text) => length + text.length + 1, 0);
  return start + at + Math.max(0, blanks.length - before);
}
