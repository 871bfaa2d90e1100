import { concatenate } from '../../core/bytes';
import { throwIfAborted } from '../../core/errors';
import { checkContents, type ContentsCheck, type FileContents, type FileDocument } from './contents';
import { cut, damaged, hashOf, kinds, readHead, type Source } from './layout';
import { unpack } from './packing';
import { decodeValue } from './values';
import type { Watch } from './write';

/** A project file whose text was found sound; its chunks are checked as they are read. */
export interface ProjectFile {
  readonly contents: FileContents;
  /** The plain bytes of a chunk. @throws AppError `input/project-file-damaged` (at) */
  chunk(place: number): Promise<Uint8Array>;
  /** @throws AppError also `input/contents-invalid` (where) */
  document(document: FileDocument): Promise<unknown>;
  /** Reads every chunk and every document, as an import would. */
  verify(watch?: Watch): Promise<void>;
}

/**
 * Opens a project file that is not sealed.
 * @throws AppError what `readHead` and `checkContents` say, `input/project-file-cut` (bytes, expected)
 */
export async function readProjectFile(source: Source, check: ContentsCheck): Promise<ProjectFile> {
  const { kind, text, bodyAt } = await readHead(source);
  // A sealed file within a sealed one: nobody writes that.
  if (kind !== kinds.open) throw damaged(12);
  const contents = checkContents(text, check);
  const starts: number[] = [];
  let end = bodyAt;
  for (const { stored } of contents.chunks) {
    starts.push(end);
    end += stored;
  }
  if (source.size < end) throw cut(source.size, end);
  if (source.size > end) throw damaged(end);

  async function chunk(place: number): Promise<Uint8Array> {
    const [start, entry] = [starts[place] ?? 0, contents.chunks[place]];
    const stored = await source.read(start, start + (entry?.stored ?? 0));
    const plain = entry?.packing === 'deflate' ? await unpack(stored, entry.bytes) : stored;
    if (!entry || !plain || (await hashOf(plain)) !== entry.hash) throw damaged(start);
    return plain;
  }

  async function document({ key, chunks }: FileDocument): Promise<unknown> {
    const pieces: Uint8Array[] = [];
    for (const place of chunks) pieces.push(await chunk(place));
    const where = `document ${key.slice(0, 80)}`;
    const value = decodeValue(concatenate(Uint8Array, pieces), where);
    check.document(key)(value, where);
    return value;
  }

  return {
    contents,
    chunk,
    document,
    async verify({ signal, report = () => {} } = {}) {
      for (let place = 0; place < contents.chunks.length; place++) {
        throwIfAborted(signal);
        await chunk(place);
        report((place + 1) / contents.chunks.length);
      }
      for (const one of contents.documents) await document(one);
    },
  };
}
