import { AppError, throwIfAborted } from '../../core/errors';
import { chunkBytes } from '../chunks';
import { maxDocumentBytes, type FileChunk, type FileContents, type FilePart } from './contents';
import { hashOf, kinds, mediaType, writeHead } from './layout';
import { pack } from './packing';
import { encodeValue } from './values';

export interface PartToWrite {
  readonly id: number;
  readonly descriptor: unknown;
  /** The part's pieces of at most 4 MiB, in order, read one at a time. */
  readonly pieces: readonly (() => Promise<Uint8Array>)[];
}

/** A project as it stood at one moment. */
export interface ProjectToWrite {
  readonly savedAt: number;
  readonly app: string;
  readonly project: FileContents['project'];
  readonly facts: readonly PartToWrite[];
  readonly originals: readonly PartToWrite[];
  readonly documents: readonly { readonly key: string; readonly value: unknown }[];
  /** Bytes of all parts, for the progress. */
  readonly bytes: number;
}

export interface Watch {
  readonly signal?: AbortSignal;
  /** Share done in [0, 1]. */
  readonly report?: (fraction: number) => void;
}

/**
 * Writes a project as one file: every piece goes into a Blob of its own, which the browser may keep on disk, so that
 * no more than one is in memory. Equal pieces are written once.
 */
export async function writeProjectFile(
  source: ProjectToWrite,
  { signal, report = () => {} }: Watch = {},
): Promise<Blob> {
  const body: Blob[] = [];
  const chunks: FileChunk[] = [];
  const places = new Map<string, number>();
  let done = 0;

  async function add(plain: Uint8Array): Promise<number> {
    throwIfAborted(signal);
    const hash = await hashOf(plain);
    const known = places.get(hash);
    if (known !== undefined) return known;
    const packed = await pack(plain);
    const blob = packed ?? new Blob([plain as Uint8Array<ArrayBuffer>]);
    chunks.push({ hash, bytes: plain.byteLength, stored: blob.size, packing: packed ? 'deflate' : 'none' });
    body.push(blob);
    places.set(hash, chunks.length - 1);
    return chunks.length - 1;
  }

  async function addPart({ id, descriptor, pieces }: PartToWrite): Promise<FilePart> {
    const held: number[] = [];
    for (const read of pieces) {
      const plain = await read();
      held.push(await add(plain));
      done += plain.byteLength;
      report(Math.min(1, done / Math.max(1, source.bytes)));
    }
    return { id, descriptor, chunks: held };
  }

  async function addDocument({ key, value }: { key: string; value: unknown }) {
    const bytes = encodeValue(value);
    if (bytes.byteLength > maxDocumentBytes) throw new AppError('bug', 'document-value', { type: 'size', where: key });
    const held: number[] = [];
    for (let at = 0; at < bytes.byteLength; at += chunkBytes) held.push(await add(bytes.subarray(at, at + chunkBytes)));
    return { key, chunks: held };
  }

  const contents: FileContents = {
    savedAt: source.savedAt,
    app: source.app,
    project: source.project,
    facts: await oneByOne(source.facts, addPart),
    originals: await oneByOne(source.originals, addPart),
    documents: await oneByOne(source.documents, addDocument),
    chunks,
  };
  const head = await writeHead(kinds.open, contents);
  return new Blob([head.bytes, ...body], { type: mediaType });
}

async function oneByOne<In, Out>(items: readonly In[], act: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const item of items) done.push(await act(item));
  return done;
}
