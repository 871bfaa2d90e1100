/**
 * Mid-ranks: position of each value in ascending order, from 1, equal values sharing the mean of their positions.
 * NaN means missing: it gets rank NaN and takes no position. O(n log n).
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(NaN);
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((i, j) => values[i]! - values[j]!);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    // Positions from + 1 … to share their mean.
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
