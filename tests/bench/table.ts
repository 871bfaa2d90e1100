import type { Quality, Turn } from './case';
import { median, type CaseResult } from './result';

/** Rows of words as lines, every column as wide as its widest word; the last is not padded. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((word, c) => Math.max(all[c] ?? 0, word.length)), []);
  return rows.map((row) => row.map((word, c) => (c < row.length - 1 ? word.padEnd(widths[c] ?? 0) : word)).join('  '));
}

const seconds = (turns: readonly Turn[], of: 'wall' | 'cpu'): string =>
  turns.length === 0 ? '–' : median(turns.map((turn) => turn[of])).toFixed(3);

const words = (quality: Quality): string =>
  Object.entries(quality)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(9)) : value}`)
    .join(', ');

/** What the cases found, for people: a block per workload, ours first. Times are medians over the turns. */
export function tableOf(results: readonly CaseResult[]): string {
  const head = ['', 'CPU s', 'wall s', 'CPU ratio', 'wall ratio', 'verdict', 'quality'];
  const lines = [head];
  const headings = new Map<number, string>();
  for (const { id, blocks, figures } of results) {
    for (const { workload, ours, peers } of blocks) {
      headings.set(lines.length, `${id} · ${workload}`);
      const { name, turns } = ours;
      lines.push([
        `  ${name}`,
        seconds(turns, 'cpu'),
        seconds(turns, 'wall'),
        '',
        '',
        '',
        words(turns.at(-1)?.quality ?? {}),
      ]);
      for (const { name, version, absent, turns, verdict } of peers) {
        if (!verdict) {
          lines.push([`  ${name}`, '', '', '', '', '', absent ?? '']);
          continue;
        }
        const at = (threads: number) => turns.filter((turn) => turn.threads === threads);
        const fewest = Math.min(...turns.map(({ threads }) => threads));
        const threads = verdict.bestThreads === 1 ? '' : ` (${verdict.bestThreads} threads)`;
        lines.push([
          `  ${name} ${version}`,
          seconds(at(fewest), 'cpu'),
          seconds(at(verdict.bestThreads), 'wall') + threads,
          verdict.cpuRatio.toFixed(2),
          verdict.wallRatio.toFixed(2),
          verdict.word,
          [verdict.reason, words(turns.at(-1)?.quality ?? {})].filter(Boolean).join('; '),
        ]);
      }
    }
    for (const { workload, figures: found } of figures) {
      headings.set(lines.length, `${id} · ${workload}`);
      lines.push(['  figures', '', '', '', '', '', words(found)]);
    }
  }
  return aligned(lines)
    .flatMap((line, i) => [...(headings.has(i) ? ['', headings.get(i) ?? ''] : []), line.trimEnd()])
    .join('\n');
}
