import { createId } from '../core/ids';
import { createChunkStore } from './chunks';
import { openFolder, type Folder } from './files';
import { checkName, openProject, renameProject, type ProjectRecord } from './project';
import { createDatabase, ofProject, type ProjectRow } from './schema';
import { createSessions, type Sessions } from './sessions';
import { storing } from './storage-errors';

export type { Change, Manifest, Part } from './manifest';
export type { Commit, NewPart, ProjectRecord, Step } from './project';

/** A project as the list shows it. Times in milliseconds since the epoch. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly openedAt: number;
  /** Bytes of its facts and original files. */
  readonly bytes: number;
  /** What the last commit said in `summary`; null before. */
  readonly counts: Readonly<Record<string, string | number>> | null;
}

export interface RepositoryOptions {
  readonly indexedDB?: IDBFactory;
  readonly sessions?: Sessions;
  readonly openFolder?: () => Promise<Folder | null>;
  readonly folderFromBytes?: number;
  /** Milliseconds since the epoch; only for the times shown. */
  readonly now?: () => number;
}

/** The projects of this browser. Everything rejects with `AppError`, as `ProjectRecord` does. */
export interface Repository {
  /** Most recently opened first. */
  list(): Promise<ProjectSummary[]>;
  /** @throws AppError `input/project-name-empty` */
  create(name: string): Promise<ProjectSummary>;
  /** @throws AppError `input/project-missing` (id) */
  open(id: string): Promise<ProjectRecord>;
  /** @throws AppError `input/project-missing` (id), `input/project-name-empty` */
  rename(id: string, name: string): Promise<void>;
  /** Deletes a project and every piece of bytes that no other project refers to. */
  remove(id: string): Promise<void>;
  /** Ends the connection; the next call opens it again. */
  close(): void;
}

/** Touches the disk on the first call; then it first clears away what interrupted steps have left. */
export function createRepository(options: RepositoryOptions = {}): Repository {
  const { now = Date.now, sessions = createSessions() } = options;
  const database = createDatabase(options.indexedDB);
  const store = createChunkStore({ openFolder, ...options, database, sessions });
  let cleared: Promise<unknown> | undefined;

  /** A failed clearing costs space, not truth: it must not keep a user from the projects. */
  const onStore = <T>(step: () => Promise<T>) =>
    storing(async () => {
      await (cleared ??= store.reclaim().catch(() => undefined));
      return step();
    });

  return {
    list: () =>
      onStore(async () => {
        const rows = await database.projects.toArray();
        return rows.sort((a, b) => b.openedAt - a.openedAt).map(toSummary);
      }),

    create: (name) =>
      onStore(async () => {
        const at = now();
        const project: ProjectRow = {
          ...{ id: createId(), name: checkName(name), createdAt: at, openedAt: at },
          ...{ generation: 0, next: 0, bytes: 0, counts: null },
        };
        await database.projects.add(project);
        return toSummary(project);
      }),

    open: (id) => onStore(() => openProject(database, store, id, now())),

    rename: (id, name) => onStore(async () => void (await renameProject(database, id, name))),

    remove: (id) =>
      onStore(async () => {
        const { projects, facts, originals, documents } = database;
        await database.transaction('rw', projects, facts, originals, documents, async () => {
          await projects.delete(id);
          for (const table of [facts, originals]) await ofProject(table, id).delete();
          await ofProject(documents, id).delete();
        });
        await store.reclaim();
      }),

    close: () => database.close({ disableAutoOpen: false }),
  };
}

const toSummary = ({ id, name, createdAt, openedAt, bytes, counts }: ProjectRow): ProjectSummary => ({
  ...{ id, name, createdAt, openedAt, bytes, counts },
});
