/** A source of pseudo-random numbers. Every random choice of an algorithm comes from the one it is given. */
export interface Random {
  /** Uniform in [0, 1), 32 random bits. */
  next(): number;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** Standard normal variate. */
  normal(): number;
  /** Shuffles in place (Fisher–Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(values: T): T;
  /** An independent stream for a part of the work, so that parts may run in any order. */
  fork(label: number): Random;
}

function mix(seed: number): number {
  let h = seed >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Small fast counting generator (sfc32) by Chris Doty-Humphrey, PractRand; period at least 2^32 per seed.
 * @param seed any number; its low 32 bits are used
 */
export function createRandom(seed: number): Random {
  let a = mix(seed);
  let b = mix(a + 0x9e3779b9);
  let c = mix(b + 0x9e3779b9);
  let counter = 1;
  let spare: number | null = null;
  const bits = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();

  const random: Random = {
    next: () => bits() / 4294967296,
    below: (n) => Math.floor((bits() / 4294967296) * n),
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      // Marsaglia's polar method; the second variate is kept for the next call.
      for (;;) {
        const u = 2 * random.next() - 1;
        const v = 2 * random.next() - 1;
        const s = u * u + v * v;
        if (s > 0 && s < 1) {
          const scale = Math.sqrt((-2 * Math.log(s)) / s);
          spare = v * scale;
          return u * scale;
        }
      }
    },
    shuffle(values) {
      for (let i = values.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        const held = values[i]!;
        values[i] = values[j]!;
        values[j] = held;
      }
      return values;
    },
    fork: (label) => createRandom(mix(seed ^ mix(label + 0x632be59b))),
  };
  return random;
}
