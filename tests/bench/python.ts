import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Peer } from './case';

/** Debian's own interpreter first: another one on the path rarely has the system's packages. */
const interpreter = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** A peer of `peers/` in Python. `packages` are the Debian packages that bring what it imports. */
export function pythonPeer(
  name: string,
  script: string,
  args: readonly (string | number)[],
  packages: string,
  threads?: readonly number[],
): Peer {
  return {
    name,
    command: [interpreter, resolve('tests/bench/peers', script), ...args.map(String)],
    install: `apt-get install ${packages}`,
    ...(threads ? { threads } : {}),
  };
}
