import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commit, ProjectRecord } from '../../../src/lib/projects/repository';
import { contentOf, createDisk, fact, type Disk } from './disk';

let disk: Disk;
beforeEach(() => {
  disk = createDisk();
});

/** Every way in which the product reaches the disk, and its hashing: the points at which an accident can come. */
const points = (): readonly (readonly [object, readonly string[]])[] => [
  [IDBDatabase.prototype, ['transaction']],
  [IDBObjectStore.prototype, ['add', 'put', 'delete', 'get', 'getAll', 'getAllKeys', 'count', 'openCursor']],
  [IDBIndex.prototype, ['getAll', 'getAllKeys', 'openCursor', 'openKeyCursor']],
  [crypto.subtle, ['digest']],
  [disk.folder, ['write', 'read', 'remove', 'names']],
];

const undo: (() => void)[] = [];
const restorePoints = () => {
  for (const restore of undo.splice(0)) restore();
};
afterEach(restorePoints);

/** Calls `strike` before each operation, with its number from 1 on and the object it is called on. */
function watchPoints(strike: (count: number, operation: string, target: unknown) => void): void {
  let count = 0;
  for (const [owner, names] of points()) {
    const methods = owner as Record<string, (...args: unknown[]) => unknown>;
    for (const name of names) {
      const original = methods[name];
      if (!original) throw new Error(`no ${name}`);
      methods[name] = function (this: unknown, ...args) {
        strike(++count, name, this);
        return original.apply(this, args);
      };
      undo.push(() => (methods[name] = original));
    }
  }
}

async function projectWith(repository: ReturnType<Disk['openTab']>): Promise<ProjectRecord> {
  const record = await repository.open((await repository.create('Shop')).id);
  await record.commit({
    append: [fact('a'), fact('b')],
    originals: [{ descriptor: { name: 'old.csv' }, bytes: fact('old file').bytes }],
    documents: { settings: 'old', dropped: 1 },
  });
  return record;
}

/** Touches everything a commit can: bytes in both places, facts that go and come, documents, counts. */
const change: Commit = {
  append: [fact('c'), fact('a')],
  originals: [{ descriptor: { name: 'new.csv' }, bytes: fact('a file large enough for the folder').bytes }],
  removeFacts: (descriptor) => (descriptor as { text: string }).text === 'b',
  removeOriginals: (descriptor) => (descriptor as { name: string }).name === 'old.csv',
  documents: { settings: 'new', added: Float64Array.of(1), dropped: null },
  summary: { customers: 1 },
};

const folderFromBytes = 20;

/** What is on the disk and belongs to no project. */
async function orphans(): Promise<number> {
  const parts = [...(await disk.rows('facts')), ...(await disk.rows('originals'))] as { chunks: { hash: string }[] }[];
  const wanted = new Set(parts.flatMap(({ chunks }) => chunks.map(({ hash }) => hash)));
  const chunks = await disk.rows<{ hash: string; file: string | null }>('chunks');
  const lost = chunks.filter(({ hash }) => !wanted.has(hash)).length;
  const files = chunks.filter(({ file }) => file !== null).length;
  return lost + Math.abs(disk.files.size - files) + (await disk.rows('staged')).length;
}

describe('a tab killed at any point of a commit', () => {
  it('leaves the old state or the new one, never a mixture, and the next start clears the rest away', async () => {
    const outcomes: ('old' | 'new')[] = [];
    for (let wasKilled = true, deadline = 1; wasKilled; deadline++) {
      disk = createDisk();
      const tab = disk.openTab({ folderFromBytes });
      const record = await projectWith(tab);
      const before = await contentOf(record);

      wasKilled = false;
      watchPoints((count) => {
        if (count < deadline) return;
        wasKilled = true;
        throw new Error('killed');
      });
      const wasAcknowledged = await record.commit(change).then(
        () => true,
        () => false,
      );
      restorePoints();
      tab.kill();

      const survivor = disk.openTab({ folderFromBytes });
      const after = await contentOf(await survivor.open(record.id));
      const outcome = after.generation === 1 ? 'old' : 'new';
      if (outcome === 'old') expect(after).toEqual(before);
      else {
        expect(after).toEqual({
          generation: 2,
          facts: ['{"text":"a"} a', '{"text":"c"} c', '{"text":"a"} a'],
          originals: [[{ name: 'new.csv' }, 'a file large enough for the folder']],
          documents: { settings: 'new', added: Float64Array.of(1) },
        });
      }
      // What was acknowledged is there; what is there and was not is the kill between commit and answer.
      expect(wasAcknowledged).toBe(outcome === 'new');
      expect(await orphans()).toBe(0);
      outcomes.push(outcome);
      survivor.close();
    }
    // One commit point: every kill before it leaves the old state, every later one the new.
    const commitPoint = outcomes.indexOf('new');
    expect(commitPoint).toBeGreaterThan(20);
    expect(new Set(outcomes.slice(commitPoint))).toEqual(new Set(['new']));
  });
});

describe('a commit that fails at one point', () => {
  it('leaves the project usable: what was refused succeeds when it is tried again', async () => {
    let refusals = 0;
    for (const deadline of [1, 2, 3, 5, 8, 13, 21, 30, 34, 40, 45]) {
      disk = createDisk();
      const tab = disk.openTab({ folderFromBytes });
      const record = await projectWith(tab);
      watchPoints((count) => {
        if (count === deadline) throw new Error('a passing fault');
      });
      const error: unknown = await record.commit(change).catch((thrown: unknown) => thrown);
      restorePoints();
      // Past the commit point a fault can only keep superfluous pieces a little longer.
      if (error === undefined) continue;
      refusals++;
      expect(error).toMatchObject({ kind: 'bug', details: { message: expect.stringContaining('a passing fault') } });
      expect((await contentOf(record)).generation).toBe(1);
      await record.commit(change);
      expect((await contentOf(record)).generation).toBe(2);
      expect(await orphans()).toBe(0);
    }
    expect(refusals).toBeGreaterThan(6);
  });
});

describe('a full disk', () => {
  const full = () => new DOMException('no room', 'QuotaExceededError');

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('is said, at write %i, and the last good version stays', async (nth) => {
    const tab = disk.openTab({ folderFromBytes });
    const record = await projectWith(tab);
    const before = await contentOf(record);
    let writes = 0;
    watchPoints((_count, operation) => {
      if ((operation === 'put' || operation === 'add') && ++writes === nth) throw full();
    });
    await expect(record.commit(change)).rejects.toMatchObject({ kind: 'environment', code: 'storage-full' });
    restorePoints();
    expect(await contentOf(record)).toEqual(before);
    expect(await orphans()).toBe(0);
    await record.commit(change);
    expect((await contentOf(record)).generation).toBe(2);
  });

  it('is said when the browser aborts the transaction only at its end', async () => {
    const tab = disk.openTab();
    const record = await projectWith(tab);
    const before = await contentOf(record);
    watchPoints((_count, operation, target) => {
      if (operation !== 'put' || (target as IDBObjectStore).name !== 'chunks') return;
      const { transaction } = target as { transaction: { _abort(name: string): void } };
      // After the request has succeeded and before the transaction has: Chrome counts bytes only then.
      setImmediate(() => queueMicrotask(() => transaction._abort('QuotaExceededError')));
    });
    await expect(record.commit(change)).rejects.toMatchObject({ kind: 'environment', code: 'storage-full' });
    restorePoints();
    expect(await contentOf(record)).toEqual(before);
  });

  it('is said when it is the folder of large files', async () => {
    const tab = disk.openTab({ folderFromBytes });
    const record = await projectWith(tab);
    const before = await contentOf(record);
    const { write } = disk.folder;
    disk.folder.write = () => Promise.reject(full());
    await expect(record.commit(change)).rejects.toMatchObject({ kind: 'environment', code: 'storage-full' });
    expect(await contentOf(record)).toEqual(before);
    disk.folder.write = write;
    await record.commit(change);
    expect(await orphans()).toBe(0);
  });
});
