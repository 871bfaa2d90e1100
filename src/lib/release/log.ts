import type { Notice, Seen } from './messages';

/** The part of the service worker's `clients` the log needs. */
export interface LogClients {
  get(id: string): Promise<{ readonly type: string } | undefined>;
  matchAll(options: {
    type: 'window';
  }): Promise<readonly { readonly id: string; postMessage(message: unknown): void }[]>;
}

export interface RequestLog {
  /** Writes down a request and tells the pages it concerns. `clientId` null: the worker's own, of concern to all. */
  note(request: Pick<Seen, 'url' | 'bytes' | 'outcome'>, clientId: string | null): Promise<void>;
  /** What concerns one page. */
  of(clientId: string): readonly Seen[];
}

/** Entries kept in the worker's memory; pages keep their own list, so this only covers what came before they listened. */
const kept = 2000;

/**
 * Every request the service worker sees or makes. The browser may end an idle worker and its memory with it; therefore
 * each entry is also sent to the page it concerns as it happens. A request by a thread concerns every page, because a
 * thread does not say whose it is.
 */
export function createRequestLog(clients: LogClients, now: () => number = Date.now): RequestLog {
  const entries: { readonly seen: Seen; readonly to: string | null }[] = [];

  return {
    async note(request, clientId) {
      const at = now();
      // A document that is being loaded has no client yet: unknown means a page to be.
      const type = clientId ? (await clients.get(clientId))?.type : undefined;
      const by = clientId === null ? 'worker' : (type ?? 'window') === 'window' ? 'page' : 'thread';
      const entry = { seen: { ...request, at, by } as const, to: by === 'page' ? clientId : null };
      entries.push(entry);
      if (entries.length > kept) entries.shift();
      const notice: Notice = { kind: 'kith-seen', seen: entry.seen };
      for (const page of await clients.matchAll({ type: 'window' }))
        if (entry.to === null || entry.to === page.id) page.postMessage(notice);
    },
    of: (clientId) => entries.filter(({ to }) => to === null || to === clientId).map(({ seen }) => seen),
  };
}
