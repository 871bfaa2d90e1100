import type { Condition, Selection } from '../lib/core/selection';
import type { BaseColumn, CustomerPage } from '../lib/data/segments';
import type { Session } from './session.svelte';

/** Columns shown before the user chooses: enough to know a customer, and beside the tags they fit a laptop. */
const shownAtFirst = new Set([
  ...['customer_id', 'name', 'city', 'age', 'membership'],
  ...['recency_days', 'orders', 'amount_total'],
]);

/** What the user looks at in the table of customers: a selection, a search, an order. */
export class Browse {
  mode = $state<Selection['mode']>('all');
  conditions = $state.raw<readonly Condition[]>([]);
  search = $state('');
  orderBy = $state('-amount_total');
  /** Whether personal data is masked on the screen. */
  isMasked = $state(true);
  #chosen = $state.raw<readonly { readonly name: string; readonly isShown: boolean }[]>([]);
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

  /** The tag an analysis is named for is shown unless hidden, its details (`channel-preference:APP`) when chosen. */
  isShown({ name, kind }: BaseColumn): boolean {
    const isFirst = kind === 'tag' ? !name.includes(':') : shownAtFirst.has(name);
    return this.#chosen.find((choice) => choice.name === name)?.isShown ?? isFirst;
  }

  show({ name }: BaseColumn, isShown: boolean): void {
    this.#chosen = [...this.#chosen.filter((choice) => choice.name !== name), { name, isShown }];
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
