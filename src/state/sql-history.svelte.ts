import { createId } from '../lib/core/ids';
import type { Session } from './session.svelte';

/** One statement that was run: what, when, and what came of it. */
export interface SqlEntry {
  readonly id: string;
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
  readonly durationMs: number;
  /** Rows shown; null when it failed. */
  readonly rows: number | null;
  /** Code of the error, when it failed. */
  readonly error: string | null;
}

const documentKey = 'sql-history';
const keptEntries = 100;

/** The statements run on the open project, newest first; running one again moves it to the top. */
export class SqlHistory {
  list = $state.raw<readonly SqlEntry[]>([]);

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.list = (await this.session.record.document<readonly SqlEntry[]>(documentKey)) ?? [];
  }

  add(entry: Omit<SqlEntry, 'id' | 'at'>): Promise<void> {
    const line = { ...entry, id: createId(), at: new Date().toISOString() };
    return this.#keep([line, ...this.list.filter(({ text }) => text !== entry.text)].slice(0, keptEntries));
  }

  remove = (id: string): Promise<void> => this.#keep(this.list.filter((entry) => entry.id !== id));

  /** In a tab that only reads, the list lasts as long as the tab. */
  async #keep(list: readonly SqlEntry[]): Promise<void> {
    this.list = list;
    if (this.session.isReadOnly) return;
    await this.session.inTurn(() =>
      this.session.save(async () => ({ change: { documents: { [documentKey]: this.list } }, value: undefined })),
    );
  }
}
