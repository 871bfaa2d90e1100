import { createId } from '../lib/core/ids';
import type { Selection } from '../lib/core/selection';
import type { Session } from './session.svelte';

/** A selection kept under a name: recomputed whenever it is read, never a frozen list. */
export interface SavedSegment {
  readonly id: string;
  readonly name: string;
  readonly selection: Selection;
  readonly createdAt: string;
}

const documentKey = 'segments';

/** The segments of the open project, newest first. */
export class SavedSegments {
  list = $state.raw<readonly SavedSegment[]>([]);

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.list = (await this.session.record.document<readonly SavedSegment[]>(documentKey)) ?? [];
  }

  selectionOf = (id: string): Selection | undefined => this.list.find((segment) => segment.id === id)?.selection;

  async save(name: string, selection: Selection): Promise<SavedSegment> {
    const segment = { id: createId(), name, selection, createdAt: new Date().toISOString() };
    await this.#keep([segment, ...this.list]);
    return segment;
  }

  async remove(id: string): Promise<void> {
    await this.#keep(this.list.filter((segment) => segment.id !== id));
  }

  async #keep(list: readonly SavedSegment[]): Promise<void> {
    this.session.checkWritable();
    return this.session.inTurn(async () => {
      await this.session.save(async () => ({ change: { documents: { [documentKey]: list } }, value: undefined }));
      this.list = list;
    });
  }
}
