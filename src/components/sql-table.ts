/** A table as the SQL editor offers it. */
export interface SqlTable {
  readonly name: string;
  /** What it is called in the user's language. */
  readonly detail: string;
  readonly columns: readonly { readonly name: string; readonly detail: string }[];
}
