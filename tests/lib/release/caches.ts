/** The part of a browser's cache storage the release needs, in memory. */
export function memoryCaches() {
  const stores = new Map<string, Map<string, Response>>();
  let isFull = false;
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return {
      match: async (url: string) => store.get(url)?.clone(),
      keys: async () => [...store.keys()].map((url) => ({ url })),
      async put(url: string, response: Response) {
        if (isFull) throw new DOMException('no room', 'QuotaExceededError');
        store.set(url, response);
      },
    } as unknown as Cache;
  };
  return {
    stores,
    caches: { open, keys: async () => [...stores.keys()], delete: async (name: string) => stores.delete(name) },
    fill: () => (isFull = true),
  };
}
