import type { RecordCursor } from './cursor';

/**
 * A record that is put together cell by cell, for files whose fields do not stand side by side as text. Cells that were
 * not put are empty. A stream fills it and hands it out as its cursor.
 */
export class MadeRecord implements RecordCursor {
  width = 0;
  line = 0;
  record = 0;
  damage = '';
  expected = 0;
  cellBytes: Uint8Array<ArrayBuffer> = new Uint8Array(2 ** 12);
  cellFrom = 0;
  cellTo = 0;
  private length = 0;
  private starts = new Int32Array(64);
  private ends = new Int32Array(64);

  /** Begins the next record, with `width` empty cells, on the line after the last unless one is given. */
  begin(width: number, line = this.line + 1): void {
    this.record++;
    this.line = line;
    this.width = width;
    this.length = 0;
    if (width > this.starts.length) {
      this.starts = new Int32Array(2 * width);
      this.ends = new Int32Array(2 * width);
    } else {
      this.starts.fill(0, 0, width);
      this.ends.fill(0, 0, width);
    }
  }

  /** Puts a cell; beyond the last one the record becomes wider. */
  putBytes(column: number, bytes: Uint8Array, from: number, to: number): void {
    const at = this.place(column, to - from);
    const { cellBytes } = this;
    // Below some forty bytes a loop beats the call that copies.
    if (to - from < 40) for (let i = from, end = at; i < to; i++) cellBytes[end++] = bytes[i]!;
    else cellBytes.set(bytes.subarray(from, to), at);
    this.close(column, at, to - from);
  }

  putText(column: number, text: string): void {
    const at = this.place(column, 3 * text.length);
    this.close(column, at, encodeAt(text, this.cellBytes, at));
  }

  cell(i: number): void {
    this.cellFrom = i < this.width ? this.starts[i]! : 0;
    this.cellTo = i < this.width ? this.ends[i]! : 0;
  }

  isEmptyFrom(first: number): boolean {
    for (let i = first; i < this.width; i++)
      for (let at = this.starts[i]!; at < this.ends[i]!; at++)
        if (this.cellBytes[at] !== 0x20 && this.cellBytes[at] !== 0x09) return false;
    return true;
  }

  /** The cells with a tab between them: such a record has no text of its own in the file. */
  raw(limit: number): string {
    const cells = Array.from({ length: this.width }, (_, i) =>
      decoder.decode(this.cellBytes.subarray(this.starts[i], this.ends[i])),
    );
    return cells.join('\t').slice(0, limit);
  }

  private place(column: number, length: number): number {
    if (column >= this.width) this.widen(column + 1);
    const needed = this.length + length;
    if (needed > this.cellBytes.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.cellBytes.length));
      grown.set(this.cellBytes.subarray(0, this.length));
      this.cellBytes = grown;
    }
    return this.length;
  }

  private close(column: number, at: number, length: number): void {
    this.starts[column] = at;
    this.ends[column] = at + length;
    this.length = at + length;
  }

  private widen(width: number): void {
    if (width > this.starts.length) {
      const [starts, ends] = [new Int32Array(2 * width), new Int32Array(2 * width)];
      starts.set(this.starts.subarray(0, this.width));
      ends.set(this.ends.subarray(0, this.width));
      this.starts = starts;
      this.ends = ends;
    } else {
      this.starts.fill(0, this.width, width);
      this.ends.fill(0, this.width, width);
    }
    this.width = width;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Writes a text as UTF-8; short ASCII letter by letter, which is most of what is written and costs a tenth. */
function encodeAt(text: string, into: Uint8Array, at: number): number {
  if (text.length > 40) return encoder.encodeInto(text, into.subarray(at)).written;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return encoder.encodeInto(text, into.subarray(at)).written;
    into[at + i] = code;
  }
  return text.length;
}
