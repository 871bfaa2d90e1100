import { AlgorithmError } from '../../errors';
import type { ByteSource } from '../containers/byte-source';
import { openZip, type Zip } from '../containers/zip';
import { kindOfFormat, type NumberKind } from './values';
import { XmlScanner, type XmlToken } from './xml';

/** A workbook's parts that every sheet needs; sheets and their strings are read when asked for. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly is1904: boolean;
  /** What numbers are, by the style number of their cell. */
  readonly kinds: readonly NumberKind[];
  /** Opens a sheet's XML. */
  open(sheet: SheetPart): ByteSource;
  strings(): Promise<SharedStrings>;
}

export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

/** Texts that cells refer to by number, one behind the other as UTF-8: text `i` ends where `i + 1` begins. */
export interface SharedStrings {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly count: number;
}

/** Largest workbook that is opened. Sheets are streamed; what one cell refers to, its strings, is held. */
const MAX_PACKED = 512 * 2 ** 20;
const MAX_STRING_BYTES = 2 ** 30;

/**
 * Opens a workbook: its sheets in order, its epoch, its number formats.
 * @throws AlgorithmError `workbook-too-large` (megabytes, limit), `workbook-malformed` (part), `archive-damaged` …
 */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const megabytes = Math.round((source.length ?? source.size) / 2 ** 20);
  if (megabytes > MAX_PACKED / 2 ** 20)
    throw new AlgorithmError('workbook-too-large', { megabytes, limit: MAX_PACKED / 2 ** 20 });
  const parts = new Parts(await openZip(await source.whole(), source.name));
  const main = (await parts.targets('')).find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const targets = await parts.targets(main);
  const paths = new Map(targets.map(({ id, path }) => [id, path]));
  const worksheets = new Set(targets.filter(({ type }) => type === 'worksheet').map(({ path }) => path));

  let is1904 = false;
  const sheets: SheetPart[] = [];
  await parts.each(main, (scanner, token) => {
    if (token !== 'open') return;
    if (scanner.name === 'workbookPr') is1904 = isTrue(scanner.attribute('date1904'));
    if (scanner.name !== 'sheet') return;
    const path = paths.get(scanner.attribute('id') ?? '');
    if (path === undefined || !worksheets.has(path) || !parts.has(path)) return;
    const state = scanner.attribute('state');
    sheets.push({
      name: scanner.attribute('name') ?? '',
      isHidden: state?.toLowerCase().endsWith('hidden') === true,
      path,
    });
  });
  if (sheets.length === 0) throw new AlgorithmError('workbook-malformed', { part: main });

  const partOf = (type: string) => targets.find((target) => target.type === type && parts.has(target.path))?.path;
  const styles = partOf('styles');
  const strings = partOf('sharedStrings');
  let held: Promise<SharedStrings> | undefined;
  return {
    sheets,
    is1904,
    kinds: styles === undefined ? [] : await readKinds(parts, styles),
    open: ({ path }) => parts.open(path),
    strings: () => (held ??= strings === undefined ? Promise.resolve(noStrings) : readStrings(parts, strings)),
  };
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

const noStrings: SharedStrings = { bytes: new Uint8Array(0), starts: new Int32Array(1), count: 0 };

/** A relation of a part to another: `rId3`, `worksheet`, `xl/worksheets/sheet1.xml`. */
interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

/** The parts of the package. Their names compare without case, and some writers use backslashes. */
class Parts {
  private readonly names: ReadonlyMap<string, string>;

  constructor(private readonly zip: Zip) {
    this.names = new Map([...zip.entries.keys()].map((name) => [keyOf(name), name]));
  }

  has = (path: string) => this.names.has(keyOf(path));

  open(path: string): ByteSource {
    const name = this.names.get(keyOf(path));
    if (name === undefined) throw new AlgorithmError('workbook-malformed', { part: path });
    return this.zip.open(name);
  }

  /** Goes through a part of XML. */
  async each(path: string, take: (scanner: XmlScanner, token: XmlToken) => void): Promise<void> {
    const scanner = new XmlScanner(path);
    const drain = () => {
      for (let token = scanner.next(); token !== 'more' && token !== 'end'; token = scanner.next())
        take(scanner, token);
    };
    for await (const { bytes } of this.open(path).read()) {
      scanner.push(bytes);
      drain();
    }
    scanner.end();
    drain();
  }

  /** What a part refers to; '' is the package itself. */
  async targets(path: string): Promise<Target[]> {
    const cut = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, cut);
    const relations = `${folder}_rels/${path.slice(cut)}.rels`;
    const found: Target[] = [];
    if (!this.has(relations)) return found;
    await this.each(relations, (scanner, token) => {
      if (token !== 'open' || scanner.name !== 'Relationship' || scanner.attribute('TargetMode') === 'External') return;
      const type = scanner.attribute('Type') ?? '';
      found.push({
        id: scanner.attribute('Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        path: resolvePath(folder, scanner.attribute('Target') ?? ''),
      });
    });
    return found;
  }
}

const keyOf = (path: string) => path.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** `../media/x` seen from `xl/worksheets/`; an absolute path stays. */
function resolvePath(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).replaceAll('\\', '/').split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

async function readKinds(parts: Parts, path: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let isCellFormat = false;
  await parts.each(path, (scanner, token) => {
    if (scanner.name === 'cellXfs') isCellFormat = token === 'open';
    if (token !== 'open') return;
    const id = Number(scanner.attribute('numFmtId') ?? 0);
    if (scanner.name === 'numFmt') codes.set(id, scanner.attribute('formatCode') ?? '');
    else if (scanner.name === 'xf' && isCellFormat) kinds.push(kindOfFormat(id, codes.get(id)));
  });
  return kinds;
}

async function readStrings(parts: Parts, path: string): Promise<SharedStrings> {
  let bytes = new Uint8Array(2 ** 16);
  let starts = new Int32Array(2 ** 10);
  let count = 0;
  let length = 0;
  let isText = false;
  let phonetic = 0;
  const add = (piece: Uint8Array) => {
    if (length + piece.length > MAX_STRING_BYTES)
      throw new AlgorithmError('workbook-too-large', {
        megabytes: length / 2 ** 20,
        limit: MAX_STRING_BYTES / 2 ** 20,
      });
    if (length + piece.length > bytes.length) {
      const grown = new Uint8Array(Math.max(length + piece.length, 2 * bytes.length));
      grown.set(bytes.subarray(0, length));
      bytes = grown;
    }
    bytes.set(piece, length);
    length += piece.length;
  };
  await parts.each(path, (scanner, token) => {
    const { name } = scanner;
    if (token === 'text') {
      if (isText && phonetic === 0) add(textBytes(scanner));
    } else if (name === 't') {
      isText = token === 'open' && !scanner.isEmpty;
    } else if (name === 'rPh') {
      phonetic += token === 'open' ? (scanner.isEmpty ? 0 : 1) : -1;
    } else if (name === 'si' && (token === 'close' || scanner.isEmpty)) {
      if (++count >= starts.length) {
        const grown = new Int32Array(2 * starts.length);
        grown.set(starts);
        starts = grown;
      }
      starts[count] = length;
    }
  });
  return { bytes, starts, count };
}

const encoder = new TextEncoder();
const UNDERSCORE = 0x5f;

/** The text a scanner stands on as UTF-8, with its references and Excel's own escapes (`_x000D_`) resolved. */
export function textBytes(scanner: XmlScanner): Uint8Array {
  const { bytes, textFrom, textTo } = scanner;
  if (!scanner.hasReference && !mayHoldEscape(bytes, textFrom, textTo)) return bytes.subarray(textFrom, textTo);
  const text = scanner.content.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return encoder.encode(text);
}

function mayHoldEscape(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i + 6 < to; i++) if (bytes[i] === UNDERSCORE && (bytes[i + 1]! | 0x20) === 0x78) return true;
  return false;
}
