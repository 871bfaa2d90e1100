/** One choice of a Segmented, Select, Menu or list. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** Set apart under this heading (Select). */
  readonly group?: string;
  /** Cannot be chosen; `reason` says why. */
  readonly disabled?: boolean;
  readonly reason?: string;
}
