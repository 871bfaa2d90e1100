import type { Random } from '../../../algorithms/random';
import { firstDay, lastDay } from './calendar';
import { channels, cities, themes } from './company';
import { logistic, softmax } from './sampling';
import type { Gender } from './names';

/**
 * Who the customers are beneath the data: the planted truth from which every file is drawn.
 *
 * Five groups differ in the means of a few continuous traits; everything else follows from the traits by smooth
 * functions plus noise that stays with the customer. There is no threshold anywhere, so a decision tree that scores
 * channels, or k-means on features, is never fitted to its own form.
 */
export interface Person {
  readonly segment: number;
  readonly age: number;
  readonly gender: Gender;
  readonly city: number;
  /** Customers who read and write English. */
  readonly english: boolean;
  /** Ease with digital things, thrift, wish for a human counterpart, appetite for data; about −2.5 … 2.5. */
  readonly digital: number;
  readonly thrift: number;
  readonly social: number;
  readonly appetite: number;
  /** How content the customer is with the company, standard normal. */
  readonly contentment: number;
  /** Day of the first contract; negative = before the period. */
  readonly registered: number;
  /** Day on which the customer silently stopped to buy, or Infinity. */
  readonly left: number;
  /** Probability that one contact through the channel is answered, constant over time. */
  readonly propensity: Float64Array;
  /** Share of the customer's content uses per theme, sums to 1. */
  readonly interest: Float64Array;
}

interface Group {
  readonly name: string;
  readonly share: number;
  readonly age: readonly [mean: number, deviation: number];
  /** Means of digital, thrift, social, appetite. */
  readonly traits: readonly [number, number, number, number];
  /** Pull towards urban places; negative = counties. */
  readonly urban: number;
  readonly newcomers: number;
  /** Expected share of customers lost per 30 days. */
  readonly churn: number;
  readonly english: number;
}

export const groups: readonly Group[] = [
  {
    name: '青年流量',
    share: 0.24,
    age: [23, 3.5],
    traits: [1.2, 0.4, -0.5, 1.1],
    urban: 1.2,
    newcomers: 0.3,
    churn: 0.025,
    english: 0.14,
  },
  {
    name: '家庭融合',
    share: 0.26,
    age: [41, 6],
    traits: [0.2, -0.1, 0.2, 0.1],
    urban: 0.8,
    newcomers: 0.1,
    churn: 0.006,
    english: 0.04,
  },
  {
    name: '银发通话',
    share: 0.16,
    age: [67, 6],
    traits: [-1.4, 0.5, 0.9, -1.1],
    urban: 0,
    newcomers: 0.05,
    churn: 0.008,
    english: 0.01,
  },
  {
    name: '商务高值',
    share: 0.12,
    age: [39, 7],
    traits: [0.7, -1.3, 0.1, 0.4],
    urban: 2.5,
    newcomers: 0.12,
    churn: 0.005,
    english: 0.22,
  },
  {
    name: '县域实惠',
    share: 0.22,
    age: [34, 8],
    traits: [-0.2, 0.9, 0.1, 0.3],
    urban: -2.5,
    newcomers: 0.28,
    churn: 0.03,
    english: 0.01,
  },
];

const spreadOfTraits = 0.5;

/** Noise that belongs to one customer and one channel for good: what no file of the company explains. */
const stubbornness = 0.75;

const bump = (x: number, centre: number, width: number) => Math.exp(-(((x - centre) / width) ** 2));

/**
 * Log-odds that the customer answers, per channel in the order of `channels`: main effects, products of traits, and
 * bumps over age. `loyal` = tanh of the years as a customer.
 */
function channelUtilities(
  { digital, thrift, social, appetite }: Pick<Person, 'digital' | 'thrift' | 'social' | 'appetite'>,
  age: number,
  loyal: number,
  urban: number,
): number[] {
  return [
    -0.4 + 1.2 * digital + 0.4 * appetite - 0.4 * Math.tanh(social) + 0.35 * digital * appetite,
    -1.6 + 0.8 * digital + 0.9 * social + 2.2 * bump(age, 42, 13) - 0.5 * thrift * social,
    -0.6 - 0.5 * digital + 1.1 * thrift - 0.6 * thrift * appetite + 0.9 * loyal - 0.7 * urban,
    -0.9 + 1.1 * social - 0.9 * digital + 0.9 * loyal - 0.7 * thrift * digital,
    -0.8 + 1.1 * social - 0.9 * digital + 1.2 * (1 - urban) * (0.6 + 0.4 * social) - 0.2 * appetite,
    -1.7 + 0.7 * social - 0.6 * appetite + 2 * bump(age, 55, 16) - 0.8 * digital * social,
    -1.9 - 1.1 * thrift + 0.7 * digital + 1.2 * urban - 0.4 * thrift * loyal + 0.3 * digital * digital,
  ];
}

function themeUtilities(
  { digital, thrift, social, appetite }: Pick<Person, 'digital' | 'thrift' | 'social' | 'appetite'>,
  age: number,
  urban: number,
): number[] {
  return [
    0.9 * thrift + 0.6 * appetite,
    -0.2 + 0.8 * digital + 0.4 * appetite - 0.2 * thrift,
    -0.1 + 1.2 * appetite + 0.3 * digital * appetite,
    -0.3 + 1.4 * bump(age, 42, 12) + 0.3 * appetite,
    -0.6 + 1.6 * bump(age, 44, 14) - 0.6 * thrift,
    -1.2 - 1.1 * thrift + 1.1 * urban,
    -0.2 + 0.5 * thrift + 0.5 * social,
    -0.9 + 1.1 * social - 0.7 * digital + 1.3 * bump(age, 68, 16),
  ];
}

/** Draws the population, ordered by day of registration as the customer numbers are. */
export function populate(random: Random, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => person(random, segmentOf(i, count))).sort(
    (a, b) => a.registered - b.registered,
  );
}

/** Segments in their exact shares, so that a small demo has all five; the sort by registration mixes them. */
function segmentOf(i: number, count: number): number {
  let upTo = 0;
  for (let segment = 0; segment < groups.length - 1; segment++) {
    upTo += groups[segment]!.share;
    if (i < Math.round(upTo * count)) return segment;
  }
  return groups.length - 1;
}

function person(random: Random, segment: number): Person {
  const group = groups[segment]!;
  const [digital, thrift, social, appetite] = group.traits.map((mean) => mean + spreadOfTraits * random.normal()) as [
    number,
    number,
    number,
    number,
  ];
  const traits = { digital, thrift, social, appetite };
  const age = Math.max(18, Math.min(91, group.age[0] + group.age[1] * random.normal()));
  const city = drawCity(random, group.urban);
  const { urban } = cities[city]!;
  const isNew = random.next() < group.newcomers;
  // Old customers joined up to 14 years ago, more of them lately; nobody before turning 16.
  const registered = isNew
    ? random.below(lastDay - 20)
    : -1 - Math.floor(Math.min(age - 16, 14) * 365 * random.next() ** 1.3);
  const loyal = Math.tanh((lastDay - registered) / 365 / 4);
  const idle = -Math.log(1 - random.next()) / group.churn;
  const left = Math.max(registered, firstDay) + 5 + 30 * idle;
  return {
    ...traits,
    segment,
    age,
    gender: random.next() < 0.5 ? 'female' : 'male',
    city,
    english: random.next() < group.english,
    contentment: random.normal(),
    registered,
    left: left < lastDay ? Math.floor(left) : Infinity,
    propensity: Float64Array.from(channelUtilities(traits, age, loyal, urban), (utility) =>
      logistic(utility + stubbornness * random.normal()),
    ),
    interest: softmax(themeUtilities(traits, age, urban).map((utility) => 1.1 * utility + 0.7 * random.normal())),
  };
}

function drawCity(random: Random, pull: number): number {
  // Gumbel noise on utilities draws from their softmax.
  let best = 0;
  let highest = -Infinity;
  cities.forEach(({ urban }, index) => {
    const utility = pull * urban + 0.6 * urban - Math.log(-Math.log(1 - random.next() + 1e-12) + 1e-12);
    if (utility > highest) [highest, best] = [utility, index];
  });
  return best;
}

export const channelNames: readonly string[] = channels.map(({ name }) => name);
export const themeNames: readonly string[] = themes;
