import { afterEach, describe, expect, it } from 'vitest';
import { commitChannel, createCommitFeed, createWriters, writerLock } from '../../../src/lib/projects/writers';
import { fakeLocks } from './locks';

it('keeps its names: two releases open at once must see each other', () => {
  expect([writerLock('abc'), commitChannel]).toEqual(['kith-writer-abc', 'kith-commits']);
});

describe('claims on a project', () => {
  it('are held by the first tab, and by the next when it gives up', async () => {
    const locks = fakeLocks();
    const [first, second, third] = [locks.tab(), locks.tab(), locks.tab()].map(({ manager }) => createWriters(manager));
    const [a, b, c] = [await first!.claim('p'), await second!.claim('p'), await third!.claim('p')];
    expect([a.isHeld, b.isHeld, c.isHeld]).toEqual([true, false, false]);
    await a.release();
    await b.held;
    expect([a.isHeld, b.isHeld, c.isHeld]).toEqual([false, true, false]);
  });

  it('pass on when the tab is killed', async () => {
    const locks = fakeLocks();
    const [mine, theirs] = [locks.tab(), locks.tab()];
    await createWriters(mine.manager).claim('p');
    const waiting = await createWriters(theirs.manager).claim('p');
    mine.kill();
    await waiting.held;
    expect(waiting.isHeld).toBe(true);
  });

  it('of one that gave up waiting are never held', async () => {
    const locks = fakeLocks();
    const writers = createWriters(locks.tab().manager);
    const first = await writers.claim('p');
    const waiting = await createWriters(locks.tab().manager).claim('p');
    await waiting.release();
    await first.release();
    expect(waiting.isHeld).toBe(false);
    const again = await writers.claim('p');
    expect(again.isHeld).toBe(true);
  });

  it('are of one project only, and can be made again at once after a release', async () => {
    const locks = fakeLocks();
    const writers = createWriters(locks.tab().manager);
    const [p, q] = [await writers.claim('p'), await writers.claim('q')];
    expect([p.isHeld, q.isHeld]).toEqual([true, true]);
    await p.release();
    expect((await writers.claim('p')).isHeld).toBe(true);
  });

  it('are all held where there are no locks', async () => {
    const writers = createWriters(undefined);
    // Node has no `navigator.locks`; a browser without them is the same.
    expect([(await writers.claim('p')).isHeld, (await writers.claim('p')).isHeld]).toEqual([true, true]);
  });
});

describe('the news of commits', () => {
  const channels: BroadcastChannel[] = [];
  afterEach(() => channels.splice(0).forEach((channel) => channel.close()));

  it('goes to the other tabs', async () => {
    const other = new BroadcastChannel(commitChannel);
    channels.push(other);
    const heard = new Promise((resolve) => (other.onmessage = ({ data }) => resolve(data)));
    createCommitFeed().announce({ project: 'p', generation: 7 });
    expect(await heard).toEqual({ project: 'p', generation: 7 });
  });
});
