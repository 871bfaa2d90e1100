/** Runs a workload several times and prints, as one line of JSON, its least time and what `quality` says of it. */
export function measure<Result>(
  name: string,
  repetitions: number,
  workload: () => Result,
  quality: (result: Result) => Record<string, number>,
): void {
  let [wall, cpu] = [Infinity, Infinity];
  let result: Result | undefined;
  for (let i = 0; i < repetitions; i++) {
    const [begin, used] = [performance.now(), process.cpuUsage()];
    result = workload();
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, performance.now() - begin);
    cpu = Math.min(cpu, (user + system) / 1000);
  }
  const seconds = (ms: number) => Number((ms / 1000).toFixed(3));
  const figures = result === undefined ? {} : quality(result);
  console.log(JSON.stringify({ case: name, repetitions, wall: seconds(wall), cpu: seconds(cpu), ...figures }));
}
