import { AlgorithmError } from '../../errors';
import type { ExportFormat, ExportPlan, ExportReceipt, PartsTask } from '../../protocol';
import { csvWriter } from '../../writers/csv';
import { jsonWriter } from '../../writers/json';
import { pageOf } from '../../writers/page';
import type { CreateWriter } from '../../writers/writer';

/** Bytes gathered before they leave: a message for each small piece would cost more than the piece. */
const chunkBytes = 1 << 20;

const writers: Readonly<Record<ExportFormat, () => Promise<CreateWriter>>> = {
  csv: async () => csvWriter,
  json: async () => jsonWriter,
  xlsx: async () => (await import('../../writers/xlsx')).xlsxWriter,
  parquet: async () => (await import('../../writers/parquet')).parquetWriter,
};

/**
 * Writes rows, taken part by part as Arrow IPC streams, into a file that leaves in chunks: one part and one chunk are
 * held at a time, whatever the number of rows.
 * @throws AlgorithmError `format-not-available`, `export-too-large`
 */
export const run: PartsTask<null, ExportPlan, ExportReceipt, Uint8Array> = async (_input, plan, context) => {
  const load = Object.hasOwn(writers, plan.format) ? writers[plan.format] : undefined;
  if (!load) throw new AlgorithmError('format-not-available', { format: String(plan.format) });
  let chunk: Uint8Array<ArrayBuffer>[] = [];
  let gathered = 0;
  let bytes = 0;
  const emit = async () => {
    const whole = new Uint8Array(gathered);
    let offset = 0;
    for (const piece of chunk) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    chunk = [];
    gathered = 0;
    await context.emit(whole, [whole.buffer]);
  };
  const sink = async (piece: Uint8Array<ArrayBuffer>) => {
    chunk.push(piece);
    gathered += piece.length;
    bytes += piece.length;
    if (gathered >= chunkBytes) await emit();
  };

  const writer = await (await load())(plan, sink);
  let rows = 0;
  for (let part = await context.take(); part !== null; part = await context.take()) {
    const page = pageOf(part);
    await writer.write(page);
    rows += page.rows;
    context.report(Math.min(1, rows / Math.max(1, plan.rows)), 'writing');
  }
  const ending = await writer.finish();
  if (gathered > 0) await emit();
  context.report(1, 'writing');
  return { rows, bytes, ...ending };
};
