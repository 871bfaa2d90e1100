import { describe, expect, it } from 'vitest';
import { errorPosition } from '../../../src/views/data/sql-error';
import { samplesOf } from '../../../src/views/data/sql-samples';
import { loadCompany, read, useWorkspace, workspace } from '../../lib/data/company';

useWorkspace();

/** The excerpt the engine gives of a statement it refuses. */
const messageOf = (statement: string) =>
  workspace()
    .sql(statement)
    .then(
      () => '',
      (thrown: unknown) => String((thrown as { details: { excerpt?: string } }).details.excerpt),
    );

describe('where a statement went wrong', () => {
  it.each([
    ['SELECT nothing_here FROM base', 'nothing_here'],
    ['SELECT 1,\n  missing\nFROM base', 'missing'],
    ['SELECT * FORM base', 'base'],
    [`SELECT ${'1 + '.repeat(80)}lost FROM base`, 'lost'],
  ])('is found in %j', async (statement, word) => {
    const at = errorPosition(statement, await messageOf(statement));
    expect(at).not.toBeNull();
    expect(statement.slice(at ?? 0).startsWith(word)).toBe(true);
  });

  it('is nowhere when the message does not say', () => {
    expect(errorPosition('SELECT 1', 'the engine was tired')).toBeNull();
  });
});

describe('the ready questions', () => {
  it('ask only for what is there, and run', async () => {
    expect(samplesOf(workspace().catalog)).toEqual([]);
    await loadCompany();
    const samples = samplesOf(workspace().catalog);
    expect(samples.map(({ id }) => id)).toEqual(['months', 'channels', 'sleeping']);
    for (const { text } of samples) await expect(read(text)).resolves.toBeInstanceOf(Array);
  });
});
