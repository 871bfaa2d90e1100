/** One row of a query: column name → number, text, boolean, null, or nested lists and records of these. */
export type Row = Record<string, unknown>;
