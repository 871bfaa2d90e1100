import type { Random } from '../random';

/**
 * `size` of the row numbers 0 … rows − 1 without replacement, each subset as likely as any other, ascending; all of
 * them when `size` ≥ rows. One pass (Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm S).
 */
export function sampleRows(rows: number, size: number, random: Random): Uint32Array {
  const chosen = new Uint32Array(Math.min(size, rows));
  for (let row = 0, taken = 0; taken < chosen.length; row++) {
    const needed = chosen.length - taken;
    if (needed === rows - row || random.next() * (rows - row) < needed) chosen[taken++] = row;
  }
  return chosen;
}
