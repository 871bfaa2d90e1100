/**
 * The four kinds of failure the product knows. `input`: the user can mend it; `environment`: the browser lacks
 * something; `cancelled`: silence; `bug`: ours, with its stack and a report that holds no data.
 */
export type AppErrorKind = 'input' | 'environment' | 'cancelled' | 'bug';

export type AppErrorDetails = Readonly<Record<string, string | number>>;

/** An error with a code that has a sentence in every language (`src/lib/i18n`); `details` fill that sentence. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly kind: AppErrorKind,
    readonly code: string,
    readonly details: AppErrorDetails = {},
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(details)}`, options);
  }
}

export const inputError = (code: string, details?: AppErrorDetails) => new AppError('input', code, details);

export const cancelled = () => new AppError('cancelled', 'cancelled');

/** Any thrown value as an AppError: unknown ones are bugs and keep their cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return cancelled();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('bug', 'unexpected', { message }, { cause: thrown });
}

/** Throws `cancelled` when the signal was aborted: an answer that arrives late asks first whether it is still wanted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}
