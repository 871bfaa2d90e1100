import { describe, expect, it } from 'vitest';
import { entities, entityIds, entityOf, fieldOf, isEntityId } from '../../../src/lib/data/entities';
import { headerWords } from '../../../src/lib/data/header-words';

const plain = (word: string) => word.normalize('NFKC').toLowerCase().replaceAll('_', '');

describe('entities', () => {
  it('gives every field header words, and words only to declared fields', () => {
    for (const entity of Object.values(entities)) {
      const names = entity.fields.map((field) => field.name);
      expect(Object.keys(headerWords[entity.id] ?? {}).sort(), entity.id).toEqual([...names].sort());
      for (const field of entity.fields) expect(field.synonyms.length, field.name).toBeGreaterThan(2);
    }
  });

  it('lets a header word mean one field of an entity only', () => {
    for (const entity of Object.values(entities)) {
      const seen = new Map<string, string>();
      for (const field of entity.fields) {
        for (const word of new Set(field.synonyms.map(plain))) {
          expect(seen.get(word), `${entity.id}: ${word}`).toBeUndefined();
          seen.set(word, field.name);
        }
      }
    }
  });

  it('names keys and times that are fields', () => {
    for (const entity of Object.values(entities)) {
      for (const name of [...entity.key, ...(entity.time === null ? [] : [entity.time])]) {
        expect(fieldOf(entity.id, name), `${entity.id}.${name}`).toBeDefined();
      }
      expect(new Set(entity.fields.map((field) => field.name)).size).toBe(entity.fields.length);
    }
  });

  it('keeps every name of an id column textual', () => {
    for (const entity of Object.values(entities)) {
      for (const field of entity.fields) if (field.name.endsWith('_id')) expect(field.type).toBe('id');
    }
  });

  it('requires only what a row is meaningless without', () => {
    const required = entityIds.flatMap((id) =>
      entityOf(id)
        .fields.filter((field) => field.required)
        .map((field) => `${id}.${field.name}`),
    );
    expect(required).toEqual(['customers.customer_id', 'feedback.text']);
  });

  it('does not take names of Object.prototype for entities or fields', () => {
    expect(isEntityId('__proto__')).toBe(false);
    expect(isEntityId('feedback')).toBe(true);
    expect(fieldOf('customers', 'constructor')).toBeUndefined();
  });
});
