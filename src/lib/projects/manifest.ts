import { AppError, inputError } from '../core/errors';
import { ofProject, type ChunkRef, type Database, type PartRow } from './schema';

/** One part of a project: a fact of its log, or an original file. `descriptor` is plain JSON, never looked into. */
export interface Part {
  /** Rises in the order of the log; never used twice within a project. */
  readonly id: number;
  readonly descriptor: unknown;
  readonly chunks: readonly ChunkRef[];
}

export interface Manifest {
  /** Rises by one with every commit. */
  readonly generation: number;
  /** The log from which the engine is rebuilt, in order. */
  readonly facts: readonly Part[];
  readonly originals: readonly Part[];
}

/** What a commit changes beside the parts put into its step. */
export interface Change {
  /** Which facts, of those committed before, leave the log. */
  readonly removeFacts?: (descriptor: unknown) => boolean;
  readonly removeOriginals?: (descriptor: unknown) => boolean;
  /** Plain data by key, typed arrays allowed; `null` removes. Other keys stay as they are. */
  readonly documents?: Readonly<Record<string, unknown>>;
  /** What the list of projects shows of this one, as `counts`; stays as it is when not given. */
  readonly summary?: Readonly<Record<string, string | number>>;
}

/** A part whose bytes are stored and which is not yet in the manifest. */
export type AddedPart = Omit<Part, 'id'>;

export interface Added {
  readonly facts: readonly AddedPart[];
  readonly originals: readonly AddedPart[];
}

export const changedElsewhere = () => new AppError('environment', 'project-changed-elsewhere', {});

/**
 * Reads the manifest of a project in one transaction, so that no other tab's commit comes between its parts, and marks
 * the project as opened.
 * @throws AppError `input/project-missing` (id)
 */
export async function loadManifest(database: Database, id: string, openedAt: number) {
  const { projects, facts, originals } = database;
  const opened = await database.transaction('r', projects, facts, originals, async () => {
    const row = await projects.get(id);
    if (!row) throw inputError('project-missing', { id });
    const log = await ofProject(facts, id).toArray();
    const files = await ofProject(originals, id).toArray();
    const manifest: Manifest = {
      generation: row.generation,
      facts: log.map(toPart),
      originals: files.map(toPart),
    };
    return { name: row.name, manifest };
  });
  // Only the list shows when it was: a full disk must not keep anybody from what they have.
  await markOpened(database, id, openedAt).catch(() => undefined);
  return opened;
}

function markOpened({ projects }: Database, id: string, openedAt: number) {
  return projects.db.transaction('rw', projects, async () => {
    const row = await projects.get(id);
    if (row) await projects.put({ ...row, openedAt });
  });
}

/**
 * The commit point: one strict transaction that writes the next generation, or nothing. Compares and sets the
 * generation, so that of two tabs the later one is refused instead of overwriting the earlier.
 * @throws AppError `environment/project-changed-elsewhere`
 */
export function writeManifest(
  database: Database,
  project: string,
  before: Manifest,
  { added, change, stage }: { added: Added; change: Change; stage: string },
): Promise<Manifest> {
  const { projects, facts, originals, documents, staged } = database;
  return database.transaction('rw', projects, facts, originals, documents, staged, async () => {
    const row = await projects.get(project);
    if (row?.generation !== before.generation) throw changedElsewhere();
    let { next } = row;
    const number = (part: AddedPart): Part => ({ id: next++, ...part });

    async function replace(table: typeof facts, parts: readonly Part[], isGone: Change['removeFacts'], news: Part[]) {
      const gone = isGone ? parts.filter(({ descriptor }) => isGone(descriptor)) : [];
      await table.bulkDelete(gone.map(({ id }) => [project, id]));
      await table.bulkAdd(news.map((part) => ({ project, ...part })));
      return [...parts.filter((part) => !gone.includes(part)), ...news];
    }
    const manifest: Manifest = {
      generation: before.generation + 1,
      facts: await replace(facts, before.facts, change.removeFacts, added.facts.map(number)),
      originals: await replace(originals, before.originals, change.removeOriginals, added.originals.map(number)),
    };

    const entries = Object.entries(change.documents ?? {});
    const removed = entries.filter(([, value]) => value === null);
    const written = entries.filter(([, value]) => value !== null && value !== undefined);
    await documents.bulkDelete(removed.map(([key]) => [project, key]));
    await documents.bulkPut(written.map(([key, value]) => ({ project, key, value })));

    const bytes = sizeOf(manifest.facts) + sizeOf(manifest.originals);
    const counts = change.summary ?? row.counts;
    await projects.put({ ...row, generation: manifest.generation, next, bytes, counts });
    await staged.where('stage').equals(stage).delete();
    return manifest;
  });
}

export const toPart = ({ id, descriptor, chunks }: PartRow): Part => ({ id, descriptor, chunks });

/** Plain bytes of parts. */
export const sizeOf = (parts: readonly { readonly chunks: readonly ChunkRef[] }[]) =>
  parts.reduce((sum, { chunks }) => sum + chunks.reduce((part, { bytes }) => part + bytes, 0), 0);
