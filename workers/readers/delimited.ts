import { AlgorithmError } from '../errors';
import type { Inspection, LayoutHints, TextLayout } from '../protocol';
import { headOf, type ByteSource } from './containers/byte-source';
import { detectEncoding, Transcoder, type DetectedEncoding } from './decode';
import { HEAD_BYTES, decodeHead, recordsOf, type HeadRecord } from './head';
import { sniff } from './sniff';
import type { Source, SourceKind } from './source';
import { Tokeniser } from './tokenise';

/** Pieces beyond the head by which its encoding is checked: a head of plain ASCII may be followed by anything. */
const PIECES = 6;
const PIECE_BYTES = 2 ** 16;

/** Delimited text: comma, tab or anything else between fields, in any encoding the browser knows. */
export const delimited: SourceKind<TextLayout> = {
  /** @throws AlgorithmError `empty-file`, `encoding-unknown`, `encoding-unsupported`, `too-many-columns` */
  async survey(bytes, hints, report) {
    const raw = await headOf(bytes, HEAD_BYTES);
    const isWhole = raw.length < HEAD_BYTES || bytes.length === HEAD_BYTES;
    const { encoding, isGuess } = await findEncoding(bytes, raw, isWhole, hints.encoding);
    const head = decodeHead(raw, encoding.label, isWhole);
    report(0.6);
    const { dialect, names, warnings } = sniff(head, hints.delimiter);
    const records = [...recordsOf(head, dialect)];
    if (records.every(({ cells }) => cells.every((cell) => cell.trim() === ''))) throw new AlgorithmError('empty-file');
    report(1);
    return {
      layout: { format: 'text', encoding, dialect },
      shape: dialect,
      names,
      rows: records.filter(({ kind }) => kind === 'data').map(({ cells }) => cells),
      records: isWhole
        ? { count: rowsOf(records), exact: true }
        : { count: estimate(records, head.bytes.length, raw.length, bytes), exact: false },
      warnings: [
        ...(isGuess ? [{ code: 'encoding-guessed', details: { encoding: encoding.label } }] : []),
        ...warnings,
      ],
    };
  },

  open: async (bytes, layout) => openText(bytes, layout),
};

/** @throws AlgorithmError `encoding-unsupported`, in `read` */
function openText(bytes: ByteSource, { encoding, dialect }: TextLayout): Source {
  return {
    read() {
      const transcoder = new Transcoder(encoding.label);
      const cursor = new Tokeniser(dialect);
      const pieces = bytes.read();
      let done = 0;
      let isEnded = false;
      return {
        cursor,
        get progress() {
          return bytes.size === 0 ? 1 : done / bytes.size;
        },
        get hasDamagedText() {
          return transcoder.damaged > 0;
        },
        async fill() {
          if (isEnded) return false;
          const piece = await pieces.next();
          isEnded = piece.done === true;
          if (piece.done) {
            cursor.push(transcoder.finish());
            cursor.end();
          } else {
            cursor.push(transcoder.push(piece.value.bytes));
            done = piece.value.done;
          }
          return true;
        },
        next: () => cursor.next(),
        warnings: () => [],
      };
    },
  };
}

async function findEncoding(
  source: ByteSource,
  head: Uint8Array,
  isWhole: boolean,
  given: LayoutHints['encoding'],
): Promise<DetectedEncoding> {
  if (given !== undefined) return { encoding: { label: given, proof: 'user' }, isGuess: false };
  return detectEncoding(head, isWhole ? [] : await furtherPieces(source));
}

/** Pieces spread over what follows the head. Of something packed there are none: only reading all of it leads there. */
async function furtherPieces(source: ByteSource): Promise<Uint8Array[]> {
  if (source.length !== source.size) return [];
  const file = await source.whole();
  const room = Math.max(0, file.size - HEAD_BYTES - PIECE_BYTES);
  const count = room === 0 ? 1 : PIECES;
  const starts = Array.from({ length: count }, (_, i) => HEAD_BYTES + Math.floor((i * room) / (PIECES - 1)));
  const piece = async (from: number) => new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
  return Promise.all(starts.map(piece));
}

const rowsOf = (records: readonly HeadRecord[]) => records.filter(({ kind }) => kind !== 'skipped').length;

/** Rows of the whole file by the bytes that those of the head take; 0 where its length is not known. */
function estimate(
  records: readonly HeadRecord[],
  decoded: number,
  head: number,
  { length }: ByteSource,
): Inspection['records']['count'] {
  const covered = ((records.at(-1)?.end ?? 0) / decoded) * head;
  return covered === 0 || length === null ? rowsOf(records) : Math.round((rowsOf(records) * length) / covered);
}
