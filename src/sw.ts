/**
 * The service worker: serves one release from the browser's own store, each file checked by its hash and sent with the
 * policy, and answers nothing else. What it decides stands in `lib/release`; here it is tied to the browser's events.
 *
 * A first worker takes over as soon as the document and what it names are stored, because the page waits for its
 * protection; the rest follows when the page asks for it. A later worker first stores its whole release and then waits
 * until the page tells it to take over, so that no page ever meets half of it.
 */
import { answerTo, type Refusal } from './lib/release/answer';
import { createRequestLog } from './lib/release/log';
import type { Answers, Question, Stored } from './lib/release/messages';
import { noticePage } from './lib/release/notice-page';
import type { Release } from './lib/release/release';
import { AlteredFile, createStore } from './lib/release/store';

/** The files of this build, put in when the worker is built, after everything else. */
declare const __RELEASE__: Release;

/** The part of a service worker's world that is used here; the library of types has it only where it has no DOM. */
interface LifeEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface AskEvent extends LifeEvent {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}
interface TalkEvent extends LifeEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
  readonly source: { readonly id: string } | null;
}
interface WorkerClient {
  readonly id: string;
  readonly type: 'window' | 'worker' | 'sharedworker';
  postMessage(message: unknown): void;
}
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    get(id: string): Promise<WorkerClient | undefined>;
    matchAll(options: { type: 'window' }): Promise<readonly WorkerClient[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: AskEvent) => void): void;
  addEventListener(type: 'message', listener: (event: TalkEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const release = __RELEASE__;
const headers = __RESPONSE_HEADERS__;
const { scope } = worker.registration;
const paths: ReadonlySet<string> = new Set(release.files.map(({ path }) => path));
const log = createRequestLog(worker.clients);
const store = createStore({
  release,
  scope,
  headers,
  caches,
  fetch: (url, init) => fetch(url, init),
  onFetched: (url, bytes) => void log.note({ url, bytes, outcome: 'answered' }, null),
});
let isFirst = false;
let failure: Stored['failure'] = null;

worker.addEventListener('install', (event) => {
  isFirst = worker.registration.active === null;
  event.waitUntil(isFirst ? store.complete(release.shell).then(() => worker.skipWaiting()) : store.complete());
});

worker.addEventListener('activate', (event) => {
  // An update claims no page: one that was loaded past the old worker may be of the old release and in use.
  event.waitUntil(store.dropOthers().then(() => (isFirst ? worker.clients.claim() : undefined)));
});

worker.addEventListener('fetch', (event) => {
  const { request, clientId, resultingClientId } = event;
  const { url, method, mode } = request;
  const answer = answerTo({ url, method, mode }, scope, paths);
  const outcome = answer.kind === 'refuse' ? answer.why : 'answered';
  event.waitUntil(log.note({ url, bytes: 0, outcome }, clientId || resultingClientId));
  if (answer.kind === 'home') event.respondWith(Promise.resolve(Response.redirect(scope)));
  else if (answer.kind === 'refuse') event.respondWith(Promise.resolve(refuse(mode, answer.why)));
  else event.respondWith(serve(event, answer.path));
});

worker.addEventListener('message', (event) => {
  const [port] = event.ports;
  const question = event.data as Question;
  const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
  if (port && answer) event.waitUntil(answer(event.source?.id ?? '').then((value) => port.postMessage(value)));
});

const answers: { readonly [Kind in Question]: (clientId: string) => Promise<Answers[Kind]> } = {
  state: readState,
  async complete() {
    failure = await store.complete().then(
      () => null,
      (thrown: unknown) => reasonOf(thrown),
    );
    return readState();
  },
  log: async (clientId) => log.of(clientId),
  async 'host-headers'() {
    const response = await fetch(scope, { method: 'HEAD', cache: 'no-store', redirect: 'error' }).catch(() => null);
    void log.note({ url: scope, bytes: 0, outcome: 'answered' }, null);
    return response?.ok ? Object.fromEntries(response.headers) : null;
  },
  async activate() {
    await worker.skipWaiting();
    return null;
  },
};

async function readState(): Promise<Stored> {
  const missing = (await store.missing()).length;
  const bytes = release.files.reduce((sum, file) => sum + file.bytes, 0);
  return { release: release.id, version: release.version, files: release.files.length, bytes, missing, failure };
}

function reasonOf(thrown: unknown): NonNullable<Stored['failure']> {
  if (thrown instanceof AlteredFile) return 'altered';
  return thrown instanceof DOMException && thrown.name === 'QuotaExceededError' ? 'full' : 'unreachable';
}

async function serve(event: AskEvent, path: string): Promise<Response> {
  const { method, mode } = event.request;
  try {
    const { response, kept } = await store.serve(path);
    event.waitUntil(kept);
    return method === 'HEAD' ? new Response(null, { headers: response.headers }) : response;
  } catch (thrown) {
    if (mode !== 'navigate') return Response.error();
    return page(503, reasonOf(thrown) === 'altered' ? 'altered' : 'unreachable');
  }
}

/** A refused document says so in words; anything else fails as if there were no network. */
const refuse = (mode: string, why: Refusal) => (mode === 'navigate' ? page(404, why) : Response.error());

const page = (status: number, why: Refusal | 'altered' | 'unreachable') =>
  new Response(noticePage(why, scope), {
    status,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
  });
