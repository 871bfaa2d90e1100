/** One condition on a customer. `field` is a column of the base (a field, feature or free attribute name). */
export type Condition =
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly value: string | number | boolean;
    }
  | { readonly kind: 'one-of'; readonly field: string; readonly values: readonly (string | number)[] }
  | { readonly kind: 'contains'; readonly field: string; readonly text: string }
  | { readonly kind: 'empty'; readonly field: string; readonly isEmpty: boolean }
  /** Customers whose current value of a tag is one of `values` (any value when empty) and whose score lies in [minScore, maxScore). */
  | {
      readonly kind: 'tag';
      readonly tag: string;
      readonly values: readonly string[];
      readonly minScore?: number;
      readonly maxScore?: number;
    }
  /** The same for a result that has not been accepted as tags. */
  | {
      readonly kind: 'result';
      readonly runId: string;
      readonly tag: string;
      readonly values: readonly string[];
      readonly minScore?: number;
      readonly maxScore?: number;
    };

/**
 * 'The customers behind this number': a serialisable predicate over the base with its as-of date, made by charts,
 * tables and results alike; becomes a list, a segment, an export.
 */
export interface Selection {
  /** ISO `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly mode: 'all' | 'any';
  readonly conditions: readonly Condition[];
}
