/**
 * Closes the ways out of a page that no content policy closes: navigation to another address, new windows, peer
 * connections. `Connection-Allowlist` closes them for good where the browser knows it (Chrome and Edge from 152); this
 * is for the others and for a host without headers. It stops a script that is not written against it, no more: an
 * empty frame, for one, has a fresh `RTCPeerConnection`.
 */

interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
}

/** A refusal shows within 10 ms, the end of gathering within 200; a browser that shows neither knows no allowlist. */
const patienceMs = 1000;

/** Kept for the one question below; nothing else gets at it. */
const PeerConnection = (globalThis as { RTCPeerConnection?: typeof RTCPeerConnection }).RTCPeerConnection;

export function closeExits(): void {
  const { navigation } = globalThis as unknown as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    const { url } = (event as NavigateEvent).destination;
    const { protocol, origin } = new URL(url);
    // Files a user saves are `blob:` addresses of our own origin.
    if (protocol !== 'blob:' && origin !== location.origin) event.preventDefault();
  });
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(globalThis, name);
  globalThis.open = () => null;
}

/**
 * Whether this document may make no connection but to its own origin, as the browser itself sees it. A peer connection
 * that has no server to ask and may use relays only sends nothing anywhere; under `Connection-Allowlist` it is refused
 * at once (Chromium 150: the constructor throws) or fails at once (156: state `failed` before gathering ends).
 */
export async function isAllowlistHonoured(): Promise<boolean> {
  if (!PeerConnection) return false;
  let connection: RTCPeerConnection;
  try {
    connection = new PeerConnection({ iceTransportPolicy: 'relay', iceServers: [] });
  } catch (thrown) {
    return thrown instanceof DOMException && thrown.name === 'NotAllowedError';
  }
  try {
    const isOver = new Promise<void>((resolve) => {
      const look = () => {
        if (connection.iceConnectionState === 'failed' || connection.iceGatheringState === 'complete') resolve();
      };
      connection.addEventListener('iceconnectionstatechange', look);
      connection.addEventListener('icegatheringstatechange', look);
      setTimeout(resolve, patienceMs);
    });
    connection.createDataChannel('');
    await connection.setLocalDescription(await connection.createOffer());
    await isOver;
    return connection.iceConnectionState === 'failed';
  } catch {
    return false;
  } finally {
    connection.close();
  }
}
