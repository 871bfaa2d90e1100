import { expose } from 'comlink';
import type { WorkerLike } from '../../../src/lib/jobs/pool';
import type { TaskTable } from '../../../workers/protocol';
import { createWorkerApi } from '../../../workers/host';

/** A stand-in for a Worker: the far end of a message channel, so that every message is cloned as between threads. */
export interface FakeWorker extends WorkerLike {
  readonly group: string;
  isTerminated: boolean;
  /** Tells the page of an event, as a browser does when a worker dies or a message cannot be read. */
  fire(type: 'error' | 'messageerror' | 'exit', message?: string): void;
}

/** `serveAt` attaches whatever the worker answers with; one that does nothing is a worker that never answers. */
export function fakeWorker(group: string, serveAt: (port: MessagePort) => void): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  const events = new EventTarget();
  serveAt(port1);
  return {
    group,
    isTerminated: false,
    postMessage: (message, transfer) => port2.postMessage(message, transfer ?? []),
    addEventListener: (type, listener) => (type === 'message' ? port2 : events).addEventListener(type, listener),
    removeEventListener: (type, listener) => (type === 'message' ? port2 : events).removeEventListener(type, listener),
    start: () => port2.start(),
    fire: (type, message = '') => events.dispatchEvent(Object.assign(new Event(type), { message })),
    terminate() {
      this.isTerminated = true;
      port1.close();
      port2.close();
    },
  };
}

/** A worker that serves a table of tasks with the real host. */
export const servingWorker = (group: string, table: TaskTable, url = `http://localhost/${group}.js`): FakeWorker =>
  fakeWorker(group, (port) =>
    expose(
      createWorkerApi(table, () => [{ url, at: 0, initiator: group, bytes: 1 }]),
      port,
    ),
  );
