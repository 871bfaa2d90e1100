import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentType } from '../../src/lib/release/release';

/** What a static host does with a folder; every property may be changed while it serves. */
export interface HostSettings {
  folder: string;
  /** Sent with every file. */
  headers: Readonly<Record<string, string>>;
  /** Below which path the folder stands, with slashes at both ends. */
  base: string;
  /** Answers some paths itself: a text to send instead of the file, or null for 404. */
  instead: (path: string) => string | Buffer | null | undefined;
}

export interface Host {
  readonly address: string;
  readonly settings: HostSettings;
  /** Paths and queries that were asked for. */
  readonly asked: readonly string[];
  /** From now on nobody answers at this address. */
  stop(): Promise<void>;
}

/** A static host on a free port of this machine: plain, without any header of its own. */
export async function startHost(given: Partial<HostSettings> & Pick<HostSettings, 'folder'>): Promise<Host> {
  const settings: HostSettings = { headers: {}, base: '/', instead: () => undefined, ...given };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname), response, settings);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${settings.base}`,
    settings,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(pathname: string, response: ServerResponse, { folder, headers, base, instead }: HostSettings): void {
  const path = pathname.startsWith(base) ? pathname.slice(base.length) || 'index.html' : '';
  const own = instead(path);
  const file = join(folder, path);
  const isThere = own === undefined && path !== '' && existsSync(file) && statSync(file).isFile();
  response.statusCode = own || isThere ? 200 : 404;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', contentType(path));
  response.setHeader('Cache-Control', 'no-cache');
  if (isThere) createReadStream(file).pipe(response);
  else response.end(own ?? 'not found');
}

/** The headers of `npm start`, as the build wrote them for hosts. */
export function policyHeaders(folder: string): Readonly<Record<string, string>> {
  const lines = readFileSync(join(folder, '_headers'), 'utf8').split('\n');
  const pairs = lines.map((line) => /^ {2}([\w-]+): (.*)$/.exec(line)).filter((found) => found !== null);
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
}
