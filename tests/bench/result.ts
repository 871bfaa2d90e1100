import type { Quality, Turn } from './case';

/** A peer's part of a block: its turns, or why there are none. */
export interface PeerRow {
  readonly name: string;
  readonly version: string;
  /** `not installed: …` or `failed: …`; absent when it ran. */
  readonly absent?: string;
  readonly turns: readonly Turn[];
  readonly verdict?: Verdict;
}

/** Ours beside its peers. */
export interface Block {
  readonly workload: string;
  readonly ours: { readonly name: string; readonly turns: readonly Turn[] };
  readonly peers: readonly PeerRow[];
}

export interface Figures {
  readonly workload: string;
  readonly figures: Quality;
}

/** All that one case found. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly figures: readonly Figures[];
}

export interface Verdict {
  /** Ours / peer, CPU seconds, the peer with one thread: the median over neighbouring turns. */
  readonly cpuRatio: number;
  /** Ours / peer by the clock, the peer at the better of its thread counts. */
  readonly wallRatio: number;
  readonly bestThreads: number;
  readonly word: 'ahead' | 'behind' | 'void';
  /** Why it is void. */
  readonly reason?: string;
}

/**
 * Judges turns that alternated: ours[0], peer[0], ours[1], peer[1], … ours[n]. Each turn of the peer is compared with
 * ours before and after it, so that a slow minute of the machine hurts both; the ratio is the median of these.
 * `ahead` needs both ratios below 1, CPU and clock.
 */
export function judgeTurns(ours: readonly Turn[], peer: readonly Turn[], reason: string | null): Verdict {
  const counts = [...new Set(peer.map(({ threads }) => threads))];
  const at = (threads: number) => peer.filter((turn) => turn.threads === threads);
  const fewest = Math.min(...counts);
  const bestThreads = counts.reduce((best, threads) =>
    median(at(threads).map(({ wall }) => wall)) < median(at(best).map(({ wall }) => wall)) ? threads : best,
  );
  const cpuRatio = medianRatio(ours, at(fewest), ({ cpu }) => cpu);
  const wallRatio = medianRatio(ours, at(bestThreads), ({ wall }) => wall);
  if (reason !== null) return { cpuRatio, wallRatio, bestThreads, word: 'void', reason };
  return { cpuRatio, wallRatio, bestThreads, word: Math.max(cpuRatio, wallRatio) < 1 ? 'ahead' : 'behind' };
}

function medianRatio(ours: readonly Turn[], peer: readonly Turn[], of: (turn: Turn) => number): number {
  return median(peer.flatMap((turn, i) => ours.slice(i, i + 2).map((neighbour) => of(neighbour) / of(turn))));
}

/** Middle of the sorted values, or the mean of the two middle ones; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
