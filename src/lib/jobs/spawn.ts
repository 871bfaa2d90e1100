import classificationUrl from '../../../workers/classification.worker.ts?worker&url';
import clusteringUrl from '../../../workers/clustering.worker.ts?worker&url';
import exportUrl from '../../../workers/export.worker.ts?worker&url';
import importUrl from '../../../workers/import.worker.ts?worker&url';
import preferenceUrl from '../../../workers/preference.worker.ts?worker&url';
import { AppError } from '../core/errors';

const taskWorkerUrls: Readonly<Record<string, string>> = {
  import: importUrl,
  clustering: clusteringUrl,
  classification: classificationUrl,
  preference: preferenceUrl,
  export: exportUrl,
};

/** Starts the worker of a group of tasks, for `createPool`. */
export function spawnTaskWorker(group: string): Worker {
  const url = Object.hasOwn(taskWorkerUrls, group) ? taskWorkerUrls[group] : undefined;
  if (url === undefined) throw new AppError('bug', 'unknown-worker', { group });
  return spawnModuleWorker(url, group);
}

/**
 * Starts a module worker under the page's own policy. A worker started from its URL answers to no `<meta>` policy and
 * may reach any address (seen in Chromium 156); one started from `blob:` inherits the page's. Its three words load the
 * real script.
 * @param url same-origin address, relative to the page
 */
export function spawnModuleWorker(url: string, name = ''): Worker {
  return new Worker(bootstrapOf(url, name, moduleBootstrap), { type: 'module', name });
}

/** The same for a classic script, such as DuckDB's. */
export function spawnClassicWorker(url: string, name = ''): Worker {
  return new Worker(bootstrapOf(url, name, classicBootstrap), { name });
}

/** What a thread tells of itself beside its work: a request it made, or one the policy refused it. */
export interface ThreadNotice {
  readonly thread: string;
  readonly url: string;
  readonly at: number;
  readonly bytes: number;
  /** The directive that refused it; null for a request that was made. */
  readonly refusedBy: string | null;
}

/** Threads of this page alone talk here. */
const threadChannel = `kith-threads-${crypto.randomUUID()}`;

/** Hands on what threads tell of themselves, from now on. */
export function listenToThreads(onNotice: (notice: ThreadNotice) => void): void {
  new BroadcastChannel(threadChannel).onmessage = ({ data }: MessageEvent<ThreadNotice>) => onNotice(data);
}

/**
 * Refusals are events of the thread's own world, seen by nobody outside. The inherited policies of page and headers are
 * alike and each reports the same attempt: one of them is heard.
 */
const tellRefusals = (thread: string) => `
const tell = new BroadcastChannel(${JSON.stringify(threadChannel)});
const thread = ${JSON.stringify(thread)};
let heard;
addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective, originalPolicy }) => {
  heard ??= originalPolicy;
  if (originalPolicy !== heard) return;
  tell.postMessage({ thread, url: blockedURI, at: Date.now(), bytes: 0, refusedBy: effectiveDirective });
});`;

/** A thread whose script is not ours keeps no list of its requests that could be asked for. */
const tellRequests = `
new PerformanceObserver((list) => {
  for (const { name, startTime, encodedBodySize } of list.getEntries())
    tell.postMessage({ thread, url: name, at: performance.timeOrigin + startTime, bytes: encodedBodySize, refusedBy: null });
}).observe({ type: 'resource', buffered: true });`;

export const moduleBootstrap = (url: string, name: string) => `import ${JSON.stringify(url)};${tellRefusals(name)}`;

/**
 * The worker inherits `require-trusted-types-for` too, and needs a policy of its own before `importScripts`. A block,
 * so that none of our names is met by the script.
 */
export const classicBootstrap = (url: string, name: string) => `{${tellRefusals(name)}${tellRequests}
const policy = self.trustedTypes?.createPolicy('kith-worker', { createScriptURL: (url) => url });
const url = ${JSON.stringify(url)};
importScripts(policy ? policy.createScriptURL(url) : url);
}`;

/**
 * Starts a thread that tries to reach an address in three ways and posts the last part of each that the policy refused.
 * @param target address, with the slash at its end, of a host that does not exist
 */
export function spawnTrialWorker(target: string): Worker {
  return new Worker(trusted(blobOf(trialBootstrap(target))), { name: 'trial' });
}

const trialBootstrap = (target: string) => `
const target = ${JSON.stringify(target)};
addEventListener('securitypolicyviolation', ({ blockedURI }) => postMessage(blockedURI.split('/').pop()));
fetch(target + 'thread-fetch').catch(() => undefined);
try { new WebSocket(target.replace('https', 'wss') + 'thread-socket'); } catch { postMessage('thread-socket'); }
try { importScripts(target + 'thread-script'); } catch (thrown) {
  if (thrown instanceof TypeError) postMessage('thread-script');
}`;

/** One address per script for the life of the page: revoking it saves nothing and starts a race with the fetch. */
const bootstraps = new Map<string, string>();

function bootstrapOf(url: string, name: string, write: (url: string, name: string) => string): string {
  const absolute = new URL(url, document.baseURI);
  if (absolute.origin !== location.origin) throw new AppError('bug', 'foreign-worker', { origin: absolute.origin });
  return trusted(blobOf(write(absolute.href, name)));
}

function blobOf(code: string): string {
  const address = bootstraps.get(code) ?? URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  bootstraps.set(code, address);
  return address;
}

interface ScriptUrlPolicy {
  /** A `TrustedScriptURL`, which the libraries of TypeScript do not know; `Worker` takes it for a string. */
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/** Made before anything else runs: the page's policy lets each maker be made once, and whoever is first has it. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('kith-worker', {
  createScriptURL(candidate) {
    if (![...bootstraps.values()].includes(candidate)) throw new AppError('bug', 'foreign-worker', {});
    return candidate;
  },
});

/** Marks one of our own bootstraps as fit to be run. The policy lets through nothing else. */
const trusted = (address: string): string => policy?.createScriptURL(address) ?? address;
