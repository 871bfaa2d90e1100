import { textOf } from '../bytes';
import type { ByteSource } from '../containers/byte-source';
import type { Found } from '../cursor';
import { MadeRecord } from '../made-record';
import { LAST_COLUMN, type CellRange } from './cell-range';
import { isRounded, plainNumber, serialText } from './values';
import { textBytes, type SharedStrings, type Workbook } from './workbook';
import { XmlScanner } from './xml';

/** What a pass over a sheet counts beside its rows. */
export interface SheetCounts {
  hiddenRows: number;
  hiddenColumns: number;
  merged: number;
  /** Cells with a formula and without its last result. */
  unsolved: number;
  /** Cells that hold an error such as `#N/A`. */
  errors: number;
  /** Whole numbers of more than fifteen digits that are no text: Excel had rounded them. */
  rounded: number;
  /** References to texts the workbook does not have. */
  lost: number;
}

type CellType = 'number' | 'shared' | 'string' | 'boolean' | 'error' | 'inline';

const TYPES: Readonly<Record<string, CellType>> = {
  n: 'number',
  s: 'shared',
  str: 'string',
  d: 'string',
  b: 'boolean',
  e: 'error',
  inlineStr: 'inline',
};

/**
 * The rows of a sheet, cell by cell, as its XML is inflated: nothing of it is held but the row at hand. A row is a record
 * of the range's columns; its line is the number of the row, and rows that are not in the file are no records.
 */
export class SheetStream {
  readonly cursor = new MadeRecord();
  readonly hasDamagedText = false;
  readonly counts: SheetCounts = {
    hiddenRows: 0,
    hiddenColumns: 0,
    merged: 0,
    unsolved: 0,
    errors: 0,
    rounded: 0,
    lost: 0,
  };
  /** Whether the row at hand is hidden. */
  isHidden = false;
  /** The cells in use as the sheet itself states them, which may be wrong; known before the first row. */
  dimension: string | undefined;
  private done = 0;
  private isEnded = false;
  private readonly scanner: XmlScanner;
  private readonly pieces: ReturnType<ByteSource['read']>;
  private row = 0;
  private isWanted = false;
  private column = -1;
  private type: CellType = 'number';
  private style = 0;
  private hasFormula = false;
  private hasValue = false;
  /** Inside `v`, or inside `t` of an inline string. */
  private isText = false;
  private phonetic = 0;
  /** The text of the cell at hand. */
  private value = new Uint8Array(2 ** 10);
  private length = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: SharedStrings,
    private readonly bytes: ByteSource,
    private readonly range: CellRange,
  ) {
    this.scanner = new XmlScanner(bytes.name);
    this.pieces = bytes.read();
  }

  get progress(): number {
    return this.bytes.size === 0 ? 1 : this.done / this.bytes.size;
  }

  async fill(): Promise<boolean> {
    if (this.isEnded) return false;
    const piece = await this.pieces.next();
    if (piece.done) {
      this.isEnded = true;
      this.scanner.end();
    } else {
      this.scanner.push(piece.value.bytes);
      this.done = piece.value.done;
    }
    return true;
  }

  warnings = () => [];

  /** @throws AlgorithmError `workbook-malformed` */
  next(): Found {
    const { scanner } = this;
    for (;;) {
      const token = scanner.next();
      if (token === 'more' || token === 'end') return 'none';
      if (token === 'text') {
        if (this.isText && this.isWanted) this.append(textBytes(scanner));
      } else if (token === 'open') {
        this.open();
        if (scanner.isEmpty && this.close()) return 'record';
      } else if (this.close()) {
        return 'record';
      }
    }
  }

  private open(): void {
    const { scanner } = this;
    switch (scanner.name) {
      case 'row':
        return this.openRow();
      case 'c':
        return this.openCell();
      case 'v':
        this.isText = this.type !== 'inline';
        this.hasValue = true;
        return;
      case 't':
        this.isText = this.type === 'inline' && this.phonetic === 0;
        return;
      case 'rPh':
        this.phonetic++;
        return;
      case 'f':
        this.hasFormula = true;
        return;
      case 'col':
        if (scanner.attribute('hidden') === '1' || scanner.attribute('hidden') === 'true') {
          const count = Number(scanner.attribute('max')) - Number(scanner.attribute('min')) + 1;
          // A rule for all columns to the end of the sheet hides nothing that holds cells.
          if (count > 0 && count <= 1000) this.counts.hiddenColumns += count;
        }
        return;
      case 'dimension':
        this.dimension = scanner.attribute('ref');
        return;
      case 'mergeCell':
        this.counts.merged++;
    }
  }

  /** True when the row at hand is complete. */
  private close(): boolean {
    switch (this.scanner.name) {
      case 'v':
      case 't':
        this.isText = false;
        return false;
      case 'rPh':
        this.phonetic--;
        return false;
      case 'c':
        this.closeCell();
        return false;
      case 'row':
        return this.isWanted;
      default:
        return false;
    }
  }

  private openRow(): void {
    const number = Number(this.scanner.attribute('r'));
    this.row = Number.isInteger(number) && number > 0 ? number : this.row + 1;
    const { firstRow, lastRow, firstColumn, lastColumn } = this.range;
    this.isWanted = this.row >= firstRow && this.row <= lastRow;
    this.column = -1;
    const hidden = this.scanner.attribute('hidden');
    this.isHidden = hidden === '1' || hidden === 'true';
    if (!this.isWanted) return;
    if (this.isHidden) this.counts.hiddenRows++;
    this.cursor.begin(lastColumn === LAST_COLUMN ? 0 : lastColumn - firstColumn + 1, this.row);
  }

  private openCell(): void {
    const { scanner } = this;
    const reference = scanner.attribute('r');
    const column = reference === undefined ? -1 : columnOf(reference);
    this.column = column >= 0 ? column : this.column + 1;
    const type = scanner.attribute('t');
    this.type = type === undefined ? 'number' : (TYPES[type] ?? 'string');
    this.style = Number(scanner.attribute('s') ?? 0);
    this.hasFormula = false;
    this.hasValue = false;
    this.length = 0;
  }

  private closeCell(): void {
    if (!this.isWanted) return;
    const column = this.column - this.range.firstColumn;
    if (column < 0 || this.column > this.range.lastColumn || this.column > LAST_COLUMN) return;
    if (this.hasFormula && !this.hasValue) this.counts.unsolved++;
    const { value, length } = this;
    if (length === 0) return;
    switch (this.type) {
      case 'shared':
        return this.putShared(column, Number(textOf(value, 0, length)));
      case 'number':
        return this.putNumber(column);
      case 'boolean':
        return this.cursor.putText(column, value[0] === 0x31 || value[0] === 0x74 ? 'TRUE' : 'FALSE');
      case 'error':
        this.counts.errors++;
        return this.cursor.putBytes(column, value, 0, length);
      case 'string':
      case 'inline':
        return this.cursor.putBytes(column, value, 0, length);
    }
  }

  private append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.value.length) {
      const grown = new Uint8Array(2 * (this.length + bytes.length));
      grown.set(this.value.subarray(0, this.length));
      this.value = grown;
    }
    this.value.set(bytes, this.length);
    this.length += bytes.length;
  }

  private putShared(column: number, index: number): void {
    const { bytes, starts, count } = this.strings;
    if (Number.isInteger(index) && index >= 0 && index < count) {
      this.cursor.putBytes(column, bytes, starts[index]!, starts[index + 1]!);
    } else {
      this.counts.lost++;
    }
  }

  private putNumber(column: number): void {
    const { value, length } = this;
    const kind = this.workbook.kinds[this.style] ?? 'number';
    if (kind === 'number' && isPlain(value, length)) return this.cursor.putBytes(column, value, 0, length);
    const text = textOf(value, 0, length);
    const date = kind === 'number' ? null : serialText(Number(text), kind, this.workbook.is1904);
    const plain = date ?? plainNumber(text);
    if (isRounded(plain)) this.counts.rounded++;
    this.cursor.putText(column, plain);
  }
}

/** The column of a reference such as `AB12`, 0-based; −1 when it has none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i++) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = 26 * column + code - 64;
  }
  return column - 1;
}

/** Up to fifteen digits with or without a point and a sign: such a number is its own plain text. */
function isPlain(bytes: Uint8Array, length: number): boolean {
  if (length > 15) return false;
  let points = 0;
  for (let i = bytes[0] === 0x2d ? 1 : 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x2e) points++;
    else if (byte < 0x30 || byte > 0x39) return false;
  }
  return points === 0 || (points === 1 && bytes[0] !== 0x2e && bytes[length - 1] !== 0x30);
}
