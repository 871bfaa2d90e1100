import { argon2id } from 'hash-wasm';
import type { Task } from '../../protocol';

export interface DeriveSecretParams {
  /** Memory in KiB (64 MiB is 65,536), passes over it, lanes. */
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  /** Hex, at least 8 bytes. */
  readonly salt: string;
}

/**
 * 32 bytes from a passphrase by Argon2id (RFC 9106, version 19), for the seal of project files: slow and large by
 * intent, so that guessing is, too. It takes about a second of one core, which the page's thread must not.
 */
export const run: Task<{ passphrase: string }, DeriveSecretParams, Uint8Array> = async (
  { passphrase },
  { memoryKiB, passes, lanes, salt },
  { report },
) => {
  const secret = await argon2id({
    ...{ password: passphrase, salt: Uint8Array.from(salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) },
    ...{ memorySize: memoryKiB, iterations: passes, parallelism: lanes, hashLength: 32, outputType: 'binary' },
  });
  report(1);
  return secret;
};
