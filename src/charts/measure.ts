/** Ideographs, kana, hangul and full-width forms are as wide as the type is high. */
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;
const narrow = /[ ilI.,:;'|!()[\]{}\u00a0-]/;

/**
 * Width of a text in pixels, estimated from its characters: charts are laid out before they are drawn, and the same
 * in every browser. Errs on the wide side.
 */
export function textWidth(text: string, size = 12): number {
  let ems = 0;
  for (const letter of text)
    ems += wide.test(letter) ? 1 : narrow.test(letter) ? 0.34 : /[A-Zm%]/.test(letter) ? 0.72 : 0.58;
  return Math.ceil(ems * size);
}

/** The text, cut with an ellipsis where it would be wider than `width`. */
export function clip(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * The text on at most two lines of `width`, broken between words or ideographs; what is still too much is cut. Labels
 * over narrow columns stay readable this way where one line would keep two letters.
 */
export function twoLines(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  const parts =
    text.match(/[\u2e80-\ua4cf\uac00-\ud7af\uff00-\uff60]|[^\s\u2e80-\ua4cf\uac00-\ud7af\uff00-\uff60]+\s*|\s+/gu) ??
    [];
  let first = '';
  for (const part of parts) {
    if (first !== '' && textWidth((first + part).trimEnd(), size) > width) break;
    first += part;
  }
  const rest = text.slice(first.length).trim();
  return rest === '' ? clip(first, width, size) : `${clip(first.trimEnd(), width, size)}\n${clip(rest, width, size)}`;
}

/** Width of the widest text, at most `limit`. */
export const widest = (texts: readonly string[], limit = Infinity): number =>
  Math.min(limit, Math.max(0, ...texts.map((text) => textWidth(text))));
