import type { BenchContext, Quality } from './case';

/** Runs a workload without a peer several times and records its least times beside what `quality` says of it. */
export function measure<Result>(
  { record, say }: Pick<BenchContext, 'record' | 'say'>,
  workload: string,
  repetitions: number,
  work: () => Result,
  quality: (result: Result) => Quality,
): void {
  say(workload);
  let [wall, cpu] = [Infinity, Infinity];
  let result: Result | undefined;
  for (let i = 0; i < repetitions; i++) {
    const [begin, used] = [performance.now(), process.cpuUsage()];
    result = work();
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, performance.now() - begin);
    cpu = Math.min(cpu, (user + system) / 1000);
  }
  const seconds = (ms: number) => Number((ms / 1000).toFixed(3));
  const figures = result === undefined ? {} : quality(result);
  record(workload, { repetitions, wall: seconds(wall), cpu: seconds(cpu), ...figures });
}
