import type { Layer } from '../core/layers';
import type { Condition, Selection } from '../core/selection';
import type { Row } from './arrow-values';
import type { QueryOptions } from './engine';

export interface CustomerQuery {
  /** A selection, or a boolean SQL expression over `base`, which is run read-only with a deadline. */
  readonly where?: Selection | string;
  /** Text looked for in the customer's id, name, phone, e-mail, city and region. */
  readonly search?: string;
  /** A column of `base`, descending with a leading `-`. */
  readonly orderBy?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** Customers of the base; every row has `customer_no` and `customer_id` beside the base's columns. */
export interface CustomerPage {
  readonly columns: readonly BaseColumn[];
  /** Cells in the order of `columns`: a user's name is never a key. */
  readonly rows: readonly {
    readonly customerNo: number;
    readonly customerId: string;
    readonly cells: readonly unknown[];
  }[];
  readonly total: number;
}

/** A column of the base. `name` is what a person sees and a condition names. */
export interface BaseColumn {
  readonly name: string;
  readonly kind: 'field' | 'free' | 'feature' | 'tag';
  /** Attributes for fields and free attributes, behaviour for features, the tag's own layer for tags. */
  readonly layer: Layer;
  readonly type: string;
  readonly isPersonal: boolean;
}

export interface Segments {
  columns(): Promise<readonly BaseColumn[]>;
  count(selection: Selection, options?: QueryOptions): Promise<number>;
  /** Customer numbers in rising order. */
  customers(selection: Selection, options?: QueryOptions): Promise<Int32Array>;
  page(query: CustomerQuery, options?: QueryOptions): Promise<CustomerPage>;
  /** The same for the console: rows keyed by column name, without prototype. */
  rows(query: CustomerQuery, options?: QueryOptions): Promise<{ rows: Row[]; total: number }>;
}

/** One condition as the parts of a sentence, for a page to put into words. */
export interface ConditionPart {
  readonly kind: Condition['kind'];
  readonly subject: string;
  readonly relation: string;
  readonly values: readonly (string | number | boolean)[];
}
