import type { PortraitEvent } from '../../lib/data/portraits';

/** One line of a day: an event, or the states one contact went through (delivered → opened). */
export interface EventLine extends Omit<PortraitEvent, 'kind' | 'at'> {
  /** In the order of time. */
  readonly kinds: readonly string[];
}

export interface EventDay {
  /** ISO date. */
  readonly day: string;
  readonly lines: readonly EventLine[];
}

/**
 * Events by day, newest first. Contacts on the same channel about the same thing become one line with their kinds in
 * the order of time, as analyses count them once a day too.
 * @param events newest first
 */
export function daysOf(events: readonly PortraitEvent[]): readonly EventDay[] {
  const days = new Map<string, Map<string, EventLine>>();
  for (const [index, { kind, at, ...event }] of events.entries()) {
    const day = at.slice(0, 10);
    const lines = days.get(day) ?? new Map<string, EventLine>();
    days.set(day, lines);
    const isContact = event.entity === 'interactions';
    const key = isContact ? JSON.stringify([event.channel, event.what]) : String(index);
    const before = lines.get(key)?.kinds ?? [];
    const kinds = kind === null || before.includes(kind) ? before : [kind, ...before];
    lines.set(key, { ...event, kinds });
  }
  return [...days].map(([day, lines]) => ({ day, lines: [...lines.values()] }));
}
