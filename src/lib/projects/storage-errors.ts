import { AppError, toAppError } from '../core/errors';

/** What the browser's storage says by the name of its error, and the code under which the product says it. */
const codes: Readonly<Record<string, string>> = {
  QuotaExceededError: 'storage-full',
  /** Another tab runs a newer release that has changed the database. */
  VersionError: 'storage-newer',
  DatabaseClosedError: 'storage-closed',
  MissingAPIError: 'storage-unavailable',
  OpenFailedError: 'storage-unavailable',
  SecurityError: 'storage-unavailable',
  UnknownError: 'storage-unavailable',
  /** A file the user has moved or changed since it was chosen. */
  NotReadableError: 'file-unreadable',
  NotFoundError: 'file-unreadable',
};

/** Turns an error of IndexedDB, Dexie or OPFS into one with a sentence. Dexie wraps: the deepest cause is the true one. */
export function toStorageError(thrown: unknown): AppError {
  const causes = causesOf(thrown);
  const known = causes.findLast((error) => error instanceof AppError || Object.hasOwn(codes, error.name));
  if (known === undefined || known instanceof AppError) return known ?? toAppError(thrown);
  return new AppError('environment', codes[known.name] ?? known.name, { message: known.message }, { cause: thrown });
}

function causesOf(thrown: unknown): Error[] {
  const causes: Error[] = [];
  for (let error = thrown; error instanceof Error && !causes.includes(error); error = causeOf(error))
    causes.push(error);
  return causes;
}

const causeOf = (error: Error): unknown => (error as { inner?: unknown }).inner ?? error.cause;

/** Runs a step on the store; what it throws is an AppError. */
export async function storing<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (thrown) {
    throw toStorageError(thrown);
  }
}
