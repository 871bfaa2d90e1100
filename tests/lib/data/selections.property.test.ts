import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Selection } from '../../../src/lib/core/selection';
import { cases } from '../../property';
import { load, select, useWorkspace, workspace } from './company';

useWorkspace();

/** Forty customers with what selections may trip over: nothing, equal values, quotes, wildcards, other scripts. */
const names = [
  '',
  "O'Hara",
  '%',
  '_',
  '100%',
  'a"b',
  '王小明',
  '王大明',
  "'; DROP TABLE x --",
  '😀',
  'NULL',
  'Ä',
  'ä',
  null,
];
const ages = [null, 0, -1, 1, 18, 18, 35, 2 ** 31, 99.5];
const name = (i: number) => names[i % names.length] ?? null;
const age = (i: number) => ages[i % ages.length] ?? null;
const customers = 40;

const loadCustomers = () =>
  load({
    entity: 'customers',
    columns: {
      customer_id: Array.from({ length: customers }, (_, i) => `C${i}`),
      name: Array.from({ length: customers }, (_, i) => name(i)),
    },
    free: [
      {
        name: '积分',
        type: 'decimal',
        values: Array.from({ length: customers }, (_, i) => age(i)?.toString() ?? null),
      },
    ],
  });

const count = (selection: Selection) => workspace().segments.count(selection);
const text = fc.oneof(
  fc.constantFrom(...names.filter((one) => one !== null), '明', 'o', 'DROP', '\0', '\\'),
  fc.string({ maxLength: 3 }),
);
const number = fc.oneof(fc.constantFrom(0, -1, 18, 99.5, 2 ** 31, -0, 1e308), fc.integer({ min: -5, max: 120 }));

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('compare'),
    field: fc.constant('积分'),
    op: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: number,
  }),
  fc.record({
    kind: fc.constant('compare'),
    field: fc.constant('name'),
    op: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: text,
  }),
  fc.record({ kind: fc.constant('one-of'), field: fc.constant('name'), values: fc.array(text, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('contains'), field: fc.constant('name'), text }),
  fc.record({ kind: fc.constant('empty'), field: fc.constantFrom('name', '积分'), isEmpty: fc.boolean() }),
) as fc.Arbitrary<Condition>;

const compare = (field: string, op: string, value: string | number): Condition =>
  ({ kind: 'compare', field, op, value }) as Condition;

describe('counts of selections', () => {
  it('add up', async () => {
    await loadCustomers();
    const everybody = await count(select());
    expect(everybody).toBe(customers);
    const filled = await count(select({ kind: 'empty', field: '积分', isEmpty: false }));
    await fc.assert(
      fc.asyncProperty(number, text, async (limit, word) => {
        // Less and not less are all who have a value; equal and not equal are all.
        const [less, notLess] = [
          await count(select(compare('积分', '<', limit))),
          await count(select(compare('积分', '>=', limit))),
        ];
        expect(less + notLess).toBe(filled);
        for (const [field, value] of [
          ['积分', limit],
          ['name', word],
        ] as const) {
          const [equal, different] = [
            await count(select(compare(field, '=', value))),
            await count(select(compare(field, '!=', value))),
          ];
          expect(equal + different).toBe(everybody);
        }
        // What a condition finds is what the rows say.
        const wanted = Array.from({ length: customers }, (_, i) => name(i));
        expect(await count(select({ kind: 'one-of', field: 'name', values: [word] }))).toBe(
          wanted.filter((one) => one === word).length,
        );
        expect(await count(select(compare('积分', '<', limit)))).toBe(
          Array.from({ length: customers }, (_, i) => age(i)).filter((one) => one !== null && one < limit).length,
        );
      }),
      cases(25),
    );
    await fc.assert(
      fc.asyncProperty(condition, condition, async (a, b) => {
        const ofMode = (mode: 'all' | 'any') => count({ asOf: '2024-03-11', mode, conditions: [a, b] });
        const [both, either] = [await ofMode('all'), await ofMode('any')];
        expect(both + either).toBe((await count(select(a))) + (await count(select(b))));
        expect(await count(select(a, a))).toBe(await count(select(a)));
      }),
      cases(60),
    );
  });
});
