import { AlgorithmError } from '../../errors';

/** More than this no packed file may inflate to, however large it is. */
const MOST = 2 ** 31;
/** Tables rarely pack better than 30 : 1; beyond this ratio a file was made to harm. */
const RATIO = 200;
/** Small files may inflate to this in any case: a thousand equal lines pack better than that. */
const FLOOR = 16 * 2 ** 20;

/** Bytes that a packed piece may inflate to: min(2 GiB, 200 × packed), and 16 MiB in any case. */
export const allowance = (packed: number): number => Math.min(MOST, Math.max(FLOOR, RATIO * packed));

/** Counts inflated bytes against the allowance of what they were packed in. */
export class Budget {
  private used = 0;
  private readonly limit: number;

  constructor(
    packed: number,
    private readonly name: string,
  ) {
    this.limit = allowance(packed);
  }

  /** @throws AlgorithmError `inflates-too-far` (name, megabytes) */
  spend(bytes: number): void {
    this.used += bytes;
    if (this.used > this.limit)
      throw new AlgorithmError('inflates-too-far', { name: this.name, megabytes: Math.round(this.limit / 2 ** 20) });
  }
}
