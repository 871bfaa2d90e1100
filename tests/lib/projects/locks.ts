/** A browser's exclusive locks, for as many tabs as a test opens; killing a tab gives back what it holds. */
export function fakeLocks() {
  interface Held {
    readonly tab: object;
    free(): void;
  }
  const held = new Map<string, Held>();
  const waiting: { readonly tab: object; readonly name: string; take(): void }[] = [];

  const next = (name: string) => {
    held.delete(name);
    const at = waiting.findIndex((one) => one.name === name);
    if (at >= 0) waiting.splice(at, 1)[0]?.take();
  };

  function tab() {
    const own = {};

    /** Holds until what `hold` returned settles, or the tab is killed. */
    function take(name: string, hold: (lock: object | null) => unknown): Promise<unknown> {
      return new Promise((resolve) => {
        const free = () => next(name);
        held.set(name, { tab: own, free });
        void Promise.resolve(hold({ name })).then((value) => {
          if (held.get(name)?.tab === own) free();
          resolve(value);
        });
      });
    }

    function request(
      name: string,
      options: { ifAvailable?: boolean; signal?: AbortSignal },
      hold: (lock: object | null) => unknown,
    ): Promise<unknown> {
      if (!held.has(name)) return take(name, hold);
      if (options.ifAvailable) return Promise.resolve(hold(null));
      return new Promise((resolve, reject) => {
        const entry = { tab: own, name, take: () => resolve(take(name, hold)) };
        waiting.push(entry);
        options.signal?.addEventListener('abort', () => {
          const at = waiting.indexOf(entry);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(new DOMException('given up', 'AbortError'));
        });
      });
    }

    return {
      manager: { request } as unknown as LockManager,
      kill() {
        for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]?.tab === own) waiting.splice(i, 1);
        for (const one of [...held.values()]) if (one.tab === own) one.free();
      },
    };
  }

  return { tab };
}
