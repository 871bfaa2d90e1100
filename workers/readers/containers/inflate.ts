import { Gunzip, Inflate } from 'fflate';
import { AlgorithmError } from '../../errors';
import { Budget } from './budget';

/** Packed bytes given to the inflater at once: even at deflate's best ratio, 1032 : 1, it then gives 16 MiB. */
const STEP = 2 ** 14;

type Inflater = Inflate | Gunzip;

/** Inflates what is packed by deflate, as in a zip; see `unpack`. */
export const inflateRaw = (packed: Blob, name: string) => unpack(packed, new Inflate(), name);

/** Inflates a .gz, also one of several members; see `unpack`. */
export const gunzip = (packed: Blob, name: string) => unpack(packed, new Gunzip(), name);

/**
 * Inflates piece by piece, as far as the reader asks for. `done` counts the packed bytes gone through.
 * @throws AlgorithmError `inflates-too-far` beyond the budget, `archive-damaged` where the bytes are no such stream or
 *   end too early
 */
async function* unpack(
  packed: Blob,
  inflater: Inflater,
  name: string,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly done: number }, void> {
  const budget = new Budget(packed.size, name);
  const pieces: Uint8Array[] = [];
  let isComplete = false;
  inflater.ondata = (bytes, isLast) => {
    isComplete ||= isLast;
    budget.spend(bytes.length);
    if (bytes.length > 0) pieces.push(bytes);
  };
  const stream = packed.stream().getReader();
  let done = 0;
  try {
    for (let part = await stream.read(); !part.done; part = await stream.read()) {
      for (let from = 0; from < part.value.length; from += STEP) {
        const step = part.value.subarray(from, from + STEP);
        done += step.length;
        feed(inflater, step, done >= packed.size, name);
        for (const bytes of pieces.splice(0)) yield { bytes, done };
      }
    }
    if (!isComplete) throw new AlgorithmError('archive-damaged', { name });
  } finally {
    await stream.cancel().catch(() => undefined);
  }
}

function feed(inflater: Inflater, bytes: Uint8Array, isLast: boolean, name: string): void {
  try {
    inflater.push(bytes, isLast);
  } catch (thrown) {
    if (thrown instanceof AlgorithmError) throw thrown;
    // fflate's own words, such as 'invalid block type', tell a user nothing more than that.
    throw new AlgorithmError('archive-damaged', { name });
  }
}
