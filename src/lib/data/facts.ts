import type { EntityId } from './entities';

/** The dictionaries that code text as dense integers, counted from 0 in order of first appearance, never reused. */
export type DictionaryId = 'customers' | 'products' | 'channels' | 'tag-names' | 'tag-values';

/** A run as the engine knows it. `asOf` is ISO `YYYY-MM-DD`; the later `runNo` of a tag is its current one. */
export interface RunInfo {
  readonly runNo: number;
  readonly runId: string;
  readonly analysis: string;
  readonly asOf: string;
}

/**
 * One entry of the ordered log from which everything in the engine can be rebuilt: a small description, JSON-able,
 * beside its bytes (one Arrow IPC stream; empty for `accepted`). Storage keeps both without looking inside.
 *
 * Taking something back means dropping its facts: those with its `file` and `entity`, or those with its `runNo`
 * (only the `accepted` one to undo a run and keep its result). `dictionary` facts belong to nobody and always stay,
 * because later facts use their numbers.
 */
export type Fact =
  | { readonly kind: 'rows'; readonly entity: EntityId; readonly file: number; readonly rows: number }
  | { readonly kind: 'rejects' | 'raws'; readonly entity: EntityId; readonly file: number; readonly rows: number }
  | { readonly kind: 'dictionary'; readonly dictionary: DictionaryId; readonly rows: number }
  /** Tag rows a run proposes, all of one tag. Rows with a score below `threshold` are not written on acceptance. */
  | {
      readonly kind: 'tags';
      readonly runNo: number;
      readonly run: RunInfo;
      readonly tagNo: number;
      readonly threshold: number | null;
      readonly rows: number;
    }
  /** Predictions beside texts, all of one column. */
  | {
      readonly kind: 'predictions';
      readonly runNo: number;
      readonly run: RunInfo;
      readonly column: string;
      readonly threshold: number | null;
      readonly rows: number;
    }
  /** The user accepted a run; `threshold` null means each tag's own. */
  | { readonly kind: 'accepted'; readonly runNo: number; readonly threshold: number | null; readonly rows: number };

export interface StoredFact {
  readonly fact: Fact;
  readonly bytes: Uint8Array;
}

/** Takes facts as they arise, in order; the writer waits. What was taken counts only once the whole step succeeded. */
export type FactSink = (fact: Fact, bytes: Uint8Array) => void | Promise<void>;

/** Whether a fact goes when one file's import into an entity is removed. */
export const isFactOfImport = (fact: Fact, entity: EntityId, file: number): boolean =>
  (fact.kind === 'rows' || fact.kind === 'rejects' || fact.kind === 'raws') &&
  fact.entity === entity &&
  fact.file === file;

/** Whether a fact goes when a run is deleted altogether. */
export const isFactOfRun = (fact: Fact, runNo: number): boolean => 'runNo' in fact && fact.runNo === runNo;
