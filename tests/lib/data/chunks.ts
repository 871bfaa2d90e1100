import type { ReadAccount, ReadChunk, Reject } from '../../../workers/protocol';
import { constant, streamOf, type NewColumn } from '../../../src/lib/data/arrow-build';
import type { Catalog } from '../../../src/lib/data/catalog';
import type { EntityId, FieldType } from '../../../src/lib/data/entities';
import type { Fact, StoredFact } from '../../../src/lib/data/facts';
import type { Loader, LoadReceipt } from '../../../src/lib/data/import/load';

/** What a file brings in a test: columns by target; free attributes by the user's name, in `free`. */
export interface Lines {
  readonly entity: EntityId;
  readonly columns: Readonly<Record<string, NewColumn>>;
  readonly free?: readonly { readonly name: string; readonly type: FieldType; readonly values: NewColumn }[];
  readonly rejects?: readonly Reject[];
  readonly raws?: ReadChunk['raws'];
  readonly mode?: 'append' | 'replace';
  /** ISO instant. */
  readonly modified?: string;
  readonly batches?: number;
}

const filledCells = (column: NewColumn): number =>
  Array.isArray(column) ? column.filter((cell) => cell !== null).length : (column as { length: number }).length;

/** A log as a project keeps it: facts of a step count only once the step is committed. */
export class Log {
  facts: StoredFact[] = [];
  readonly sink = (fact: Fact, bytes: Uint8Array) => void this.facts.push({ fact, bytes: bytes.slice() });
  drop(matches: (fact: Fact) => boolean): void {
    this.facts = this.facts.filter(({ fact }) => !matches(fact));
  }
}

/** Loads lines as the import task would hand them over. */
export async function loadLines(catalog: Catalog, loader: Loader, log: Log, lines: Lines): Promise<LoadReceipt> {
  const file = catalog.reserveFile();
  const free = catalog.freeColumns(lines.entity, lines.free ?? []);
  const columns: Record<string, NewColumn> = {
    ...lines.columns,
    ...Object.fromEntries(free.map((one, i) => [one.column, lines.free?.[i]?.values ?? []])),
  };
  const targets = Object.keys(columns);
  const rows = Object.values(columns)[0]?.length ?? 0;
  const { rejects = [], raws = [] } = lines;
  const account: ReadAccount = {
    lines: rows + 1 + rejects.filter((one) => one.scope === 'row').length,
    loaded: rows,
    rejected: rejects.filter((one) => one.scope === 'row').length,
    skipped: 1,
    skippedBy: { header: 1 },
    cellRejects: rejects.filter((one) => one.scope === 'cell').length,
    columns: targets.map((target, c) => ({
      filled:
        filledCells(columns[target] ?? []) + rejects.filter((one) => one.scope === 'cell' && one.column === c).length,
      hash: '',
    })),
    warnings: [],
  };
  return loader.load(
    {
      file,
      name: `file-${file}.csv`,
      bytes: 100,
      lastModified: Date.parse(lines.modified ?? '2024-06-01T00:00:00Z'),
      entity: lines.entity,
      free,
      targets,
      mode: lines.mode ?? 'append',
    },
    async (take) => {
      const batches = lines.batches ?? 1;
      const size = Math.ceil(rows / batches);
      for (let b = 0; b < batches; b++) {
        const part = (column: NewColumn) => column.slice(b * size, (b + 1) * size) as NewColumn;
        const length = Math.min(size, rows - b * size);
        const cells = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, part(column)]));
        const numbers = Int32Array.from({ length }, (_, i) => b * size + i + 2);
        const ipc = streamOf({ _file: constant(file, length), _row: numbers, ...cells });
        const last = b === batches - 1;
        await take({ ipc, rows: length, rejects: last ? rejects : [], raws: last ? raws : [] });
      }
      return account;
    },
    { onFact: log.sink },
  );
}

const days = 86_400_000;

/** Instants of ISO texts as Arrow's timestamps would arrive: text, which the loader casts. */
export const times = (...texts: (string | null)[]): (string | null)[] => texts;

export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / days;
