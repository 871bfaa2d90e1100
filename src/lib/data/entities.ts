/** Types of fields. `id` is text for ever (leading zeros, 18 digits); `money` is in the row's currency. */
export type FieldType =
  'id' | 'text' | 'category' | 'integer' | 'decimal' | 'money' | 'timestamp' | 'date' | 'boolean' | 'duration';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** Header words in zh and en that mean this field; compared after normalisation (case, width, blanks, punctuation). */
  readonly synonyms: readonly string[];
  /** Whether the field identifies or describes a natural person: masked in tables and exports. */
  readonly personal?: true;
  /** The dictionary that codes the field as dense integers inside the engine. */
  readonly dictionary?: 'customers' | 'products' | 'channels';
  /** A row without it is rejected. */
  readonly required?: true;
  readonly unit?: string;
}

export interface Entity {
  readonly id: EntityId;
  readonly zh: string;
  readonly en: string;
  /** Field names that together identify a row; without them the key is row hash + occurrence number. */
  readonly key: readonly string[];
  /** The field that dates the row, for the as-of date. */
  readonly time: string | null;
  readonly fields: readonly Field[];
}

export type EntityId =
  | 'customers'
  | 'transactions'
  | 'interactions'
  | 'feedback'
  | 'survey_answers'
  | 'products'
  | 'exposures'
  | 'contracts'
  | 'campaigns'
  | 'opportunities';
