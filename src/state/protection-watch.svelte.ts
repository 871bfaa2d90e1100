import { cancelled } from '../lib/core/errors';
import {
  needsDecision,
  protectionOf,
  readDocumentPolicy,
  seriousGaps,
  type DocumentPolicy,
  type Protection,
} from './protection';

/** Holds which gaps the user has accepted, as long as the tab lives. */
const acceptedKey = 'kith.accepted';

const unknown: Protection = {
  metaPolicy: false,
  headerPolicy: false,
  allowlist: false,
  serviceWorker: false,
  crossOriginIsolated: false,
  engineLocked: false,
  headersFrom: 'host',
  gaps: [],
};

/** What is in force on this page, and the user's decision where a protection cannot be had. */
export class ProtectionWatch {
  protection = $state.raw<Protection>(unknown);
  /** What this document came with; null until it has been found out. */
  policy = $state.raw<DocumentPolicy | null>(null);
  /** The gaps the user has read and goes on with; a gap that comes later is asked about anew. */
  #accepted = $state(readAccepted());
  readonly isAccepted = $derived(seriousGaps(this.protection).join() === this.#accepted);
  /** Set while something waits for the user's decision. */
  isAsking = $state(false);
  #waiting: { resolve(): void; reject(reason: unknown): void }[] = [];

  /** Finds out what this document came with; resolves to whether that is the whole policy. */
  async read(): Promise<boolean> {
    this.policy = await readDocumentPolicy();
    return this.look('closed').headerPolicy;
  }

  /** Looks again at what may change after the load. */
  look(engine: 'closed' | 'locked' | 'open'): Protection {
    if (this.policy) this.protection = protectionOf(this.policy, engine);
    return this.protection;
  }

  /**
   * Resolves at once, or, where data would be opened without the policy in force, when the user has decided to go on;
   * rejects with `cancelled` when not. The development server never has a policy and says so in the light.
   */
  mayOpen(): Promise<void> {
    if (!import.meta.env.PROD || !needsDecision(this.protection) || this.isAccepted) return Promise.resolve();
    this.isAsking = true;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** The user has read which protections are missing and goes on. */
  accept(): void {
    this.#accepted = seriousGaps(this.protection).join();
    try {
      sessionStorage.setItem(acceptedKey, this.#accepted);
    } catch {
      // Then the question comes again after a reload.
    }
    this.#settle(({ resolve }) => resolve());
  }

  /** The user would rather not. */
  decline(): void {
    this.#settle(({ reject }) => reject(cancelled()));
  }

  #settle(how: (waiting: { resolve(): void; reject(reason: unknown): void }) => void): void {
    this.isAsking = false;
    this.#waiting.splice(0).forEach(how);
  }
}

function readAccepted(): string | null {
  try {
    return sessionStorage.getItem(acceptedKey);
  } catch {
    return null;
  }
}
