import type { Random } from '../../../algorithms/random';

/** One element, each equally likely. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

/** Index drawn in proportion to non-negative weights. */
export function draw(random: Random, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let target = random.next() * total;
  for (let i = 0; i < weights.length; i++) {
    target -= weights[i]!;
    if (target < 0) return i;
  }
  return weights.length - 1;
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** exp(u) ÷ Σ exp(u), shifted by the maximum so that nothing overflows. */
export function softmax(utilities: readonly number[]): Float64Array {
  const top = Math.max(...utilities);
  const shares = Float64Array.from(utilities, (u) => Math.exp(u - top));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** Poisson variate by Knuth's product of uniforms; meant for means below about 30. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  let product = random.next();
  while (product > limit) {
    count++;
    product *= random.next();
  }
  return count;
}

/** Gamma variate with scale 1 (Marsaglia & Tsang 2000; below shape 1 by the power of a uniform). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * Math.pow(1 - random.next(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = Math.pow(1 + c * x, 3);
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
