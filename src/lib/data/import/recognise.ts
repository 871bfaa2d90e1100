import type { Inspection } from '../../../../workers/protocol';
import { entities, entityIds, type EntityId } from '../entities';
import type { EntityReason, Pair } from './pair';
import { pairColumns } from './pairing';
import { isUnique } from './shapes';

/** What makes a table rows of an entity: of every group one field at least, and fields that hardly another entity has. */
interface Signature {
  readonly needs: readonly (readonly string[])[];
  readonly telling: Readonly<Record<string, number>>;
  /** The first of these that was found is there once per row; where its values repeat, that speaks against it. */
  readonly unique?: readonly string[];
  /** One of these fields speaks against it. */
  readonly without?: readonly string[];
}

const SIGNATURES: Readonly<Record<EntityId, Signature>> = {
  customers: {
    needs: [
      ['customer_id'],
      'name gender birth_date age phone email national_id region city occupation education income registered_at membership do_not_contact'.split(
        ' ',
      ),
    ],
    telling: {
      gender: 1.5,
      age: 1.5,
      birth_date: 1.5,
      national_id: 1.5,
      registered_at: 1.5,
      education: 1.2,
      occupation: 1.2,
    },
    unique: ['customer_id'],
  },
  transactions: {
    needs: [
      ['amount', 'unit_price', 'quantity'],
      ['occurred_at', 'transaction_id'],
      ['transaction_id', 'customer_id', 'product_id'],
    ],
    telling: { transaction_id: 1.5, amount: 1.5, quantity: 1.2, unit_price: 1.2, is_refund: 1.2, category: 0.5 },
  },
  interactions: {
    needs: [['occurred_at'], ['kind', 'channel', 'theme', 'duration_s']],
    telling: { kind: 2.5, duration_s: 1.5, theme: 1.2, channel: 0.8, value: 0.4, campaign_id: 0.8 },
  },
  feedback: {
    needs: [['text']],
    telling: { text: 3, label: 0.8, rating: 0.8, status: 0.5, owner: 0.8, closed_at: 1 },
  },
  survey_answers: {
    needs: [['question'], ['answer']],
    telling: { question: 2, answer: 2, weight: 1, response_id: 1.5 },
  },
  products: {
    needs: [['product_id', 'name'], ['price', 'category', 'description'], ['product_id']],
    telling: { name: 0.8, price: 0.8, description: 0.8, category: 0.6 },
    unique: ['product_id'],
    without: ['customer_id', 'quantity'],
  },
  exposures: {
    needs: [['campaign_id', 'arm', 'is_holdout'], ['outcome', 'outcome_value', 'sent_at'], ['customer_id']],
    telling: { arm: 1.5, is_holdout: 2, outcome: 1.2, outcome_value: 1, outcome_at: 1.2, sent_at: 1 },
  },
  contracts: {
    needs: [
      ['started_at', 'ended_at'],
      ['contract_id', 'monthly_value', 'term'],
    ],
    unique: ['contract_id'],
    telling: { contract_id: 1.5, monthly_value: 1.5, term: 1.2, ended_at: 1.2 },
  },
  campaigns: {
    needs: [
      ['campaign_id', 'name'],
      ['started_at', 'ended_at'],
      ['cost', 'goal', 'theme', 'channel'],
    ],
    telling: { campaign_id: 1.2, cost: 1, goal: 1 },
    unique: ['campaign_id', 'name'],
    without: ['customer_id'],
  },
  opportunities: {
    needs: [['stage'], ['amount', 'probability', 'expected_at', 'opportunity_id']],
    unique: ['opportunity_id'],
    telling: { stage: 1.5, probability: 1.5, expected_at: 1.5, opportunity_id: 1.5 },
  },
};

/** Fields that many entities have: they tell little. */
const COMMON: Readonly<Record<string, number>> = {
  customer_id: 0.4,
  product_id: 0.5,
  channel: 0.4,
  campaign_id: 0.5,
  status: 0.4,
  owner: 0.4,
  name: 0.6,
};

export interface Recognised {
  readonly entity: EntityId;
  readonly reason: EntityReason;
  readonly pairs: readonly Pair[];
}

/** Finds the entity whose fields the columns of a file are, by pairing them with each and weighing what was found. */
export function recognise(inspection: Inspection): Recognised {
  const ranked = entityIds
    .map((entity) => {
      const pairs = pairColumns(inspection, entities[entity]);
      return { entity, pairs, score: weigh(inspection, entity, pairs) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = ranked;
  if (best === undefined || next === undefined) throw new Error('there are no entities');
  const fields = best.pairs.filter(({ field }) => field !== null).length;
  const code = best.score < 0.8 ? 'entity-unknown' : 'entity-fields';
  return { ...best, reason: { code, details: { entity: best.entity, fields, next: next.entity } } };
}

function weigh(inspection: Inspection, entity: EntityId, pairs: readonly Pair[]): number {
  const { needs, telling, unique = [], without = [] } = SIGNATURES[entity];
  const found = new Map(pairs.flatMap((pair) => (pair.field === null ? [] : [[pair.field, pair] as const])));
  let score = 0;
  for (const [field, { confidence }] of found) score += confidence * (telling[field] ?? COMMON[field] ?? 1);
  for (const group of needs) if (!group.some((field) => found.has(field))) score *= 0.3;
  for (const field of without) if (found.has(field)) score *= 0.5;
  const [key] = unique.flatMap((field) => found.get(field) ?? []);
  const profile = key === undefined ? undefined : inspection.columns[key.column];
  if (profile !== undefined && !isUnique(profile) && profile.distinct < 0.98 * profile.filled) score *= 0.4;
  return score;
}
