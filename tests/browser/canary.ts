import { createSocket, type Socket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createListener, type AddressInfo, type Server } from 'node:net';
import type { Target } from './channels';

/** A listener on another origin that writes down whoever reaches it, by HTTP, WebSocket, STUN or a mere connection. */
export interface Canary {
  readonly address: string;
  /** Paths that were asked for. */
  readonly hits: readonly string[];
  /** Channels that got through to their target. */
  readonly reached: ReadonlySet<string>;
  /** Where the attempts of a channel arrive. */
  targetOf(channel: string): Target;
  close(): Promise<void>;
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Channels that leave no word behind and are told apart by their port. */
const wordless = { stun: ['peer', 'peer-in-frame'], connect: 'preconnect' } as const;

/** Serves an empty page without any policy on a free port, open to requests from every origin. */
export async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  const reached = new Set<string>();
  const note = (url = '') => {
    hits.push(url);
    reached.add(url.slice(1).split('?')[0] ?? '');
  };
  const server = createServer((request, response) => {
    note(request.url);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>canary</title>');
  });
  server.on('upgrade', (request, socket) => {
    note(request.url);
    socket.destroy();
  });
  const port = await listening(server);

  const knocked = createListener((socket) => {
    reached.add(wordless.connect);
    socket.destroy();
  });
  const connectPort = await listening(knocked);

  const peers = new Map<string, { socket: Socket; port: number }>();
  for (const channel of wordless.stun) {
    const socket = createSocket('udp4', () => reached.add(channel));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    peers.set(channel, { socket, port: socket.address().port });
  }

  return {
    address: `http://127.0.0.1:${port}`,
    hits,
    reached,
    targetOf: (channel) => ({
      http: `http://127.0.0.1:${port}/${channel}`,
      socket: `ws://127.0.0.1:${port}/${channel}`,
      stun: `stun:127.0.0.1:${peers.get(channel)?.port ?? 9}`,
      connect: `http://127.0.0.1:${connectPort}`,
    }),
    async close() {
      for (const { socket } of peers.values()) socket.close();
      knocked.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
