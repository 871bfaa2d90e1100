import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/lib/data/catalog';
import { entities, entityIds, fieldOf, type EntityId } from '../../../src/lib/data/entities';
import {
  freeAttributes,
  mappingFromOverrides,
  suggestMapping,
  toReadPlan,
  validateMapping,
} from '../../../src/lib/data/import/mapping';
import type { CellType, ColumnProfile, Inspection } from '../../../workers/protocol';
import { openTestEngine } from '../../engine';
import { cases } from '../../property';

const engine = await openTestEngine();
const catalog = await createCatalog(engine);
afterAll(() => engine.close());

/** Words that mean a field of some entity, the names objects and SQL trip over, and anything. */
const words = entityIds.flatMap((entity) =>
  entities[entity].fields.flatMap(({ name, zh, en, synonyms }) => [name, zh, en, ...synonyms]),
);
const odd = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'a',
  'A',
  'a (2)',
  '#1',
  '#2',
  '"',
  "'",
  'x1',
  '_row',
  '👨‍👩‍👧',
  '\u0000',
];
const header = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 3, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);
const types: readonly CellType[] = ['text', 'integer', 'decimal', 'timestamp', 'date', 'boolean', 'duration'];
const entityId = fc.constantFrom<EntityId>(...entityIds);

const profile = fc.record({
  name: header,
  type: fc.constantFrom(...types),
  filled: fc.integer({ min: 0, max: 100 }),
  distinct: fc.integer({ min: 0, max: 100 }),
});

/** What an inspection may find, with a sample whose cells need not fit the profile: a sample is only a sample. */
const inspectionOf = (
  columns: readonly Pick<ColumnProfile, 'name' | 'type' | 'filled' | 'distinct'>[],
): Inspection => ({
  bytes: 1,
  layout: { format: 'parquet', columns: [], hexadecimal: [] },
  preamble: 0,
  columns: columns.map(({ name, type, filled, distinct }, index) => ({
    ...{ index, name, type, filled, sampled: 100, distinct: Math.min(distinct, filled) },
    ...{ dateOrder: null, examples: [], minimum: null, maximum: null, bars: [] },
  })),
  sample: [columns.map(({ name }) => name), columns.map((_, i) => `1380013800${i % 10}`)],
  records: { count: 100, exact: true },
  questions: [],
  warnings: [],
});
const inspection = fc.array(profile, { maxLength: 14 }).map(inspectionOf);

describe('a suggested mapping', () => {
  it('pairs every column once, in order, with at most one field, and every field with at most one column', () => {
    fc.assert(
      fc.property(inspection, fc.option(entityId, { nil: undefined }), (file, entity) => {
        const mapping = suggestMapping(file, { entity });
        if (entity !== undefined) expect(mapping.entity).toBe(entity);
        expect(mapping.pairs.map(({ column }) => column)).toEqual(file.columns.map(({ index }) => index));
        const fields = mapping.pairs.flatMap(({ field }) => field ?? []);
        expect(new Set(fields).size).toBe(fields.length);
        expect(fields.filter((field) => fieldOf(mapping.entity, field) === undefined)).toEqual([]);
        for (const { confidence } of mapping.pairs) expect(confidence >= 0 && confidence <= 1).toBe(true);
        const errors = validateMapping(file, mapping).filter(({ severity }) => severity === 'error');
        expect(errors.filter(({ code }) => code !== 'missing-required')).toEqual([]);
      }),
      cases(120),
    );
  });

  it('reads ids, names and sentences as text, whatever their cells look like', () => {
    fc.assert(
      fc.property(inspection, entityId, (file, entity) => {
        const mapping = suggestMapping(file, { entity });
        const plan = toReadPlan(file, mapping, {}, { file: 0, free: [] });
        const asText = plan.columns.filter(({ target }) =>
          ['id', 'text', 'category'].includes(fieldOf(entity, target)?.type ?? ''),
        );
        expect(asText.filter(({ type }) => type !== 'text')).toEqual([]);
      }),
      cases(100),
    );
  });

  it('keeps every column without a field, under a name and a target of its own', () => {
    fc.assert(
      fc.property(inspection, entityId, (file, entity) => {
        const mapping = suggestMapping(file, { entity });
        const attributes = freeAttributes(file, mapping);
        expect(new Set(attributes.map(({ name }) => name)).size).toBe(attributes.length);
        const plan = toReadPlan(file, mapping, {}, { file: 0, free: catalog.freeColumns(entity, attributes) });
        expect(plan.columns.map(({ source }) => source)).toEqual(file.columns.map(({ index }) => index));
        expect(new Set(plan.columns.map(({ target }) => target)).size).toBe(plan.columns.length);
      }),
      cases(100),
    );
  });

  it('keeps apart what looks alike: a, a, and a column that is really called "a (2)"', () => {
    const column = { type: 'text', filled: 9, distinct: 9 } as const;
    const file = inspectionOf(['zz', 'zz', 'zz (2)', '', '#4'].map((name) => ({ name, ...column })));
    const names = freeAttributes(file, suggestMapping(file, { entity: 'campaigns' })).map(({ name }) => name);
    expect(new Set(names).size).toBe(5);
    expect(names[2]).toBe('zz (2)');
    expect(names[4]).toBe('#4');
  });

  it('follows the columns when they change places', () => {
    // Each header is a word of another field, so that no two columns compete: then the order may not matter.
    const arrangement = entityId.chain((entity) => {
      const { fields } = entities[entity];
      const chosen = fc.subarray([...fields], { minLength: 1 }).map((some) =>
        some.map(({ name, type }) => ({
          name,
          type: type === 'money' ? 'decimal' : type === 'id' || type === 'category' ? 'text' : type,
          ...{ filled: 100, distinct: 100 },
        })),
      );
      return chosen.chain((columns) =>
        fc.tuple(
          fc.constant(entity),
          fc.constant(columns),
          fc.shuffledSubarray([...columns.keys()], { minLength: columns.length }),
        ),
      );
    });
    fc.assert(
      fc.property(arrangement, ([entity, columns, order]) => {
        const straight = inspectionOf(columns);
        const moved = inspectionOf(order.map((at) => columns[at]!));
        expect(suggestMapping(moved).entity).toBe(suggestMapping(straight).entity);
        const fieldsOf = (file: Inspection) => suggestMapping(file, { entity }).pairs.map(({ field }) => field);
        const fields = fieldsOf(straight);
        expect(fieldsOf(moved)).toEqual(order.map((at) => fields[at]));
      }),
      cases(100),
    );
  });

  it('comes for headers of a hundred thousand characters of any kind', () => {
    const long = ['(', 'a', '1.', '客', ' ', 'aB', '/', '['].map((unit) => unit.repeat(100_000 / unit.length));
    const file = inspectionOf(long.map((name) => ({ name, type: 'decimal', filled: 9, distinct: 9 })));
    expect(freeAttributes(file, suggestMapping(file)).map(({ name }) => name)).toEqual(long);
  });
});

describe('what the user says', () => {
  const choice = inspection.chain((file) =>
    entityId.chain((entity) => {
      // A script names columns by their headers: those that only one column has.
      const unique = file.columns.filter(
        ({ name }) => file.columns.filter((other) => other.name === name).length === 1,
      );
      const fields = entities[entity].fields.map(({ name }) => name);
      return fc.record({
        file: fc.constant(file),
        entity: fc.constant(entity),
        stated: fc
          .tuple(
            fc.shuffledSubarray(unique),
            fc.shuffledSubarray(fields),
            fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
          )
          .map(([columns, some, isFree]) =>
            columns.map(({ index, name }, i) => ({ index, name, field: isFree[i] ? null : (some[i] ?? null) })),
          ),
      });
    }),
  );

  it('is never overruled, and what it takes is not given again', () => {
    fc.assert(
      fc.property(choice, ({ file, entity, stated }) => {
        const mapping = Object.fromEntries(stated.map(({ name, field }) => [name, field]));
        const { pairs, entity: chosen } = mappingFromOverrides(file, { entity, mapping });
        expect(chosen).toBe(entity);
        expect(stated.map(({ index }) => pairs[index]?.field)).toEqual(stated.map(({ field }) => field));
        const fields = pairs.flatMap(({ field }) => field ?? []);
        expect(new Set(fields).size).toBe(fields.length);
        const suggested = suggestMapping(file, { entity }).pairs;
        const others = pairs.filter(({ column }) => !stated.some(({ index }) => index === column));
        for (const { column, field } of others) expect([null, suggested[column]?.field]).toContain(field);
      }),
      cases(100),
    );
  });

  it('is all there is to a mapping: stated anew, or saved and read again, it is the same', () => {
    fc.assert(
      fc.property(choice, ({ file, entity, stated }) => {
        const mapping = Object.fromEntries(stated.map(({ name, field }) => [name, field]));
        const first = mappingFromOverrides(file, { entity, mapping });
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
        const names = file.columns.map(({ name }) => name);
        if (new Set(names).size < names.length) return;
        const whole = Object.fromEntries(first.pairs.map(({ column, field }) => [names[column] ?? '', field]));
        const again = mappingFromOverrides(file, { entity, mapping: whole });
        expect(again.pairs.map(({ field, type }) => [field, type])).toEqual(
          first.pairs.map(({ field, type }) => [field, type]),
        );
      }),
      cases(100),
    );
  });
});
