import { AppError } from '../core/errors';
import { createId } from '../core/ids';
import { createChunkStore } from './chunks';
import { openFolder, type Folder } from './files';
import { checkName, openProject, renameProject, type ProjectRecord } from './project';
import { createDatabase, ofProject, type Hindrance, type ProjectRow } from './schema';
import { noCheck, type ContentsCheck } from './project-file/contents';
import { kinds, readHead, sourceOf, type Source } from './project-file/layout';
import { checkPassphrase, openSealed, sealFile, type DeriveSecret } from './project-file/seal';
import type { Watch } from './project-file/write';
import { createSessions, type Sessions } from './sessions';
import { storing } from './storage-errors';
import type { CommitFeed } from './writers';
import { exportProject, importProject, noteBackup, rehearse, type Backup } from './transfer';

export type { Change, Manifest, Part } from './manifest';
export type { Commit, NewPart, ProjectRecord, Step } from './project';
export type { Hindrance } from './schema';
export type { ContentsCheck } from './project-file/contents';
export type { DeriveSecret } from './project-file/seal';

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
  /** The last file it was saved as; null when there is none. */
  readonly backup: Backup | null;
  /** Commits since that file was made. */
  readonly commitsSinceBackup: number;
}

/** A sealed file needs its passphrase; without one a file is written open. */
export interface TransferOptions extends Watch {
  readonly passphrase?: string;
}

export interface RepositoryOptions {
  readonly indexedDB?: IDBFactory;
  readonly sessions?: Sessions;
  readonly openFolder?: () => Promise<Folder | null>;
  readonly folderFromBytes?: number;
  /** Milliseconds since the epoch; only for the times shown. */
  readonly now?: () => number;
  /** Told to the other tabs after every commit. */
  readonly feed?: CommitFeed;
  readonly onHindrance?: (hindrance: Hindrance) => void;
  /** Version of the product, written into files for people to read. */
  readonly app?: string;
  /** What may stand in a file that becomes a project. */
  readonly check?: ContentsCheck;
  /** Without it no file can be sealed or unsealed. */
  readonly deriveSecret?: DeriveSecret;
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
  /**
   * The whole project as one file (`README.md` says how it is laid out), read again and checked before it is handed out.
   * @throws AppError `input/project-missing` (id), `input/passphrase-short` (least)
   */
  export(id: string, options?: TransferOptions): Promise<Blob>;
  /**
   * Makes a project of a file: all of it or nothing. Of a project that is here already it makes a second one.
   * @throws AppError `input/project-file-foreign`, `input/project-file-newer` (found, known), `input/project-file-cut`
   * (bytes, expected), `input/project-file-damaged` (at), `input/contents-invalid` (where), `input/passphrase-needed`,
   * `input/passphrase-wrong`
   */
  import(
    file: Blob,
    options?: TransferOptions,
  ): Promise<{ readonly project: ProjectSummary; readonly isCopy: boolean }>;
  /** Ends the connection; the next call opens it again. */
  close(): void;
}

/** Touches the disk on the first call; then it first clears away what interrupted steps have left. */
export function createRepository(options: RepositoryOptions = {}): Repository {
  const { now = Date.now, sessions = createSessions(), check = noCheck, app = '' } = options;
  const derive: DeriveSecret = options.deriveSecret ?? (() => Promise.reject(new AppError('bug', 'no-key-thread', {})));
  const database = createDatabase(options.indexedDB, options.onHindrance);
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
          ...{ generation: 0, next: 0, bytes: 0, counts: null, backup: null },
        };
        await database.projects.add(project);
        return toSummary(project);
      }),

    open: (id) => onStore(() => openProject(database, store, id, now(), options.feed)),

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

    export: (id, { passphrase, signal, report = () => {} } = {}) =>
      onStore(async () => {
        if (passphrase !== undefined) checkPassphrase(passphrase);
        const isSealed = passphrase !== undefined;
        // Writing, sealing and reading again, by the work they are.
        const writing = isSealed ? 0.6 : 0.75;
        const { file, backup } = await exportProject(database, store, id, {
          ...{ app, savedAt: now(), signal },
          report: (fraction) => report(fraction * writing),
        });
        const sealed = isSealed
          ? await sealFile(file, id, passphrase, derive, { signal, report: (part) => report(0.6 + part * 0.2) })
          : { file };
        const source = sourceOf(sealed.file);
        const inside = 'keys' in sealed ? await openSealed(source, await readHead(source), sealed.keys) : source;
        const begun = isSealed ? 0.8 : writing;
        await rehearse(inside, check, { signal, report: (part) => report(begun + part * (1 - begun)) });
        await noteBackup(database, id, backup);
        return sealed.file;
      }),

    import: (file, { passphrase, signal, report } = {}) =>
      onStore(async () => {
        const inside = await insideOf(sourceOf(file), passphrase, derive, signal);
        const { row, isCopy } = await importProject(database, store, inside, {
          ...{ check, openedAt: now(), signal, report },
        });
        return { project: toSummary(row), isCopy };
      }),

    close: () => database.close({ disableAutoOpen: false }),
  };
}

async function insideOf(
  source: Source,
  passphrase: string | undefined,
  derive: DeriveSecret,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const head = await readHead(source);
  return head.kind === kinds.sealed ? openSealed(source, head, { passphrase, derive, signal }) : source;
}

const toSummary = ({
  id,
  name,
  createdAt,
  openedAt,
  bytes,
  counts,
  generation,
  backup,
}: ProjectRow): ProjectSummary => ({
  ...{ id, name, createdAt, openedAt, bytes, counts },
  backup: backup ?? null,
  commitsSinceBackup: generation - (backup?.generation ?? 0),
});
