/** Values of one tag. */
export interface TagValues {
  readonly tag: string;
  readonly values: readonly string[];
}

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
  /**
   * Customers that a search finds: by name, id, phone, e-mail, city, region, or by a tag some of whose values are named
   * so. The words of tag values are the page's, so it says which values its reader would call by this text.
   */
  | { readonly kind: 'search'; readonly text: string; readonly tags?: readonly TagValues[] }
  /** Customers picked by hand, or everyone but them, as the opaque numbers they have for the life of the project. */
  | { readonly kind: 'picked'; readonly customers: readonly number[]; readonly isExcluded: boolean }
  /** Customers that a statement of the user names in its column `customer_id`: a rule, run anew as the data changes. */
  | { readonly kind: 'sql'; readonly text: string }
  /** Conditions that count as one. */
  | { readonly kind: 'group'; readonly mode: 'all' | 'any'; readonly conditions: readonly Condition[] }
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

/** How many customers can be picked one by one: a longer list is better said as a condition. */
export const mostPicked = 1000;

/** The conditions of a selection as one, and so part of another. */
const asOne = ({ mode, conditions }: Selection): readonly Condition[] =>
  mode === 'all' || conditions.length < 2 ? conditions : [{ kind: 'group', mode, conditions }];

/** Customers that meet a selection and more conditions besides. */
export const narrowed = (selection: Selection, ...more: readonly Condition[]): Selection =>
  more.length === 0 ? selection : { asOf: selection.asOf, mode: 'all', conditions: [...asOne(selection), ...more] };
