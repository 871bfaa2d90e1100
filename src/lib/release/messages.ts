import type { Refusal } from './answer';

/** What the page asks of the service worker; it answers through the port that comes with the message. */
export type Question =
  /** How much of the release is stored. */
  | 'state'
  /** Store all that is missing; answers with the state when done or when it failed. */
  | 'complete'
  /** Requests seen for this page since it was loaded. */
  | 'log'
  /** The headers the host itself sends, past the worker. */
  | 'host-headers'
  /** Take over now: the page has made sure that nothing is open. */
  | 'activate';

export interface Stored {
  readonly release: string;
  readonly version: string;
  readonly files: number;
  readonly bytes: number;
  /** Files that are not stored yet; none means that the page works without a network. */
  readonly missing: number;
  /** Why the last attempt to store the rest failed. */
  readonly failure: 'altered' | 'unreachable' | 'full' | null;
}

/** One request the service worker saw, or made itself. */
export interface Seen {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
  /** `worker` is the service worker's own request for a file of the release. */
  readonly by: 'page' | 'thread' | 'worker';
  readonly outcome: 'answered' | Refusal;
}

export interface Answers {
  readonly state: Stored;
  readonly complete: Stored;
  readonly log: readonly Seen[];
  readonly 'host-headers': Readonly<Record<string, string>> | null;
  readonly activate: null;
}

/** Sent to pages unasked: a request as it happens. */
export interface Notice {
  readonly kind: 'kith-seen';
  readonly seen: Seen;
}
