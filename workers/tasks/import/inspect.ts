import { AlgorithmError } from '../../errors';
import type { ImportWarning, Inspection, Task } from '../../protocol';
import { detectEncoding, type DetectedEncoding } from '../../readers/decode';
import { HEAD_BYTES, bytesOf, decodeHead, recordsOf, type HeadRecord } from '../../readers/head';
import { profileColumn } from '../../readers/profile';
import { sniff } from '../../readers/sniff';

/** Pieces beyond the head by which its encoding is checked: a head of plain ASCII may be followed by anything. */
const PIECES = 6;
const PIECE_BYTES = 2 ** 16;
const SAMPLE_RECORDS = 100;
const MAX_COLUMNS = 16_384;

/**
 * Looks at the head of a delimited text file (1 MiB, or the whole file when that is less) before anything is loaded:
 * encoding, dialect, header, the type of each column with its distribution, how many rows to expect, what must be asked.
 * `encoding` and `delimiter` are what the user says instead.
 * @throws AlgorithmError `empty-file`, `unsupported-file`, `encoding-unknown`, `encoding-unsupported`,
 *   `too-many-columns`
 */
export const run: Task<{ file: Blob; name: string }, { encoding?: string; delimiter?: string }, Inspection> = async (
  { file },
  params,
  context,
) => {
  if (file.size === 0) throw new AlgorithmError('empty-file');
  const isWhole = file.size <= HEAD_BYTES;
  const bytes = await bytesOf(file, 0, HEAD_BYTES);
  const { encoding, isGuess } = await findEncoding(file, bytes, params.encoding);
  const head = decodeHead(bytes, encoding.label, isWhole);
  context.report(0.3, 'inspecting');

  const { dialect, names, warnings } = sniff(head, params.delimiter);
  if (names.length > MAX_COLUMNS) throw new AlgorithmError('too-many-columns', { columns: names.length });
  const records = [...recordsOf(head, dialect)];
  if (records.every(({ cells }) => cells.every((cell) => cell.trim() === ''))) throw new AlgorithmError('empty-file');
  context.report(0.5, 'inspecting');

  const rows = records.filter(({ kind }) => kind === 'data').map(({ cells }) => cells);
  const profiled = names.map((name, index) => {
    context.report(0.5 + (0.5 * index) / names.length, 'inspecting');
    const cells = rows.map((row) => row[index] ?? '');
    return profileColumn(index, name, cells);
  });
  context.report(1, 'inspecting');

  return {
    bytes: file.size,
    encoding,
    dialect,
    columns: profiled.map(({ profile }) => profile),
    sample: rows.slice(0, SAMPLE_RECORDS).map((row) => names.map((_, i) => row[i] ?? '')),
    records: countRecords(records, head.bytes.length, bytes.length, file.size),
    questions: profiled.flatMap(({ question }) => (question === null ? [] : [question])),
    warnings: [
      ...(isGuess ? [{ code: 'encoding-guessed', details: { encoding: encoding.label } }] : []),
      ...warnings,
      ...nameWarnings(names),
    ],
  };
};

async function findEncoding(file: Blob, head: Uint8Array, given: string | undefined): Promise<DetectedEncoding> {
  if (given !== undefined) return { encoding: { label: given, proof: 'user' }, isGuess: false };
  const room = Math.max(0, file.size - HEAD_BYTES - PIECE_BYTES);
  const pieces = file.size <= HEAD_BYTES ? 0 : room === 0 ? 1 : PIECES;
  const starts = Array.from({ length: pieces }, (_, i) => HEAD_BYTES + Math.floor((i * room) / (PIECES - 1)));
  return detectEncoding(head, await Promise.all(starts.map((from) => bytesOf(file, from, from + PIECE_BYTES))));
}

/** Rows of the file, without header, preamble and blanks: counted when the whole file was seen, else by its bytes. */
function countRecords(
  records: readonly HeadRecord[],
  decoded: number,
  head: number,
  size: number,
): Inspection['records'] {
  const rows = records.filter(({ kind }) => kind !== 'skipped').length;
  if (head === size) return { count: rows, exact: true };
  const covered = ((records.at(-1)?.end ?? 0) / decoded) * head;
  return { count: covered === 0 ? 0 : Math.round((rows * size) / covered), exact: false };
}

/** Columns are told apart by position; names that repeat or are missing are worth a remark. */
function nameWarnings(names: readonly string[]): ImportWarning[] {
  const empty = names.filter((name) => name === '').length;
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) < i).length;
  return [
    ...(empty > 0 ? [{ code: 'unnamed-columns', details: { columns: empty } }] : []),
    ...(twice > 0 ? [{ code: 'repeated-names', details: { columns: twice } }] : []),
  ];
}
