import { Table, Utf8, tableToIPC, vectorFromArray, type Vector } from 'apache-arrow';
import { run } from '../../../workers/tasks/export/write';
import type { ExportColumn, ExportFormat, ExportPlan } from '../../../workers/protocol';

/** A part of the rows as the engine sends it. */
export const partOf = (columns: Readonly<Record<string, Vector>>): Uint8Array =>
  tableToIPC(new Table(columns), 'stream');

export const planOf = (format: ExportFormat, columns: readonly (string | ExportColumn)[], rows = 0): ExportPlan => ({
  format,
  columns: columns.map((column) => (typeof column === 'string' ? { name: column } : column)),
  rows,
  sheet: '客户',
  about: {
    sheet: '说明',
    lines: [['项目', '演示']],
    words: { rows: '行数', sheets: '工作表', cutTexts: '截断的文字' },
  },
});

/** Writes parts into a file as the export worker does. */
export async function writeFile(plan: ExportPlan, parts: readonly Uint8Array[]) {
  const open = [...parts];
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const receipt = await run(null, plan, {
    seed: 0,
    report: () => undefined,
    emit: async (chunk) => void chunks.push(chunk as Uint8Array<ArrayBuffer>),
    take: async () => open.shift() ?? null,
  });
  return { receipt, bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()) };
}

/** Text as the engine sends it; left to itself Arrow would code it by a dictionary. */
export const textVector = (texts: readonly (string | null)[]): Vector => vectorFromArray([...texts], new Utf8());

export { vectorFromArray };
