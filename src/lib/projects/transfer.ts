import { inputError, throwIfAborted } from '../core/errors';
import { createId } from '../core/ids';
import type { ChunkStore, Stage } from './chunks';
import { sizeOf, toPart } from './manifest';
import type { ContentsCheck, FilePart } from './project-file/contents';
import type { Source } from './project-file/layout';
import { readProjectFile, type ProjectFile } from './project-file/read';
import { writeProjectFile, type PartToWrite, type ProjectToWrite, type Watch } from './project-file/write';
import { ofProject, type ChunkRef, type Database, type DocumentRow, type PartRow, type ProjectRow } from './schema';

/** When a project was last saved as a file, and the generation that file holds. */
export interface Backup {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly generation: number;
}

/**
 * Writes one project as a file. Its pieces are held for the length of the writing, so that a commit of this tab or
 * another may go on beside it: the file is the project as it stood when it was begun.
 * @throws AppError `input/project-missing` (id), `environment/chunk-missing`, `environment/chunk-corrupt` (hash)
 */
export async function exportProject(
  database: Database,
  store: ChunkStore,
  id: string,
  { app, savedAt, signal, report }: Watch & { readonly app: string; readonly savedAt: number },
): Promise<{ readonly file: Blob; readonly backup: Backup }> {
  const stage = store.stage();
  await stage.announce();
  try {
    const source = await holdProject(database, store, stage, id);
    const file = await writeProjectFile({ ...source, app, savedAt }, { signal, report });
    return { file, backup: { at: savedAt, generation: source.project.generation } };
  } finally {
    await release(database, stage);
  }
}

/** Reads a project in one transaction and marks its pieces as wanted, so that no commit clears them away. */
async function holdProject(
  database: Database,
  store: ChunkStore,
  stage: Stage,
  project: string,
): Promise<Omit<ProjectToWrite, 'app' | 'savedAt'>> {
  const { projects, facts, originals, documents, staged } = database;
  const toWrite = (row: PartRow): PartToWrite => {
    const { id, descriptor, chunks } = toPart(row);
    return { id, descriptor, pieces: chunks.map((ref) => () => store.get(ref)) };
  };
  return database.transaction('rw', projects, facts, originals, documents, staged, async () => {
    const row = await projects.get(project);
    if (!row) throw inputError('project-missing', { id: project });
    const log = await ofProject(facts, project).toArray();
    const files = await ofProject(originals, project).toArray();
    const kept = await ofProject(documents, project).toArray();
    const hashes = new Set([...log, ...files].flatMap(({ chunks }) => chunks.map(({ hash }) => hash)));
    await staged.bulkPut([...hashes].map((hash) => ({ hash, stage: stage.id, file: null })));
    const { id, name, createdAt, generation, next, bytes, counts } = row;
    return {
      project: { id, name, createdAt, generation, next, counts },
      facts: log.map(toWrite),
      originals: files.map(toWrite),
      documents: kept.map(({ key, value }) => ({ key, value })),
      bytes,
    };
  });
}

/** Ends a step's hold on its pieces; what fails here is found again at the next start. */
async function release(database: Database, stage: Stage): Promise<void> {
  await database.staged
    .where('stage')
    .equals(stage.id)
    .delete()
    .catch(() => undefined);
}

/**
 * Reads a file that was just written as an import would: every chunk, every document. Until then nobody may call the
 * project saved.
 */
export async function rehearse(source: Source, check: ContentsCheck, watch: Watch): Promise<void> {
  const file = await readProjectFile(source, check);
  await file.verify(watch);
}

/** Notes that a project was saved as a file. No commit: it changes nothing the generations order. */
export function noteBackup(database: Database, id: string, backup: Backup): Promise<void> {
  const { projects } = database;
  return database.transaction('rw', projects, async () => {
    const row = await projects.get(id);
    if (row) await projects.put({ ...row, backup });
  });
}

/**
 * Makes a file's project one of this browser: every chunk is checked and written first, then one strict transaction
 * makes all of it a project; until then there is nothing, and after a failure nothing again. Where the project is here
 * already, the file becomes a second one with an id and a name of its own.
 */
export async function importProject(
  database: Database,
  store: ChunkStore,
  source: Source,
  { check, openedAt, signal, report = () => {} }: Watch & { readonly check: ContentsCheck; readonly openedAt: number },
): Promise<{ readonly row: ProjectRow; readonly isCopy: boolean }> {
  const file = await readProjectFile(source, check);
  const { contents } = file;
  const total = contents.chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const stage = store.stage();
  let done = 0;
  try {
    const parts = { facts: [] as Omit<PartRow, 'project'>[], originals: [] as Omit<PartRow, 'project'>[] };
    const seen = new Map<number, ChunkRef[]>();
    for (const kind of ['facts', 'originals'] as const) {
      for (const part of contents[kind]) parts[kind].push(await storePart(part));
    }
    const documents: Omit<DocumentRow, 'project'>[] = [];
    for (const document of contents.documents) {
      throwIfAborted(signal);
      documents.push({ key: document.key, value: await file.document(document) });
    }

    async function storePart({ id, descriptor, chunks }: FilePart): Promise<Omit<PartRow, 'project'>> {
      const whole = chunks.reduce((sum, place) => sum + (contents.chunks[place]?.bytes ?? 0), 0);
      const refs: ChunkRef[] = [];
      for (const place of chunks) {
        throwIfAborted(signal);
        let stored = seen.get(place);
        if (!stored) {
          const bytes = await file.chunk(place);
          stored = await stage.put(bytes, whole);
          seen.set(place, stored);
          done += bytes.byteLength;
          report(Math.min(1, done / Math.max(1, total)));
        }
        refs.push(...stored);
      }
      return { id, descriptor, chunks: refs };
    }

    throwIfAborted(signal);
    return await makeProject(database, stage, file, { openedAt, ...parts, documents });
  } catch (thrown) {
    await release(database, stage);
    await store.reclaim().catch(() => undefined);
    throw thrown;
  }
}

interface Stored {
  readonly openedAt: number;
  readonly facts: readonly Omit<PartRow, 'project'>[];
  readonly originals: readonly Omit<PartRow, 'project'>[];
  readonly documents: readonly Omit<DocumentRow, 'project'>[];
}

/** The commit point of an import. */
function makeProject(database: Database, stage: Stage, { contents }: ProjectFile, stored: Stored) {
  const { projects, facts, originals, documents, staged } = database;
  return database.transaction('rw', projects, facts, originals, documents, staged, async () => {
    const { generation, next, createdAt, counts, ...saved } = contents.project;
    const known = await projects.toArray();
    const isCopy = known.some(({ id }) => id === saved.id);
    const project = isCopy ? createId() : saved.id;
    const row: ProjectRow = {
      ...{ id: project, createdAt, openedAt: stored.openedAt, generation, next, counts },
      name: isCopy ? freeName(saved.name, new Set(known.map(({ name }) => name))) : saved.name,
      bytes: sizeOf(stored.facts) + sizeOf(stored.originals),
      backup: { at: contents.savedAt, generation },
    };
    await projects.add(row);
    await facts.bulkAdd(stored.facts.map((part) => ({ project, ...part })));
    await originals.bulkAdd(stored.originals.map((part) => ({ project, ...part })));
    await documents.bulkAdd(stored.documents.map((document) => ({ project, ...document })));
    await staged.where('stage').equals(stage.id).delete();
    return { row, isCopy };
  });
}

/** `Shop` → `Shop (2)`, or the first number that is free. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const candidate = `${name} (${number})`;
    if (!taken.has(candidate)) return candidate;
  }
}
