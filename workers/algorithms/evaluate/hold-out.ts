import type { Random } from '../random';

/**
 * Chooses the rows to be held out for measuring, at random, with the share of every class kept: 1 = held out. A class
 * of one row stays in training, one of two has one on each side, and a larger one keeps at least two in training, so
 * that cross-validation there can go on.
 * @param labels class numbers ≥ 0
 * @param share of the rows of each class, in (0, 1)
 */
export function stratifiedHoldOut(labels: ArrayLike<number>, share: number, random: Random): Uint8Array {
  return choose(labels, random, (size) => {
    const most = Math.min(size - 1, Math.max(1, size - 2));
    return Math.min(most, Math.max(1, Math.round(share * size)));
  });
}

/** Chooses a sample with the share of every class kept, but no fewer than `least` rows of any that has them: 1 = chosen. */
export function stratifiedSample(labels: ArrayLike<number>, share: number, least: number, random: Random): Uint8Array {
  return choose(labels, random, (size) => Math.min(size, Math.max(least, Math.round(share * size))));
}

function choose(labels: ArrayLike<number>, random: Random, wanted: (size: number) => number): Uint8Array {
  const isChosen = new Uint8Array(labels.length);
  const byClass = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = byClass.get(labels[row]!);
    if (rows) rows.push(row);
    else byClass.set(labels[row]!, [row]);
  }
  for (const label of [...byClass.keys()].sort((a, b) => a - b)) {
    const rows = random.shuffle(byClass.get(label)!);
    for (const row of rows.slice(0, wanted(rows.length))) isChosen[row] = 1;
  }
  return isChosen;
}
