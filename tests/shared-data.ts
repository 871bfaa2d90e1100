import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of real public data beside a developer's checkout; a user's clone has none and skips the tests on it. */
export const sharedData = resolve(import.meta.dirname, '../../shared/data');

export const hasSharedData = existsSync(sharedData);
