import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listener on another origin that counts whoever reaches it. */
export interface Canary {
  readonly address: string;
  readonly hits: readonly string[];
  close(): Promise<void>;
}

/** Serves an empty page without any policy on a free port, open to requests from every origin. */
export async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>canary</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    hits,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
