// The loop every peer in Node shares; the protocol is that of turns.py.
import { createInterface } from 'node:readline';

export async function serve(version, work, quality) {
  console.log(JSON.stringify({ version }));
  for await (const line of createInterface(process.stdin)) {
    const threads = Number(line.split(' ')[1]);
    const [begin, used] = [performance.now(), process.cpuUsage()];
    const result = await work(threads);
    const { user, system } = process.cpuUsage(used);
    const wall = (performance.now() - begin) / 1000;
    console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, quality: await quality(result) }));
  }
}
