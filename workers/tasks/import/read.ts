import type { ImportInput, ReadAccount, ReadChunk, ReadPlan, Task } from '../../protocol';
import { Batch } from '../../readers/batch';
import type { CellReader } from '../../readers/cell';
import { openBytes } from '../../readers/containers/open';
import { readerFor } from '../../readers/formats';
import { isMissingMark, isNullWord } from '../../readers/nulls';
import { RecordSorter } from '../../readers/records';
import { eachSampleRow, shapeOf, type Source } from '../../readers/source';
import { openSource } from '../../readers/sources';
import { Zone } from '../../readers/zones';

/** Texts per column by which its format is chosen. */
const FORMAT_SAMPLE = 1000;

/**
 * Reads a table by its plan: records → typed values → Arrow batches, each emitted as it is full, whatever kind of file
 * the records come from. Every record is loaded, rejected with its reason, or skipped as declared; every cell gives its
 * text back from its value and the column's format, or is listed.
 * @throws AlgorithmError `time-zone-unknown`, what `openBytes` says of containers, and what the kind of file says
 */
export const run: Task<ImportInput, ReadPlan, ReadAccount, ReadChunk> = async (
  { file, name, entry },
  plan,
  context,
) => {
  const { bytes } = await openBytes(file, name, entry);
  const source = await openSource(bytes, plan.layout);
  const shape = shapeOf(plan.layout);
  const batch = new Batch(plan, await chooseReaders(source, plan));
  const stream = source.read();
  const sorter = new RecordSorter(shape);
  const { cursor } = stream;

  const emit = async () => {
    const chunk = batch.take();
    await context.emit(chunk, [chunk.ipc.buffer]);
  };
  do {
    batch.hasDamagedText = stream.hasDamagedText;
    for (let found = stream.next(); found !== 'none'; found = stream.next()) {
      const kind = sorter.sort(cursor, found);
      if (kind === 'data') batch.add(cursor);
      else if (kind === 'rejected') batch.reject(cursor, sorter.reason);
      if (batch.isFull) await emit();
    }
    context.report(stream.progress, 'reading');
  } while (await stream.fill());
  if (!batch.isEmpty) await emit();
  context.report(1, 'reading');

  const undecodable = { code: 'undecodable-bytes', details: { cells: batch.damagedCells } };
  return {
    lines: cursor.record,
    loaded: batch.loaded,
    rejected: batch.rejected,
    skipped: sorter.skipped,
    skippedBy: sorter.skippedBy,
    cellRejects: batch.cellRejects,
    columns: batch.accounts,
    warnings: [...(stream.hasDamagedText ? [undecodable] : []), ...stream.warnings()],
  };
};

/** A reader per planned column, in the format most of its first texts have. */
async function chooseReaders(source: Source, plan: ReadPlan): Promise<(CellReader | null)[]> {
  const zone = plan.timeZone === undefined ? null : new Zone(plan.timeZone);
  const texts: string[][] = plan.columns.map(() => []);
  await eachSampleRow(source, shapeOf(plan.layout), (text) => {
    plan.columns.forEach(({ source: column }, i) => {
      const cell = text(column);
      if (cell !== '' && !isNullWord(cell) && !isMissingMark(cell)) texts[i]?.push(cell);
    });
    return texts.every((column) => column.length >= FORMAT_SAMPLE) ? 'enough' : 'more';
  });
  return plan.columns.map((column, i) => readerFor(column, (texts[i] ?? []).slice(0, FORMAT_SAMPLE), zone));
}
