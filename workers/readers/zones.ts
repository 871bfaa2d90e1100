import { AlgorithmError } from '../errors';

const HOUR_MS = 3_600_000;

/**
 * Turns instants into the wall-clock time of a zone and back, in milliseconds since 1970. The browser's own tables give
 * the offsets; they are kept per hour of use, since asking costs a thousand times more than adding.
 */
export class Zone {
  private readonly formatter: Intl.DateTimeFormat | null;
  private readonly offsets = new Map<number, number>();

  /** @throws AlgorithmError `time-zone-unknown` */
  constructor(name: string | undefined) {
    try {
      this.formatter =
        name === undefined || name === 'UTC'
          ? null
          : new Intl.DateTimeFormat('en-US', {
              timeZone: name,
              hourCycle: 'h23',
              year: 'numeric',
              month: 'numeric',
              day: 'numeric',
              hour: 'numeric',
              minute: 'numeric',
              second: 'numeric',
            });
    } catch {
      throw new AlgorithmError('time-zone-unknown', { timeZone: name ?? '' });
    }
  }

  wallClock(instantMs: number): number {
    return instantMs + this.offsetAt(instantMs);
  }

  /** The instant of a wall-clock time; of the two in the hour that is set back, the first. */
  instant(wallMs: number): number {
    const first = wallMs - this.offsetAt(wallMs - this.offsetAt(wallMs));
    const earlier = wallMs - this.offsetAt(first - HOUR_MS);
    return this.wallClock(earlier) === wallMs ? earlier : first;
  }

  private offsetAt(instantMs: number): number {
    if (this.formatter === null) return 0;
    // Changes of offset fall on quarters of an hour in every zone since 1972.
    const slot = Math.floor(instantMs / (HOUR_MS / 4));
    let offset = this.offsets.get(slot);
    if (offset === undefined) {
      const start = slot * (HOUR_MS / 4);
      const part = new Map(this.formatter.formatToParts(start).map(({ type, value }) => [type, Number(value)]));
      const at = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
      offset = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - start;
      if (this.offsets.size > 200_000) this.offsets.clear();
      this.offsets.set(slot, offset);
    }
    return offset;
  }
}
