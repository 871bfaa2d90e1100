import { narrowed, type Condition, type Selection } from '../lib/core/selection';
import type { BaseColumn, CustomerGroup, CustomerPage, CustomerPlace, CustomerQuery } from '../lib/data/segments';
import {
  arranged,
  isPinned,
  isShown,
  moved,
  plainLayout,
  widthOf,
  withChoice,
  type ColumnLayout,
} from './column-layout';
import { allPicks, countPicked, isPicked, noPicks, pickedSelection, withPicked, type Picks } from './picks';
import type { Session } from './session.svelte';
import { TagWords } from './tag-words';

const layoutDocument = 'customer-columns';

/** What the user looks at in the table of customers: a selection, a search, an order, a grouping, and who is picked. */
export class Browse {
  mode = $state<Selection['mode']>('all');
  conditions = $state.raw<readonly Condition[]>([]);
  search = $state('');
  /** Names of columns, most important first, descending with a leading `-`. */
  orderBy = $state.raw<readonly string[]>(['-amount_total']);
  /** Name of the column the rows are grouped by. */
  groupBy = $state<string | null>(null);
  picks = $state.raw<Picks>(noPicks);
  /** Whether personal data is masked on the screen. */
  isMasked = $state(true);
  /** Number of the customer whose portrait was looked at last, until the table has taken it up again. */
  left = $state<number | null>(null);
  layout = $state.raw<ColumnLayout>(plainLayout);
  readonly tagWords: TagWords;
  #saving: ReturnType<typeof setTimeout> | undefined;
  readonly selection: Selection = $derived.by(() => ({
    asOf: this.session.asOf,
    mode: this.mode,
    conditions: this.conditions,
  }));

  constructor(private readonly session: Session) {
    this.tagWords = new TagWords(session);
  }

  async load(): Promise<void> {
    this.layout = (await this.session.record.document<ColumnLayout>(layoutDocument)) ?? plainLayout;
  }

  /** Shows the customers behind a number; a search of before would hide some of them. */
  open(selection: Selection): void {
    this.mode = selection.mode;
    this.conditions = selection.conditions;
    this.search = '';
    this.picks = noPicks;
  }

  add(condition: Condition): void {
    this.conditions = [...this.conditions, condition];
    this.picks = noPicks;
  }

  remove(index: number): void {
    this.conditions = this.conditions.filter((_, at) => at !== index);
    this.picks = noPicks;
  }

  clear(): void {
    this.conditions = [];
    this.search = '';
    this.picks = noPicks;
  }

  columns = (): Promise<readonly BaseColumn[]> => this.session.workspace.segments.columns();

  isShown = (column: BaseColumn): boolean => isShown(this.layout, column);
  isPinned = (column: BaseColumn): boolean => isPinned(this.layout, column);
  widthOf = (name: string): number | undefined => widthOf(this.layout, name);

  /** The shown columns in their order, the pinned ones first. */
  arranged = (columns: readonly BaseColumn[]): readonly BaseColumn[] =>
    arranged(this.layout, columns).filter(this.isShown);

  show = ({ name }: BaseColumn, shown: boolean): void => this.#lay(withChoice(this.layout, name, { isShown: shown }));
  pin = (name: string, pinned: boolean): void => this.#lay(withChoice(this.layout, name, { isPinned: pinned }));
  widen = (name: string, width: number): void => this.#lay(withChoice(this.layout, name, { width }));
  move = (columns: readonly BaseColumn[], name: string, target: string): void =>
    this.#lay(moved(this.layout, columns, name, target));
  resetLayout = (): void => this.#lay(plainLayout);

  /** Shows the layout at once and keeps it when the user's hand rests. */
  #lay(layout: ColumnLayout): void {
    this.layout = layout;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.keepLayout().catch(() => undefined), 800);
  }

  /** Keeps a layout that was changed with the project. What cannot be kept still holds until the project is closed. */
  async keepLayout(): Promise<void> {
    if (this.#saving === undefined || this.session.isReadOnly) return;
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const documents = { [layoutDocument]: this.layout };
    // Nothing that the engine holds depends on it: no page need ask again.
    await this.session.inTurn(() => this.session.record.begin().commit({ documents }));
  }

  /** Sorts by a column: alone, or after those sorted by before. */
  sort(name: string, descending: boolean, isFurther: boolean): void {
    const others = isFurther ? this.orderBy.filter((own) => own.replace(/^-/, '') !== name) : [];
    this.orderBy = [...others, `${descending ? '-' : ''}${name}`];
  }

  /** The query of the table, or of what else is to be looked at in its order. */
  async query(more: Partial<CustomerQuery> = {}): Promise<CustomerQuery> {
    const [search, columns] = [this.search.trim(), await this.columns()];
    const names = new Set(columns.map(({ name }) => name));
    return {
      where: this.selection,
      ...(search ? { search, searchTags: await this.tagWords.named(search) } : {}),
      orderBy: this.orderBy.filter((name) => names.has(name) || names.has(name.replace(/^-/, ''))),
      ...more,
    };
  }

  async page(offset: number, limit: number, columns?: readonly string[], signal?: AbortSignal): Promise<CustomerPage> {
    return this.session.workspace.segments.page(await this.query({ offset, limit, columns }), { signal });
  }

  /** A page of the customers of one group. */
  async pageOf(group: Condition, offset: number, limit: number, columns: readonly string[]): Promise<CustomerPage> {
    const where = narrowed(this.selection, group);
    return this.session.workspace.segments.page(await this.query({ where, offset, limit, columns }));
  }

  async groups(by: string, signal?: AbortSignal) {
    const { search, searchTags } = await this.query();
    return this.session.workspace.segments.groups({ where: this.selection, search, searchTags, by }, { signal });
  }

  /** Where a customer stands in the table's order, and who before and after. */
  place = async (customerNo: number): Promise<CustomerPlace | null> =>
    this.session.workspace.segments.place(await this.query(), customerNo);

  /** The first few customers that a word fits, for the palette. */
  find = async (search: string): Promise<CustomerPage> =>
    this.session.workspace.segments.page({
      ...{ search, searchTags: await this.tagWords.named(search), orderBy: 'customer_id', limit: 5 },
    });

  /** Customers that meet the selection, without the search. */
  count = (selection: Selection): Promise<number> => this.session.workspace.segments.count(selection);

  isPicked = (customerNo: number): boolean => isPicked(this.picks, customerNo);
  countPicked = (total: number): number => countPicked(this.picks, total);
  pickAll = (): void => void (this.picks = allPicks);
  pickNone = (): void => void (this.picks = noPicks);

  /** @throws AppError `input/too-many-picked` */
  pick(customers: readonly number[], isTicked: boolean): void {
    this.picks = withPicked(this.picks, customers, isTicked);
  }

  /** Picks the customers from one place of the order to another. */
  async pickRange(from: number, to: number): Promise<void> {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    this.pick(await this.session.workspace.segments.numbers(await this.query(), first, last + 1), true);
  }

  /** All that the table shows, the search among the conditions. */
  async wholeSelection(): Promise<Selection> {
    const { search = '', searchTags } = await this.query();
    return search ? narrowed(this.selection, { kind: 'search', text: search, tags: searchTags }) : this.selection;
  }

  /** The picked customers as a selection. */
  async picked(): Promise<Selection> {
    return pickedSelection(this.picks, await this.wholeSelection());
  }
}

/** The customers of a group, as a condition of the column they are grouped by. */
export function groupCondition(by: BaseColumn, { value }: CustomerGroup): Condition {
  if (value === null || value === '') return { kind: 'empty', field: by.name, isEmpty: true };
  if (by.kind === 'tag') return { kind: 'tag', tag: by.name, values: [String(value)] };
  return { kind: 'compare', field: by.name, op: '=', value };
}
