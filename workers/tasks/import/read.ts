import type { ReadAccount, ReadChunk, ReadPlan, Task } from '../../protocol';
import { Batch } from '../../readers/batch';
import type { CellReader } from '../../readers/cell';
import { Transcoder } from '../../readers/decode';
import { readerFor } from '../../readers/formats';
import { HEAD_BYTES, bytesOf, decodeHead, recordsOf } from '../../readers/head';
import { isMissingMark, isNullWord } from '../../readers/nulls';
import { RecordSorter } from '../../readers/records';
import { Tokeniser } from '../../readers/tokenise';
import { Zone } from '../../readers/zones';

/** Texts per column by which its format is chosen. */
const FORMAT_SAMPLE = 1000;

/**
 * Reads a delimited text file by its plan: bytes → records → typed values → Arrow batches, each emitted as it is full.
 * Holds one batch and one window of the file, whatever its size. Every record is loaded, rejected with its reason, or
 * skipped as declared; every cell gives its text back from its value and the column's format, or is listed.
 * @throws AlgorithmError `encoding-unsupported`, `time-zone-unknown`
 */
export const run: Task<{ file: Blob }, ReadPlan, ReadAccount, ReadChunk> = async ({ file }, plan, context) => {
  const readers = await chooseReaders(file, plan);
  const transcoder = new Transcoder(plan.encoding.label);
  const tokeniser = new Tokeniser(plan.dialect);
  const sorter = new RecordSorter(plan.dialect);
  const batch = new Batch(plan, readers);

  const emit = async () => {
    const chunk = batch.take();
    await context.emit(chunk, [chunk.ipc.buffer]);
  };
  const drain = async () => {
    batch.hasDamagedText = transcoder.damaged > 0;
    for (let found = tokeniser.next(); found !== 'none'; found = tokeniser.next()) {
      const kind = sorter.sort(tokeniser, found);
      if (kind === 'data') batch.add(tokeniser);
      else if (kind === 'rejected') batch.reject(tokeniser, sorter.reason);
      if (batch.isFull) await emit();
    }
  };

  let done = 0;
  const stream = file.stream().getReader();
  for (let part = await stream.read(); !part.done; part = await stream.read()) {
    tokeniser.push(transcoder.push(part.value));
    await drain();
    done += part.value.length;
    context.report(done / file.size, 'reading');
  }
  tokeniser.push(transcoder.finish());
  tokeniser.end();
  await drain();
  if (!batch.isEmpty) await emit();
  context.report(1, 'reading');

  return {
    lines: tokeniser.record,
    loaded: batch.loaded,
    rejected: batch.rejected,
    skipped: sorter.skipped,
    skippedBy: sorter.skippedBy,
    cellRejects: batch.cellRejects,
    columns: batch.accounts,
    warnings: transcoder.damaged > 0 ? [{ code: 'undecodable-bytes', details: { cells: batch.damagedCells } }] : [],
  };
};

/** A reader per planned column, in the format most of its first texts have. */
async function chooseReaders(file: Blob, plan: ReadPlan): Promise<(CellReader | null)[]> {
  const zone = plan.timeZone === undefined ? null : new Zone(plan.timeZone);
  const isWhole = file.size <= HEAD_BYTES;
  const head = decodeHead(await bytesOf(file, 0, HEAD_BYTES), plan.encoding.label, isWhole);
  const texts: string[][] = plan.columns.map(() => []);
  for (const { cells, kind } of recordsOf(head, plan.dialect)) {
    if (kind !== 'data') continue;
    plan.columns.forEach(({ source }, i) => {
      const cell = cells[source] ?? '';
      if (cell !== '' && !isNullWord(cell) && !isMissingMark(cell)) texts[i]?.push(cell);
    });
    if (texts.every((column) => column.length >= FORMAT_SAMPLE)) break;
  }
  return plan.columns.map((column, i) => readerFor(column, (texts[i] ?? []).slice(0, FORMAT_SAMPLE), zone));
}
