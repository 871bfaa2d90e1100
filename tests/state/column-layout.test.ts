import { describe, expect, it } from 'vitest';
import type { BaseColumn } from '../../src/lib/data/segments';
import { arranged, isShown, moved, plainLayout, widthOf, withChoice } from '../../src/state/column-layout';

const column = (name: string, layer: BaseColumn['layer'], kind: BaseColumn['kind'] = 'field'): BaseColumn => ({
  ...{ name, layer, kind, type: 'text', isPersonal: false },
});
const columns = [
  column('customer_id', 'attributes'),
  column('orders', 'behaviour', 'feature'),
  column('name', 'attributes'),
  column('rfm', 'derived', 'tag'),
];
const names = (layout = plainLayout) => arranged(layout, columns).map(({ name }) => name);

describe('the columns of the table of customers', () => {
  it('stand in the order of the layers, the id pinned before them', () => {
    expect(names()).toEqual(['customer_id', 'name', 'orders', 'rfm']);
  });

  it('stand where the user put them, the pinned ones first', () => {
    const layout = moved(plainLayout, columns, 'rfm', 'name');
    expect(names(layout)).toEqual(['customer_id', 'rfm', 'name', 'orders']);
    expect(names(withChoice(layout, 'orders', { isPinned: true }))).toEqual(['customer_id', 'orders', 'rfm', 'name']);
    expect(names(withChoice(layout, 'customer_id', { isPinned: false }))).toEqual([
      ...['customer_id', 'rfm', 'name', 'orders'],
    ]);
  });

  it('remember each decision beside the others, for names of any kind', () => {
    const layout = withChoice(withChoice(plainLayout, '__proto__', { width: 90 }), '__proto__', { isShown: true });
    expect(widthOf(layout, '__proto__')).toBe(90);
    expect(isShown(layout, column('__proto__', 'attributes', 'free'))).toBe(true);
    expect(isShown(plainLayout, column('other', 'attributes', 'free'))).toBe(false);
  });
});
