/** What keeps data on this machine, as it is in force in this browser on this host. */
export interface Protection {
  readonly metaPolicy: boolean;
  readonly headerPolicy: boolean;
  readonly allowlist: boolean;
  readonly serviceWorker: boolean;
  readonly engineLocked: boolean;
  /** Codes of what is missing; each has a sentence. */
  readonly gaps: readonly string[];
}

/** Looks at the page itself and asks its own host once which headers it sends. */
export async function readProtection(isEngineLocked: boolean): Promise<Protection> {
  const metaPolicy = document.querySelector('meta[http-equiv="Content-Security-Policy"]') !== null;
  const headers = await ownHeaders();
  const headerPolicy = headers?.has('content-security-policy') ?? false;
  const allowlist = headers?.has('connection-allowlist') ?? false;
  const serviceWorker = Boolean(navigator.serviceWorker?.controller);
  const gaps = [
    ...(metaPolicy || headerPolicy ? [] : ['no-policy']),
    ...(headerPolicy ? [] : ['no-header-policy']),
    ...(allowlist ? [] : ['no-allowlist']),
    ...(serviceWorker ? [] : ['no-service-worker']),
  ];
  return { metaPolicy, headerPolicy, allowlist, serviceWorker, engineLocked: isEngineLocked, gaps };
}

async function ownHeaders(): Promise<Headers | null> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).headers;
  } catch {
    // Offline: the page came from a cache, and nothing can be said about the host.
    return null;
  }
}
