import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { noCheck, type FileContents } from '../../src/lib/projects/project-file/contents';
import { sourceOf } from '../../src/lib/projects/project-file/layout';
import { readProjectFile } from '../../src/lib/projects/project-file/read';
import { projectContents } from '../../src/state/project-contents';
import { withContents } from '../lib/projects/project-file/forge';

let file: Blob;
const documents = new Map<string, unknown>();
beforeAll(async () => {
  file = new Blob([new Uint8Array(await readFile('tests/fixtures/project-file-format-1.kith'))]);
  const opened = await readProjectFile(sourceOf(file), noCheck);
  for (const one of opened.contents.documents) documents.set(one.key, await opened.document(one));
  // Its project still has the settings it began with, which are not written.
  documents.set('settings', { asOf: null, timeZone: 'Asia/Shanghai', currency: 'CNY' });
});

const says = (act: () => unknown) => {
  try {
    act();
    return 'taken';
  } catch (thrown) {
    const { code, details } = thrown as { code: string; details: { where: string } };
    return `${code} ${details.where}`;
  }
};

/** What the check says of a document with one place changed. */
const changed = (key: string, change: (value: never) => void) => {
  const value = structuredClone(documents.get(key));
  change(value as never);
  return says(() => projectContents.document(key)(value, key));
};

describe('a project file in the hands of somebody else', () => {
  /** What opening says when the text is rewritten and hashed anew, as a sender could. */
  const opening = async (change: (contents: FileContents) => unknown) => {
    const forged = await withContents(file, change);
    return readProjectFile(sourceOf(forged), projectContents).then(
      () => 'taken',
      (error: { code: string; details: { where?: string } }) => `${error.code} ${error.details.where ?? ''}`.trim(),
    );
  };
  const withFact = (descriptor: unknown) => (contents: FileContents) => ({
    ...contents,
    facts: [{ ...contents.facts[0], descriptor }, ...contents.facts.slice(1)],
  });

  it('is taken as it was written', async () => {
    expect(await opening((contents) => contents)).toBe('taken');
    await (await readProjectFile(sourceOf(file), projectContents)).verify();
  });

  it('is taken with fields that a later version may add', async () => {
    expect(await opening((contents) => ({ ...contents, signature: { by: 'a later version' } }))).toBe('taken');
  });

  it.each<[string, unknown]>([
    ['another kind of fact', { kind: 'sql', text: 'DROP TABLE x' }],
    ['a kind that is a word of the prototype', { kind: 'constructor' }],
    [
      'an object in place of a number',
      { kind: 'accepted', runNo: { text: '1; DROP TABLE x' }, threshold: null, rows: 1 },
    ],
    ['a table that is none', { kind: 'rows', entity: 'x"; DROP TABLE y; --', file: 1, rows: 1 }],
    ['a number below zero', { kind: 'rows', entity: 'customers', file: 1, rows: -1 }],
    ['a list', []],
    ['nothing', null],
  ])('is refused with %s', async (_what, descriptor) => {
    expect(await opening(withFact(descriptor))).toMatch(/^contents-invalid project\.facts\[0\]/);
  });

  it.each<[string, (contents: FileContents) => unknown]>([
    ['an id that is a path', (c) => ({ ...c, project: { ...c.project, id: '../x' } })],
    ['a name without end', (c) => ({ ...c, project: { ...c.project, name: 'x'.repeat(100_000) } })],
    ['a number used twice', (c) => ({ ...c, facts: [c.facts[0], c.facts[0]] })],
    ['a next number that is taken', (c) => ({ ...c, project: { ...c.project, next: 1 } })],
    ['a chunk nobody has', (c) => ({ ...c, documents: [{ key: 'x', chunks: [9999] }] })],
    ['a document twice', (c) => ({ ...c, documents: [c.documents[0], c.documents[0]] })],
    ['a chunk larger than any', (c) => ({ ...c, chunks: [{ ...c.chunks[0], bytes: 2 ** 40 }, ...c.chunks.slice(1)] })],
    [
      'a chunk that would grow a thousandfold',
      (c) => ({ ...c, chunks: [{ ...c.chunks[0], bytes: 4_000_000, stored: 4000, packing: 'deflate' }] }),
    ],
    ['no chunks at all', (c) => ({ ...c, chunks: undefined })],
  ])('is refused with %s', async (_what, change) => {
    expect(await opening(change)).toMatch(/^contents-invalid project/);
  });

  it('leaves every prototype as it was', async () => {
    const forged = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    expect(await opening((contents) => ({ ...contents, project: { ...contents.project, counts: forged } }))).toMatch(
      /contents-invalid/,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('the documents of a project', () => {
  it('are checked by what they are, the fixture’s all taken', () => {
    for (const [key, value] of documents) expect(says(() => projectContents.document(key)(value, key))).toBe('taken');
  });

  it.each<[string, string, (value: never) => void]>([
    ['settings', 'settings.asOf', (value: { asOf: unknown }) => (value.asOf = { text: "now() -- '" })],
    [
      'catalog',
      'catalog.files[0].imports[0].columns[0]',
      (value: { files: { imports: { columns: unknown[] }[] }[] }) =>
        (value.files[0]!.imports[0]!.columns[0] = 'a" INT); DROP TABLE x; --'),
    ],
    ['catalog', 'catalog.version', (value: { version: number }) => (value.version = 2)],
    ['runs', 'runs[0].state', (value: { state: string }[]) => (value[0]!.state = 'executing')],
    ['imports', 'imports[0].entity', (value: { entity: string }[]) => (value[0]!.entity = 'constructor')],
    [
      'segments',
      'segments[0].selection.mode',
      (value: { selection: { mode: string } }[]) => (value[0]!.selection.mode = 'sql'),
    ],
    [
      'segments',
      'segments[0].selection.conditions[0].value',
      (value: { selection: { conditions: { value: unknown }[] } }[]) =>
        (value[0]!.selection.conditions[0]!.value = new Map()),
    ],
  ] as [string, string, (value: never) => void][])('%s refuses something else at %s', (key, where, change) => {
    expect(changed(key, change)).toBe(`contents-invalid ${where}`);
  });

  it('of a later version are let through: this one never reads them', () => {
    expect(says(() => projectContents.document('board')({ any: 'thing' }, 'board'))).toBe('taken');
    expect(says(() => projectContents.document('__proto__')({ any: 'thing' }, 'x'))).toBe('taken');
  });
});
