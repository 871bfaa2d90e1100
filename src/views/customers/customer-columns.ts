import type { Column, Share } from '../../components/table';
import { layers } from '../../lib/core/layers';
import type { BaseColumn, ColumnProfile, CustomerGroup, CustomerPage } from '../../lib/data/segments';
import type { Translate } from '../../lib/i18n/translate';
import type { Browse } from '../../state/browse.svelte';
import type { Words } from '../../state/words';

export type Customer = CustomerPage['rows'][number];

/** A row of the table: a customer, or the heading of a group of them. */
export type CustomerRow =
  | { readonly kind: 'customer'; readonly customer: Customer }
  | { readonly kind: 'group'; readonly group: CustomerGroup };

/** Least widths in pixels where the usual one is too much or too little; what is left is shared. */
const widths: Readonly<Record<string, number>> = {
  ...{ customer_id: 108, name: 64, phone: 112, email: 168, city: 72, region: 64, age: 48, gender: 56 },
  ...{ membership: 84, orders: 64, amount_total: 96, recency_days: 112, contacts: 72 },
};
const tagWidth = 108;
/** Of one channel: five pips and a word. */
const levelWidth = 136;
const usualWidth = 88;

const leastWidth = ({ name, kind }: BaseColumn): number =>
  kind === 'tag' ? (name.includes(':') ? levelWidth : tagWidth) : (widths[name] ?? usualWidth);

/** A width the user gave, or one in pixels where the column is pinned; else at least the usual one, sharing the rest. */
export function trackOf(column: BaseColumn, browse: Browse): number | Share {
  const own = browse.widthOf(column.name);
  if (own !== undefined) return own;
  if (browse.isPinned(column) || column.name === 'customer_id') return leastWidth(column);
  return { least: leastWidth(column), share: column.kind === 'tag' ? 2 : 1 };
}

/** The width a column has when nobody dragged it, to be made wider or narrower step by step. */
export const widthInPixels = (column: BaseColumn, browse: Browse): number =>
  browse.widthOf(column.name) ?? leastWidth(column);

const numeric: readonly string[] = ['integer', 'decimal', 'money', 'duration'];

export const isNumber = ({ type, kind }: BaseColumn): boolean => kind !== 'tag' && numeric.includes(type);

/** Columns whose values a group can be made of: words that recur, not names, ids or amounts. */
export const canGroup = ({ type, kind, name }: BaseColumn): boolean =>
  kind === 'tag' || type === 'category' || type === 'boolean' || name === 'age';

export interface ColumnWords {
  readonly t: Translate;
  readonly words: Words;
  readonly currencySign: string;
}

/**
 * Units stand in the head, not in the cells: days, and the currency where the data says one. A tag's detail is headed
 * by the detail alone, its whole name is in the tooltip: seven columns that begin alike cannot be told apart.
 */
export function headOf(column: BaseColumn, { t, words, currencySign }: ColumnWords): string {
  const label = words.column(column);
  if (column.kind === 'tag') return column.name.split(':').slice(1).join(':') || label;
  if (column.kind !== 'feature') return label;
  if (column.type === 'money') return `${label} ${currencySign}`.trim();
  return column.name.endsWith('_days') ? `${label} ${t('customers.unit-days')}` : label;
}

/** Where a search found its text in the words of a cell. */
export function marksOf(search: string): Column<CustomerRow>['marks'] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return undefined;
  return (text) => {
    const small = text.toLowerCase();
    // Where case changes the length, places in the two texts do not correspond.
    const at = small.length === text.length ? small.indexOf(wanted) : -1;
    return at < 0 ? [] : [[at, at + wanted.length]];
  };
}

/** The columns of the table, in the order they stand; cells are in that order too. */
export function columnsOf(
  shown: readonly BaseColumn[],
  browse: Browse,
  given: ColumnWords & {
    readonly tagCell: Column<CustomerRow>['cell'];
    readonly profiles: ReadonlyMap<string, ColumnProfile>;
  },
): readonly Column<CustomerRow>[] {
  const { t, words, profiles, tagCell } = given;
  const marks = marksOf(browse.search);
  return shown.map((column, at) => {
    const profile = profiles.get(column.name);
    const cell = (row: CustomerRow) => (row.kind === 'customer' ? row.customer.cells[at] : null);
    return {
      id: column.name,
      label: headOf(column, given),
      hint: words.meaning(column.name) ?? words.column(column),
      sortable: true,
      group: browse.isPinned(column)
        ? t('customers.pinned')
        : `${layers.indexOf(column.layer) + 1} ${t(`layer.${column.layer}`)}`,
      align: isNumber(column) ? 'end' : 'start',
      width: trackOf(column, browse),
      pinned: browse.isPinned(column),
      strong: column.name === 'name',
      quiet: column.isPersonal && column.name !== 'name',
      text: (row) => words.cell(column, cell(row), browse.isMasked),
      value: cell,
      cell: column.kind === 'tag' && !marks ? tagCell : undefined,
      marks,
      ...(profile
        ? { profile: { all: profile.all, kept: profile.kept ?? undefined, label: t('customers.profile') } }
        : profiles.size > 0
          ? { note: '' }
          : {}),
    };
  });
}
