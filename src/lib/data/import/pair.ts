import type { CellType } from '../../../../workers/protocol';
import type { EntityId } from '../entities';

/** Why a pair was suggested: a code with a translation, and what it is about. */
export interface Reason {
  readonly code:
    | 'header-synonym' // details: header, field
    | 'header-part' // details: header, word
    | 'value-shape' // details: shape (phone, email, national-id, long-text, timestamp, unique), share
    | 'free-attribute' // details: header. No field means this column: it is kept under its own name
    | 'field-taken' // details: field, header: another column stands for that field
    | 'wrong-type' // details: field, type: the header means the field but the values are no such thing
    | 'user';
  readonly details: Readonly<Record<string, string | number>>;
}

/** One column of the file and the field it becomes; `field: null` keeps it as a free attribute under its own name. */
export interface Pair {
  readonly column: number;
  readonly field: string | null;
  /** How the cells are read. */
  readonly type: CellType;
  /** In [0, 1]; 1 for what the user said. */
  readonly confidence: number;
  readonly reason: Reason;
}

export interface Mapping {
  readonly entity: EntityId;
  readonly entityReason: EntityReason;
  readonly pairs: readonly Pair[];
}

/** Why the file was taken for rows of an entity; details: entity, number of fields found, next best entity. */
export interface EntityReason {
  readonly code: 'entity-fields' | 'entity-unknown' | 'user';
  readonly details: Readonly<Record<string, string | number>>;
}
