import { AppError, inputError } from '../lib/core/errors';
import type { Answers, Notice, Question, Seen, Stored } from '../lib/release/messages';

/** How long the first service worker may take before the page goes on without it. */
const patienceMs = 15_000;

/** Set for the one reload; still there after it, the worker did not take the page over. */
const reloadMark = 'kith.reloaded';

/** Name of the lock that every page with an open project holds, and that an update must have alone. */
const inUse = () => `kith in use ${new URL('./', document.baseURI).pathname}`;

/**
 * The installed copy of Kith: the service worker that protects and serves it, how much of it is stored for work
 * without a network, and whether a newer one waits. Only a built page has one.
 */
export class Release {
  /** What is stored of the release that serves this page; null before the worker has answered. */
  stored = $state.raw<Stored | null>(null);
  /** A newer release is stored completely and waits to be taken. */
  isUpdateReady = $state(false);
  /** Why there is no worker; null while there is one or none has been asked for. */
  failure = $state<'unsupported' | 'refused' | null>(null);
  readonly isOfflineReady = $derived(this.stored?.missing === 0);
  /** Resolves to true once the page works without a network, to false when that cannot be had on this visit. */
  readonly offline: Promise<boolean>;
  #tellOffline: (isReady: boolean) => void = () => undefined;
  #registration: ServiceWorkerRegistration | null = null;
  #settled: Promise<void> = Promise.resolve();
  #isHolding = false;
  /** Settles when this page's own lock has been given back. */
  #held: Promise<unknown> = Promise.resolve();
  #release: () => void = () => undefined;

  /**
   * @param onSeen told of every request the worker saw or made
   * @param onReplaced told when another page has brought in a newer release
   */
  constructor(
    private readonly onSeen: (seen: readonly Seen[]) => void,
    onReplaced: () => void,
  ) {
    this.offline = new Promise((resolve) => (this.#tellOffline = resolve));
    let wasControlled = Boolean(navigator.serviceWorker?.controller);
    navigator.serviceWorker?.addEventListener('controllerchange', () => {
      if (wasControlled) onReplaced();
      wasControlled = true;
    });
    navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<Partial<Notice> | null>) => {
      if (data?.kind === 'kith-seen' && data.seen) this.onSeen([data.seen]);
    });
  }

  /** Resolves when the worker serves this page, or when it is known that it will not. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /**
   * On a host that sends no headers: installs the worker and loads the page once more, now through it. Returns where
   * that is not needed or cannot be had; else it never settles, because the page is about to go.
   */
  async protectByReload(isNeeded: boolean): Promise<void> {
    const marks = ownMarks();
    if (!isNeeded) return marks?.removeItem(reloadMark);
    if (!marks || marks.getItem(reloadMark)) return;
    const registration = await this.#register();
    if (!registration || !(await isActive(registration))) return;
    marks.setItem(reloadMark, '1');
    location.reload();
    return new Promise(() => undefined);
  }

  /** Installs the worker beside the running page, and watches for a newer release from then on. */
  install(): Promise<void> {
    return (this.#settled = this.#install());
  }

  async #install(): Promise<void> {
    const registration = await this.#register();
    if (!registration) return;
    this.#watch(registration);
    // Only a first worker takes over a page that was loaded without it.
    const isFirst = registration.active === null;
    if (isFirst && !((await isActive(registration)) && (await isClaimed()))) return;
    this.onSeen(await this.#ask('log'));
    this.stored = await this.#ask('state');
  }

  /** Stores what is missing of the release, so that the page works without a network. */
  async store(): Promise<void> {
    if (this.#registration?.active) {
      this.stored = await this.#ask('state');
      if (this.stored.missing > 0) this.stored = await this.#ask('complete');
    }
    this.#tellOffline(this.isOfflineReady);
  }

  /** Asks the host whether there is a newer release. */
  async lookForUpdate(): Promise<void> {
    await this.#registration?.update().catch((thrown: unknown) => {
      throw new AppError('environment', 'host-unreachable', {}, { cause: thrown });
    });
  }

  /** The headers of the host itself, past the worker; null when it does not answer or there is no worker to ask. */
  hostHeaders = async (): Promise<Readonly<Record<string, string>> | null> =>
    this.#registration?.active ? this.#ask('host-headers') : null;

  /**
   * Takes the waiting release and loads the page anew. The caller has closed its project; while another tab has one
   * open it is refused with `input/update-in-use`.
   */
  async takeUpdate(): Promise<void> {
    const waiting = this.#registration?.waiting;
    if (!waiting) return;
    await this.#held;
    await navigator.locks.request(inUse(), { ifAvailable: true }, async (lock) => {
      if (!lock) throw inputError('update-in-use');
      const isTaken = becomes(waiting, 'activated');
      void ask(waiting, 'activate');
      await isTaken;
      location.reload();
      // The lock is kept until the page is gone: nobody opens a project under the worker that has just come.
      await new Promise(() => undefined);
    });
  }

  /** Whether another tab has a project open. */
  async isInUseElsewhere(): Promise<boolean> {
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name === inUse()).length > (this.#isHolding ? 1 : 0);
  }

  /** Marks this page as having a project open, until `letGo`. */
  async hold(): Promise<void> {
    this.letGo();
    if (!('locks' in navigator)) return;
    await new Promise<void>((resolve, reject) => {
      const held = navigator.locks.request(inUse(), { mode: 'shared' }, () => {
        this.#isHolding = true;
        resolve();
        return new Promise<void>((release) => (this.#release = release));
      });
      held.catch(reject);
      this.#held = held.catch(() => undefined);
    });
  }

  letGo(): void {
    this.#isHolding = false;
    this.#release();
    this.#release = () => undefined;
  }

  /** Removes worker and stored files; the page comes from the host again. Projects are kept elsewhere and stay. */
  async remove(): Promise<void> {
    const prefix = `kith ${new URL('./', document.baseURI).pathname} `;
    await this.#registration?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    location.reload();
  }

  async #register(): Promise<ServiceWorkerRegistration | null> {
    if (!navigator.serviceWorker) {
      this.failure = 'unsupported';
      return null;
    }
    try {
      this.#registration = await navigator.serviceWorker.register(trustedAddress(), { updateViaCache: 'none' });
    } catch {
      // A host without the file, or a browser that keeps nothing; without a network the installed one goes on.
      this.#registration = (await navigator.serviceWorker.getRegistration()) ?? null;
    }
    this.failure = this.#registration ? null : 'refused';
    return this.#registration;
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const look = () => (this.isUpdateReady = registration.waiting !== null && registration.active !== null);
    const follow = () => registration.installing?.addEventListener('statechange', look);
    registration.addEventListener('updatefound', follow);
    follow();
    look();
  }

  #ask<Kind extends Question>(question: Kind): Promise<Answers[Kind]> {
    // A page reloaded with Shift held goes past the worker; it can still be asked.
    const worker = navigator.serviceWorker.controller ?? this.#registration?.active;
    if (!worker) throw new AppError('bug', 'no-service-worker');
    return ask(worker, question);
  }
}

function ask<Kind extends Question>(worker: ServiceWorker, question: Kind): Promise<Answers[Kind]> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Answers[Kind]>) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}

/** Resolves to whether the worker reached the state; one that failed becomes `redundant`. */
function becomes(worker: ServiceWorker, state: ServiceWorkerState): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === state || worker.state === 'redundant') resolve(worker.state === state);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

const patience = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), patienceMs));

async function isActive(registration: ServiceWorkerRegistration): Promise<boolean> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return worker !== null && Promise.race([becomes(worker, 'activated'), patience()]);
}

/** Resolves when the active worker has taken this page over; one that serves other pages already does not. */
async function isClaimed(): Promise<boolean> {
  if (navigator.serviceWorker.controller) return true;
  const claimed = new Promise<true>((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true }),
  );
  return Promise.race([claimed, patience()]);
}

/** Without a mark that outlives the reload there could be a second one, and a third. */
function ownMarks(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

interface ScriptUrlMaker {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlMaker): ScriptUrlMaker;
}

/** Made before anything else runs: the page's policy lets each maker be made once, and whoever is first has it. */
const maker = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('kith-release', {
  createScriptURL(candidate) {
    if (candidate !== workerAddress()) throw new AppError('bug', 'foreign-worker', {});
    return candidate;
  },
});

const workerAddress = () => new URL('sw.js', document.baseURI).href;

/** Marks the address of our worker as fit to be registered; the policy lets through nothing else. */
const trustedAddress = () => maker?.createScriptURL(workerAddress()) ?? workerAddress();
