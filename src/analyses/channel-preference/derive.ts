import type { Matrix } from '../../../workers/algorithms/matrix';
import type { ColumnValues } from '../../lib/data/arrow-values';
import type { Snapshot } from './queries';

/** Outcome of a customer who could not respond: nobody contacted them, on a channel that contacts people. */
export const UNREACHED = 255;

/** Names of the features, in the order of the matrix columns; a part after the colon is a channel. */
export const featureNames = (channels: readonly string[]): readonly string[] => [
  ...general.map(([name]) => name),
  ...channels.flatMap((channel) => perChannel.map((name) => `${name}:${channel}`)),
];

/** Feature and the column of the snapshot that holds it. */
const general = [
  ['days-since-contact', 'since_contact'],
  ['orders', 'orders'],
  ['spend', 'spend'],
  ['days-since-order', 'since_order'],
  ['age', 'age'],
  ['tenure-days', 'tenure'],
] as const;

const perChannel = ['contacts', 'responses', 'ratio', 'days-since-response'] as const;

/** Smoothed engagement ratio: nothing known gives ½, one miss ⅓; it never claims certainty. */
export const smoothedRatio = (responses: number, contacts: number): number => (responses + 1) / (contacts + 2);

const numbersOf = (column: ColumnValues | undefined, rows: number): ArrayLike<number> =>
  column instanceof Float64Array || column instanceof Int32Array ? column : new Float64Array(rows).fill(NaN);

/** The snapshot as rows × features, NaN where something never happened or is not recorded. */
export function featureMatrix({ customers, columns }: Snapshot, channels: readonly string[]): Matrix {
  const rows = customers.length;
  const width = general.length + channels.length * perChannel.length;
  const data = new Float64Array(rows * width);
  const put = (feature: number, valueOf: (row: number) => number) => {
    for (let row = 0; row < rows; row++) data[row * width + feature] = valueOf(row);
  };
  general.forEach(([, name], feature) => {
    const column = numbersOf(columns[name], rows);
    put(feature, (row) => column[row] ?? NaN);
  });
  channels.forEach((_, channel) => {
    const first = general.length + channel * perChannel.length;
    const contacts = numbersOf(columns[`contacts_${channel}`], rows);
    const responses = numbersOf(columns[`responses_${channel}`], rows);
    const since = numbersOf(columns[`since_response_${channel}`], rows);
    put(first, (row) => contacts[row] ?? 0);
    put(first + 1, (row) => responses[row] ?? 0);
    put(first + 2, (row) => smoothedRatio(responses[row] ?? 0, contacts[row] ?? 0));
    put(first + 3, (row) => since[row] ?? NaN);
  });
  return { rows, columns: width, data };
}

/** One of a channel's features per row × channel, taken from a matrix of `featureMatrix`. */
export function channelColumns(
  { rows, columns, data }: Matrix,
  channels: number,
  feature: (typeof perChannel)[number],
): Float64Array {
  const values = new Float64Array(rows * channels);
  for (let row = 0; row < rows; row++) {
    for (let channel = 0; channel < channels; channel++) {
      const column = general.length + channel * perChannel.length + perChannel.indexOf(feature);
      values[row * channels + channel] = data[row * columns + column] ?? NaN;
    }
  }
  return values;
}

/**
 * 1 = responded at least once in the window, 0 = was contacted and did not, 255 = was not contacted and did not come.
 * On a channel that only ever shows responses (people come by themselves) nobody is out of reach: absence is a 0.
 * @param isInbound per channel
 */
export function outcomesOf(customers: Int32Array, window: Snapshot, isInbound: readonly boolean[]): Uint8Array {
  const channels = isInbound.length;
  const outcomes = new Uint8Array(customers.length * channels);
  const rowOf = new Map<number, number>();
  window.customers.forEach((customer, row) => rowOf.set(customer, row));
  isInbound.forEach((inbound, channel) => {
    const contacts = numbersOf(window.columns[`contacts_${channel}`], window.customers.length);
    const responses = numbersOf(window.columns[`responses_${channel}`], window.customers.length);
    customers.forEach((customer, i) => {
      const row = rowOf.get(customer);
      const reached = row !== undefined && (contacts[row] ?? 0) > 0;
      outcomes[i * channels + channel] = !reached ? (inbound ? 0 : UNREACHED) : (responses[row] ?? 0) > 0 ? 1 : 0;
    });
  });
  return outcomes;
}

/** Rows with at least one known outcome: the others teach nothing. */
export function rowsWithOutcome(outcomes: Uint8Array, channels: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row * channels < outcomes.length; row++) {
    if (outcomes.subarray(row * channels, (row + 1) * channels).some((outcome) => outcome !== UNREACHED))
      rows.push(row);
  }
  return Int32Array.from(rows);
}

export function takeRows({ columns, data }: Matrix, rows: Int32Array): Matrix {
  const taken = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns));
  return { rows: rows.length, columns, data: taken };
}

/** Chosen rows of a row-major table of outcomes. */
export function takeOutcomes(outcomes: Uint8Array, channels: number, rows: Int32Array): Uint8Array {
  const taken = new Uint8Array(rows.length * channels);
  rows.forEach((row, i) => taken.set(outcomes.subarray(row * channels, (row + 1) * channels), i * channels));
  return taken;
}

/** Levels in rising order: widths of 0.2 of the probability. */
export const levelCodes = ['hardly-ever', 'occasional', 'moderate', 'strong', 'dependent'] as const;

/** Level 0 … 4 of a probability: min(4, ⌊5p⌋). */
export const levelOf = (probability: number): number => Math.min(4, Math.floor(5 * probability));

/** Below this on every channel a customer has no best one: all of them are 'hardly ever'. */
export const NO_CHANNEL_BELOW = 0.2;

export interface Levels {
  /** Customers × channels, row-major, 0 … 4. */
  readonly levels: Uint8Array;
  /** Customers per channel and level. */
  readonly counts: readonly (readonly number[])[];
  /** Channel of the highest probability per customer (the first on a tie); the number of channels where none fits. */
  readonly best: Uint16Array;
  /** Customers per channel as their best, and last those without one. */
  readonly bestCounts: readonly number[];
}

export function levelsOf(probabilities: Float32Array, channels: number): Levels {
  const customers = probabilities.length / channels;
  const levels = new Uint8Array(probabilities.length);
  const counts = Array.from({ length: channels }, () => [0, 0, 0, 0, 0]);
  const best = new Uint16Array(customers);
  const bestCounts = Array<number>(channels + 1).fill(0);
  for (let row = 0; row < customers; row++) {
    let highest = -1;
    let chosen = channels;
    for (let channel = 0; channel < channels; channel++) {
      const probability = probabilities[row * channels + channel] ?? 0;
      const level = levelOf(probability);
      levels[row * channels + channel] = level;
      const ofChannel = counts[channel];
      if (ofChannel) ofChannel[level] = (ofChannel[level] ?? 0) + 1;
      if (probability >= NO_CHANNEL_BELOW && probability > highest) [highest, chosen] = [probability, channel];
    }
    best[row] = chosen;
    bestCounts[chosen] = (bestCounts[chosen] ?? 0) + 1;
  }
  return { levels, counts, best, bestCounts };
}
