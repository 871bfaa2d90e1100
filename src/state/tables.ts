import type { EntityId } from '../lib/data/entities';
import { id, sql } from '../lib/data/sql';
import type { Session } from './session.svelte';

/** A row or cell that could not be read, as the view `rejects` shows it. */
export interface RejectRow {
  readonly file: string;
  readonly line: number;
  readonly scope: 'row' | 'cell';
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

/** Facts about the loaded tables that the data pages show. */
export class Tables {
  constructor(private readonly session: Session) {}

  /** Rows without a customer, per entity that has the field and some such rows. */
  async anonymousRows(): Promise<ReadonlyMap<EntityId, number>> {
    const { catalog, engine } = this.session.workspace;
    const found = new Map<EntityId, number>();
    for (const entity of catalog.entities) {
      if (entity === 'customers' || !catalog.has(entity, 'customer_id')) continue;
      const [row] = await engine.query<{ n: number }>(
        sql`SELECT count(*)::INTEGER AS n FROM ${id('coded', entity)} WHERE customer_no IS NULL`,
      );
      if (row && row.n > 0) found.set(entity, row.n);
    }
    return found;
  }

  async countRejects(): Promise<number> {
    const [row] = await this.session.workspace.engine.query<{ n: number }>(
      sql`SELECT count(*)::INTEGER AS n FROM rejects`,
    );
    return row?.n ?? 0;
  }

  /** A page of what could not be read, with the file's own name of the column. */
  async rejects(offset: number, limit: number): Promise<RejectRow[]> {
    const rows = await this.session.workspace.engine.query<Omit<RejectRow, 'column'> & { no: number; place: number }>(
      sql`SELECT file, line, scope, "column"::INTEGER AS place, reason, raw, _file AS no FROM rejects
          ORDER BY _file, line, place LIMIT ${limit} OFFSET ${offset}`,
    );
    const receipts = new Map(this.session.imports.history.map((receipt) => [receipt.fileNo, receipt]));
    // The reader counts columns from 1; 0 is the whole row.
    return rows.map(({ no, place, ...row }) => ({
      ...row,
      column: receipts.get(no)?.mapping[place - 1]?.header ?? null,
    }));
  }
}
