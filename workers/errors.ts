/** Values that explain an error: numbers and words only, so that they cross threads and can be put into a sentence. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * An error the caller can expect and the user can mend: too few rows, NaN in a matrix, a file that is no CSV.
 * `code` is a kebab-case word with a translation in `src/lib/i18n`; `details` are put into that sentence.
 * A bug is any other thrown value.
 */
export class AlgorithmError extends Error {
  override readonly name = 'AlgorithmError';
  constructor(
    readonly code: string,
    readonly details: ErrorDetails = {},
  ) {
    super(`${code} ${JSON.stringify(details)}`);
  }
}

/** An error as plain data, the only form in which one crosses a thread (Comlink drops class, code and cause). */
export type Failure =
  | { readonly kind: 'input'; readonly code: string; readonly details: ErrorDetails }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string };

/** Turns whatever was thrown into plain data. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AlgorithmError) {
    return { kind: 'input', code: thrown.code, details: thrown.details };
  }
  if (thrown instanceof Error) {
    return { kind: 'bug', message: thrown.message, stack: thrown.stack ?? '' };
  }
  return { kind: 'bug', message: String(thrown), stack: '' };
}
