import { describe, expect, it } from 'vitest';
import { mostPicked, narrowed, type Selection } from '../../src/lib/core/selection';
import { allPicks, countPicked, isPicked, noPicks, pickedSelection, withPicked } from '../../src/state/picks';

const query: Selection = {
  asOf: '2026-07-01',
  mode: 'any',
  conditions: [
    { kind: 'compare', field: 'orders', op: '>=', value: 2 },
    { kind: 'empty', field: 'phone', isEmpty: true },
  ],
};

describe('picked customers', () => {
  it('are one condition when ticked by hand', () => {
    const picks = withPicked(withPicked(noPicks, [5, 3], true), [5], false);
    expect(pickedSelection(picks, query)).toEqual({
      ...{ asOf: '2026-07-01', mode: 'all' },
      conditions: [{ kind: 'picked', customers: [3], isExcluded: false }],
    });
    expect([countPicked(picks, 1_000_000), isPicked(picks, 3), isPicked(picks, 5)]).toEqual([1, true, false]);
  });

  it('are the query itself when all are picked, less those unticked', () => {
    expect(pickedSelection(allPicks, query)).toBe(query);
    const picks = withPicked(allPicks, [7], false);
    expect([countPicked(picks, 1_000_000), isPicked(picks, 7), isPicked(picks, 8)]).toEqual([999_999, false, true]);
    expect(pickedSelection(picks, query)).toEqual({
      ...{ asOf: '2026-07-01', mode: 'all' },
      conditions: [
        { kind: 'group', mode: 'any', conditions: query.conditions },
        { kind: 'picked', customers: [7], isExcluded: true },
      ],
    });
  });

  it('are not ticked one by one without end', () => {
    const many = Array.from({ length: mostPicked + 1 }, (_, i) => i);
    expect(() => withPicked(noPicks, many, true)).toThrow(expect.objectContaining({ code: 'too-many-picked' }));
  });
});

describe('a selection made narrower', () => {
  it('stays flat where all conditions must hold anyway', () => {
    const all: Selection = { ...query, mode: 'all' };
    expect(narrowed(all, { kind: 'search', text: '王' }).conditions).toHaveLength(3);
    expect(narrowed(all)).toBe(all);
  });
});
