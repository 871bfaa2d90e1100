/** Things of the platform without which no page of Kith can work; a browser is known by its features, not by its name. */
const needed = {
  WebAssembly: () => typeof WebAssembly === 'object',
  'Web Workers': () => typeof Worker === 'function',
  IndexedDB: () => typeof indexedDB === 'object' && indexedDB !== null,
  'Web Crypto': () => typeof crypto === 'object' && typeof crypto.subtle === 'object',
  structuredClone: () => typeof structuredClone === 'function',
} as const satisfies Readonly<Record<string, () => boolean>>;

/** Names of what this browser lacks on this address; empty when Kith can work. */
export const missingFeatures = (): readonly string[] =>
  Object.entries(needed)
    .filter(([, isThere]) => !isThere())
    .map(([name]) => name);
