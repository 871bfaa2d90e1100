import { reader } from '../arrow/cells';
import { AlgorithmError } from '../errors';
import type { ExportPlan } from '../protocol';
import { ByteStream } from './byte-stream';
import { batchesOf, type Put } from './cells';
import type { Page } from './page';
import type { CreateWriter, Ending, Sink, Writer } from './writer';
import { XlsxCells } from './xlsx-cells';
import {
  aboutSheet,
  columnLetters,
  contentTypes,
  headerRow,
  rootRelations,
  sheetEnd,
  sheetName,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts';
import { ZipStream } from './zip';

export interface SheetLimits {
  /** Excel's: 1,048,576 rows, the header among them. */
  readonly rows: number;
  /** A part of the archive holds at most 4 GiB before compression. */
  readonly bytes: number;
}

const excelLimits: SheetLimits = { rows: 1_048_576, bytes: 4_000_000_000 };
const widestColumn = 60;
const narrowestColumn = 8;
/** Rows by which the widths of the columns are chosen. */
const widthSample = 200;

/**
 * Writes an Excel workbook row by row, so that a million rows need no more memory than one page: typed cells (texts
 * and ids as text, numbers, dates without a time zone, booleans), a bold header that stays in sight, a filter, and a
 * last sheet that says where the data comes from. What does not fit on one sheet goes on on the next.
 */
export const xlsxWriter: CreateWriter = (plan, sink) => new XlsxWriter(plan, sink, excelLimits);

export class XlsxWriter implements Writer {
  readonly #zip: ZipStream;
  readonly #out: ByteStream;
  readonly #cells: XlsxCells;
  readonly #letters: readonly string[];
  /** `<c r="A` per column. */
  readonly #starts: readonly string[];
  readonly #names: string[] = [];
  readonly #filters: (string | null)[] = [];
  #widths: readonly number[] | null = null;
  /** Rows of the open sheet, the header among them; 0 while none is open. */
  #sheetRows = 0;
  #rows = 0;

  constructor(
    private readonly plan: ExportPlan,
    sink: Sink,
    private readonly limits: SheetLimits,
  ) {
    this.#zip = new ZipStream(sink, (bytes) => new AlgorithmError('export-too-large', { bytes }));
    this.#out = new ByteStream(this.#zip.add);
    this.#cells = new XlsxCells(this.#out);
    this.#letters = plan.columns.map((_, c) => columnLetters(c));
    this.#starts = this.#letters.map((letters) => `<c r="${letters}`);
  }

  async write(page: Page): Promise<void> {
    this.#widths ??= widthsOf(this.plan, page);
    for (const { rows, put } of batchesOf(page, this.plan.columns, this.#cells)) {
      for (let row = 0; row < rows; row++) {
        if (this.#sheetRows >= this.limits.rows || this.#zip.entryBytes >= this.limits.bytes) await this.#endSheet();
        if (this.#sheetRows === 0) await this.#beginSheet();
        this.#addRow(put, row);
        if (this.#out.isFull) await this.#out.flush();
      }
      this.#rows += rows;
    }
  }

  async finish(): Promise<Ending> {
    if (this.#sheetRows === 0) await this.#beginSheet();
    await this.#endSheet();
    const sheets = this.#names.length;
    await this.#addAbout(sheets);
    await this.#zip.put('xl/styles.xml', styles());
    await this.#zip.put('xl/workbook.xml', workbook(this.#names, this.#filters));
    await this.#zip.put('xl/_rels/workbook.xml.rels', workbookRelations(this.#names.length));
    await this.#zip.put('_rels/.rels', rootRelations());
    await this.#zip.put('[Content_Types].xml', contentTypes(this.#names.length));
    await this.#zip.finish();
    return { sheets, cutTexts: this.#cells.cutTexts };
  }

  async #beginSheet(): Promise<void> {
    const names = this.plan.columns.map(({ name }) => name);
    this.#names.push(sheetName(this.plan.sheet, this.#names));
    await this.#zip.open(`xl/worksheets/sheet${this.#names.length}.xml`);
    this.#widths ??= names.map((name) => widthFor(textWidth(name)));
    this.#out.text(sheetStart(this.#widths, true));
    this.#out.text(headerRow(this.#letters, names));
    this.#sheetRows = 1;
  }

  #addRow(put: readonly Put[], row: number): void {
    const number = String(++this.#sheetRows);
    this.#out.ascii('<row r="');
    this.#out.ascii(number);
    this.#out.ascii('">');
    this.#cells.rowEnd = `${number}"`;
    for (let c = 0; c < put.length; c++) {
      this.#cells.start = this.#starts[c]!;
      put[c]!(row);
    }
    this.#out.ascii('</row>');
  }

  async #endSheet(): Promise<void> {
    const last = this.#letters.at(-1);
    const filter = last === undefined ? null : { from: 'A', to: last, rows: this.#sheetRows };
    this.#filters.push(filter && `$${filter.from}$1:$${filter.to}$${filter.rows}`);
    this.#out.text(sheetEnd(filter && `${filter.from}1:${filter.to}${filter.rows}`));
    await this.#out.flush();
    await this.#zip.close();
    this.#sheetRows = 0;
  }

  async #addAbout(sheets: number): Promise<void> {
    const { sheet, lines, words } = this.plan.about;
    const counted: [string, string][] = [[words.rows, String(this.#rows)]];
    if (sheets > 1) counted.push([words.sheets, String(sheets)]);
    if (this.#cells.cutTexts > 0) counted.push([words.cutTexts, String(this.#cells.cutTexts)]);
    this.#names.push(sheetName(sheet, this.#names));
    this.#filters.push(null);
    await this.#zip.put(`xl/worksheets/sheet${this.#names.length}.xml`, aboutSheet([...lines, ...counted]));
  }
}

/** Widths in characters of the default font, from the header and the first rows. */
function widthsOf({ columns }: ExportPlan, page: Page): readonly number[] {
  const [batch] = page.table.batches;
  const rows = Math.min(batch?.numRows ?? 0, widthSample);
  return columns.map(({ name }, c) => {
    let widest = textWidth(name) + 3;
    const data = batch?.data.children[c];
    const read = data && reader(data);
    for (let row = 0; read && row < rows; row++) {
      const value = read(row);
      if (value !== null && value !== undefined) widest = Math.max(widest, textWidth(String(value)));
    }
    return widthFor(widest);
  });
}

const widthFor = (characters: number): number => Math.min(widestColumn, Math.max(narrowestColumn, characters + 1));

/** Ideographs are two characters wide. */
const textWidth = (text: string): number => {
  let width = 0;
  for (const letter of text.slice(0, widestColumn)) width += letter > '\u2e7f' ? 2 : 1;
  return width;
};
