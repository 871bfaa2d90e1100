import type { CellType, Inspection, ReadPlan } from '../../../../workers/protocol';
import type { FreeColumn } from '../catalog';
import type { EntityId, FieldType } from '../entities';

/** Why something was suggested: a code with a translation, and what it is about. */
export interface Reason {
  readonly code:
    | 'header-synonym' // details: header, field
    | 'header-part' // details: header, word
    | 'value-shape' // details: shape (phone, email, national-id, long-text, timestamp), share
    | 'free-attribute' // no field means this column: it is kept under its own name
    | 'field-taken' // details: field, header: another column stands for that field
    | 'wrong-type' // details: field, type: the header means the field but the values are no such thing
    | 'user';
  readonly details: Readonly<Record<string, string | number>>;
}

/** One column of the file and the field it becomes; `field: null` keeps it as a free attribute under its own name. */
export interface Pair {
  readonly column: number;
  readonly field: string | null;
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

/** Why the file was taken for rows of an entity: `fields` found, and the next best entity. */
export interface EntityReason {
  readonly code: 'entity-fields' | 'entity-unknown' | 'user';
  readonly details: Readonly<Record<string, string | number>>;
}

export interface MappingProblem {
  readonly code:
    'missing-required' | 'field-twice' | 'unknown-field' | 'unknown-column' | 'nothing-mapped' | 'wrong-type';
  readonly severity: 'error' | 'warning';
  readonly details: Readonly<Record<string, string | number>>;
}

/** Answers to open questions by their id. */
export type Answers = Readonly<Record<string, string>>;

/** A free attribute of a file: its column and the name and type under which the catalogue keeps it. */
export interface FreeAttribute {
  readonly column: number;
  readonly name: string;
  readonly type: FieldType;
}

export interface ReadPlanOptions {
  /** Number of the file, from `catalog.reserveFile()`. */
  readonly file: number;
  /** The catalogue's answer to `freeAttributes`: physical columns by name. */
  readonly free: readonly FreeColumn[];
  readonly timeZone?: string;
  /** Rows per batch; default 50,000. */
  readonly batchRows?: number;
}

export interface Mapper {
  suggestMapping(inspection: Inspection, options?: { readonly entity?: EntityId }): Mapping;
  validateMapping(inspection: Inspection, mapping: Mapping): readonly MappingProblem[];
  openQuestions(inspection: Inspection, mapping: Mapping, answers: Answers): Inspection['questions'];
  freeAttributes(inspection: Inspection, mapping: Mapping): readonly FreeAttribute[];
  toReadPlan(inspection: Inspection, mapping: Mapping, answers: Answers, options: ReadPlanOptions): ReadPlan;
  mappingFromOverrides(
    inspection: Inspection,
    overrides: { readonly entity?: EntityId; readonly mapping?: Readonly<Record<string, string | null>> },
  ): Mapping;
}
