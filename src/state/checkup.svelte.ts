import type { App } from './app.svelte';
import { compareHeaders, type HeaderState } from './protection';
import { tryChannels, type Trial } from './trials';

/** What the page Checkup finds out beyond the protection everybody sees: trials, and the host's own headers. */
export class Checkup {
  trials = $state.raw<readonly Trial[] | null>(null);
  isTrying = $state(false);
  /** Headers of the host itself; null where the page cannot tell them from the service worker's. */
  host = $state.raw<readonly HeaderState[] | null>(null);
  readonly open = $derived((this.trials ?? []).filter(({ outcome }) => outcome === 'open'));

  constructor(private readonly app: App) {}

  /** Looks at everything anew. */
  async run(): Promise<void> {
    if (this.isTrying) return;
    this.isTrying = true;
    try {
      // The first visit brings the service worker in beside the page; before that its part would be missing.
      await this.app.ready;
      await this.app.release.settled;
      await this.app.checkProtection();
      [this.trials, this.host] = await Promise.all([tryChannels(), this.#askHost(), this.app.persistence.look()]);
    } finally {
      this.isTrying = false;
    }
  }

  async #askHost(): Promise<readonly HeaderState[] | null> {
    const { policy } = this.app.guard;
    if (policy?.headersFrom === 'host') return policy.headers;
    const received = await this.app.release.hostHeaders();
    return received && compareHeaders(new Headers(received));
  }

  /** Everything on the page as text, to be sent to whoever runs the host; it holds no data of any project. */
  report(): string {
    const { protection, policy } = this.app.guard;
    const { stored, isUpdateReady, failure } = this.app.release;
    const facts = {
      version: __APP_VERSION__,
      browser: navigator.userAgent,
      host: location.origin,
      protection,
      headers: policy?.headers,
      hostHeaders: this.host?.filter(({ isInForce }) => !isInForce).map(({ name }) => name),
      serviceWorker: { stored, isUpdateReady, failure },
      storage: { state: this.app.persistence.state, room: this.app.persistence.room },
      trials: this.trials,
    };
    return JSON.stringify(facts, null, 2);
  }
}
