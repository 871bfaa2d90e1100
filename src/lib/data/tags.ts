import type { Layer } from '../core/layers';
import type { Catalog } from './catalog';
import type { Engine } from './engine';
import type { FactSink, RunInfo } from './facts';

/** Tags an analysis would write: one tag, at most one row per customer. All arrays have the same length. */
export interface TagProposal {
  /** The analysis's id, with the class after a colon where there are several: `channel-preference:APP`. */
  readonly tag: string;
  readonly layer: Layer;
  readonly kind: 'rule' | 'statistic' | 'prediction';
  readonly customers: Int32Array;
  /** Index into `values` per customer. */
  readonly codes: Uint16Array;
  /** Value words in their order; language-neutral codes, translated by the analysis's texts `value.<code>`. */
  readonly values: readonly string[];
  /** Probability or margin per customer, in the unit of the analysis. */
  readonly scores?: Float32Array;
  /** Ends of the interval of each score. */
  readonly low?: Float32Array;
  readonly high?: Float32Array;
  /** Rows with a score below are not written unless the user asks for all. */
  readonly threshold?: number;
}

/** Predictions beside texts: columns of the view `feedback` once the run is accepted. */
export interface TextProposal {
  readonly column: 'label' | 'spam' | 'sentiment' | 'topic';
  readonly files: Int32Array;
  readonly rows: Int32Array;
  readonly codes: Uint16Array;
  readonly values: readonly string[];
  readonly scores: Float32Array;
  readonly threshold?: number;
}

export interface Proposals {
  readonly tags: readonly TagProposal[];
  readonly texts?: readonly TextProposal[];
}

/** A tag of the catalogue with its current run: how many customers have it, and the share of each value. */
export interface TagSummary {
  readonly tag: string;
  readonly layer: Layer;
  readonly kind: TagProposal['kind'];
  readonly runNo: number;
  readonly runId: string;
  readonly analysis: string;
  readonly asOf: string;
  /** Customers with a value ÷ all customers of the base. */
  readonly coverage: number;
  readonly values: readonly { readonly value: string; readonly customers: number }[];
}

export interface Tags {
  /** Keeps what a run proposes, so that its numbers can be opened before it is accepted. */
  writeProposals(run: RunInfo, proposals: Proposals, onFact: FactSink): Promise<void>;
  /** Makes a run's proposals tags. `threshold` replaces each proposal's own; 0 writes all. */
  accept(runNo: number, options: { readonly threshold?: number }, onFact: FactSink): Promise<{ written: number }>;
  /** Takes a run's tags back: the values of the run before show again. Its proposals stay. */
  undo(runNo: number): Promise<{ removed: number }>;
  /** Takes a run out altogether. */
  remove(runNo: number): Promise<void>;
  list(): Promise<TagSummary[]>;
}

export function createTags(_engine: Engine, _catalog: Catalog): Tags {
  throw new Error('to be written');
}
