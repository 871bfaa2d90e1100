import {
  anything,
  boolean,
  byKind,
  count,
  expectThat,
  finite,
  isPlainObject,
  listOf,
  mapOf,
  nullable,
  oneOf,
  optional,
  record,
  text,
  type Check,
} from '../lib/core/shape';
import { isEntityId } from '../lib/data/entities';
import type { ContentsCheck } from '../lib/projects/repository';

/**
 * What may stand in a project file before it becomes a project: everything that reaches the engine or decides what is
 * drawn has its type. The rest of a document is data that the page only shows. Nothing in a project is a statement of
 * SQL that is run when it is opened. The one statement that a file can bring is the rule of a segment: it runs when that
 * segment is counted, opened or exported, read-only and behind the lock, like one typed on the SQL page.
 */

const isoDate: Check = (value, where) =>
  expectThat(typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value), where);
const entity: Check = (value, where) => expectThat(typeof value === 'string' && isEntityId(value), where);
/** A physical column: a declared field, or `x` and a number. */
const column: Check = (value, where) =>
  expectThat(typeof value === 'string' && /^[a-z][a-z0-9_]{0,63}$/.test(value), where);
const name = text(10_000);
const threshold = nullable(finite);

const run = record({ runNo: count, runId: text(100), analysis: text(100), asOf: isoDate });
const remarks = record({ entity, file: count, rows: count });
const proposals = { runNo: count, run, threshold, rows: count };

const fact = byKind({
  ...{ rows: remarks, rejects: remarks, raws: remarks },
  dictionary: record({
    dictionary: oneOf('customers', 'products', 'channels', 'tag-names', 'tag-values'),
    rows: count,
  }),
  tags: record({ ...proposals, tagNo: count }),
  predictions: record({ ...proposals, column }),
  accepted: record({ runNo: count, threshold, rows: count }),
});

const fieldType = oneOf(
  ...['id', 'text', 'category', 'integer', 'decimal', 'money', 'timestamp', 'date', 'boolean', 'duration'],
);

const catalog = record({
  version: oneOf(1),
  nextFile: count,
  files: listOf(
    record({
      ...{ file: count, name, bytes: count, lastModified: finite },
      imports: listOf(record({ entity, rows: count, rejected: count, skipped: count, columns: listOf(column) })),
    }),
  ),
  entities: listOf(record({ entity, free: listOf(record({ column, name, type: fieldType })) })),
});

const settings = record({ asOf: nullable(isoDate), timeZone: text(100), currency: text(20) });

const imports = listOf(
  record({
    ...{ file: name, entity, lines: finite, loaded: finite, rejected: finite, skipped: finite, pending: finite },
    ...{ fileNo: nullable(count), mapping: listOf(record({ header: name, field: nullable(text()) })) },
    ...{ questions: listOf(anything), warnings: listOf(anything), ms: finite },
  }),
);

const runs = listOf(
  record({
    record: record({
      ...{
        runId: text(100),
        runNo: count,
        analysis: text(100),
        version: finite,
        params: mapOf(anything),
        seed: finite,
      },
      inputs: listOf(record({ entity: text(100), schema: text(10_000_000), rows: count, xor: text(), sum: text() })),
      ...{ asOf: isoDate, startedAt: text(100), durationMs: finite, appVersion: text(100), engineVersion: text(100) },
      warnings: listOf(record({ code: text(), details: mapOf(anything) })),
    }),
    ...{ state: oneOf('proposed', 'accepted'), written: count },
  }),
);

const deepestCondition = 12;

/** A condition is data all through: words, numbers, lists of them; never anything that could be taken for more. */
function plainData(value: unknown, where: string, depth = 0): void {
  expectThat(depth <= deepestCondition, where);
  if (Array.isArray(value)) value.forEach((item, i) => plainData(item, `${where}[${i}]`, depth + 1));
  else if (isPlainObject(value))
    for (const [key, item] of Object.entries(value)) plainData(item, `${where}.${key}`, depth + 1);
  else if (typeof value === 'number') finite(value, where);
  else if (value !== undefined && value !== null && typeof value !== 'string') boolean(value, where);
}

const longestStatement = 100_000;

const condition: Check = (value, where) => {
  plainData(value, where);
  record({ kind: text(40) })(value, where);
  const { kind } = value as { readonly kind: string };
  if (kind === 'sql') record({ text: text(longestStatement) })(value, where);
  if (kind === 'group') record({ conditions: listOf(condition, 1000) })(value, where);
};

const segments = listOf(
  record({
    ...{ id: text(100), name, createdAt: text(100) },
    selection: record({ asOf: isoDate, mode: oneOf('all', 'any'), conditions: listOf(condition, 1000) }),
  }),
);

const documents: Readonly<Record<string, Check>> = { catalog, settings, imports, runs, segments };
const result: Check = (value, where) => expectThat(typeof value === 'object' && value !== null, where);

export const projectContents: ContentsCheck = {
  fact,
  original: record({ file: count, name: optional(name) }),
  // A later version's documents are kept: this one never reads them.
  document: (key) =>
    Object.hasOwn(documents, key) ? (documents[key] ?? anything) : key.startsWith('result:') ? result : anything,
};
