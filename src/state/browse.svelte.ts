import type { Condition, Selection } from '../lib/core/selection';
import type { BaseColumn, CustomerPage } from '../lib/data/segments';
import type { Session } from './session.svelte';

/** Columns shown before the user chooses: enough to know a customer, not to drown in. */
const shownAtFirst = new Set([
  ...['customer_id', 'name', 'phone', 'city', 'region', 'age', 'membership'],
  ...['recency_days', 'orders', 'amount_total', 'contacts', 'feedback_count'],
]);

/** What the user looks at in the table of customers: a selection, a search, an order. */
export class Browse {
  mode = $state<Selection['mode']>('all');
  conditions = $state.raw<readonly Condition[]>([]);
  search = $state('');
  orderBy = $state('-amount_total');
  /** Whether personal data is masked on the screen. */
  isMasked = $state(true);
  #chosen = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  readonly selection: Selection = $derived.by(() => ({
    asOf: this.session.asOf,
    mode: this.mode,
    conditions: this.conditions,
  }));

  constructor(private readonly session: Session) {}

  /** Shows the customers behind a number; a search of before would hide some of them. */
  open(selection: Selection): void {
    this.mode = selection.mode;
    this.conditions = selection.conditions;
    this.search = '';
  }

  add(condition: Condition): void {
    this.conditions = [...this.conditions, condition];
  }

  remove(index: number): void {
    this.conditions = this.conditions.filter((_, at) => at !== index);
  }

  clear(): void {
    this.conditions = [];
    this.search = '';
  }

  columns = (): Promise<readonly BaseColumn[]> => this.session.workspace.segments.columns();

  /** Tags are shown unless hidden; other columns when they are of the first choice or chosen. */
  isShown(column: BaseColumn): boolean {
    return this.#chosen.get(column.name) ?? (column.kind === 'tag' || shownAtFirst.has(column.name));
  }

  show(column: BaseColumn, isShown: boolean): void {
    this.#chosen = new Map(this.#chosen).set(column.name, isShown);
  }

  page(offset: number, limit: number): Promise<CustomerPage> {
    return this.session.workspace.segments.page({
      where: this.selection,
      search: this.search.trim() || undefined,
      orderBy: this.orderBy,
      offset,
      limit,
    });
  }

  /** The first few customers that a word fits, for the palette. */
  find = (search: string): Promise<CustomerPage> =>
    this.session.workspace.segments.page({ search, orderBy: 'customer_id', limit: 5 });

  /** Customers that meet the selection, without the search. */
  count = (selection: Selection): Promise<number> => this.session.workspace.segments.count(selection);
}
