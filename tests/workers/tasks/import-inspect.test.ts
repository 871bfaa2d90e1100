import { describe, expect, it } from 'vitest';
import { run } from '../../../workers/tasks/import/inspect';
import { blobOf, inspect, recorder, textLayout } from './import-harness';

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('import/inspect', () => {
  it('profiles each column: type, fill, distinct, extremes, distribution', async () => {
    const { columns } = await inspect(
      '城市,金额,日期\n北京,10,2026-01-05\n上海,2.5,2026-01-01\n北京,,2026-01-03\n北京,NULL,2026-01-02\n',
    );
    expect(columns[0]).toMatchObject({
      name: '城市',
      type: 'text',
      sampled: 4,
      filled: 4,
      distinct: 2,
      minimum: null,
      examples: ['北京', '上海'],
      bars: [
        { label: '北京', count: 3 },
        { label: '上海', count: 1 },
      ],
    });
    expect(columns[1]).toMatchObject({ type: 'decimal', filled: 2, distinct: 2, minimum: '2.5', maximum: '10' });
    expect(columns[2]).toMatchObject({ type: 'date', dateOrder: 'ymd', minimum: '2026-01-01', maximum: '2026-01-05' });
  });

  it('bins numbers between their extremes, each counted once', async () => {
    const { columns } = await inspect(`n,m\n${lines(120, (i) => `${i},x`)}\n`);
    expect(columns[0]?.bars).toHaveLength(12);
    expect(columns[0]?.bars[0]).toEqual({ label: '0', count: 10 });
    expect(columns[0]?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  });

  it('counts the rows of a small file and estimates those of a large one', async () => {
    expect((await inspect(`a,b\n${lines(50, (i) => `${i},x`)}\n\n`)).records).toEqual({ count: 50, exact: true });
    const { records, sample } = await inspect(`a,b\n${lines(200_000, (i) => `${100_000 + i},x`)}\n`);
    expect(records.exact).toBe(false);
    expect(Math.abs(records.count - 200_000)).toBeLessThan(2000);
    expect(sample).toHaveLength(100);
  });

  it('asks for the order of day and month, with both readings and what they affect', async () => {
    const { questions, columns } = await inspect('id,d\n1,03/04/2026\n2,05/05/2026\n3,07/08/2026\n');
    expect(columns[1]?.dateOrder).toBe(null);
    expect(questions).toEqual([
      {
        id: 'date-order:1',
        column: 1,
        kind: 'date-order',
        readings: [
          { value: 'mdy', sample: '2026-03-04' },
          { value: 'dmy', sample: '2026-04-03' },
        ],
        affected: 2,
      },
    ]);
    expect((await inspect('id,d\n1,03/04/2026\n2,25/05/2026\n')).questions).toEqual([]);
  });

  it('asks even when no date of the sample differs', async () => {
    const { questions } = await inspect('id,d\n1,05/05/2026\n2,06/06/2026\n');
    expect(questions).toMatchObject([{ affected: 0 }]);
  });

  it('sees an encoding that only the end of a large file shows', async () => {
    const head = new TextEncoder().encode(`id,city\n${lines(300_000, (i) => `${i},city`)}\n`);
    const tail = Uint8Array.from(
      Array.from({ length: 20_000 }, () => [0x31, 0x2c, 0xb1, 0xb1, 0xbe, 0xa9, 0x0a]).flat(),
    );
    const content = new Uint8Array(head.length + tail.length);
    content.set(head);
    content.set(tail, head.length);
    expect(textLayout(await inspect(content)).encoding.label).toBe('gb18030');
  });

  it('takes the encoding and the delimiter the user names', async () => {
    const thai = Uint8Array.from([
      0x61, 0x2c, 0x62, 0x0a, 0xa1, 0xd2, 0xad, 0xa8, 0xb9, 0xba, 0xd8, 0xc3, 0xd5, 0x2c, 0x31, 0x0a,
    ]);
    await expect(inspect(thai)).rejects.toThrow('encoding-unknown');
    const inspection = await inspect(thai, { encoding: 'windows-874' });
    const { sample } = inspection;
    expect(textLayout(inspection).encoding).toEqual({ label: 'windows-874', proof: 'user' });
    expect(sample[0]?.[0]).toBe('กาญจนบุรี');
    expect((await inspect('a,b;c\n1,2;3\n', { delimiter: ';' })).columns).toHaveLength(2);
  });

  it('remarks on names that repeat or are missing', async () => {
    const { warnings, columns } = await inspect('a,a,,__proto__\n1,2,3,4\n5,6,7,8\n');
    expect(columns.map(({ name }) => name)).toEqual(['a', 'a', '', '__proto__']);
    expect(warnings).toEqual([
      { code: 'unnamed-columns', details: { columns: 1 } },
      { code: 'repeated-names', details: { columns: 1 } },
    ]);
  });

  it('refuses what is no table, with a reason', async () => {
    await expect(inspect('')).rejects.toThrow('empty-file');
    await expect(inspect('\uFEFF\n\n')).rejects.toThrow('empty-file');
    await expect(inspect(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toThrow('archive-damaged');
    await expect(inspect('a,b\n', { encoding: 'klingon' })).rejects.toThrow('encoding-unsupported');
    await expect(inspect(`${lines(17_000, (i) => `c${i}`).replaceAll('\n', ',')}\n`)).rejects.toThrow(
      'too-many-columns',
    );
  });

  it('inspects a file with a header and nothing else', async () => {
    const { columns, records } = await inspect('客户号,姓名\n');
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['客户号', 'text'],
      ['姓名', 'text'],
    ]);
    expect(records).toEqual({ count: 0, exact: true });
  });

  it('reports up to the end', async () => {
    const { context, fractions } = recorder<never>();
    await run({ file: blobOf('a,b\n1,2\n'), name: 'x' }, {}, context);
    expect(fractions.at(-1)).toBe(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });
});
