import { spawnTrialWorker } from '../lib/jobs/spawn';
import { isAllowlistHonoured } from './exits';

export interface Trial {
  /** Has a name in `i18n/texts/checkup.ts`. */
  readonly channel: string;
  /** `refused`: the browser or the service worker forbade it. `open`: nothing stood in the way. */
  readonly outcome: 'refused' | 'open';
}

/**
 * No such host exists or ever will (RFC 6761), so that nothing can arrive anywhere, also where nothing protects; and
 * the address holds no more than the name of the channel.
 */
const target = 'https://kith-trial.invalid/';

/** A refusal comes at once; what has not been refused by then was tried. */
const patienceMs = 2000;

const element = (tag: string, property: string) => (url: string) => {
  const made = Object.assign(document.createElement(tag), { [property]: url });
  if (made instanceof HTMLLinkElement) made.rel = 'stylesheet';
  made.hidden = true;
  document.body.append(made);
  return () => made.remove();
};

/** Ways out of a page that can be tried without harm. Each makes one attempt and returns how to take it back. One that throws has been refused. */
const attempts: Readonly<Record<string, (url: string) => (() => void) | void>> = {
  fetch: (url) => void fetch(url).catch(() => undefined),
  xhr(url) {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  beacon: (url) => void navigator.sendBeacon(url),
  socket(url) {
    const socket = new WebSocket(url.replace('https', 'wss'));
    return () => socket.close();
  },
  events(url) {
    const source = new EventSource(url);
    return () => source.close();
  },
  image: element('img', 'src'),
  style: element('link', 'href'),
  font: (url) => void new FontFace('kith-trial', `url(${url})`).load().catch(() => undefined),
  media: element('video', 'src'),
  script: element('script', 'src'),
  frame: element('iframe', 'src'),
  object: element('object', 'data'),
  thread(url) {
    const worker = new Worker(url);
    return () => worker.terminate();
  },
};

/** Tries every channel at once. Resolves when each was refused or had its time. */
export async function tryChannels(): Promise<readonly Trial[]> {
  const outcomes = await Promise.all([
    ...Object.entries(attempts).map(async ([channel, attempt]) => ({
      channel,
      outcome: await tryOne(channel, attempt),
    })),
    tryInThread(),
    isAllowlistHonoured().then(
      (isHonoured) => ({ channel: 'peer', outcome: isHonoured ? 'refused' : 'open' }) as const,
    ),
    tryQuery(),
  ]);
  return outcomes.flat();
}

function tryOne(channel: string, attempt: (url: string) => (() => void) | void): Promise<Trial['outcome']> {
  const url = target + channel;
  return new Promise((resolve) => {
    let takeBack: (() => void) | void;
    const end = (outcome: Trial['outcome']) => {
      removeEventListener('securitypolicyviolation', hear);
      takeBack?.();
      resolve(outcome);
    };
    const hear = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
      // Of a frame the browser tells no more than the origin.
      const isFrame = channel === 'frame' && effectiveDirective === 'frame-src' && target.startsWith(blockedURI);
      if (isFrame || blockedURI.endsWith(`.invalid/${channel}`)) end('refused');
    };
    addEventListener('securitypolicyviolation', hear);
    setTimeout(() => end('open'), patienceMs);
    try {
      takeBack = attempt(url);
    } catch {
      end('refused');
    }
  });
}

const inThread = ['thread-fetch', 'thread-socket', 'thread-script'];

function tryInThread(): Promise<Trial[]> {
  return new Promise((resolve) => {
    const refused = new Set<string>();
    const worker = spawnTrialWorker(target);
    const end = () => {
      worker.terminate();
      resolve(inThread.map((channel) => ({ channel, outcome: refused.has(channel) ? 'refused' : 'open' })));
    };
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      refused.add(data);
      if (refused.size === inThread.length) end();
    };
    setTimeout(end, patienceMs);
  });
}

/** Our own host keeps a log too: an address with a query must not reach it. Without the worker it does, and says so. */
async function tryQuery(): Promise<Trial> {
  const isAnswered = await fetch(new URL('./?kith-trial', document.baseURI), { method: 'HEAD' }).then(
    () => true,
    () => false,
  );
  return { channel: 'query', outcome: isAnswered ? 'open' : 'refused' };
}
