import { AlgorithmError } from '../../errors';
import type { Layout } from '../../protocol';
import { headOf, type ByteSource } from './byte-source';
import { openZip, type Zip } from './zip';

/** What a file is by its first bytes: a kind that is read, or a container. */
export type Identified =
  { readonly kind: Layout['format'] } | { readonly kind: 'gzip' } | { readonly kind: 'zip'; readonly zip: Zip };

/** Bytes that tell a file: a tar's name stands at 257. */
const HEAD = 4096;

/** First bytes of files that are known and not read, by what they are; a tar's name stands at 257. */
const DOCUMENTS: readonly Mark[] = [
  ['%PDF', 'PDF'],
  ['{\\rtf', 'RTF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
];
const ARCHIVES: readonly Mark[] = [
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['ustar', 'tar', 257],
];
const DATABASES: readonly Mark[] = [
  ['SQLite format 3', 'SQLite'],
  ['\x00\x01\x00\x00Standard ', 'Access'],
  ['ARROW1', 'Arrow'],
  ['Obj\x01', 'Avro'],
  ['ORC', 'ORC'],
];
const SPREADSHEETS: readonly Mark[] = [
  ['ID;P', 'SYLK'],
  ['TABLE\r\n0,1', 'DIF'],
];
type Mark = readonly [bytes: string, format: string, at?: number];

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
  const formatAmong = (marks: readonly Mark[]) => marks.find(([mark, , at]) => starts(mark, at))?.[1];
  const [document, archive, database, spreadsheet] = [DOCUMENTS, ARCHIVES, DATABASES, SPREADSHEETS].map(formatAmong);
  if (document !== undefined) throw new AlgorithmError('unsupported-document', { format: document });
  if (archive !== undefined) throw new AlgorithmError('unsupported-archive', { format: archive });
  if (database !== undefined) throw new AlgorithmError('unsupported-database', { format: database });
  if (spreadsheet !== undefined) throw new AlgorithmError('unsupported-spreadsheet', { format: spreadsheet });
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
