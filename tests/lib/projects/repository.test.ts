import { beforeEach, describe, expect, it } from 'vitest';
import { contentOf, createDisk, fact, type Disk } from './disk';

let disk: Disk;
beforeEach(() => {
  disk = createDisk();
});

describe('the list of projects', () => {
  it('is empty at first and then shows the last opened first', async () => {
    const repository = disk.openTab();
    expect(await repository.list()).toEqual([]);
    const first = await repository.create(' 电信公司 ');
    const second = await repository.create('Shop');
    expect((await repository.list()).map(({ name }) => name)).toEqual(['Shop', '电信公司']);
    await repository.open(first.id);
    expect((await repository.list()).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('shows size and counts of the last commit', async () => {
    const repository = disk.openTab();
    const { id } = await repository.create('Shop');
    expect(await repository.list()).toMatchObject([{ bytes: 0, counts: null }]);
    const record = await repository.open(id);
    await record.commit({ append: [fact('four')], summary: { customers: 5000 } });
    await record.commit({ append: [fact('seven77')] });
    expect(await repository.list()).toMatchObject([{ bytes: 11, counts: { customers: 5000 } }]);
  });

  it('renames, to the same name too, and refuses an empty one', async () => {
    const repository = disk.openTab();
    const { id } = await repository.create('Shop');
    await repository.rename(id, 'Shop');
    await repository.rename(id, 'Store');
    expect((await repository.list())[0]?.name).toBe('Store');
    await expect(repository.rename(id, '  ')).rejects.toMatchObject({ code: 'project-name-empty' });
    await expect(repository.create('')).rejects.toMatchObject({ code: 'project-name-empty' });
    const record = await repository.open(id);
    await record.rename('Warehouse');
    expect(record.name).toBe('Warehouse');
    await record.commit({ documents: { a: 1 } });
    expect((await repository.list())[0]?.name).toBe('Warehouse');
  });

  it('refuses what is not there', async () => {
    const repository = disk.openTab();
    await expect(repository.open('none')).rejects.toMatchObject({ kind: 'input', code: 'project-missing' });
    await expect(repository.rename('none', 'x')).rejects.toMatchObject({ kind: 'input', code: 'project-missing' });
    await expect(repository.remove('none')).resolves.toBeUndefined();
  });
});

describe('a project', () => {
  it('is there again in another tab: facts in order, originals, documents with typed arrays', async () => {
    const first = disk.openTab();
    const { id } = await first.create('Shop');
    const record = await first.open(id);
    await record.commit({
      append: [fact('a'), { descriptor: { kind: 'accepted' }, bytes: new Uint8Array() }, fact('b')],
      originals: [{ descriptor: { name: 'orders.csv' }, bytes: new Blob(['id,amount\n1,2\n']) }],
      documents: { settings: { asOf: '2011-12-10' }, 'result/1': { labels: Int32Array.of(2, 0, 1) } },
    });
    await record.commit({ append: [fact('c')] });
    first.kill();
    const again = await disk.openTab().open(id);
    expect(await contentOf(again)).toEqual({
      generation: 2,
      facts: ['{"text":"a"} a', '{"kind":"accepted"} ', '{"text":"b"} b', '{"text":"c"} c'],
      originals: [[{ name: 'orders.csv' }, 'id,amount\n1,2\n']],
      documents: { settings: { asOf: '2011-12-10' }, 'result/1': { labels: Int32Array.of(2, 0, 1) } },
    });
    expect(await again.document('nothing')).toBeUndefined();
    await expect(again.readOriginal(99)).rejects.toMatchObject({ code: 'original-missing' });
  });

  it('drops facts and documents, keeps the others, and never gives a number twice', async () => {
    const repository = disk.openTab();
    const record = await repository.open((await repository.create('Shop')).id);
    await record.commit({ append: [fact('a'), fact('b')], documents: { x: 1, y: 2 } });
    await record.commit({
      removeFacts: (descriptor) => (descriptor as { text: string }).text === 'b',
      documents: { x: null, z: 3, y: undefined },
    });
    await record.commit({ append: [fact('c')] });
    expect(record.manifest.facts.map(({ id }) => id)).toEqual([0, 2]);
    expect(await contentOf(record)).toMatchObject({
      facts: ['{"text":"a"} a', '{"text":"c"} c'],
      documents: { y: 2, z: 3 },
    });
    expect(await disk.rows('chunks')).toHaveLength(2);
  });

  it('keeps the order of simultaneous commits and of appends nobody waited for', async () => {
    const repository = disk.openTab();
    const record = await repository.open((await repository.create('Shop')).id);
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => record.commit({ append: [fact(text)] })));
    const step = record.begin();
    const appended = ['e', 'f', 'g'].map((text) => step.append({ text }, fact(text).bytes));
    await step.commit();
    await Promise.all(appended);
    expect((await contentOf(record)).facts.map((line) => line.at(-1))).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(record.manifest.generation).toBe(5);
    expect(await disk.rows('staged')).toEqual([]);
  });

  it('knows nothing of a step that was discarded, and a step ends once', async () => {
    const repository = disk.openTab();
    const record = await repository.open((await repository.create('Shop')).id);
    const step = record.begin();
    await step.append({}, fact('lost').bytes);
    await step.discard();
    expect(await contentOf(record)).toMatchObject({ generation: 0, facts: [] });
    expect([await disk.rows('chunks'), await disk.rows('staged')]).toEqual([[], []]);
    await expect(step.commit()).rejects.toMatchObject({ kind: 'bug', code: 'step-over' });
    await expect(step.append({}, fact('x').bytes)).rejects.toMatchObject({ kind: 'bug', code: 'step-over' });
  });
});

describe('two tabs', () => {
  it('never overwrite each other: the later commit is refused and changes nothing', async () => {
    const [here, there] = [disk.openTab(), disk.openTab()];
    const { id } = await here.create('Shop');
    const [mine, theirs] = [await here.open(id), await there.open(id)];
    await theirs.commit({ append: [fact('theirs')], documents: { who: 'they' } });
    await expect(mine.commit({ append: [fact('mine')], documents: { who: 'me' } })).rejects.toMatchObject({
      kind: 'environment',
      code: 'project-changed-elsewhere',
    });
    expect(await contentOf(await here.open(id))).toMatchObject({
      facts: ['{"text":"theirs"} theirs'],
      documents: { who: 'they' },
    });
    expect(await disk.rows('chunks')).toHaveLength(1);
  });

  it('never mix their generations while reading', async () => {
    const [here, there] = [disk.openTab(), disk.openTab()];
    const { id } = await here.create('Shop');
    const mine = await here.open(id);
    await mine.commit({ append: [fact('a')], documents: { who: 'me' } });
    const theirs = await there.open(id);
    await theirs.commit({ removeFacts: () => true, documents: { who: 'they' } });
    await expect(mine.document('who')).rejects.toMatchObject({ code: 'project-changed-elsewhere' });
    await expect(contentOf(mine)).rejects.toMatchObject({ code: 'project-changed-elsewhere' });
  });

  it('read their documents while they commit themselves', async () => {
    const repository = disk.openTab();
    const record = await repository.open((await repository.create('Shop')).id);
    const commits = [1, 2, 3].map((value) => record.commit({ documents: { value } }));
    const reads = [1, 2, 3, 4, 5].map(() => record.document<number>('value'));
    await Promise.all([...commits, ...reads]);
    expect(await record.document('value')).toBe(3);
  });

  it('refuse a commit to a project the other has removed', async () => {
    const [here, there] = [disk.openTab(), disk.openTab()];
    const { id } = await here.create('Shop');
    const mine = await here.open(id);
    await there.remove(id);
    await expect(mine.commit({ documents: { a: 1 } })).rejects.toMatchObject({ code: 'project-changed-elsewhere' });
    expect(await disk.rows('documents')).toEqual([]);
  });

  it('leave each other’s unfinished steps alone while clearing up', async () => {
    const [here, there] = [disk.openTab(), disk.openTab()];
    const mine = await here.open((await here.create('Shop')).id);
    const step = mine.begin();
    await step.append({ text: 'a' }, fact('a').bytes);
    await there.remove((await there.create('Other')).id);
    await step.commit();
    expect((await contentOf(mine)).facts).toEqual(['{"text":"a"} a']);
  });

  it('lose no update: 4 tabs of 8 increments each count to 32', async () => {
    const { id } = await disk.openTab().create('Counter');
    const values = new Set<number>();
    const increment = async (tab: ReturnType<Disk['openTab']>): Promise<void> => {
      for (let done = 0; done < 8;) {
        const record = await tab.open(id);
        try {
          const value = ((await record.document<number>('n')) ?? 0) + 1;
          await record.commit({ documents: { n: value } });
          values.add(value);
          done++;
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'project-changed-elsewhere' });
        }
      }
    };
    await Promise.all(Array.from({ length: 4 }, () => increment(disk.openTab())));
    expect(values.size).toBe(32);
    expect(Math.max(...values)).toBe(32);
  });
});

describe('removing a project', () => {
  it('leaves nothing of it, and all of the others', async () => {
    const repository = disk.openTab({ folderFromBytes: 10 });
    const [gone, kept] = [await repository.create('Gone'), await repository.create('Kept')];
    const shared = { append: [fact('shared')], documents: { a: 1 } };
    const large = (text: string) => ({ originals: [{ descriptor: { text }, bytes: fact(text).bytes }] });
    await (await repository.open(gone.id)).commit({ ...shared, ...large('only in the one that goes') });
    await (await repository.open(gone.id)).commit({ append: [fact('own')] });
    const record = await repository.open(kept.id);
    await record.commit({ ...shared, ...large('only in the one that stays') });
    const before = await contentOf(record);
    await repository.remove(gone.id);
    expect((await repository.list()).map(({ name }) => name)).toEqual(['Kept']);
    for (const table of ['projects', 'facts', 'originals', 'documents']) {
      expect(JSON.stringify(await disk.rows(table))).not.toContain(gone.id);
    }
    expect(await disk.rows('chunks')).toHaveLength(2);
    expect(disk.files.size).toBe(1);
    expect(await contentOf(record)).toEqual(before);
    await repository.remove(kept.id);
    expect([await disk.rows('chunks'), disk.files.size]).toEqual([[], 0]);
  });
});

it('refuses a database that a newer release has made', async () => {
  const repository = disk.openTab();
  await repository.create('Shop');
  repository.kill();
  await new Promise<void>((resolve, reject) => {
    const opening = disk.indexedDB.open('kith', 20);
    opening.onsuccess = () => (opening.result.close(), resolve());
    opening.onerror = () => reject(opening.error as Error);
  });
  await expect(disk.openTab().list()).rejects.toMatchObject({ kind: 'environment', code: 'storage-newer' });
});

describe('another release in another tab', () => {
  const openVersion = (version: number, onblocked = () => {}) =>
    new Promise<void>((resolve, reject) => {
      const opening = disk.indexedDB.open('kith', version);
      opening.onblocked = onblocked;
      opening.onsuccess = () => (opening.result.close(), resolve());
      opening.onerror = () => reject(opening.error as Error);
    });

  it('that upgrades the storage is let through at once, and this tab says so and no longer writes', async () => {
    const told: string[] = [];
    const tab = disk.openTab({ onHindrance: (hindrance) => told.push(hindrance) });
    const { id } = await tab.create('Shop');
    const record = await tab.open(id);
    let wasBlocked = false;
    await openVersion(20, () => (wasBlocked = true));
    expect([told, wasBlocked]).toEqual([['superseded'], false]);
    await expect(record.commit({ documents: { a: 1 } })).rejects.toMatchObject({ code: 'storage-newer' });
  });

  it('that will not let go is named while this one waits, and then it goes on', async () => {
    const told: string[] = [];
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = disk.indexedDB.open('kith', 1);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error as Error);
    });
    const tab = disk.openTab({
      onHindrance: (hindrance) => {
        told.push(hindrance);
        old.close();
      },
    });
    expect(await tab.list()).toEqual([]);
    expect(told).toEqual(['blocked']);
  });
});
