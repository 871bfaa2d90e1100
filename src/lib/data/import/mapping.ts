import type {
  CellType,
  DateOrder,
  ImportQuestion,
  Inspection,
  PlannedColumn,
  ReadPlan,
} from '../../../../workers/protocol';
import { inputError } from '../../core/errors';
import type { FreeColumn } from '../catalog';
import { entities, fieldOf, type EntityId, type FieldType } from '../entities';
import { normalise } from './headers';
import type { Mapping, Pair, Reason } from './pair';
import { pairColumns } from './pairing';
import { recognise } from './recognise';
import { attributeTypeOf, cellTypeOf, compatibility } from './shapes';

export type { EntityReason, Mapping, Pair, Reason } from './pair';

/** Something about a mapping that forbids reading, or will cost cells. */
export interface MappingProblem {
  readonly code:
    | 'missing-required' // details: field
    | 'field-twice' // details: field, header
    | 'unknown-field' // details: field, header
    | 'unknown-column' // details: column
    | 'nothing-mapped' // every column would be a free attribute
    | 'wrong-type'; // details: field, header, type: most cells would be rejected
  readonly severity: 'error' | 'warning';
  readonly details: Readonly<Record<string, string | number>>;
}

/** Answers to open questions by their id. */
export type Answers = Readonly<Record<string, string>>;

/** A free attribute of a file: its column and the name and type under which the catalogue keeps it. */
export interface FreeAttribute {
  readonly column: number;
  readonly name: string;
  readonly type: FieldType;
}

export interface ReadPlanOptions {
  /** Number of the file, from `catalog.reserveFile()`. */
  readonly file: number;
  /** The catalogue's answer to `freeAttributes`: physical columns by name. */
  readonly free: readonly FreeColumn[];
  readonly timeZone?: string;
  /** Rows per batch; default 50,000. */
  readonly batchRows?: number;
}

/** Suggests the entity a file holds rows of (or takes the given one) and a field for every column, with reasons. */
export function suggestMapping(inspection: Inspection, options: { readonly entity?: EntityId } = {}): Mapping {
  if (options.entity === undefined) {
    const { entity, reason, pairs } = recognise(inspection);
    return { entity, entityReason: reason, pairs };
  }
  const pairs = pairColumns(inspection, entities[options.entity]);
  const fields = pairs.filter(({ field }) => field !== null).length;
  const details = { entity: options.entity, fields };
  return { entity: options.entity, entityReason: { code: 'user', details }, pairs };
}

/** What is wrong with a mapping: errors forbid reading, warnings say what will be rejected. */
export function validateMapping(inspection: Inspection, { entity, pairs }: Mapping): readonly MappingProblem[] {
  const problems: MappingProblem[] = [];
  const seen = new Set<string>();
  for (const { column, field: name } of pairs) {
    const profile = inspection.columns[column];
    if (profile === undefined) {
      problems.push({ code: 'unknown-column', severity: 'error', details: { column } });
      continue;
    }
    if (name === null) continue;
    const details = { field: name, header: profile.name };
    const field = fieldOf(entity, name);
    if (field === undefined) {
      problems.push({ code: 'unknown-field', severity: 'error', details });
      continue;
    }
    if (seen.has(name)) problems.push({ code: 'field-twice', severity: 'error', details });
    seen.add(name);
    const values = inspection.sample.map((row) => row[column] ?? '');
    if (compatibility(field, profile, values) < 0.25) {
      problems.push({ code: 'wrong-type', severity: 'warning', details: { ...details, type: profile.type } });
    }
  }
  for (const { name, required } of entities[entity].fields) {
    if (required && !seen.has(name))
      problems.push({ code: 'missing-required', severity: 'error', details: { field: name } });
  }
  if (seen.size === 0) problems.push({ code: 'nothing-mapped', severity: 'warning', details: {} });
  return problems;
}

/** The questions that have to be answered before this mapping can be read: those on columns that become dates. */
export function openQuestions(inspection: Inspection, mapping: Mapping, answers: Answers): readonly ImportQuestion[] {
  return inspection.questions.filter(({ id, column, readings }) => {
    const pair = mapping.pairs.find((one) => one.column === column);
    const type = pair && cellType(inspection, mapping.entity, pair);
    return (type === 'date' || type === 'timestamp') && !readings.some(({ value }) => value === answerTo(id, answers));
  });
}

/**
 * The columns without a field, under names that differ: an unnamed one is `#3`, a second `a` is `a (2)`, unless another
 * column is really called so.
 */
export function freeAttributes(inspection: Inspection, { pairs }: Mapping): readonly FreeAttribute[] {
  const written = new Set(inspection.columns.map(({ name }) => name));
  const used = new Set<string>();
  return pairs.flatMap(({ column, field }) => {
    const profile = inspection.columns[column];
    if (field !== null || profile === undefined) return [];
    const wanted = profile.name === '' ? `#${column + 1}` : profile.name;
    let name = wanted;
    // The first of a name has it; a made-up one must not be what some column is called in the file.
    for (let n = 2; used.has(name) || (name !== profile.name && written.has(name)); n++) name = `${wanted} (${n})`;
    used.add(name);
    return [{ column, name, type: attributeTypeOf(profile) }];
  });
}

/**
 * The plan by which the import task reads a file.
 * @throws AppError `input/question-open` while a question on a column that is read is not answered
 */
export function toReadPlan(
  inspection: Inspection,
  mapping: Mapping,
  answers: Answers,
  { file, free, timeZone, batchRows = 50_000 }: ReadPlanOptions,
): ReadPlan {
  const [open] = openQuestions(inspection, mapping, answers);
  if (open !== undefined) throw inputError('question-open', { id: open.id });
  const attributes = new Map(
    freeAttributes(inspection, mapping).map((attribute) => [attribute.column, attribute.name]),
  );
  const columns = mapping.pairs.flatMap((pair): PlannedColumn[] => {
    const profile = inspection.columns[pair.column];
    if (profile === undefined) return [];
    const kept = pair.field === null ? free.find(({ name }) => name === attributes.get(pair.column)) : undefined;
    const target = pair.field ?? kept?.column;
    if (target === undefined) return [];
    const declared = pair.field === null ? undefined : fieldOf(mapping.entity, pair.field);
    const meaning = declared?.type ?? kept?.type;
    return [
      {
        source: pair.column,
        target,
        type: kept === undefined ? cellType(inspection, mapping.entity, pair) : cellTypeOf(kept.type),
        trims: meaning === 'id' || meaning === 'category',
        dateOrder: profile.dateOrder ?? orderFrom(answerTo(`date-order:${pair.column}`, answers)),
        required: declared?.required === true,
        ...(profile.decimalMark === undefined ? {} : { decimalMark: profile.decimalMark }),
      },
    ];
  });
  const { layout } = inspection;
  return { layout, columns, file, batchRows, ...(timeZone === undefined ? {} : { timeZone }) };
}

/**
 * A mapping as a script states it: `{ header: field }`, or null for a free attribute; columns it does not name are
 * suggested. Headers are compared as written, then as normalised.
 * @throws AppError `input/unknown-header` · `input/unknown-field` · `input/header-not-unique` · `input/field-twice`
 */
export function mappingFromOverrides(
  inspection: Inspection,
  overrides: { readonly entity?: EntityId; readonly mapping?: Readonly<Record<string, string | null>> },
): Mapping {
  const suggested = suggestMapping(inspection, overrides.entity === undefined ? {} : { entity: overrides.entity });
  const stated = new Map<number, string | null>();
  const taken = new Map<string, string>();
  for (const [header, field] of Object.entries(overrides.mapping ?? {})) {
    if (field !== null && fieldOf(suggested.entity, field) === undefined) {
      throw inputError('unknown-field', { field, entity: suggested.entity });
    }
    if (field !== null && taken.has(field)) throw inputError('field-twice', { field, header });
    if (field !== null) taken.set(field, header);
    stated.set(columnNamed(inspection, header), field);
  }
  const pairs = suggested.pairs.map((pair): Pair => {
    const field = stated.get(pair.column);
    if (field === undefined) {
      const winner = pair.field === null ? undefined : taken.get(pair.field);
      if (winner === undefined) return pair;
      const reason: Reason = { code: 'field-taken', details: { field: pair.field ?? '', header: winner } };
      return withType(inspection, suggested.entity, { ...pair, field: null, confidence: 1, reason });
    }
    const reason: Reason = { code: 'user', details: {} };
    return withType(inspection, suggested.entity, { ...pair, field, confidence: 1, reason });
  });
  return { ...suggested, pairs };
}

function columnNamed(inspection: Inspection, header: string): number {
  const exact = inspection.columns.filter(({ name }) => name === header);
  const alike =
    exact.length > 0 ? exact : inspection.columns.filter(({ name }) => normalise(name) === normalise(header));
  const [column] = alike;
  if (column === undefined) throw inputError('unknown-header', { header });
  if (alike.length > 1) throw inputError('header-not-unique', { header, columns: alike.length });
  return column.index;
}

const withType = (inspection: Inspection, entity: EntityId, pair: Pair): Pair => ({
  ...pair,
  type: cellType(inspection, entity, pair),
});

/** How a column is read: as its field asks, or as its values are. */
function cellType(inspection: Inspection, entity: EntityId, { column, field }: Pair): CellType {
  const declared = field === null ? undefined : fieldOf(entity, field);
  if (declared !== undefined) return cellTypeOf(declared.type);
  const profile = inspection.columns[column];
  return profile === undefined ? 'text' : cellTypeOf(attributeTypeOf(profile));
}

const orderFrom = (answer: string | undefined): DateOrder | null =>
  answer === 'ymd' || answer === 'mdy' || answer === 'dmy' ? answer : null;

/** Answers come from scripts too: only what was stated counts, not what every object has. */
const answerTo = (id: string, answers: Answers): string | undefined =>
  Object.hasOwn(answers, id) ? answers[id] : undefined;
