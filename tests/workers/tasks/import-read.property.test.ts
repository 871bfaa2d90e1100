import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../property';
import { accountAgain, inspect, planOf, read } from './import-harness';

/** Cells as people write them, of one kind a column, with a stranger now and then. */
const pad = (n: number) => String(n).padStart(2, '0');
const day = fc.tuple(
  fc.integer({ min: 1900, max: 2099 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);
const kinds = {
  integer: fc.oneof(
    fc.integer().map(String),
    fc.nat().map((n) => n.toLocaleString('en-US')),
    fc.nat({ max: 999 }).map((n) => `0${n}`),
  ),
  decimal: fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => (n / 100).toFixed(2)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.nat({ max: 99_999 }).map((n) => `¥${(n / 10).toFixed(1)}`),
    fc.nat({ max: 999 }).map((n) => `${n / 10}%`),
  ),
  date: fc.oneof(
    day.map(([y, m, d]) => `${y}-${pad(m)}-${pad(d)}`),
    day.map(([y, m, d]) => `${y}/${m}/${d}`),
    day.map(([y, m, d]) => `${y}年${m}月${d}日`),
  ),
  timestamp: fc
    .tuple(day, fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map(([[y, m, d], h, min]) => `${y}-${pad(m)}-${pad(d)} ${pad(h)}:${pad(min)}:05`),
  boolean: fc.constantFrom('是', '否', 'true', 'FALSE', '1', '0', 'Y', 'n'),
  id: fc.oneof(
    fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
    fc.nat().map((n) => `00${n}`),
  ),
  // Arrow's own getter, which the harness reads by, takes a byte-order mark away.
  text: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\ufeff', '')),
} satisfies Record<string, fc.Arbitrary<string>>;

const strange = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'NULL',
    'N/A',
    '-',
    '无',
    '+',
    '1e',
    '12.5.1',
    '2024-02-30',
    '31/12/2024',
    '"',
    'a\nb',
    ' 12 ',
  ),
  ...Object.values(kinds),
);

const column = fc.constantFrom(...Object.values(kinds)).chain((kind) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: kind }, { weight: 1, arbitrary: strange }), {
    minLength: 12,
    maxLength: 12,
  }),
);
const table = fc.array(column, { minLength: 2, maxLength: 5 });

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('reading a file', () => {
  it('loses nothing: typed values, kept texts and rejects give every cell back, and the lines add up', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (columns) => {
        const header = columns.map((_, c) => `column ${'abcde'[c]}`);
        const rows = Array.from({ length: 12 }, (_, i) => columns.map((cells) => cells[i] ?? ''));
        const content = [header, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
        const plan = planOf(await inspect(content));
        const result = await read(content, plan);
        const { account } = result;
        expect(account.lines).toBe(account.loaded + account.rejected + account.skipped);
        expect(accountAgain(plan, result)).toEqual(account.columns.map(({ filled, hash }) => ({ filled, hash })));
      }),
      cases(250),
    );
  });
});
