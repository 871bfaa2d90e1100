import type { Comparison, Ours, Turn } from './case';
import { openPeer, type OpenPeer } from './peer-process';
import { judgeTurns, type Block, type PeerRow } from './result';

/** Times `work` alone: by the clock, and of CPU on all threads of this process. */
async function timed<Result>(ours: Ours<Result>): Promise<Turn> {
  await ours.prepare?.();
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const result = await ours.work();
  const { user, system } = process.cpuUsage(used);
  const wall = (performance.now() - begin) / 1000;
  return { wall, cpu: (user + system) / 1e6, threads: 1, quality: await ours.quality(result) };
}

/**
 * Runs ours and all peers in turn, A B C A B C A, each peer with its data loaded all the while. One that is missing or
 * fails is a row that says so, never an error.
 */
export async function compare<Result>(
  { workload, ours, peers, judge, rounds = 2 }: Comparison<Result>,
  say: (text: string) => void,
): Promise<Block> {
  const sides = [];
  for (const peer of peers) {
    say(`${workload}: loading ${peer.name}`);
    sides.push({ peer, open: await openPeer(peer), turns: [] as Turn[] });
  }
  const oursTurns: Turn[] = [];
  const measureOurs = async () => {
    say(`${workload}: ${ours.name}, turn ${oursTurns.length + 1} of ${rounds + 1}`);
    oursTurns.push(await timed(ours));
  };
  await measureOurs();
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) {
      if (typeof side.open === 'string') continue;
      say(`${workload}: ${side.peer.name}, turn ${round + 1} of ${rounds}`);
      try {
        for (const threads of side.peer.threads ?? [1]) side.turns.push(await side.open.turn(threads));
      } catch (thrown) {
        await side.open.close();
        side.open = `failed: ${(thrown as Error).message}`;
      }
    }
    await measureOurs();
  }
  const rows: PeerRow[] = [];
  for (const { peer, open, turns } of sides) {
    if (typeof open === 'string') rows.push({ name: peer.name, version: '', absent: open, turns });
    else rows.push(await settled(peer.name, open, turns));
  }
  return { workload, ours: { name: ours.name, turns: oursTurns }, peers: rows };

  async function settled(name: string, open: OpenPeer, turns: readonly Turn[]): Promise<PeerRow> {
    await open.close();
    // Of several results ours must be as good in its worst: each turn is judged against the peer's last.
    const theirs = turns.at(-1)?.quality ?? {};
    const reasons = oursTurns.map(({ quality }) => judge(quality, theirs, name)).filter((reason) => reason !== null);
    return { name, version: open.version, turns, verdict: judgeTurns(oursTurns, turns, reasons[0] ?? null) };
  }
}
