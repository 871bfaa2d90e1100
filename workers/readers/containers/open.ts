import { AlgorithmError } from '../../errors';
import type { Layout } from '../../protocol';
import { fileBytes, type ByteSource } from './byte-source';
import { identify, type Identified } from './identify';
import { gunzip } from './inflate';
import type { Zip } from './zip';

/** The bytes of a table and the kind of file they are. */
export interface OpenedBytes {
  readonly bytes: ByteSource;
  readonly format: Layout['format'];
}

/** What a dropped file is: a table by itself, or an archive of several. */
export type OpenedFile = OpenedBytes | { readonly archive: Zip };

/** Opens a file and, where it is a .gz, what is packed in it. Errors are those of `identify` and `nested-archive`. */
export async function openFile(file: Blob, name: string): Promise<OpenedFile> {
  const bytes = fileBytes(file, name);
  const identified = await identify(bytes);
  if (identified.kind === 'zip') return { archive: identified.zip };
  if (identified.kind !== 'gzip') return { bytes, format: identified.kind };
  const inner = gunzippedBytes(file, name.replace(/\.gz$/i, ''), await statedLength(file));
  return { bytes: inner, format: tableOf(await identify(inner), inner.name) };
}

/** Opens an entry of an archive. Errors are those of `identify`, `nested-archive`, and of reading the entry. */
export async function openEntry(archive: Zip, entry: string): Promise<OpenedBytes> {
  const bytes = archive.open(entry);
  return { bytes, format: tableOf(await identify(bytes), entry) };
}

/**
 * Opens a file, or the entry of that name of the archive it is.
 * @throws AlgorithmError `archive-entry-missing` when an archive is opened without naming one, or one it has not; and
 *   what `openFile` and `openEntry` say
 */
export async function openBytes(file: Blob, name: string, entry: string | undefined): Promise<OpenedBytes> {
  const opened = await openFile(file, name);
  if (!('archive' in opened)) return opened;
  return openEntry(opened.archive, entry ?? '');
}

function tableOf(identified: Identified, name: string): Layout['format'] {
  if (identified.kind === 'zip' || identified.kind === 'gzip') throw new AlgorithmError('nested-archive', { name });
  return identified.kind;
}

/**
 * The last four bytes of a .gz state its length, but only of its last member and only modulo 4 GiB: where that is less
 * than what it is packed in, nothing is known.
 */
async function statedLength(file: Blob): Promise<number | null> {
  const tail = new DataView(await file.slice(-4).arrayBuffer());
  const length = tail.byteLength === 4 ? tail.getUint32(0, true) : 0;
  return length < file.size ? null : length;
}

function gunzippedBytes(file: Blob, name: string, length: number | null): ByteSource {
  const source: ByteSource = {
    name,
    size: file.size,
    length,
    read: () => gunzip(file, name),
    async whole() {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const { bytes } of source.read()) pieces.push(bytes as Uint8Array<ArrayBuffer>);
      return new Blob(pieces);
    },
  };
  return source;
}
