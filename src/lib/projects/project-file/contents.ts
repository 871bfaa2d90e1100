import {
  anything,
  count,
  expectThat,
  finite,
  listOf,
  mapOf,
  nullable,
  oneOf,
  record,
  text,
  type Check,
} from '../../core/shape';
import { chunkBytes } from '../chunks';
import { maxRatio } from './packing';

/** A piece of the body: at most 4 MiB of plain bytes, named by their SHA-256, stored as they are or packed. */
export interface FileChunk {
  readonly hash: string;
  /** Plain bytes. */
  readonly bytes: number;
  /** Bytes in the file. */
  readonly stored: number;
  readonly packing: 'none' | 'deflate';
}

/** A fact or an original: its description, and which chunks hold it, by their places in the list. */
export interface FilePart {
  readonly id: number;
  readonly descriptor: unknown;
  readonly chunks: readonly number[];
}

export interface FileDocument {
  readonly key: string;
  readonly chunks: readonly number[];
}

/** The text of an open project file. Later versions may add fields; who does not know them leaves them alone. */
export interface FileContents {
  /** Milliseconds since the epoch, and the version of the product that wrote it: for people. */
  readonly savedAt: number;
  readonly app: string;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly createdAt: number;
    readonly generation: number;
    readonly next: number;
    readonly counts: Readonly<Record<string, string | number>> | null;
  };
  readonly facts: readonly FilePart[];
  readonly originals: readonly FilePart[];
  readonly documents: readonly FileDocument[];
  /** In the order in which they lie in the body, without gaps, to the end of the file. */
  readonly chunks: readonly FileChunk[];
}

/** What the rest of the product knows of a project's contents: refuses descriptors and documents it could not read. */
export interface ContentsCheck {
  readonly fact: Check;
  readonly original: Check;
  document(key: string): Check;
}

export const noCheck: ContentsCheck = { fact: anything, original: anything, document: () => anything };

/** Results of a million customers are some tens of megabytes. */
export const maxDocumentBytes = 512 * 1024 * 1024;
const maxParts = 4_000_000;
const maxNameLength = 400;

const hexHash: Check = (value, where) => expectThat(typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), where);
const projectId: Check = (value, where) =>
  expectThat(typeof value === 'string' && /^[0-9a-z]{1,64}$/.test(value), where);
const textOrNumber: Check = (value, where) => (typeof value === 'number' ? finite : text())(value, where);

const chunkShape = record({ hash: hexHash, bytes: count, stored: count, packing: oneOf('none', 'deflate') });
const places = listOf(count, maxParts);
const partShape = (descriptor: Check) => record({ id: count, descriptor, chunks: places });

const contentsShape = ({ fact, original }: ContentsCheck) =>
  record({
    savedAt: count,
    app: text(100),
    project: record({
      id: projectId,
      name: text(maxNameLength),
      createdAt: count,
      generation: count,
      next: count,
      counts: nullable(mapOf(textOrNumber)),
    }),
    facts: listOf(partShape(fact), maxParts),
    originals: listOf(partShape(original), maxParts),
    documents: listOf(record({ key: text(1000), chunks: places }), maxParts),
    chunks: listOf(chunkShape, maxParts),
  });

/**
 * Trusts nothing that stands in the text: shapes, sizes, numbers of parts and places of chunks. Its hash only says that
 * nobody changed it by accident.
 * @throws AppError `input/contents-invalid` (where)
 */
export function checkContents(value: unknown, check: ContentsCheck): FileContents {
  contentsShape(check)(value, 'project');
  const contents = value as FileContents;
  const { facts, originals, documents, chunks, project } = contents;
  chunks.forEach(({ bytes, stored, packing }, i) => {
    const fits = packing === 'none' ? stored === bytes : stored < bytes && bytes <= stored * maxRatio;
    expectThat(bytes > 0 && bytes <= chunkBytes && fits, `project.chunks[${i}]`);
  });
  const known = (parts: readonly { readonly chunks: readonly number[] }[], where: string) =>
    parts.forEach((part, i) =>
      expectThat(
        part.chunks.every((place) => place < chunks.length),
        `${where}[${i}].chunks`,
      ),
    );
  known(facts, 'project.facts');
  known(originals, 'project.originals');
  known(documents, 'project.documents');
  rising(facts, project.next, 'project.facts');
  rising(originals, project.next, 'project.originals');
  const ids = new Set([...facts, ...originals].map(({ id }) => id));
  expectThat(ids.size === facts.length + originals.length, 'project.next');
  expectThat(new Set(documents.map(({ key }) => key)).size === documents.length, 'project.documents');
  documents.forEach((document, i) => {
    const bytes = document.chunks.reduce((sum, place) => sum + (chunks[place]?.bytes ?? 0), 0);
    expectThat(bytes <= maxDocumentBytes, `project.documents[${i}]`);
  });
  return contents;
}

/** The log is in order, and the next number is after all of it. */
function rising(parts: readonly FilePart[], next: number, where: string): void {
  let before = -1;
  parts.forEach(({ id }, i) => {
    expectThat(id > before && id < next, `${where}[${i}].id`);
    before = id;
  });
}
