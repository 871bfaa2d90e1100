import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { record, text } from '../../../../src/lib/core/shape';
import { noCheck } from '../../../../src/lib/projects/project-file/contents';
import { kinds, sourceOf, writeHead } from '../../../../src/lib/projects/project-file/layout';
import { readProjectFile } from '../../../../src/lib/projects/project-file/read';
import { contentOf, createDisk, fact, type Disk } from '../disk';
import { bytesIn, contentsOf, headLength, rewritten } from './forge';

let disk: Disk;
beforeEach(() => {
  disk = createDisk();
});

/** Letters in no order: they pack a little, and no two seeds give the same. */
function long(seed: number, length: number): string {
  const letters = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    letters[i] = 97 + ((state >>> 16) % 26);
  }
  return new TextDecoder().decode(letters);
}

async function makeProject(tab: ReturnType<Disk['openTab']>, name = '电信公司', originalLength = 9000) {
  const record = await tab.open((await tab.create(name)).id);
  await record.commit({
    append: [fact('a'), { descriptor: { kind: 'accepted' }, bytes: new Uint8Array() }, fact('a'.repeat(5000))],
    originals: [{ descriptor: { file: 0, name: '订单.csv' }, bytes: new Blob([long(1, originalLength)]) }],
    documents: {
      settings: { asOf: null, timeZone: 'Asia/Shanghai' },
      'result:1': { scores: Float64Array.of(NaN, -0, 0.1), labels: Int32Array.of(2, 0), at: new Date(7) },
    },
    summary: { customers: 60, asOf: '2026-01-01' },
  });
  await record.commit({ append: [fact('b')], removeFacts: (gone) => JSON.stringify(gone) === '{"kind":"accepted"}' });
  return record;
}

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as unknown;

/** The code with which an import of these bytes is refused, and proof that nothing of it is left. */
async function refusal(bytes: Uint8Array | Blob, options = {}): Promise<string> {
  const other = createDisk();
  const tab = other.openTab(options);
  const outcome = await tab.import(bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>])).then(
    () => 'imported',
    (error: { code: string }) => error.code,
  );
  if (outcome !== 'imported') {
    for (const table of ['projects', 'facts', 'originals', 'documents', 'chunks', 'staged']) {
      expect(await other.rows(table)).toEqual([]);
    }
  }
  tab.close();
  return outcome;
}

describe('a project as a file', () => {
  it('is the same project in another browser: log, originals, documents, numbers, counts', async () => {
    const here = disk.openTab();
    const project = await makeProject(here, '电信公司', 4_300_000);
    const file = await here.export(project.id);
    const there = createDisk().openTab();
    const { project: imported, isCopy } = await there.import(file);
    expect(isCopy).toBe(false);
    const again = await there.open(imported.id);
    expect(await contentOf(again)).toEqual(await contentOf(project));
    expect(again.manifest.facts.map(({ id }) => id)).toEqual(project.manifest.facts.map(({ id }) => id));
    const [mine] = await here.list();
    expect(imported).toMatchObject({ id: project.id, name: '电信公司', counts: { customers: 60, asOf: '2026-01-01' } });
    expect(imported).toMatchObject({ bytes: mine?.bytes, createdAt: mine?.createdAt });
    await again.commit({ append: [fact('goes on')] });
    expect(again.manifest.facts.map(({ id }) => id).at(-1)).toBe(5);
  });

  it('is equal after a journey whatever is in it', async () => {
    const bytes = fc.uint8Array({ maxLength: 600 });
    const parts = fc.array(fc.record({ descriptor: fc.jsonValue(), bytes }), { maxLength: 6 });
    const documents = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.anything({ withTypedArray: true, withDate: true, withMap: true, withBigInt: true, maxDepth: 3 }),
      { maxKeys: 4, noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(parts, parts, documents, async (append, originals, kept) => {
        const here = createDisk().openTab();
        const project = await here.open((await here.create('Shop')).id);
        await project.commit({ append, originals, documents: kept });
        const there = createDisk().openTab();
        const { project: imported } = await there.import(await here.export(project.id));
        const again = await there.open(imported.id);
        expect(again.manifest).toEqual(project.manifest);
        expect(await contentOf(again)).toEqual(await contentOf(project));
      }),
      { numRuns: 30 },
    );
  });

  it('is smaller than its bytes where they repeat, and holds equal pieces once', async () => {
    const tab = disk.openTab();
    const project = await tab.open((await tab.create('Shop')).id);
    const [repeated, other] = [long(1, 200), long(2, 100_000)];
    await project.commit({ append: [fact(repeated.repeat(200)), fact(other), fact(other), fact(other)] });
    const contents = await contentsOf(await tab.export(project.id));
    expect(contents.chunks.map(({ packing }) => packing)).toContain('deflate');
    expect(contents.facts.map(({ chunks }) => chunks)).toEqual([[0], [1], [1], [1]]);
  });

  it('becomes a second project where the first is still here, and says so', async () => {
    const tab = disk.openTab();
    const project = await makeProject(tab, 'Shop');
    const file = await tab.export(project.id);
    const [second, third] = [await tab.import(file), await tab.import(file)];
    expect([second.isCopy, third.isCopy]).toEqual([true, true]);
    expect([second.project.name, third.project.name]).toEqual(['Shop (2)', 'Shop (3)']);
    expect(second.project.id).not.toBe(project.id);
    const copy = await tab.open(second.project.id);
    const before = await contentOf(project);
    expect(await contentOf(copy)).toEqual(before);
    await copy.commit({ removeFacts: () => true });
    await tab.remove(second.project.id);
    expect(await contentOf(project)).toEqual(before);
  });

  it('holds the project as it stood when the export began', async () => {
    const [here, other] = [disk.openTab(), disk.openTab()];
    const project = await makeProject(here);
    const before = await contentOf(project);
    let isChanged = false;
    const file = await here.export(project.id, {
      // The first report comes with the first piece: the rest of the pieces is dropped under the export.
      report: () => {
        if (isChanged) return;
        isChanged = true;
        void other
          .open(project.id)
          .then((same) =>
            same.commit({ removeFacts: () => true, removeOriginals: () => true, documents: { settings: null } }),
          );
      },
    });
    expect(isChanged).toBe(true);
    const there = createDisk().openTab();
    const { project: imported } = await there.import(file);
    expect(await contentOf(await there.open(imported.id))).toEqual(before);
    expect(await disk.rows('staged')).toEqual([]);
  });

  it('is counted as saved only once it was read again', async () => {
    const tab = disk.openTab();
    const project = await makeProject(tab);
    expect(await tab.list()).toMatchObject([{ backup: null, commitsSinceBackup: 2 }]);
    await tab.export(project.id);
    expect(await tab.list()).toMatchObject([{ backup: { generation: 2 }, commitsSinceBackup: 0 }]);
    await (await tab.open(project.id)).commit({ documents: { a: 1 } });
    expect(await tab.list()).toMatchObject([{ commitsSinceBackup: 1 }]);

    const strict = disk.openTab({ check: { ...noCheck, fact: record({ missing: text() }) } });
    const { backup } = (await tab.list())[0] ?? {};
    await expect(strict.export(project.id)).rejects.toEqual(code('contents-invalid'));
    expect(await tab.list()).toMatchObject([{ backup, commitsSinceBackup: 1 }]);
  });

  it('reports what is done, rising to the end, and stops when asked', async () => {
    const tab = disk.openTab();
    const project = await makeProject(tab);
    const told: number[] = [];
    const file = await tab.export(project.id, { report: (fraction) => told.push(fraction) });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect([told.length > 4, told.at(-1)]).toEqual([true, 1]);

    const stop = new AbortController();
    const exporting = tab.export(project.id, { signal: stop.signal, report: () => stop.abort() });
    await expect(exporting).rejects.toEqual(code('cancelled'));
    expect(await disk.rows('staged')).toEqual([]);

    const other = createDisk();
    const stopImport = new AbortController();
    const importing = other.openTab().import(file, { signal: stopImport.signal, report: () => stopImport.abort() });
    await expect(importing).rejects.toEqual(code('cancelled'));
    expect([await other.rows('projects'), await other.rows('chunks'), await other.rows('staged')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('puts large originals into the folder again', async () => {
    const here = disk.openTab();
    const file = await here.export((await makeProject(here, 'Shop', 4_300_000)).id);
    const other = createDisk();
    // Above a single piece: what counts is the size of the whole.
    const there = other.openTab({ folderFromBytes: 4_250_000 });
    const { project } = await there.import(file);
    expect(other.files.size).toBe(2);
    expect((await contentOf(await there.open(project.id))).originals).toHaveLength(1);
  });

  it('refuses a project that is not there', async () => {
    await expect(disk.openTab().export('none')).rejects.toEqual(code('project-missing'));
  });
});

describe('format 1', () => {
  it('opens for ever: the file that its first version wrote', async () => {
    const bytes = await readFile('tests/fixtures/project-file-format-1.kith');
    const tab = disk.openTab();
    const { project, isCopy } = await tab.import(new Blob([new Uint8Array(bytes)]));
    expect(project).toMatchObject({
      ...{ name: '小公司', commitsSinceBackup: 0, bytes: 182_250 },
      counts: { customers: 60, transactions: 366, feedback: 180, asOf: '2025-12-27' },
    });
    expect(isCopy).toBe(false);
    const content = await contentOf(await tab.open(project.id));
    const keys = Object.keys(content.documents).map((key) => key.replace(/^result:.*/, 'result:'));
    expect({
      generation: content.generation,
      facts: content.facts.length,
      originals: content.originals.length,
    }).toEqual({
      ...{ generation: 11, facts: 16, originals: 4 },
    });
    expect(new Set(keys)).toEqual(new Set(['catalog', 'imports', 'runs', 'result:', 'segments']));
  });
});

describe('a file that is not what was written', () => {
  let whole: Uint8Array;

  /** The code with which the reader refuses these bytes: what every import goes through. */
  const readerSays = (bytes: Uint8Array) =>
    readProjectFile(sourceOf(new Blob([bytes as Uint8Array<ArrayBuffer>])), noCheck)
      .then((file) => file.verify())
      .then(
        () => 'read',
        (error: { code: string }) => error.code,
      );

  beforeEach(async () => {
    const tab = disk.openTab();
    const project = await tab.open((await tab.create('Shop')).id);
    await project.commit({
      append: [fact(long(3, 900)), fact('abc '.repeat(300))],
      originals: [{ descriptor: { file: 0, name: 'x.csv' }, bytes: fact('id,name\n1,甲\n').bytes }],
      documents: { settings: { currency: 'CNY' }, 'result:1': { scores: Float64Array.of(1, 2, 3) } },
    });
    whole = await bytesIn(await tab.export(project.id));
  });

  it('is noticed wherever one bit is flipped: 200 places', async () => {
    const outcomes = new Map<string, number>();
    for (let i = 0; i < 200; i++) {
      const flipped = whole.slice();
      const at = Math.floor((i * whole.length) / 200);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8));
      const outcome = await readerSays(flipped);
      // The same through a whole import, which leaves nothing behind.
      if (i % 20 === 0) expect(await refusal(flipped)).toBe(outcome);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()]).not.toContain('read');
    expect(outcomes.get('project-file-damaged')).toBeGreaterThan(150);
  });

  it('is noticed wherever it is cut: 200 places', async () => {
    for (let i = 0; i < 200; i++) {
      const length = Math.floor((i * whole.length) / 200);
      const outcome = length === 0 ? 'project-file-foreign' : 'project-file-cut';
      expect(await readerSays(whole.slice(0, length))).toBe(outcome);
      if (i % 20 === 0) expect(await refusal(whole.slice(0, length))).toBe(outcome);
    }
  });

  it('is noticed when something follows it, or two pieces have changed places', async () => {
    expect(await refusal(new Blob([whole as Uint8Array<ArrayBuffer>, 'x']))).toBe('project-file-damaged');
    const { chunks } = await contentsOf(new Blob([whole as Uint8Array<ArrayBuffer>]));
    const [first = 0, second = 0] = chunks.map(({ stored }) => stored);
    const at = await headLength(whole);
    const swapped = whole.slice();
    swapped.set(whole.slice(at + first, at + first + second), at);
    swapped.set(whole.slice(at, at + first), at + second);
    expect(await refusal(swapped)).toBe('project-file-damaged');
  });

  it('says where', async () => {
    const at = await headLength(whole);
    const flipped = whole.slice();
    flipped[at + 3] = (flipped[at + 3] ?? 0) ^ 1;
    await expect(
      createDisk()
        .openTab()
        .import(new Blob([flipped])),
    ).rejects.toMatchObject({ details: { at } });
    await expect(
      createDisk()
        .openTab()
        .import(new Blob([whole.slice(0, -1)])),
    ).rejects.toMatchObject({
      details: { bytes: whole.length - 1, expected: whole.length },
    });
  });

  it('is refused when it is another kind of file', async () => {
    expect(await refusal(new Blob(['客户编号,姓名\n1,王一\n']))).toBe('project-file-foreign');
    expect(await refusal(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4)]))).toBe('project-file-foreign');
  });

  it('is refused when a newer version wrote it, by both numbers', async () => {
    const { bytes } = await writeHead(kinds.open, { anything: 'that format 2 has' });
    new DataView(bytes.buffer).setUint32(8, 2, true);
    const file = await rewritten(bytes);
    await expect(createDisk().openTab().import(file)).rejects.toMatchObject({
      ...{ code: 'project-file-newer', details: { found: 2, known: 1 } },
    });
  });
});
