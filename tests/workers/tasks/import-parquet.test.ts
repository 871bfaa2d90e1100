import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Binary,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  Float32,
  Int32,
  Int64,
  List,
  Struct,
  Table,
  TimestampMicrosecond,
  TimestampNanosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../../shared-data';
import { parquetOf, startParquet } from '../parquet-file';
import { accountAgain, inspect, planOf, read } from './import-harness';

beforeAll(startParquet);

/** Inspects and reads a Parquet file and holds it to the two laws of the readers. */
async function readParquet(content: Uint8Array) {
  const inspection = await inspect(content);
  const plan = planOf(inspection);
  const result = await read(content, plan);
  const { lines, loaded, rejected, skipped } = result.account;
  expect(lines).toBe(loaded + rejected + skipped);
  expect(inspection.records).toEqual({ count: lines, exact: true });
  expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  return { inspection, ...result };
}

describe('Parquet', () => {
  it('gives every type as a text that loses nothing', async () => {
    const nested = new Struct([new Field('city', new Utf8(), true), new Field('zip', new Int32(), true)]);
    const table = new Table({
      big: vectorFromArray([9007199254740993n, -1n, null], new Int64()),
      price: vectorFromArray(
        [new Uint32Array([12345, 0, 0, 0]), null, new Uint32Array([5, 0, 0, 0])],
        new Decimal(2, 20, 128),
      ),
      ratio: vectorFromArray([0.1, 1.5, null], new Float32()),
      day: vectorFromArray([new Date(Date.UTC(2024, 2, 5)), null, new Date(0)], new DateDay()),
      at: vectorFromArray([1709627400000, 0, null], new TimestampMicrosecond('UTC')),
      word: vectorFromArray(['热线', 'APP', '热线'], new Dictionary(new Utf8(), new Int32())),
      raw: vectorFromArray([new Uint8Array([0, 255]), null, new Uint8Array([65])], new Binary()),
      home: vectorFromArray([{ city: '宁波', zip: 315000 }, null, { city: null, zip: 1 }], nested),
      tags: vectorFromArray([['a', 'b'], [], null], new List(new Field('item', new Utf8(), true))),
    });
    const { inspection, account } = await readParquet(parquetOf(table));
    expect(inspection.columns.map(({ name }) => name)).toEqual([
      ...['big', 'price', 'ratio', 'day', 'at', 'word', 'raw', 'home.city', 'home.zip', 'tags'],
    ]);
    expect(inspection.sample).toEqual([
      [
        '9007199254740993',
        '123.45',
        '0.1',
        '2024-03-05',
        '2024-03-05 08:30:00Z',
        '热线',
        '0x00ff',
        '宁波',
        '315000',
        '["a","b"]',
      ],
      ['-1', '', '1.5', '', '1970-01-01 00:00:00Z', 'APP', '', '', '', '[]'],
      ['', '0.05', '', '1970-01-01', '', '热线', '0x41', '', '1', ''],
    ]);
    expect(inspection.warnings.map(({ code }) => code)).toEqual(['json-nested', 'json-arrays', 'binary-columns']);
    expect(account.loaded).toBe(3);
  });

  it('names the columns whose form holds no far dates', async () => {
    const table = new Table({
      old: vectorFromArray([0], new TimestampNanosecond()),
      safe: vectorFromArray([0], new TimestampMicrosecond()),
    });
    const { inspection } = await readParquet(parquetOf(table));
    expect(inspection.warnings).toEqual([{ code: 'nanosecond-times', details: { names: 'old' } }]);
  });

  it('refuses a file that was cut off or is no such file', async () => {
    const whole = parquetOf(new Table({ a: vectorFromArray([1, 2, 3], new Int32()) }));
    await expect(inspect(whole.slice(0, -20))).rejects.toThrow('parquet-malformed');
    await expect(inspect('PAR1 nothing')).rejects.toThrow('parquet-malformed');
    await expect(inspect('PARE nothing')).rejects.toThrow('encrypted-parquet');
  });
});

describe.runIf(hasSharedData)('Parquet of the format’s own test suite', () => {
  const folder = join(sharedData, 'messy-parquet');
  // On this one the decoder stops dead, which Node cannot outlive: the browser test has it.
  const files = hasSharedData
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.parquet') && !name.startsWith('nation'),
      )
    : [];

  it.each(files)('loses no row and no cell of %s, or says that it is malformed', async (name) => {
    const content = new Uint8Array(readFileSync(join(folder, name)));
    if (name === 'dict-page-offset-zero.parquet') {
      return expect(inspect(content)).rejects.toThrow('parquet-malformed');
    }
    const { inspection, account } = await readParquet(content);
    expect(inspection.columns.length).toBeGreaterThan(0);
    expect(account.rejected).toBe(0);
  });

  it('reads decimals, floats and timestamps to the digit', async () => {
    const rows = async (name: string) => (await inspect(new Uint8Array(readFileSync(join(folder, name))))).sample;
    expect((await rows('fixed_length_decimal.parquet')).map(([value]) => value).slice(0, 3)).toEqual([
      '1.00',
      '2.00',
      '3.00',
    ]);
    expect((await rows('byte_stream_split.zstd.parquet'))[0]).toEqual(['1.7640524', '-1.3065268517353166']);
    expect((await rows('int96_from_spark.parquet'))[0]).toEqual(['2024-01-01 20:34:56.123456']);
    expect((await rows('repeated_no_annotation.parquet')).length).toBe(6);
  });
});
