import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerGroup } from '../../../src/lib/data/segments';
import type { Customer } from '../../../src/views/customers/customer-columns';
import { GroupedRows } from '../../../src/views/customers/grouped-rows';

const group = (value: string, customers: number): CustomerGroup => ({ value, customers, amount: null, orders: null });
const customer = (customerNo: number): Customer => ({ customerNo, customerId: String(customerNo), cells: [] });

describe('groups with their customers as rows of one table', () => {
  it('give any stretch of rows, whichever groups are open', async () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 130 }), fc.boolean()), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(400), fc.integer({ min: 1, max: 90 }), async (given, offset, limit) => {
        const groups = given.map(([size], i) => group(`g${i}`, size));
        const open = new Set(groups.filter((_, i) => given[i]?.[1]));
        const list = new GroupedRows(groups, (of, from, count) =>
          Promise.resolve(
            Array.from({ length: Math.max(0, Math.min(count, of.customers - from)) }, (_, i) =>
              customer(groups.indexOf(of) * 1000 + from + i),
            ),
          ),
        );
        const all = groups.flatMap((one, i) => [
          `g${i}`,
          ...(open.has(one) ? Array.from({ length: one.customers }, (_, k) => i * 1000 + k) : []),
        ]);
        const rows = await list.fetch(open, offset, limit);
        expect(rows.map((row) => (row.kind === 'group' ? row.group.value : row.customer.customerNo))).toEqual(
          all.slice(offset, offset + limit),
        );
        expect(list.total(open)).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });
});
