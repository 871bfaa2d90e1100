/**
 * The bytes of a table, wherever they come from: a file, an entry of an archive, the inside of a .gz. What is packed is
 * inflated as it is read, under the budget of its container.
 */
export interface ByteSource {
  /** Name of the file or entry, without the folders. */
  readonly name: string;
  /** Bytes on the user's disk that `read` goes through: 1 of progress. */
  readonly size: number;
  /** Bytes that `read` gives, where that is known without reading: to estimate the number of rows. */
  readonly length: number | null;
  /** Reads from the beginning, piece by piece; `done` are the bytes of `size` gone through so far. */
  read(): AsyncGenerator<{ readonly bytes: Uint8Array; readonly done: number }, void>;
  /** All of it with access to any place, for formats that keep their index at the end. Inflated first when packed. */
  whole(): Promise<Blob>;
}

/** A file as it lies on the disk. */
export function fileBytes(file: Blob, name: string): ByteSource {
  return {
    name,
    size: file.size,
    length: file.size,
    async *read() {
      const stream = file.stream().getReader();
      try {
        let done = 0;
        for (let part = await stream.read(); !part.done; part = await stream.read()) {
          done += part.value.length;
          yield { bytes: part.value, done };
        }
      } finally {
        await stream.cancel().catch(() => undefined);
      }
    },
    whole: async () => file,
  };
}

/** The first bytes of a source, at most `limit`. */
export async function headOf(source: ByteSource, limit: number): Promise<Uint8Array> {
  const head = new Uint8Array(limit);
  let length = 0;
  for await (const { bytes } of source.read()) {
    const piece = bytes.subarray(0, limit - length);
    head.set(piece, length);
    length += piece.length;
    if (length === limit) break;
  }
  return head.subarray(0, length);
}
