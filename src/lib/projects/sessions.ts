import { createId } from '../core/ids';

/** The running copies of the product in this browser: one per tab. */
export interface Sessions {
  /** The name of this one. Never used again after its end. */
  readonly own: string;
  /** Resolves when the others can see that this one lives; it is told on the first call. */
  announce(): Promise<void>;
  /** Those that live now. A tab that was killed is gone at once. */
  alive(): Promise<ReadonlySet<string>>;
}

/** A public contract like the name of the database: two releases open at once must see each other. */
const lockPrefix = 'kith-session-';

/**
 * Tells living sessions by Web Locks, which the browser itself releases when a tab ends, however it ends. Where there
 * are none, only this session is known: then a second tab's unfinished step can be taken for an orphan.
 */
export function createSessions(locks: LockManager | undefined = globalThis.navigator?.locks): Sessions {
  const own = createId();
  let announced: Promise<void> | undefined;
  return {
    own,
    announce() {
      announced ??= new Promise((resolve, reject) => {
        if (!locks) return resolve();
        const holdForLife = () => new Promise<never>(() => resolve());
        locks.request(lockPrefix + own, holdForLife).catch(reject);
      });
      return announced;
    },
    async alive() {
      const { held = [] } = (await locks?.query()) ?? {};
      const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(lockPrefix));
      return new Set([own, ...names.map((name) => name.slice(lockPrefix.length))]);
    },
  };
}
