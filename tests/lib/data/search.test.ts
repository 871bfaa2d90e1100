import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markLines, textBlock } from '../../../src/lib/data/search-index';
import { searchWords } from '../../../src/lib/data/search-words';
import { accept, load, propose, tag, useWorkspace, workspace } from './company';

const letters = fc.constantFrom(...['a', 'b', '1', '2', ' ', '王', '明', '欣', 'é']);
const line = fc.string({ unit: letters, maxLength: 8 });

describe('texts of many customers in one string', () => {
  it('find the lines that hold a word, exactly', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 60 }),
        fc.string({ unit: letters, minLength: 1, maxLength: 3 }),
        (lines, word) => {
          const numbers = Int32Array.from(lines, (_, i) => 2 * i + 1);
          const marks = new Uint8Array(2 * lines.length + 1);
          markLines(textBlock(lines.join('\n'), lines.length), numbers, word, marks);
          const expected = lines.flatMap((text, i) => (text.includes(word) ? [2 * i + 1] : []));
          expect(Array.from(marks.keys()).filter((no) => marks[no] === 1)).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the words of a search', () => {
  it.each([
    ['  王  小明 ', '王 小明', ''],
    ['SMITH', 'smith', ''],
    ['１３８', '138', '138'],
    ['+86 138-0013', '+86 138-0013', '1380013'],
    ['0086(138)', '0086(138)', '138'],
    ['8613800138000', '8613800138000', '13800138000'],
    ['8613', '8613', '8613'],
    ['K1001', 'k1001', ''],
    ['İ', 'İ', ''],
  ])('%s', (search, text, digits) => expect(searchWords(search)).toEqual({ text, digits }));
});

describe('a search of the base', () => {
  useWorkspace();

  const names = ['王小明', '王大明', 'Eve Smith', 'EVA\nSMITHSON', "O'Brien", '', null, '欧阳欣怡', '%_\\', 'é'];
  const phones = ['13800138000', '+86 138 0013 8001', '(86)13900139000', '0571-8888-7777', null, '8613700137000'];
  const cities = ['杭州', '宁波', '138镇', null];
  const of = <T>(list: readonly T[], i: number) => list[i % list.length] as T;

  async function people() {
    const rows = Array.from({ length: 210 }, (_, i) => i);
    await load({
      entity: 'customers',
      columns: {
        customer_id: rows.map((i) => `K${String(1000 + i)}`),
        name: rows.map((i) => of(names, i)),
        phone: rows.map((i) => of(phones, i)),
        email: rows.map((i) => (i % 3 ? `u${i}@Mail.example` : null)),
        city: rows.map((i) => of(cities, i)),
      },
    });
    await propose(1, {
      tags: [
        tag(
          'rfm',
          rows.filter((i) => i % 2 === 0),
          ['champion', 'lost'],
        ),
      ],
    });
    await accept(1);
  }

  it('by the texts in memory finds whom the plain reading finds', async () => {
    await people();
    const { segments } = workspace();
    const searches = [
      ...['王', '明', '欣怡', 'smith', 'eva smith', "o'b", '%_', 'É', '138', '+86 138', '138 0013', '86', '137001'],
      ...['0571-8', '1', 'k10', 'u7', '@mail', '杭', '州', '  ', 'nobody', '１３８'],
    ];
    const tags = [{ tag: 'rfm', values: ['lost'] }];
    await segments.searchReady();
    for (const search of searches) {
      for (const searchTags of [[], tags]) {
        const found = await segments.rows({ search, searchTags, columns: ['customer_id'], limit: 300 });
        const where = {
          asOf: '',
          mode: 'all',
          conditions: [{ kind: 'search', text: search, tags: searchTags }],
        } as const;
        const plain = await segments.rows({ where, columns: ['customer_id'], limit: 300 });
        expect([search, found]).toEqual([search, plain]);
        expect(found.total).toBe(found.rows.length);
      }
    }
    expect((await segments.rows({ search: '1380013', columns: ['customer_id'] })).total).toBe(70);
    expect((await segments.rows({ search: 'zzz', searchTags: tags, columns: [] })).total).toBe(52);
  });
});
