import { describe, expect, it } from 'vitest';
import { piecesOf, pinnedLefts, type Column } from '../../src/components/table';
import { cellOfText, textOfRows } from '../../src/components/table-text';

interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly amount: number | null;
}

const columns: readonly Column<Person>[] = [
  { id: 'id', label: '编号' },
  { id: 'name', label: '姓名' },
  { id: 'amount', label: '金额', align: 'end', text: ({ amount }) => (amount === null ? '—' : '1,234') },
  { id: 'acts', label: '' },
];

describe('rows on their way to the clipboard', () => {
  const { plain, html, rows } = textOfRows(columns, [
    { id: '0012', name: '=HYPERLINK("x")', amount: 1234.5 },
    { id: '110101199003070011', name: 'a\tb\n"c" <d>', amount: null },
  ]);

  it('stand between tabs, quoted where a tab or line break is theirs, and no text is a formula', () => {
    expect(rows).toBe(2);
    expect(plain.split('\r\n')).toEqual([
      '编号\t姓名\t金额',
      '0012\t"\'=HYPERLINK(""x"")"\t1234.5',
      '110101199003070011\t"a\tb\n""c"" <d>"\t',
    ]);
  });

  it('say in HTML which cells are text, so that 0012 and eighteen digits stay what they are', () => {
    expect(html).toContain(`<td style="mso-number-format:'\\@'">0012</td>`);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">110101199003070011</td>`);
    expect(html).toContain('<td>1234.5</td>');
    expect(html).toContain('a\tb<br>&quot;c&quot; &lt;d&gt;');
    expect(html).not.toContain('—');
  });

  it('show what the screen shows: a masked cell is copied masked', () => {
    const masked: readonly Column<Person>[] = [{ id: 'name', label: '姓名', text: () => '王*' }];
    expect(textOfRows(masked, [{ id: '1', name: '王小明', amount: 1 }]).plain).toBe('姓名\r\n王*');
  });
});

describe('columns', () => {
  it('that are pinned stand beside each other', () => {
    const pinned = { pinned: true, width: 100 };
    expect(
      pinnedLefts(
        [
          { id: 'a', label: 'a', ...pinned },
          { id: 'b', label: 'b', ...pinned },
          { id: 'c', label: 'c' },
        ],
        28,
      ),
    ).toEqual([28, 128, undefined]);
  });

  it('mark what was found', () => {
    expect(piecesOf('王小明', [[1, 2]]).map(({ text, isFound }) => [text, isFound])).toEqual([
      ['王', false],
      ['小', true],
      ['明', false],
    ]);
    expect(piecesOf('', [])).toEqual([]);
  });
});

describe('the words of a plain table', () => {
  it.each([
    ['1,234.5', '1234.5', true],
    ['\u221212', '-12', true],
    ['0012', '0012', false],
    ['0.5', '0.5', true],
    ['12 %', '12 %', false],
    ['110101199003070011', '110101199003070011', false],
    ['—', '', false],
    [' a\n b ', 'a b', false],
  ])('%j is copied as %j', (words, text, isNumber) => expect(cellOfText(words)).toEqual({ text, isNumber }));
});
