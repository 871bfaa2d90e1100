import { ByteStream } from './byte-stream';
import { batchesOf, decode, type Cells } from './cells';
import { plainEnding, type CreateWriter } from './writer';

/**
 * Writes a JSON array of one object per row, a row a line. What JSON has no number for (NaN, infinity) becomes null.
 * Put together as text, because a user's column name must not become a key of an object of ours.
 */
export const jsonWriter: CreateWriter = ({ columns }, sink) => {
  const out = new ByteStream(sink);
  const cells = jsonCells(out);
  const keys = columns.map(({ name }, c) => new TextEncoder().encode(`${c > 0 ? ',' : ''}${JSON.stringify(name)}:`));
  let isFirst = true;
  out.ascii('[');
  return {
    async write(page) {
      for (const { rows, put } of batchesOf(page, columns, cells)) {
        for (let row = 0; row < rows; row++) {
          out.ascii(isFirst ? '\n{' : ',\n{');
          isFirst = false;
          for (let c = 0; c < put.length; c++) {
            const key = keys[c]!;
            out.copy(key, 0, key.length);
            put[c]!(row);
          }
          out.ascii('}');
          if (out.isFull) await out.flush();
        }
      }
    },
    async finish() {
      out.ascii('\n]\n');
      await out.flush();
      return plainEnding;
    },
  };
};

const quote = 0x22;
const backslash = 0x5c;

function jsonCells(out: ByteStream): Cells {
  const text = (whole: string) => out.text(JSON.stringify(whole));
  const iso = (_value: number, spell: () => string) => out.ascii(`"${spell()}"`);
  return {
    none: () => out.ascii('null'),
    bytes(source, from, to) {
      for (let i = from; i < to; i++) {
        const byte = source[i]!;
        if (byte < 0x20 || byte === quote || byte === backslash) return text(decode(source, from, to));
      }
      out.byte(quote);
      out.copy(source, from, to);
      out.byte(quote);
    },
    text,
    number: (value) => out.ascii(Number.isFinite(value) ? String(value) : 'null'),
    truth: (value) => out.ascii(String(value)),
    date: iso,
    moment: iso,
  };
}
