import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Peer, Turn } from './case';

/** A peer that has its data loaded and waits for its turn. */
export interface OpenPeer {
  readonly version: string;
  turn(threads: number): Promise<Turn>;
  close(): Promise<void>;
}

/** Starts a peer and waits until its data is loaded. A sentence instead where it is not installed or gave up. */
export async function openPeer({ command: [program, ...args], install }: Peer): Promise<OpenPeer | string> {
  // Python's output to a pipe is otherwise held back; the peers run with as many threads as each turn says.
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const ended = new Promise<Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', (code) => resolve(new Error(`ended with ${code}`)));
  });
  let complaints = '';
  child.stderr.on('data', (data) => (complaints = (complaints + String(data)).slice(-2000)));
  // A peer that died takes no more lines; its end is told by `ended`.
  child.stdin.on('error', () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async (): Promise<Record<string, unknown>> => {
    const next = await lines.next();
    if (next.done !== true) return JSON.parse(next.value) as Record<string, unknown>;
    const cause = await ended;
    throw Object.assign(cause, { message: `${cause.message} ${complaints.trim().split('\n').at(-1) ?? ''}`.trim() });
  };
  try {
    const { missing, version } = await answer();
    if (missing !== undefined) {
      await ended;
      return `not installed: ${install}`;
    }
    return {
      version: String(version),
      async turn(threads) {
        child.stdin.write(`go ${threads}\n`);
        return { threads, ...(await answer()) } as Turn;
      },
      close: () => end(child, ended),
    };
  } catch (thrown) {
    await end(child, ended);
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing ? `not installed: ${install}` : `failed: ${(thrown as Error).message}`;
  }
}

/** A peer ends when there are no more lines to read. */
async function end(child: ChildProcess, ended: Promise<Error>): Promise<void> {
  child.stdin?.end();
  await ended;
}
