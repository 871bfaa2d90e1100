import { describe, expect, it } from 'vitest';
import { accountAgain, inspect, planOf, read } from './import-harness';

/** Inspects and reads a JSON text and holds it to the two laws of the readers. */
async function readJson(content: string | Uint8Array) {
  const inspection = await inspect(content);
  const { layout } = inspection;
  if (layout.format !== 'json') throw new Error(`read as ${layout.format}`);
  const plan = planOf(inspection);
  const result = await read(content, plan);
  const { lines, loaded, rejected, skipped } = result.account;
  expect(lines).toBe(loaded + rejected + skipped);
  expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  const names = inspection.columns.map(({ name }) => name);
  const column = (name: string) => result.values.get(`c${names.indexOf(name)}`);
  return { inspection, layout, names, column, ...result };
}

describe('JSON', () => {
  it('is read as a list, a list inside a document, objects in a row, and lines', async () => {
    const texts = {
      list: '[{"id":"007","n":1},\n {"id":"008","n":2}]',
      inside: '{"total":2,"data":{"items":[{"id":"007","n":1},{"id":"008","n":2}]}}',
      objects: '{"id":"007","n":1}\n{\n"id":"008",\n"n":2}',
      lines: '{"id":"007","n":1}\r\n{"id":"008","n":2}\r\n',
      one: '{"id":"007","n":1}',
    };
    const rows = { list: 'list', inside: 'list', objects: 'objects', lines: 'lines', one: 'objects' };
    for (const [kind, text] of Object.entries(texts)) {
      const { layout, column, account } = await readJson(text);
      expect(layout.rows, kind).toBe(rows[kind as keyof typeof rows]);
      expect(column('id'), kind).toEqual(kind === 'one' ? ['007'] : ['007', '008']);
      expect(account.loaded, kind).toBe(kind === 'one' ? 1 : 2);
    }
    const { layout, inspection } = await readJson(texts.inside);
    expect(layout.path).toEqual(['data', 'items']);
    expect(inspection.warnings).toEqual([{ code: 'json-list', details: { path: 'data.items' } }]);
  });

  it('keeps ids of twenty digits apart, as numbers and as texts', async () => {
    const { column, inspection } = await readJson(
      '[{"order":12345678901234567890,"text":"12345678901234567890"},{"order":12345678901234567891,"text":"012"}]',
    );
    expect(inspection.columns.map(({ type }) => type)).toEqual(['text', 'text']);
    expect(column('order')).toEqual(['12345678901234567890', '12345678901234567891']);
    expect(column('text')).toEqual(['12345678901234567890', '012']);
  });

  it('makes columns of records inside records, keeps lists as text, and takes keys that come late', async () => {
    const { names, column, inspection } = await readJson(
      '[{"id":"a","at":{"city":"北京","geo":{"x":1}},"tags":[1, {"b":2}]},{"id":"b","at":null},{"id":"c","late":true,"none":null}]',
    );
    expect(names).toEqual(['id', 'at.city', 'at.geo.x', 'tags', 'late', 'none']);
    expect(column('at.city')).toEqual(['北京', null, null]);
    expect(column('tags')).toEqual(['[1, {"b":2}]', null, null]);
    expect(column('none')).toEqual([null, null, null]);
    expect(inspection.warnings.map(({ code }) => code)).toEqual(['json-nested', 'json-arrays']);
  });

  it('tells a key with a dot from a way, and takes __proto__ as a key', async () => {
    const { names, values } = await readJson('[{"a.b":1,"a":{"b":2},"__proto__":{"x":3},"constructor":4,"":5}]');
    expect(names).toEqual(['a.b', 'a.b', '__proto__.x', 'constructor', '']);
    expect([...values.values()].map(([value]) => value)).toEqual([7, 1, 1n, 2n, 3n, 4n, 5n]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('rejects what is no whole record, with its line, and nothing else', async () => {
    const { rejects, account, column, inspection } = await readJson(
      '{"id":"a","n":1}\n{"id":"b","n":1,"n":2}\n{"id":"c"\n\n[1]\n{"id":"d","n":4}\n' +
        `{"id":${'['.repeat(70)}${']'.repeat(70)}}`,
    );
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      ...[
        [2, 'duplicate-key'],
        [3, 'invalid-json'],
        [5, 'not-an-object'],
        [7, 'too-deep'],
      ],
    ]);
    expect(rejects[0]?.raw).toBe('{"id":"b","n":1,"n":2}');
    expect(account).toMatchObject({ lines: 6, loaded: 2, rejected: 4 });
    expect(column('id')).toEqual(['a', 'd']);
    expect(inspection.warnings).toEqual([{ code: 'json-faults', details: { rows: 4 } }]);
    expect(inspection.records.count).toBe(6);
  });

  it('takes the longest of several lists and names the others', async () => {
    const { layout, inspection } = await readJson('{"links":[{"href":"x"}],"rows":[{"a":1},{"a":2}],"flat":[1,2,3]}');
    expect(layout.path).toEqual(['rows']);
    expect(inspection.warnings).toEqual([
      { code: 'json-list', details: { path: 'rows' } },
      { code: 'json-other-lists', details: { names: 'links' } },
    ]);
  });

  it('reads a text that was cut off, and one in another encoding', async () => {
    const cut = await readJson('[{"a":"1x"},{"a":"2x"},{"a":"3');
    expect(cut.account).toMatchObject({ loaded: 2, rejected: 1, warnings: [{ code: 'json-cut-off', details: {} }] });
    const wide = new Uint8Array(Uint16Array.from('\uFEFF[{"城市":"上海"}]', (char) => char.charCodeAt(0)).buffer);
    expect((await readJson(wide)).column('城市')).toEqual(['上海']);
  });

  it('refuses what holds no objects', async () => {
    await expect(inspect('[[1,2],[3,4]]')).rejects.toThrow('no-objects');
    await expect(inspect('[]')).rejects.toThrow('no-objects');
    expect((await inspect('[section]\na=1\n')).layout.format).toBe('text');
  });
});
