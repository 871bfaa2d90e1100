import { AlgorithmError } from '../../errors';
import type { Layout } from '../../protocol';
import { headOf, type ByteSource } from './byte-source';
import { openZip, type Zip } from './zip';

/** What a file is by its first bytes: a kind that is read, or a container. */
export type Identified =
  { readonly kind: Layout['format'] } | { readonly kind: 'gzip' } | { readonly kind: 'zip'; readonly zip: Zip };

/** Bytes that tell a file: a tar's name stands at 257. */
const HEAD = 4096;

/** First bytes of files that are known and not read, with the code of the sentence that says what to do. */
const FOREIGN: readonly (readonly [mark: string, format: string, code: ForeignCode, at?: number])[] = [
  ['%PDF', 'PDF', 'unsupported-document'],
  ['{\\rtf', 'RTF', 'unsupported-document'],
  ['\x89PNG', 'PNG', 'unsupported-document'],
  ['\xff\xd8\xff', 'JPEG', 'unsupported-document'],
  ['GIF8', 'GIF', 'unsupported-document'],
  ['Rar!', 'RAR', 'unsupported-archive'],
  ['7z\xbc\xaf\x27\x1c', '7z', 'unsupported-archive'],
  ['BZh', 'bzip2', 'unsupported-archive'],
  ['\xfd7zXZ', 'xz', 'unsupported-archive'],
  ['\x28\xb5\x2f\xfd', 'zstd', 'unsupported-archive'],
  ['ustar', 'tar', 'unsupported-archive', 257],
  ['SQLite format 3', 'SQLite', 'unsupported-database'],
  ['\x00\x01\x00\x00Standard ', 'Access', 'unsupported-database'],
  ['ARROW1', 'Arrow', 'unsupported-database'],
  ['Obj\x01', 'Avro', 'unsupported-database'],
  ['ORC', 'ORC', 'unsupported-database'],
  ['ID;P', 'SYLK', 'unsupported-spreadsheet'],
  ['TABLE\r\n0,1', 'DIF', 'unsupported-spreadsheet'],
];
type ForeignCode = 'unsupported-document' | 'unsupported-spreadsheet' | 'unsupported-archive' | 'unsupported-database';

/** Parts of a zip that tell what was zipped; the first that is there counts. */
const ZIPPED: readonly (readonly [part: RegExp, format: string, isSpreadsheet: boolean])[] = [
  [/^xl\/workbook\.bin$/, 'XLSB', true],
  [/(?:^|\/)Index(?:\.zip|\/Document\.iwa)$/, 'Numbers', true],
  [/^word\//, 'DOCX', false],
  [/^ppt\//, 'PPTX', false],
];

/**
 * Tells by content what a file is; its name decides nothing that its bytes do not.
 * @throws AlgorithmError `empty-file`; `encrypted-workbook`, `encrypted-parquet`; `unsupported-spreadsheet`,
 *   `unsupported-document`, `unsupported-archive`, `unsupported-database` (format); and what `openZip` says
 */
export async function identify(source: ByteSource): Promise<Identified> {
  const head = await headOf(source, HEAD);
  if (head.length === 0) throw new AlgorithmError('empty-file');
  const starts = (mark: string, at = 0) => [...mark].every((letter, i) => head[at + i] === letter.charCodeAt(0));
  if (starts('PK\x03\x04') || starts('PK\x05\x06')) return zipped(source);
  if (starts('\x1f\x8b')) return { kind: 'gzip' };
  if (starts('PAR1')) return { kind: 'parquet' };
  if (starts('PARE')) throw new AlgorithmError('encrypted-parquet');
  if (starts('\xd0\xcf\x11\xe0')) throw await compoundFile(source);
  for (const [mark, format, code, at] of FOREIGN) if (starts(mark, at)) throw new AlgorithmError(code, { format });
  const text = new TextDecoder(wideLabel(head)).decode(head).trimStart();
  if (/^<(?:!doctype html|html|table|head|body|meta)\b/i.test(text))
    throw new AlgorithmError('unsupported-spreadsheet', { format: 'HTML' });
  if (/^<\?xml|^<\?mso/i.test(text)) throw new AlgorithmError('unsupported-spreadsheet', { format: 'XML' });
  return { kind: beginsAsJson(text) ? 'json' : 'text' };
}

const wideLabel = (head: Uint8Array) =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';

/** Braces or brackets, and in them what JSON has there. `[section]` is the beginning of a settings file. */
const beginsAsJson = (text: string) => /^(?:\{\s*["}]|\[\s*[[{\]])/.test(text);

async function zipped(source: ByteSource): Promise<Identified> {
  const zip = await openZip(await source.whole(), source.name);
  const names = [...zip.entries.keys()];
  const has = (part: RegExp) => names.some((name) => part.test(name));
  for (const [part, format, isSpreadsheet] of ZIPPED)
    if (has(part))
      throw new AlgorithmError(isSpreadsheet ? 'unsupported-spreadsheet' : 'unsupported-document', { format });
  if (has(/^\[Content_Types\]\.xml$/i) && has(/(?:^|\/)workbook[^/]*\.xml$/i)) return { kind: 'xlsx' };
  // An OpenDocument file states what it is in an entry of that name.
  if (has(/^mimetype$/) && has(/^content\.xml$/))
    throw new AlgorithmError('unsupported-spreadsheet', { format: 'OpenDocument' });
  return { kind: 'zip', zip };
}

/** The compound files of old Office: a locked workbook is kept in one, under a name that says so. */
async function compoundFile(source: ByteSource): Promise<AlgorithmError> {
  const bytes = new Uint8Array(await (await source.whole()).slice(0, 2 ** 24).arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  const holds = (name: string) => text.includes([...name].join('\0'));
  if (holds('EncryptedPackage')) return new AlgorithmError('encrypted-workbook');
  if (holds('WordDocument')) return new AlgorithmError('unsupported-document', { format: 'DOC' });
  return new AlgorithmError('unsupported-spreadsheet', { format: 'XLS' });
}
