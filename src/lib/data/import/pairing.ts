import type { ColumnProfile, Inspection } from '../../../../workers/protocol';
import type { Entity, EntityId, Field } from '../entities';
import { matchHeader } from './headers';
import type { Pair, Reason } from './pair';
import { attributeTypeOf, cellTypeOf, compatibility, isUnique, shapeOf, type Shape } from './shapes';

/** A column with its sampled values. */
interface Column {
  readonly profile: ColumnProfile;
  readonly values: readonly string[];
}

/** A possible pair, before columns compete for a field. */
interface Offer {
  readonly column: Column;
  readonly field: Field;
  readonly score: number;
  readonly reason: Reason;
  readonly fits: boolean;
}

/** Score from which a pair is suggested. */
const ENOUGH = 0.45;
/** Score of a pair that only the look of the values suggests. */
const BY_SHAPE = 0.5;

/** Fields that a shape of values suggests where no header does. */
const SHAPE_FIELDS: Readonly<Record<Shape, Partial<Record<EntityId, string>>>> = {
  phone: { customers: 'phone' },
  email: { customers: 'email' },
  'national-id': { customers: 'national_id' },
  'long-text': { feedback: 'text' },
  timestamp: {
    transactions: 'occurred_at',
    interactions: 'occurred_at',
    feedback: 'received_at',
    exposures: 'sent_at',
  },
  unique: { customers: 'customer_id', products: 'product_id' },
};

/** Pairs every column with at most one field of the entity, and every field with at most one column. */
export function pairColumns(inspection: Inspection, entity: Entity): Pair[] {
  const columns = inspection.columns.map((profile) => ({
    profile,
    values: inspection.sample.map((row) => row[profile.index] ?? ''),
  }));
  const byHeader = columns.flatMap((column) => headerOffers(column, entity));
  const chosen = choose(byHeader, new Map());
  choose(
    columns.flatMap((column) => shapeOffers(column, entity)),
    chosen,
  );
  chooseKey(columns, entity, chosen);
  const byColumn = new Map([...chosen.values()].map((offer) => [offer.column, offer]));
  return columns.map((column) => {
    const offer = byColumn.get(column);
    return offer === undefined ? freePair(column, byHeader, chosen) : pairOf(offer);
  });
}

const pairOf = ({ column, field, score, reason }: Offer): Pair => ({
  column: column.profile.index,
  field: field.name,
  type: cellTypeOf(field.type),
  confidence: Math.min(1, score),
  reason,
});

function headerOffers(column: Column, entity: Entity): Offer[] {
  const { name } = column.profile;
  return matchHeader(name, entity).map(({ field, score, word, isWhole }) => {
    const reason: Reason = isWhole
      ? { code: 'header-synonym', details: { header: name, field: field.name } }
      : { code: 'header-part', details: { header: name, word } };
    const fit = compatibility(field, column.profile, column.values) * keyFit(entity, field, column.profile);
    return {
      column,
      field,
      // Of two columns that mean the same, the fuller one says more.
      score: score * (0.4 + 0.6 * fit) * (0.95 + 0.05 * fillOf(column.profile)),
      fits: fit >= 0.5,
      reason,
    };
  });
}

const fillOf = ({ filled, sampled }: ColumnProfile) => (sampled === 0 ? 1 : filled / sampled);

/** The key of an entity that has one row per thing comes once per value, or nearly. */
function keyFit(entity: Entity, field: Field, { distinct, filled }: ColumnProfile): number {
  const isKey = entity.key.length === 1 && entity.key[0] === field.name;
  return isKey && filled > 20 && distinct < 0.5 * filled ? 0.3 : 1;
}

function shapeOffers(column: Column, entity: Entity): Offer[] {
  const found = shapeOf(column.profile, column.values);
  if (found === null) return [];
  const field = entity.fields.find(({ name }) => name === SHAPE_FIELDS[found.shape][entity.id]);
  if (field === undefined) return [];
  const details = { shape: found.shape, share: Math.round(100 * found.share) / 100 };
  // Of several columns of one shape the longest texts win, and among times the first.
  const length = found.shape === 'long-text' ? meanLength(column.values) : -column.profile.index;
  const score = BY_SHAPE + 1e-6 * length;
  return [{ column, field, score, fits: true, reason: { code: 'value-shape', details } }];
}

const meanLength = (values: readonly string[]) =>
  values.reduce((sum, value) => sum + value.length, 0) / (values.length || 1);

/** Gives fields and columns away, the best offer first; nothing that was given before changes. */
function choose(offers: readonly Offer[], chosen: Map<string, Offer>): Map<string, Offer> {
  const taken = new Set([...chosen.values()].map(({ column }) => column));
  for (const offer of [...offers].sort((a, b) => b.score - a.score)) {
    if (offer.score < ENOUGH || !offer.fits || chosen.has(offer.field.name) || taken.has(offer.column)) continue;
    chosen.set(offer.field.name, offer);
    taken.add(offer.column);
  }
  return chosen;
}

/**
 * A table of customers or products without a column called so: a column that is there once per row is the key, the
 * phone number where nothing else is.
 */
function chooseKey(columns: readonly Column[], entity: Entity, chosen: Map<string, Offer>): void {
  const field = entity.fields.find(({ name }) => name === SHAPE_FIELDS.unique[entity.id]);
  if (field === undefined || chosen.has(field.name)) return;
  const taken = new Set([...chosen.values()].map(({ column }) => column));
  const isCode = ({ profile }: Column) =>
    isUnique(profile) &&
    (profile.type === 'text' || profile.type === 'integer') &&
    /id|no|code|号|编|码|key/i.test(profile.name);
  const phone = chosen.get('phone');
  const column =
    columns.find((one) => !taken.has(one) && isCode(one)) ??
    (phone && isUnique(phone.column.profile) ? phone.column : undefined);
  if (column === undefined) return;
  if (column === phone?.column) chosen.delete('phone');
  const reason: Reason = { code: 'value-shape', details: { shape: 'unique', share: 1 } };
  chosen.set(field.name, { column, field, score: BY_SHAPE, fits: true, reason });
}

/** Why a column stays a free attribute: its field went to another, its values are of another kind, or no word fits. */
function freePair(column: Column, offers: readonly Offer[], chosen: ReadonlyMap<string, Offer>): Pair {
  const { index, name, type } = column.profile;
  const pair = { column: index, field: null, type: cellTypeOf(attributeTypeOf(column.profile)) };
  const best = offers
    .filter((offer) => offer.column === column && offer.reason.code === 'header-synonym')
    .reduce<Offer | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
  if (best === null) return { ...pair, confidence: 1, reason: { code: 'free-attribute', details: { header: name } } };
  const winner = chosen.get(best.field.name);
  const reason: Reason =
    best.fits && winner !== undefined
      ? { code: 'field-taken', details: { field: best.field.name, header: winner.column.profile.name } }
      : { code: 'wrong-type', details: { field: best.field.name, type } };
  return { ...pair, confidence: 0.5, reason };
}
