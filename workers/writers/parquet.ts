import { Field, RecordBatch, Schema, Struct, Table, tableToIPC, type Data } from 'apache-arrow';
import type * as Parquet from 'parquet-wasm';
import { loadParquet } from '../arrow/parquet';
import type { ExportColumn } from '../protocol';
import type { Page } from './page';
import { plainEnding, type CreateWriter } from './writer';

/** A group is held in memory while it is filled, and is what a reader skips or takes as a whole. */
const rowsPerGroup = 100_000;

/**
 * Writes Parquet with the types the engine gave: ids and texts as UTF-8, dates as DATE, timestamps as TIMESTAMP
 * without a zone (wall clock), integers, doubles, booleans. Compressed with Snappy, which every reader knows.
 */
export const parquetWriter: CreateWriter = async ({ columns }, sink) => {
  const parquet = await loadParquet();
  const pages = new TransformStream<Parquet.RecordBatch, Parquet.RecordBatch>();
  const input = pages.writable.getWriter();
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.SNAPPY)
    .setMaxRowGroupSize(rowsPerGroup)
    .setCreatedBy('kith')
    .build();
  let done: Promise<void> | undefined;
  let empty: Parquet.Table | undefined;

  const drain = async () => {
    const output = await parquet.transformParquetStream(pages.readable, properties);
    const reader = (output as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) await sink(part.value);
  };

  return {
    async write(page) {
      const table = parquet.Table.fromIPCStream(named(page, columns));
      if (page.rows === 0) {
        empty ??= table;
        return;
      }
      done ??= drain();
      for (const batch of table.recordBatches()) await Promise.race([input.write(batch), done]);
    },
    async finish() {
      if (done) {
        await input.close();
        await done;
      } else if (empty) {
        // A stream without rows has no schema to write.
        await sink(parquet.writeParquet(empty, properties) as Uint8Array<ArrayBuffer>);
      }
      return plainEnding;
    },
  };
};

/** The page under the names of the file: statements call their columns by position. */
function named({ table }: Page, columns: readonly ExportColumn[]): Uint8Array {
  const fields = table.schema.fields.map((field, c) => new Field(columns[c]?.name ?? field.name, field.type, true));
  const schema = new Schema(fields);
  const batches = table.batches.map(
    (batch) => new RecordBatch(schema, batch.data.clone(new Struct(fields)) as Data<Struct>),
  );
  return tableToIPC(new Table(schema, batches), 'stream');
}
