/**
 * One writer per project: the tab that holds its Web Lock, which the browser itself releases when that tab ends,
 * however it ends. The words are a public contract like the name of the database: two releases open at once must see
 * each other.
 */
export const writerLock = (project: string) => `kith-writer-${project}`;
export const commitChannel = 'kith-commits';

/** One tab's wish to write to a project. */
export interface Claim {
  /** Whether this tab may write now. */
  readonly isHeld: boolean;
  /** Resolves when it may: at once, or when the tab before it has closed the project or ended; never after `release`. */
  readonly held: Promise<void>;
  /** Gives the project up for others; resolves when they can have it. */
  release(): Promise<void>;
}

export interface Writers {
  claim(project: string): Promise<Claim>;
}

/** Where there are no Web Locks every claim is held, and of two commits the later is refused, as by `writeManifest`. */
export function createWriters(locks: LockManager | undefined = globalThis.navigator?.locks): Writers {
  if (!locks) {
    const free: Claim = { isHeld: true, held: Promise.resolve(), release: async () => {} };
    return { claim: async () => free };
  }
  return {
    async claim(project) {
      const name = writerLock(project);
      const waiting = new AbortController();
      let isHeld = false;
      let grant = () => {};
      const held = new Promise<void>((resolve) => (grant = resolve));
      let end = () => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      const hold = (): Promise<void> => {
        isHeld = true;
        grant();
        return ended;
      };

      let request: Promise<unknown> = Promise.resolve();
      const isFree = await new Promise<boolean>((resolve, reject) => {
        request = locks.request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock ? hold() : undefined;
        });
        request.catch(reject);
      });
      if (!isFree) request = locks.request(name, { signal: waiting.signal }, hold);
      // A wish that was given up is no failure.
      const over = request.catch(() => undefined);
      return {
        get isHeld() {
          return isHeld;
        },
        held,
        async release() {
          waiting.abort();
          end();
          isHeld = false;
          await over;
        },
      };
    },
  };
}

/** What one tab tells the others after it has committed. */
export interface CommitNews {
  readonly project: string;
  readonly generation: number;
}

export interface CommitFeed {
  announce(news: CommitNews): void;
  /** Calls back with what other tabs have committed. */
  listen(listener: (news: CommitNews) => void): void;
}

/** Where there are no channels nobody hears: a reader then finds out when it next reads. */
export function createCommitFeed(): CommitFeed {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(commitChannel);
  return {
    announce: (news) => channel?.postMessage(news),
    listen(listener) {
      channel?.addEventListener('message', ({ data }: MessageEvent<CommitNews>) => listener(data));
    },
  };
}
