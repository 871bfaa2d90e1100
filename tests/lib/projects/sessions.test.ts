import { expect, it } from 'vitest';
import { createSessions } from '../../../src/lib/projects/sessions';

/** The part of the browser's lock manager that is used, with a way to kill a holder. */
function fakeLocks() {
  const held = new Set<string>();
  const locks = {
    request: (name: string, hold: () => Promise<unknown>) => {
      held.add(name);
      return hold();
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
  return { held, locks: locks as unknown as LockManager };
}

it('sees the sessions that live, and no longer those that were killed', async () => {
  const { held, locks } = fakeLocks();
  const [first, second] = [createSessions(locks), createSessions(locks)];
  await first.announce();
  await second.announce();
  held.add('a lock of something else');
  expect(await first.alive()).toEqual(new Set([first.own, second.own]));
  held.delete(`kith-session-${second.own}`);
  expect(await first.alive()).toEqual(new Set([first.own]));
});

it('knows at least itself where the browser has no locks', async () => {
  const alone = createSessions(undefined);
  await alone.announce();
  expect(await alone.alive()).toEqual(new Set([alone.own]));
});
