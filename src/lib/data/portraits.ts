import type { Layer } from '../core/layers';
import type { EntityId } from './entities';

export interface PortraitEntry {
  readonly name: string;
  readonly kind: 'field' | 'free' | 'feature' | 'tag';
  readonly layer: Layer;
  readonly value: string | number | boolean | null;
  /** For tags: the run they come from. */
  readonly run?: { readonly runNo: number; readonly runId: string; readonly analysis: string; readonly asOf: string };
  readonly score?: number;
  /** Ends of the score's interval. */
  readonly low?: number;
  readonly high?: number;
}

export interface PortraitEvent {
  readonly entity: EntityId;
  /** ISO timestamp. */
  readonly at: string;
  readonly channel: string | null;
  /** Words of the event in the order: kind or category, theme or product, text. */
  readonly what: readonly string[];
  readonly amount: number | null;
}

export interface Portrait {
  readonly customerNo: number;
  readonly customerId: string;
  readonly entries: readonly PortraitEntry[];
  /** Newest first. */
  readonly events: readonly PortraitEvent[];
}
