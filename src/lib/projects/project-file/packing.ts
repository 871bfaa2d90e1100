/**
 * Bytes given to the codec at a time: its work is done on the page's thread, and this much takes a few milliseconds.
 * Packed bytes can become a thousand times as many before anybody can say stop, so they come in smaller portions.
 */
const packPortion = 128 * 1024;
const unpackPortion = 16 * 1024;

/** A packed chunk may become at most so many times larger; what packs better is stored as it is. */
export const maxRatio = 200;

/** Packed by DEFLATE, or null where that saves less than a tenth or the browser has no codec. */
export async function pack(plain: Uint8Array): Promise<Blob | null> {
  if (typeof CompressionStream === 'undefined' || plain.byteLength < 256) return null;
  const packed = await new Response(through(plain, packPortion, new CompressionStream('deflate-raw'))).blob();
  return packed.size < plain.byteLength * 0.9 && packed.size * maxRatio >= plain.byteLength ? packed : null;
}

/** The plain bytes, or null when the packed ones do not give exactly so many. Stops as soon as there are more. */
export async function unpack(packed: Uint8Array, bytes: number): Promise<Uint8Array | null> {
  const plain = new Uint8Array(bytes);
  let at = 0;
  const reader = through(packed, unpackPortion, new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === bytes ? plain : null;
      if (at + value.byteLength > bytes) return null;
      plain.set(value, at);
      at += value.byteLength;
    }
  } catch {
    return null;
  } finally {
    // Where the stream has ended there is nothing to stop.
    await reader.cancel().catch(() => undefined);
  }
}

function through(
  bytes: Uint8Array,
  portionBytes: number,
  codec: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  let at = 0;
  const portions = new ReadableStream<BufferSource>({
    pull(controller) {
      if (at >= bytes.byteLength) return controller.close();
      const end = Math.min(at + portionBytes, bytes.byteLength);
      controller.enqueue(bytes.subarray(at, end) as Uint8Array<ArrayBuffer>);
      at = end;
    },
  });
  return portions.pipeThrough<Uint8Array>(codec);
}
