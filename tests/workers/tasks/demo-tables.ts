import { generateDemo, type Demo } from '../../../workers/tasks/import/demo/generate';
import type { DemoTable } from '../../../workers/tasks/import/demo/table';

/** The demo's files by what they hold. */
export const files = {
  customers: '客户资料_20260630.csv',
  products: '产品目录.csv',
  transactions: '订单明细_202501-202606.csv',
  contacts: '渠道接触记录.csv',
  content: 'app_content_events.tsv',
  feedback: '客户反馈工单.csv',
  survey: '满意度调查_2026Q2.csv',
} as const;

export type DemoFileKey = keyof typeof files;

export const fullSize = 5000;

/** The demo as the product opens it. */
export const generateFull = (): Demo => generateDemo(20260701, fullSize);

export function tableOf(demo: Demo, file: DemoFileKey): DemoTable {
  const table = demo.tables.find(({ name }) => name === files[file]);
  if (table === undefined) throw new Error(`no file ${files[file]}`);
  return table;
}

type Cells = (column: string) => string;
const known = new WeakMap<DemoTable, Cells[]>();

/** The well-formed rows of a file as functions from header word to cell. */
export function recordsOf(demo: Demo, file: DemoFileKey): readonly Cells[] {
  const table = tableOf(demo, file);
  const made = known.get(table) ?? readCells(table);
  known.set(table, made);
  return made;
}

function readCells({ header, rows }: DemoTable): Cells[] {
  const at = new Map(header.map((name, i) => [name, i]));
  return rows
    .filter((row) => row.length === header.length)
    .map((row) => (column) => {
      const i = at.get(column);
      if (i === undefined) throw new Error(`no column ${column}`);
      return row[i] ?? '';
    });
}
