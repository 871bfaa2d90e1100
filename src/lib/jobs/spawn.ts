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
  return new Worker(bootstrapOf(url, moduleBootstrap), { type: 'module', name });
}

/** The same for a classic script, such as DuckDB's. */
export function spawnClassicWorker(url: string, name = ''): Worker {
  return new Worker(bootstrapOf(url, classicBootstrap), { name });
}

export const moduleBootstrap = (url: string) => `import ${JSON.stringify(url)};`;

/** The worker inherits `require-trusted-types-for` too, and needs a policy of its own before `importScripts`. */
export const classicBootstrap = (url: string) => `
const policy = self.trustedTypes?.createPolicy('kith-worker', { createScriptURL: (url) => url });
const url = ${JSON.stringify(url)};
importScripts(policy ? policy.createScriptURL(url) : url);`;

/** One address per script for the life of the page: revoking it saves nothing and starts a race with the fetch. */
const bootstraps = new Map<string, string>();

function bootstrapOf(url: string, write: (url: string) => string): string {
  const absolute = new URL(url, document.baseURI);
  if (absolute.origin !== location.origin) throw new AppError('bug', 'foreign-worker', { origin: absolute.origin });
  const code = write(absolute.href);
  const address = bootstraps.get(code) ?? URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  bootstraps.set(code, address);
  return trusted(address);
}

interface ScriptUrlPolicy {
  /** A `TrustedScriptURL`, which the libraries of TypeScript do not know; `Worker` takes it for a string. */
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** Marks one of our own bootstraps as fit to be run. The policy lets through nothing else. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('kith-worker', {
    createScriptURL(candidate) {
      if (![...bootstraps.values()].includes(candidate)) throw new AppError('bug', 'foreign-worker', {});
      return candidate;
    },
  });
  return policy ? policy.createScriptURL(address) : address;
}
